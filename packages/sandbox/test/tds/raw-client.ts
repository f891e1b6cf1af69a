import { connect, type Socket } from 'node:net';
import type { TdsServer } from '../../src/tds/server.js';
import { password, sqlUser } from './canned-engine.js';

/** One message from the server: the packets' payloads joined. */
export interface RawMessage {
  readonly type: number;
  readonly spid: number;
  /** Packet ids in order. */
  readonly ids: readonly number[];
  readonly payload: Buffer;
}

/** A client that sends bytes as they are given, for what no driver would send. */
export interface RawClient extends Disposable {
  readonly socket: Socket;
  send(bytes: Buffer): void;
  /** The next whole message; undefined where the server ended the connection. */
  next(): Promise<RawMessage | undefined>;
}

export async function rawClient(server: TdsServer): Promise<RawClient> {
  const socket = connect(server.port, server.host);
  await new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject));
  let received = Buffer.alloc(0);
  let ids: number[] = [];
  let parts: Buffer[] = [];
  const messages: RawMessage[] = [];
  let ended = false;
  let wake = () => {};

  function takePacket(): boolean {
    const end = received.length < 8 ? Infinity : received.readUInt16BE(2);
    if (received.length < end) {
      return false;
    }
    ids.push(received.readUInt8(6));
    parts.push(received.subarray(8, end));
    if ((received.readUInt8(1) & 1) === 1) {
      messages.push({
        type: received.readUInt8(0),
        spid: received.readUInt16BE(4),
        ids,
        payload: Buffer.concat(parts),
      });
      ids = [];
      parts = [];
    }
    received = received.subarray(end);
    return true;
  }

  socket.on('error', () => {});
  socket.on('data', (chunk) => {
    received = Buffer.concat([received, chunk]);
    while (takePacket()) {
      // Each packet that is there.
    }
    wake();
  });
  socket.on('close', () => {
    ended = true;
    wake();
  });

  return {
    socket,
    send: (bytes) => {
      socket.write(bytes);
    },
    next: async () => {
      while (messages.length === 0 && !ended) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      return messages.shift();
    },
    [Symbol.dispose]: () => socket.destroy(),
  };
}

export function packet(type: number, payload: Buffer, status = 1): Buffer {
  const header = Buffer.from([type, status, 0, 0, 0, 0, 1, 0]);
  header.writeUInt16BE(payload.length + 8, 2);
  return Buffer.concat([header, payload]);
}

/** PRELOGIN with a version and what the client says of encryption; 2 is "not supported". */
export function preLogin(encryption = 2, more: readonly (readonly [number, Buffer])[] = []): Buffer {
  const options: readonly (readonly [number, Buffer])[] = [
    [0, Buffer.alloc(6)],
    [1, Buffer.from([encryption])],
    ...more,
  ];
  let offset = options.length * 5 + 1;
  const heads = options.map(([token, content]) => {
    const head = Buffer.from([token, 0, 0, 0, content.length]);
    head.writeUInt16BE(offset, 1);
    offset += content.length;
    return head;
  });
  return packet(0x12, Buffer.concat([...heads, Buffer.from([0xff]), ...options.map(([, content]) => content)]));
}

export interface RawLogin {
  readonly version?: number;
  readonly packetSize?: number;
  readonly user?: string;
  readonly password?: string;
}

export function login7(login: RawLogin = {}): Buffer {
  const fixed = Buffer.alloc(94);
  fixed.writeUInt32LE(login.version ?? 0x7400_0004, 4);
  fixed.writeUInt32LE(login.packetSize ?? 4096, 8);
  const hidden = Buffer.from(login.password ?? password, 'utf16le').map((byte) => {
    return (((byte & 0x0f) << 4) | (byte >> 4)) ^ 0xa5;
  });
  const texts = [Buffer.alloc(0), Buffer.from(login.user ?? sqlUser, 'utf16le'), Buffer.from(hidden)];
  let offset = fixed.length;
  texts.forEach((text, index) => {
    fixed.writeUInt16LE(offset, 36 + index * 4);
    fixed.writeUInt16LE(text.length / 2, 38 + index * 4);
    offset += text.length;
  });
  const payload = Buffer.concat([fixed, ...texts]);
  payload.writeUInt32LE(payload.length, 0);
  return packet(0x10, payload);
}

/** A request's ALL_HEADERS, empty. */
export const noHeaders = Buffer.from([4, 0, 0, 0]);

export function batch(text: string, status = 1): Buffer {
  return packet(0x01, Buffer.concat([noHeaders, Buffer.from(text, 'utf16le')]), status);
}

export const attention = packet(0x06, Buffer.alloc(0));

/** A client that is past its login. */
export async function loggedIn(server: TdsServer, login: RawLogin = {}): Promise<RawClient> {
  const client = await rawClient(server);
  client.send(preLogin());
  await client.next();
  client.send(login7(login));
  await client.next();
  return client;
}

/** The status of the DONE at the end of a payload. */
export function lastDone(message: RawMessage | undefined): { token: number; status: number } | undefined {
  const at = (message?.payload.length ?? 0) - 13;
  return message && { token: message.payload.readUInt8(at), status: message.payload.readUInt16LE(at + 1) };
}
