import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { sandboxFacts } from '../../../facts.js';
import type { Random } from '../../random.js';
import { bits, nothing, objectId, octets, positive, sequence, set, tagged, time, utf8, yes } from './der.js';

/** A certificate of a simulated machine: its public half, base64 of DER, and its thumbprint in upper case. */
export interface MadeCertificate {
  readonly der: string;
  readonly thumbprint: string;
}

export interface CertificateWish {
  /** Common names, each of its own: setup makes them so, without a subject alternative name. */
  readonly names: readonly string[];
  /** Setup makes one for one side; a cmdlet that is not told otherwise makes one for both. */
  readonly usage: 'server' | 'client' | 'both';
  /** Unix milliseconds. */
  readonly notBefore: number;
  readonly notAfter: number;
}

const day = 86_400_000;

const serverUsage = '1.3.6.1.5.5.7.3.1';

/** How long a certificate of setup is good for. */
export const setupLifetime = 5 * 365 * day;

/**
 * All certificates of one process share a key pair: making one takes a tenth of a second, and nobody proves anything with
 * the keys of simulated machines. A machine's state only says that it has one.
 */
let shared: { readonly privateKey: KeyObject; readonly publicKey: Buffer } | undefined;

function keyPair(): NonNullable<typeof shared> {
  if (shared === undefined) {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    shared = { privateKey, publicKey: publicKey.export({ type: 'spki', format: 'der' }) };
  }
  return shared;
}

/** Makes a self-signed certificate: RSA 2048, SHA-256. */
export function makeCertificate(
  { names, usage, notBefore, notAfter }: CertificateWish,
  random: Random,
): MadeCertificate {
  const { privateKey, publicKey } = keyPair();
  const algorithm = sequence(objectId('1.2.840.113549.1.1.11'), nothing);
  const name = sequence(...names.map((text) => set(sequence(objectId('2.5.4.3'), utf8(text)))));
  const purposes = sandboxFacts['certificate.worker-usages'].filter(
    (purpose) => usage === 'both' || (purpose === serverUsage) === (usage === 'server'),
  );
  const body = sequence(
    tagged(0, positive(Buffer.from([2]))),
    // Positive, and never zero (RFC 5280, 4.1.2.2).
    positive(Buffer.from([1, ...random(15)])),
    algorithm,
    name,
    sequence(time(notBefore), time(notAfter)),
    name,
    publicKey,
    tagged(
      3,
      sequence(
        // digitalSignature and keyEncipherment.
        sequence(objectId('2.5.29.15'), yes, octets(bits(Buffer.from([0xa0]), 5))),
        sequence(objectId('2.5.29.37'), octets(sequence(...purposes.map(objectId)))),
      ),
    ),
  );
  const certificate = sequence(body, algorithm, bits(sign('sha256', body, privateKey)));
  return {
    der: certificate.toString('base64'),
    thumbprint: createHash('sha1').update(certificate).digest('hex').toUpperCase(),
  };
}
