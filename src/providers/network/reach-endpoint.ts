// src/providers/network tries to reach places from the machine that scaleout runs on. It sends nothing but the beginning of a
// handshake, and trusts nothing that answers.

import { lookup } from 'node:dns/promises';
import { connect } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { NetworkExamination, NetworkPlace, ReachedPlace } from '../../domain/examination.js';
import type { Known } from '../../domain/known.js';
import { thumbprint } from '../../domain/machines.js';
import { messageOf } from '../../text/printable.js';

/** Milliseconds for a name, for a connection, and for a handshake, each. */
const limit = 3_000;

/**
 * Whether a name has an address, whether something listens there, and which certificate answers: looked at from here. It
 * never throws but the signal's reason; a connection is closed as soon as it has told what it has to tell.
 */
export async function reachEndpoint(place: NetworkPlace, signal: AbortSignal): Promise<NetworkExamination> {
  const { open, ...reached } = await reach(place, signal);
  const endpoint = { known: true, value: reached } as const;
  if (reached.result !== 'open') {
    return { endpoint, certificate: { known: false, reason: `nothing answers at ${place.host}, port ${place.port}` } };
  }
  return { endpoint, certificate: await certificateAt(place, open ?? place.host, signal) };
}

/** With the first address that is open. */
async function reach(
  place: NetworkPlace,
  signal: AbortSignal,
): Promise<ReachedPlace & { readonly open?: string | undefined }> {
  const found = await addressesOf(place.host, signal);
  if (!found.known) return { ...place, result: 'unresolved', addresses: [], detail: found.reason };
  const tries = await Promise.all(found.value.slice(0, 4).map((address) => tryPort(address, place.port, signal)));
  const best =
    tries.find(({ result }) => result === 'open') ?? tries.find(({ result }) => result === 'refused') ?? tries[0];
  const open = found.value[tries.findIndex(({ result }) => result === 'open')];
  return {
    ...place,
    addresses: found.value,
    ...(best ?? { result: 'failed' }),
    ...(open === undefined ? {} : { open }),
  };
}

async function addressesOf(host: string, signal: AbortSignal): Promise<Known<readonly string[]>> {
  const late = timeLimit(signal);
  try {
    const addresses = await Promise.race([lookup(host, { all: true, verbatim: true }), late.promise]);
    return { known: true, value: addresses.map(({ address }) => address) };
  } catch (error) {
    signal.throwIfAborted();
    return { known: false, reason: messageOf(error) };
  } finally {
    late.end();
  }
}

type Try = Pick<ReachedPlace, 'result' | 'detail'>;

function tryPort(address: string, port: number, signal: AbortSignal): Promise<Try> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: address, port });
    const end = (result: Try) => {
      socket.destroy();
      signal.removeEventListener('abort', aborted);
      resolve(result);
    };
    const aborted = () => {
      socket.destroy();
      reject(signal.reason);
    };
    signal.addEventListener('abort', aborted, { once: true });
    socket.setTimeout(limit, () => end({ result: 'silent' }));
    socket.once('connect', () => end({ result: 'open' }));
    socket.once('error', (error: NodeJS.ErrnoException) => {
      const result = error.code === 'ECONNREFUSED' ? 'refused' : error.code === 'ETIMEDOUT' ? 'silent' : 'failed';
      end({ result, detail: messageOf(error) });
    });
  });
}

/** Any certificate is taken, for it is only read: nothing is sent to who shows it. */
function certificateAt({ host, port }: NetworkPlace, address: string, signal: AbortSignal): Promise<Known<string>> {
  return new Promise((resolve, reject) => {
    const name = /^[\d.]+$|:/.test(host) ? {} : { servername: host };
    const socket = connectTls({ host: address, port, ...name, rejectUnauthorized: false });
    const end = (found: Known<string>) => {
      socket.destroy();
      clearTimeout(timer);
      signal.removeEventListener('abort', aborted);
      resolve(found);
    };
    // The whole handshake: one that comes byte by byte is never idle.
    const timer = setTimeout(
      () => end({ known: false, reason: `no handshake of TLS within ${limit / 1000} s` }),
      limit,
    );
    const aborted = () => {
      socket.destroy();
      clearTimeout(timer);
      reject(signal.reason);
    };
    signal.addEventListener('abort', aborted, { once: true });
    socket.once('secureConnect', () => {
      const { fingerprint } = socket.getPeerCertificate();
      end(
        fingerprint === undefined
          ? { known: false, reason: 'no certificate came' }
          : { known: true, value: thumbprint(fingerprint) },
      );
    });
    socket.once('error', (error) => end({ known: false, reason: messageOf(error) }));
  });
}

function timeLimit(signal: AbortSignal) {
  let timer: NodeJS.Timeout | undefined;
  let aborted = () => {};
  const promise = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${limit / 1000} s`)), limit);
    aborted = () => reject(signal.reason);
    signal.addEventListener('abort', aborted, { once: true });
  });
  promise.catch(() => {});
  return {
    promise,
    end() {
      clearTimeout(timer);
      signal.removeEventListener('abort', aborted);
    },
  };
}
