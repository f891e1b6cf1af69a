import { createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { bits, nothing, objectId, positive, sequence, tagged, time } from './der.js';

export interface SelfSignedWish {
  /** The serial number, big-endian; 16 bytes at most, and positive (RFC 5280, 4.1.2.2). */
  readonly serial: Uint8Array;
  /** Subject and issuer in DER. */
  readonly name: Uint8Array;
  /** Where the certificate says that somebody else has issued it: who, in DER. */
  readonly issuer?: Uint8Array;
  /** Unix milliseconds. */
  readonly notBefore: number;
  readonly notAfter: number;
  /** Each in DER. */
  readonly extensions: readonly Uint8Array[];
  readonly privateKey: KeyObject;
}

/** A self-signed certificate of an RSA key, in DER: version 3, SHA-256. */
export function selfSigned(wish: SelfSignedWish): Buffer {
  const { serial, name, issuer = name, notBefore, notAfter, extensions, privateKey } = wish;
  const algorithm = sequence(objectId('1.2.840.113549.1.1.11'), nothing);
  const body = sequence(
    tagged(0, positive(Buffer.from([2]))),
    positive(serial),
    algorithm,
    issuer,
    sequence(time(notBefore), time(notAfter)),
    name,
    createPublicKey(privateKey).export({ type: 'spki', format: 'der' }),
    tagged(3, sequence(...extensions)),
  );
  return sequence(body, algorithm, bits(sign('sha256', body, privateKey)));
}

let shared: KeyObject | undefined;

/**
 * An RSA key of 2048 bits, which all new certificates of one process share: making one takes a tenth of a second, and
 * nobody proves anything with the keys of simulated machines. A machine's state only says that it has one.
 */
export function keyOfProcess(): KeyObject {
  shared ??= generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
  return shared;
}
