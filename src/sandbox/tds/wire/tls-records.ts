import { headerLength, type PacketHeader, packetType, readHeader } from './packets.js';

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
