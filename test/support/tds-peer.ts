import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { createSecureContext } from 'node:tls';
import { encryptionByte, writePreLogin } from '../../packages/sandbox/src/tds/login/prelogin.js';
import {
  createMessageJoiner,
  type Message,
  packetType,
  splitIntoPackets,
} from '../../packages/sandbox/src/tds/wire/packets.js';
import { createWire } from '../../packages/sandbox/src/tds/wire/wire.js';

/** Something on loopback that a client takes for a SQL Server. */
export interface Peer extends AsyncDisposable {
  readonly port: number;
  /** Everything that clients have sent, each connection for itself. */
  readonly sent: readonly Buffer[];
}

export async function startPeer(serve: (socket: Socket) => void): Promise<Peer> {
  const sockets = new Set<Socket>();
  const sent: Buffer[] = [];
  const server = createServer((socket) => {
    const connection = sent.push(Buffer.alloc(0)) - 1;
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('data', (bytes: Buffer) => {
      sent[connection] = Buffer.concat([sent[connection] ?? bytes, bytes]);
    });
    serve(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    sent,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Answers the first message with these bytes, and whatever comes then with those. */
export function startPlainPeer(first: Buffer, later?: Buffer): Promise<Peer> {
  return startPeer((socket) => {
    let count = 0;
    socket.on('data', () => {
      const answer = count === 0 ? first : later;
      count += 1;
      if (answer === undefined) socket.end();
      else socket.write(answer);
    });
  });
}

/**
 * A server that encrypts as it should, with this certificate, and answers every message inside TLS with these bytes; then
 * it does something with the socket, where that is said.
 */
export function startTlsPeer(
  certificate: { readonly certificate: string; readonly key: string; readonly ciphers?: string },
  answer: Buffer | (() => Buffer),
  then: (socket: Socket) => void = () => undefined,
): Promise<Peer> {
  const { certificate: cert, key, ciphers } = certificate;
  const inside = createSecureContext({ cert, key, ciphers, maxVersion: 'TLSv1.2' });
  const strict = createSecureContext({ cert, key, ciphers });
  return startPeer((socket) => {
    const join = createMessageJoiner(
      () => 1 << 20,
      ({ type }: Message) => {
        if (type !== packetType.preLogin) {
          wire.write(typeof answer === 'function' ? answer() : answer);
          then(socket);
          return;
        }
        wire.write(preLoginAnswer(encryptionByte.on));
        if (!wire.strict()) wire.startTls();
      },
    );
    const wire = createWire(socket, { inside, strict }, { onBytes: join, onClosed: () => undefined });
  });
}

/** The packet in which a server answers PRELOGIN; undefined: it says nothing of encryption. */
export function preLoginAnswer(encryption: number | undefined): Buffer {
  const whole = writePreLogin({ encryption: 0, asksFedAuth: true }, encryption ?? 0, '16.0.4135.4');
  // An option that no client knows stands in place of the one that is left out.
  const payload = encryption === undefined ? withOption(whole, 0, (at) => whole.writeUInt8(0x40, at)) : whole;
  return packet(payload);
}

/** One packet of a server. */
export function packet(payload: Buffer): Buffer {
  return splitIntoPackets(payload, { type: packetType.reply, packetSize: 4096, spid: 0 }, 1, true);
}

/** A PRELOGIN packet with another value of ENCRYPTION, as somebody on the way makes it of one byte. */
export function withEncryption(original: Buffer, encryption: number): Buffer {
  const changed = Buffer.from(original);
  return withOption(changed, 8, (at) => changed.writeUInt8(encryption, 8 + changed.readUInt16BE(at + 1)));
}

/** Does something at the ENCRYPTION option of a PRELOGIN payload that begins at `start`. */
function withOption(bytes: Buffer, start: number, change: (at: number) => void): Buffer {
  for (let at = start; bytes[at] !== 0xff && at < bytes.length; at += 5) {
    if (bytes[at] === 0x01) {
      change(at);
      break;
    }
  }
  return bytes;
}

/**
 * A login's answer that sends the client to another server: LOGINACK, ENVCHANGE of type 20 (MS-TDS 2.2.7.9) and DONE, as
 * one packet.
 */
export function redirection(host: string, port: number): Buffer {
  const name = Buffer.from(host, 'utf16le');
  const route = Buffer.alloc(5 + name.length);
  route.writeUInt8(0, 0);
  route.writeUInt16LE(port, 1);
  route.writeUInt16LE(host.length, 3);
  name.copy(route, 5);
  const change = Buffer.concat([Buffer.from([20]), length(route), route, Buffer.from([0, 0])]);
  return packet(Buffer.concat([loginAck, Buffer.from([0xe3]), length(change), change, done]));
}

const ackBody = Buffer.concat([
  Buffer.from([1, 0x74, 0, 0, 4, 1]),
  Buffer.from('S', 'utf16le'),
  Buffer.from([16, 0, 0, 0]),
]);
const loginAck = Buffer.concat([Buffer.from([0xad]), length(ackBody), ackBody]);
const done = Buffer.concat([Buffer.from([0xfd]), Buffer.alloc(12)]);

/** A login that is accepted, as one packet. */
export const accepted = packet(Buffer.concat([loginAck, done]));

function length(bytes: Buffer): Buffer {
  const field = Buffer.alloc(2);
  field.writeUInt16LE(bytes.length);
  return field;
}

/**
 * What a client let out that it should not: packets of another type than PRELOGIN (a login, SSPI, a token, a request), records of
 * TLS with data in them, and the secret in any form that a login gives it. Empty where nothing was.
 */
export function leaks(sent: readonly Buffer[], secret: string): readonly string[] {
  return sent.flatMap((bytes, connection) => [
    ...unitsOf(bytes).flatMap((type) =>
      type === 0x12 || (type >= 0x14 && type <= 0x16) ? [] : [`${connection}: a unit of type ${type}`],
    ),
    ...formsOf(secret).flatMap(([form, found]) =>
      bytes.includes(found) ? [`${connection}: the secret, ${form}`] : [],
    ),
  ]);
}

/** The types of the TDS packets and the TLS records that a client sent: the first byte of each. */
function unitsOf(bytes: Buffer): readonly number[] {
  const types: number[] = [];
  for (let at = 0; at < bytes.length; ) {
    const type = bytes.readUInt8(at);
    types.push(type);
    if (bytes.length - at < 5) break;
    const isRecord = type >= 0x14 && type <= 0x17;
    at += isRecord ? bytes.readUInt16BE(at + 3) + 5 : Math.max(8, bytes.readUInt16BE(at + 2));
  }
  return types;
}

function formsOf(secret: string): readonly (readonly [form: string, bytes: Buffer])[] {
  const wide = Buffer.from(secret, 'utf16le');
  // MS-TDS 2.2.6.4: the halves of each byte of the password are swapped, then it is combined with 0xA5.
  const scrambled = Buffer.from(wide.map((byte) => (((byte & 0x0f) << 4) | (byte >> 4)) ^ 0xa5));
  return [
    ['in UTF-8', Buffer.from(secret, 'utf8')],
    ['in UTF-16', wide],
    ['scrambled', scrambled],
  ];
}
