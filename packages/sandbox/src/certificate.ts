import { createPrivateKey, generateKeyPair, type KeyObject, randomBytes, X509Certificate } from 'node:crypto';
import { hostname } from 'node:os';
import { promisify } from 'node:util';
import { bits, der, objectId, octets, pem, positive, sequence, set, utf8, yes } from './der.js';
import { keyOfProcess, selfSigned } from './self-signed.js';

/** A self-signed certificate and its private key, both in PEM. */
export interface SandboxCertificate {
  readonly certificate: string;
  readonly key: string;
}

/** The name in the certificate that every client on this machine can ask for. */
export const certificateName = 'localhost';

const dayMilliseconds = 86_400_000;
// The longest that Apple's verifier takes for a server (support.apple.com/103769: 825 days).
const lifetimeDays = 825;
const renewalDays = 30;

/** Makes a certificate for TLS on this machine: RSA 2048, SHA-256, for 825 days; with the given key where there is one. */
export async function createCertificate(now: Date, existingKey?: string): Promise<SandboxCertificate> {
  const privateKey = existingKey === undefined ? await newKey() : createPrivateKey(existingKey);
  const certificate = selfSigned({
    // Never zero, and without the leading zero byte that DER forbids where it is not needed.
    serial: Buffer.from([1, ...randomBytes(15)]),
    name: sequence(set(sequence(objectId('2.5.4.3'), utf8('ssis-scaleout sandbox')))),
    notBefore: now.getTime() - dayMilliseconds,
    notAfter: now.getTime() + lifetimeDays * dayMilliseconds,
    extensions: [
      // An authority, of nobody but itself.
      extension('2.5.29.19', sequence(yes, positive(Buffer.from([0]))), 'critical'),
      // digitalSignature, keyEncipherment and keyCertSign.
      extension('2.5.29.15', bits(Buffer.from([0xa4]), 2), 'critical'),
      // serverAuth.
      extension('2.5.29.37', sequence(objectId('1.3.6.1.5.5.7.3.1'))),
      extension('2.5.29.17', sequence(...alternativeNames())),
    ],
    privateKey,
  });
  const key = existingKey ?? privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  return { certificate: pem('CERTIFICATE', certificate), key };
}

function extension(id: string, value: Uint8Array, critical?: 'critical'): Buffer {
  return sequence(objectId(id), ...(critical === undefined ? [] : [yes]), octets(value));
}

let processKeyTaken = false;

/** A process serves one sandbox as a rule: that takes the key which its machines have. Any other has its own, or they would trust each other. */
async function newKey(): Promise<KeyObject> {
  if (!processKeyTaken) {
    processKeyTaken = true;
    return keyOfProcess();
  }
  return (await promisify(generateKeyPair)('rsa', { modulusLength: 2048 })).privateKey;
}

/** Whether a certificate has less than 30 days left, is not yet valid, or cannot be read. */
export function needsRenewal(certificate: string, now: Date): boolean {
  try {
    const { validFrom, validTo } = new X509Certificate(certificate);
    return Date.parse(validTo) - now.getTime() < renewalDays * dayMilliseconds || Date.parse(validFrom) > now.getTime();
  } catch {
    return true;
  }
}

/** Tag 2 is a DNS name, tag 7 an address (RFC 5280, 4.2.1.6). */
function alternativeNames(): readonly Uint8Array[] {
  const full = hostname().toLowerCase();
  const names = new Set(
    [certificateName, full, full.split('.')[0] ?? full].filter((name) => /^[a-z0-9.-]+$/.test(name)),
  );
  return [
    ...[...names].map((name) => der(0x82, Buffer.from(name, 'latin1'))),
    der(0x87, Buffer.from([127, 0, 0, 1])),
    der(0x87, Buffer.from([...Array<number>(15).fill(0), 1])),
  ];
}
