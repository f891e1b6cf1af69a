import type { Socket } from 'node:net';
import { type SecureContext, TLSSocket } from 'node:tls';
import { malformed } from './byte-reader.js';
import { defaultPacketSize, headerLength, packetType, readHeader, splitIntoPackets } from './packets.js';
import { TlsCarrier } from './tls-carrier.js';

/** Both contexts of a server: TLS 1.2 alone for handshakes inside PRELOGIN, 1.2 and 1.3 for TDS 8.0. */
export interface TlsContexts {
  readonly inside: SecureContext;
  readonly strict: SecureContext;
}

/** A socket seen as a stream of TDS bytes, whatever lies between: nothing, TLS for the login, TLS for all. */
export interface Wire {
  write(bytes: Buffer): void;
  /** Resolves when the client has taken what was written, or is gone. */
  drained(): Promise<void>;
  /** True where the client began with TLS (TDS 8.0). */
  strict(): boolean;
  /** From here on the client does its TLS handshake, inside PRELOGIN messages; or begins to log in without it. */
  startTls(): void;
  /** True while what is sent and received is encrypted. */
  secured(): boolean;
  /** Back to plain bytes at once, called when the login has arrived: only that was to be encrypted. */
  stopTls(): void;
  pause(): void;
  resume(): void;
  /** Ends after all that was written has gone out; the client's remaining bytes are not read. */
  end(): void;
  destroy(): void;
}

export interface WireEvents {
  readonly onBytes: (bytes: Buffer) => void;
  /** Once, when the client is gone or was thrown out. */
  readonly onClosed: () => void;
}

/** How long a client may take to close its side after the server has ended, in milliseconds. */
const lingerLimit = 2000;

/** The first byte of a TLS record: change cipher, alert, handshake, application data (RFC 8446 5.1). */
const isTlsRecord = (byte: number | undefined): boolean => byte !== undefined && byte >= 0x14 && byte <= 0x17;
const tlsAlert = 0x15;
const tlsHandshake = 0x16;
const tlsRecordHeader = 5;

/** Wraps a fresh socket. Without contexts TLS is never spoken, and a client that begins with it is thrown out. */
export function createWire(socket: Socket, contexts: TlsContexts | undefined, events: WireEvents): Wire {
  /** Where the bytes from the client go to. */
  let route: 'first' | 'plain' | 'handshake' | 'tls' | 'closed' = 'first';
  let pending: Buffer = Buffer.alloc(0);
  let carrier: TlsCarrier | undefined;
  let secure: TLSSocket | undefined;
  let strict = false;
  /** The client has begun its TLS handshake. */
  let started = false;

  function closed(): void {
    if (route !== 'closed') {
      route = 'closed';
      secure?.destroy();
      socket.destroy();
      events.onClosed();
    }
  }

  function sendRecords(bytes: Buffer, done: () => void): void {
    if (route === 'closed' || carrier === undefined) {
      done();
      return;
    }
    // Records go inside PRELOGIN until the client itself sends one bare: that ends the handshake on both sides at once.
    const framing = { type: packetType.preLogin, packetSize: defaultPacketSize, spid: 0 };
    const packed = route === 'handshake' ? splitIntoPackets(bytes, framing, 1, true) : bytes;
    socket.write(packed, () => done());
  }

  function openTls(context: SecureContext, protocols: readonly string[]): TLSSocket {
    carrier = new TlsCarrier(sendRecords);
    const opened = new TLSSocket(carrier, {
      isServer: true,
      secureContext: context,
      ...(protocols.length > 0 && { ALPNProtocols: [...protocols] }),
    });
    const failed = () => secure === opened && closed();
    opened.on('data', guarded(events.onBytes)).on('error', failed).on('_tlsError', failed).on('close', failed);
    secure = opened;
    return opened;
  }

  function receiveHandshake(chunk: Buffer): void {
    pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk]);
    while (pending.length > 0) {
      if (isTlsRecord(pending[0])) {
        route = 'tls';
        carrier?.receive(pending);
        pending = Buffer.alloc(0);
        return;
      }
      const header = readHeader(pending, 0);
      if (header === undefined || pending.length < header.length) {
        return;
      }
      if (header.type !== packetType.preLogin) {
        giveUpTls(header.type);
        return;
      }
      started = true;
      carrier?.receive(pending.subarray(headerLength, header.length));
      pending = pending.subarray(header.length);
    }
  }

  /** The client logs in without a handshake: it will be told that it must not. */
  function giveUpTls(type: number): void {
    if (started || type !== packetType.login) {
      throw malformed(`a packet of type ${type} came in place of the TLS handshake`);
    }
    const bytes = pending;
    pending = Buffer.alloc(0);
    carrier = undefined;
    secure = undefined;
    route = 'plain';
    events.onBytes(bytes);
  }

  /** GnuTLS and OpenSSL may say goodbye (an alert) when the client gives up TLS after the login. */
  function withoutAlert(chunk: Buffer): Buffer {
    const joined = pending.length === 0 ? chunk : Buffer.concat([pending, chunk]);
    pending = Buffer.alloc(0);
    if (carrier === undefined || joined[0] !== tlsAlert) {
      carrier = undefined;
      return joined;
    }
    const length = joined.length < tlsRecordHeader ? Infinity : tlsRecordHeader + joined.readUInt16BE(3);
    if (joined.length < length) {
      pending = joined;
      return Buffer.alloc(0);
    }
    return withoutAlert(joined.subarray(length));
  }

  function receive(chunk: Buffer): void {
    switch (route) {
      case 'first':
        if (chunk[0] === packetType.preLogin || chunk[0] === packetType.login) {
          route = 'plain';
          events.onBytes(chunk);
        } else if (chunk[0] !== tlsHandshake) {
          throw malformed(`a connection began with the byte ${chunk[0]}`);
        } else if (contexts === undefined) {
          throw malformed('the client began with TLS, which is off');
        } else {
          route = 'tls';
          strict = true;
          openTls(contexts.strict, ['tds/8.0']);
          carrier?.receive(chunk);
        }
        return;
      case 'plain':
        events.onBytes(withoutAlert(chunk));
        return;
      case 'handshake':
        receiveHandshake(chunk);
        return;
      case 'tls':
        carrier?.receive(chunk);
        return;
      case 'closed':
    }
  }

  function guarded(step: (chunk: Buffer) => void): (chunk: Buffer) => void {
    return (chunk) => {
      try {
        step(chunk);
      } catch {
        // Not TDS: this client goes, the server stays.
        closed();
      }
    };
  }

  socket.on('data', guarded(receive)).on('error', closed).on('close', closed).on('end', closed);

  const output = (): Socket => secure ?? socket;
  return {
    write: (bytes) => {
      if (route !== 'closed') {
        output().write(bytes);
      }
    },
    drained: () => untilDrained(output()),
    strict: () => strict,
    startTls: () => {
      if (contexts === undefined) {
        throw malformed('TLS is off');
      }
      route = 'handshake';
      openTls(contexts.inside, []);
    },
    secured: () => secure !== undefined,
    stopTls: () => {
      // The carrier stays until the next bytes have shown whether the client says goodbye to TLS.
      secure = undefined;
      route = 'plain';
    },
    pause: () => socket.pause(),
    resume: () => socket.resume(),
    end: () => {
      if (route !== 'closed') {
        if (secure === undefined) {
          socket.end();
        } else {
          secure.end(() => socket.end());
        }
        setTimeout(closed, lingerLimit).unref();
      }
    },
    destroy: closed,
  };
}

/** A stream that is destroyed never drains, so its end counts too. */
function untilDrained(stream: Socket): Promise<void> {
  if (!stream.writableNeedDrain || stream.destroyed) {
    return Promise.resolve();
  }
  return new Promise((resolve) => {
    const settle = () => {
      stream.off('drain', settle).off('close', settle);
      resolve();
    };
    stream.once('drain', settle).once('close', settle);
  });
}
