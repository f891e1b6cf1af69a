import { malformed } from './bytes.js';

/** MS-TDS 2.2.3.1.1. */
export const packetType = {
  batch: 0x01,
  rpc: 0x03,
  reply: 0x04,
  attention: 0x06,
  bulkLoad: 0x07,
  transaction: 0x0e,
  login: 0x10,
  sspi: 0x11,
  preLogin: 0x12,
} as const;

/** MS-TDS 2.2.3.1.2. */
const endOfMessage = 0x01;
const ignoreMessage = 0x02;
const resetConnection = 0x08 | 0x10;

export const headerLength = 8;

/** About the bytes of memory that a waiting packet takes besides its payload. */
const packetCost = 256;

export const defaultPacketSize = 4096;
export const smallestPacketSize = 512;
export const largestPacketSize = 32_767;

export interface PacketHeader {
  readonly type: number;
  readonly status: number;
  /** Of the whole packet, header included. */
  readonly length: number;
}

/** The header at `at`, or undefined where its 8 bytes are not all there yet. */
export function readHeader(buffer: Buffer, at: number): PacketHeader | undefined {
  if (buffer.length - at < headerLength) {
    return undefined;
  }
  const length = buffer.readUInt16BE(at + 2);
  if (length < headerLength || length > largestPacketSize) {
    throw malformed(`a packet says that it has ${length} bytes`);
  }
  return { type: buffer.readUInt8(at), status: buffer.readUInt8(at + 1), length };
}

export interface Message {
  readonly type: number;
  readonly payload: Buffer;
  /** The client asks for a fresh session first (sp_reset_connection). */
  readonly reset: boolean;
  /** The client gave up while it was sending: answered, not carried out. */
  readonly ignored: boolean;
}

/**
 * Joins packets to messages. Feed it whatever the socket gives; it calls back for each whole message.
 * `limit()` is the largest payload of a message in bytes that the connection may send now.
 */
export function createMessageJoiner(limit: () => number, onMessage: (message: Message) => void) {
  let pending: Buffer = Buffer.alloc(0);
  let parts: Buffer[] = [];
  let size = 0;
  let first: PacketHeader | undefined;

  function take(header: PacketHeader, payload: Buffer): void {
    if (first !== undefined && first.type !== header.type) {
      throw malformed(`a packet of type ${header.type} came inside a message of type ${first.type}`);
    }
    first ??= header;
    parts.push(payload);
    size += payload.length;
    // Counted with what it costs to keep a packet, so that a flood of empty ones ends too.
    if (size + parts.length * packetCost > limit()) {
      throw malformed(`a message has more than ${limit()} bytes`);
    }
    if ((header.status & endOfMessage) === 0) {
      return;
    }
    const message: Message = {
      type: first.type,
      payload: parts.length === 1 ? payload : Buffer.concat(parts, size),
      reset: (first.status & resetConnection) !== 0,
      ignored: (header.status & ignoreMessage) !== 0,
    };
    parts = [];
    size = 0;
    first = undefined;
    onMessage(message);
  }

  return (chunk: Buffer): void => {
    const buffer = pending.length === 0 ? chunk : Buffer.concat([pending, chunk]);
    let at = 0;
    let header = readHeader(buffer, at);
    while (header !== undefined && buffer.length - at >= header.length) {
      const end = at + header.length;
      take(header, buffer.subarray(at + headerLength, end));
      at = end;
      header = readHeader(buffer, at);
    }
    pending = buffer.subarray(at);
  };
}

export interface Framing {
  readonly type: number;
  readonly packetSize: number;
  /** The session's number, in every header from the server. */
  readonly spid: number;
}

/** Splits a payload into packets. Ids count from `firstId`; the last packet ends the message where `last` is true. */
export function splitIntoPackets(payload: Buffer, framing: Framing, firstId: number, last: boolean): Buffer {
  const room = framing.packetSize - headerLength;
  const count = Math.max(1, Math.ceil(payload.length / room));
  const packets = Buffer.allocUnsafe(payload.length + count * headerLength);
  let at = 0;
  for (let index = 0; index < count; index += 1) {
    const from = index * room;
    const to = Math.min(payload.length, from + room);
    packets[at] = framing.type;
    packets[at + 1] = last && index === count - 1 ? endOfMessage : 0;
    packets.writeUInt16BE(to - from + headerLength, at + 2);
    packets.writeUInt16BE(framing.spid & 0xffff, at + 4);
    packets[at + 6] = (firstId + index) & 0xff;
    packets[at + 7] = 0;
    payload.copy(packets, at + headerLength, from, to);
    at += headerLength + to - from;
  }
  return packets;
}

/** Kinds of TLS records, their first byte (RFC 8446 5.1). */
const changeCipher = 0x14;
const alert = 0x15;
export const tlsHandshake = 0x16;
const applicationBytes = 0x17;

const recordHeader = 5;

/** What stands at the front of bytes that should be a client's TLS handshake. */
export type HandshakePart =
  /** More bytes are needed to tell. */
  | { readonly type: 'incomplete' }
  /** Records without packets around them: the handshake is over. */
  | { readonly type: 'bare' }
  /** Records inside a PRELOGIN packet of `length` bytes. */
  | { readonly type: 'wrapped'; readonly records: Buffer; readonly length: number }
  | { readonly type: 'other'; readonly header: PacketHeader };

export function handshakePart(bytes: Buffer): HandshakePart {
  const [first] = bytes;
  if (first !== undefined && first >= changeCipher && first <= applicationBytes) {
    return { type: 'bare' };
  }
  const header = readHeader(bytes, 0);
  if (header === undefined || bytes.length < header.length) {
    return { type: 'incomplete' };
  }
  return header.type === packetType.preLogin
    ? { type: 'wrapped', records: bytes.subarray(headerLength, header.length), length: header.length }
    : { type: 'other', header };
}

/** Bytes of the alert that stands at the front: 0 where there is none, Infinity where it has not all come. */
export function alertLength(bytes: Buffer): number {
  if (bytes[0] !== alert) {
    return 0;
  }
  const length = bytes.length < recordHeader ? Number.POSITIVE_INFINITY : recordHeader + bytes.readUInt16BE(3);
  return bytes.length < length ? Number.POSITIVE_INFINITY : length;
}
