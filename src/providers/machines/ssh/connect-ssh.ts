import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import ssh2, { type Client } from 'ssh2';
import { ScaleoutError } from '../../../errors.js';
import { onAbort } from '../../waiting/on-abort.js';
import type { MachineLimits } from '../limits.js';
import { algorithmsFor } from './algorithms.js';
import { closeClient } from './close-client.js';
import { connectError } from './connect-error.js';
import { hostKeyError } from './known-hosts/host-key-error.js';
import { judgeHostKey, knownKeyTypes } from './known-hosts/judge-host-key.js';
import { loginAttempts } from './login-attempts.js';
import type { SshHop } from './ssh-target.js';

/** A login on one server. */
export interface SshLink extends AsyncDisposable {
  readonly client: Client;
  readonly alive: boolean;
  /** Calls back once when the connection is lost or closed; the function that it returns takes that back. */
  onLost(callback: (reason: string) => void): () => void;
}

/**
 * Logs in to one server, over a stream where it is behind another one. `server` names it in messages. Throws
 * `machine.unreachable`, `machine.login-refused` or one of the `machine.host-key-*`, or the signal's reason.
 */
export async function connectSsh(
  hop: SshHop,
  server: string,
  limits: MachineLimits,
  signal: AbortSignal,
  over?: Duplex,
): Promise<SshLink> {
  signal.throwIfAborted();
  const { host, port, user, knownHosts } = hop;
  const client = new ssh2.Client();
  const attempts = loginAttempts(hop);
  const state = {
    handshaken: false,
    refusal: undefined as Error | undefined,
    agentTrouble: undefined as string | undefined,
  };
  // Without waiting for acknowledgements: every request is a few small packets to and fro.
  const socket = over ?? new Socket().setNoDelay();
  const lost = watchLoss(client);

  try {
    await new Promise<void>((resolve, reject) => {
      const fail = (cause: unknown) => {
        stopListening();
        reject(state.refusal ?? connectError(cause, server, hop, { ...state, attempts }));
      };
      const stopListening = onAbort(signal, () => reject(signal.reason));
      client.on('error', (error) => {
        // An agent that is of no use is passed over: other ways of logging in may follow.
        if (error.level === 'agent') state.agentTrouble = error.message;
        else fail(error);
      });
      client.on('handshake', () => {
        state.handshaken = true;
      });
      client.on('change password', () => {
        fail(new ScaleoutError('machine.login-refused', `${server} wants a new password for ${user} first.`));
      });
      client.on('close', () => fail(undefined));
      client.on('ready', () => {
        stopListening();
        resolve();
      });
      client.connect({
        sock: socket,
        username: user,
        authHandler: attempts.handler,
        algorithms: algorithmsFor(knownKeyTypes(knownHosts, host, port)),
        hostVerifier: (key: Buffer) => {
          const verdict = judgeHostKey(knownHosts, host, port, key);
          state.refusal = hostKeyError(verdict, { server, host, port, key }, knownHosts);
          return state.refusal === undefined;
        },
        // The limit of the caller covers this.
        readyTimeout: 0,
        keepaliveInterval: limits.keepalive,
        keepaliveCountMax: 2,
      });
      if (socket instanceof Socket && over === undefined) socket.connect({ host, port });
    });
  } catch (error) {
    socket.destroy();
    throw signal.aborted ? error : connectError(error, server, hop, { ...state, attempts });
  }
  return {
    client,
    get alive() {
      return lost.reason === undefined;
    },
    onLost: lost.onLost,
    async [Symbol.asyncDispose]() {
      if (lost.reason === undefined) await closeClient(client, limits.close);
      socket.destroy();
    },
  };
}

function watchLoss(client: Client): { readonly reason: string | undefined; readonly onLost: SshLink['onLost'] } {
  const callbacks = new Set<(reason: string) => void>();
  let reason: string | undefined;
  let trouble: string | undefined;
  client.on('error', (error) => {
    trouble ??= error.message;
  });
  const lose = () => {
    reason ??= trouble === undefined ? 'the connection was closed' : `the connection was lost (${trouble})`;
    for (const callback of [...callbacks]) callback(reason);
    callbacks.clear();
  };
  client.on('end', lose).on('close', lose);
  return {
    get reason() {
      return reason;
    },
    onLost(callback) {
      callbacks.add(callback);
      return () => callbacks.delete(callback);
    },
  };
}
