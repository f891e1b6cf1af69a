import { generateKeyPair, type KeyObject, randomBytes, X509Certificate } from 'node:crypto';
import { hostname } from 'node:os';
import { promisify } from 'node:util';
import { keyOfProcess } from './self-signed.js';

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
  const key = existingKey ?? (await newKey()).export({ type: 'pkcs8', format: 'pem' }).toString();
  const { default: forge } = await import('node-forge');
  const privateKey = forge.pki.privateKeyFromPem(key);
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = forge.pki.setRsaPublicKey(privateKey.n, privateKey.e);
  // Positive (RFC 5280, 4.1.2.2), and without the leading zero byte that DER forbids where it is not needed.
  certificate.serialNumber = `01${randomBytes(15).toString('hex')}`;
  certificate.validity.notBefore = new Date(now.getTime() - dayMilliseconds);
  certificate.validity.notAfter = new Date(now.getTime() + lifetimeDays * dayMilliseconds);
  const name = [{ name: 'commonName', value: 'ssis-scaleout sandbox' }];
  certificate.setSubject(name);
  certificate.setIssuer(name);
  certificate.setExtensions([
    { name: 'basicConstraints', cA: true, pathLenConstraint: 0, critical: true },
    { name: 'keyUsage', digitalSignature: true, keyEncipherment: true, keyCertSign: true, critical: true },
    { name: 'extKeyUsage', serverAuth: true },
    { name: 'subjectAltName', altNames: alternativeNames() },
  ]);
  certificate.sign(privateKey, forge.md.sha256.create());
  return { certificate: forge.pki.certificateToPem(certificate).replaceAll('\r\n', '\n'), key };
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

/** In node-forge's terms: type 2 is a DNS name, type 7 an address (RFC 5280, 4.2.1.6). */
function alternativeNames(): readonly object[] {
  const full = hostname().toLowerCase();
  const names = new Set(
    [certificateName, full, full.split('.')[0] ?? full].filter((name) => /^[a-z0-9.-]+$/.test(name)),
  );
  return [...[...names].map((value) => ({ type: 2, value })), ...['127.0.0.1', '::1'].map((ip) => ({ type: 7, ip }))];
}
