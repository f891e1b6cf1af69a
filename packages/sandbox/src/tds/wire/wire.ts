import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';
import { type SecureContext, TLSSocket } from 'node:tls';
import { malformed } from './bytes.js';
import {
  alertLength,
  defaultPacketSize,
  handshakePart,
  packetType,
  splitIntoPackets,
  tlsHandshake,
} from './packets.js';

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

/** Wraps a fresh socket. Without contexts TLS is never spoken, and a client that begins with it is thrown out. */
export function createWire(socket: Socket, contexts: TlsContexts | undefined, events: WireEvents): Wire {
  /** Where the bytes from the client go to. */
  let route: 'first' | 'plain' | 'handshake' | 'tls' | 'afterTls' | 'closed' = 'first';
  let pending: Buffer = Buffer.alloc(0);
  let carrier: TlsCarrier | undefined;
  let tls: TLSSocket | undefined;
  /** What is written goes through TLS. */
  let secured = false;
  let strict = false;
  /** The client has begun its TLS handshake. */
  let started = false;

  function closed(): void {
    if (route !== 'closed') {
      route = 'closed';
      tls?.destroy();
      socket.destroy();
      events.onClosed();
    }
  }

  function sendRecords(bytes: Buffer, done: () => void): void {
    if (route !== 'handshake' && route !== 'tls') {
      // After a login that alone was encrypted, TLS may still want to say goodbye: the client would not understand.
      done();
      return;
    }
    // Records go inside PRELOGIN until the client itself sends one bare: that ends the handshake on both sides at once.
    const framing = { type: packetType.preLogin, packetSize: defaultPacketSize, spid: 0 };
    const packed = route === 'handshake' ? splitIntoPackets(bytes, framing, 1, true) : bytes;
    socket.write(packed, () => done());
  }

  function openTls(context: SecureContext, protocols: readonly string[]): void {
    carrier = new TlsCarrier(sendRecords);
    tls = new TLSSocket(carrier, {
      isServer: true,
      secureContext: context,
      ...(protocols.length > 0 && { ALPNProtocols: [...protocols] }),
    });
    const failed = () => secured && closed();
    tls.on('data', guarded(events.onBytes)).on('error', failed).on('_tlsError', failed).on('close', failed);
    secured = true;
  }

  function receiveHandshake(chunk: Buffer): void {
    pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk]);
    while (pending.length > 0) {
      const part = handshakePart(pending);
      switch (part.type) {
        case 'incomplete':
          return;
        case 'bare':
          route = 'tls';
          carrier?.receive(takePending());
          return;
        case 'wrapped':
          started = true;
          carrier?.receive(part.records);
          pending = pending.subarray(part.length);
          break;
        case 'other':
          if (started || part.header.type !== packetType.login) {
            throw malformed(`a packet of type ${part.header.type} came in place of the TLS handshake`);
          }
          // The client logs in without a handshake, and will be told that it must not.
          secured = false;
          route = 'plain';
          events.onBytes(takePending());
          return;
      }
    }
  }

  function takePending(): Buffer {
    const taken = pending;
    pending = Buffer.alloc(0);
    return taken;
  }

  /** GnuTLS and OpenSSL may say goodbye (an alert) when the client gives up TLS after the login. */
  function receiveAfterTls(chunk: Buffer): void {
    pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk]);
    const length = alertLength(pending);
    if (length <= pending.length) {
      pending = pending.subarray(length);
      if (pending.length > 0) {
        route = 'plain';
        events.onBytes(takePending());
      }
    }
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
        events.onBytes(chunk);
        return;
      case 'afterTls':
        receiveAfterTls(chunk);
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

  const output = (): Socket => (secured && tls !== undefined ? tls : socket);
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
    secured: () => secured,
    stopTls: () => {
      secured = false;
      route = 'afterTls';
    },
    pause: () => socket.pause(),
    resume: () => socket.resume(),
    end: () => {
      if (route !== 'closed') {
        const last = output();
        last.end(last === socket ? undefined : () => socket.end());
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

/**
 * The stream that a TLS connection runs over when its bytes don't go straight to the socket: `send` decides what becomes
 * of the bytes that TLS writes, `receive` hands it bytes from the client. All that TLS writes at once comes as one buffer.
 */
export class TlsCarrier extends Duplex {
  constructor(private readonly send: (bytes: Buffer, done: () => void) => void) {
    super();
  }

  receive(bytes: Buffer): void {
    this.push(bytes);
  }

  override _read(): void {
    // Bytes are pushed as they come; the socket itself is paused where they must not.
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.send(chunk, done);
  }

  override _writev(chunks: { chunk: Buffer }[], done: () => void): void {
    this.send(Buffer.concat(chunks.map(({ chunk }) => chunk)), done);
  }
}
