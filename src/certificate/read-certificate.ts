import { type KeyObject, X509Certificate } from 'node:crypto';
import { ScaleoutError } from '../errors.js';
import { messageOf } from '../message-of.js';
import { type Certificate, thumbprint } from '../reconciler/machines.js';
import { alternativeNames } from './alternative-names.js';
import { authorityOf } from './authority.js';
import { readDer } from './read-der.js';

/** Bits below which a key of RSA counts as weak. */
const leastBits = 2048;

/** Reads a certificate's public half. Throws `machine.certificate-invalid`. */
export function readCertificate(der: Uint8Array): Certificate {
  try {
    const parsed = new X509Certificate(der);
    const { commonNames, signature, ...rights } = readDer(parsed.raw);
    return {
      thumbprint: thumbprint(parsed.fingerprint),
      der: parsed.raw.toString('base64'),
      subject: oneLine(parsed.subject),
      issuer: oneLine(parsed.issuer),
      names: [...new Set([...commonNames, ...alternativeNames(parsed.subjectAltName ?? '')])],
      notBefore: new Date(parsed.validFrom).toISOString(),
      notAfter: new Date(parsed.validTo).toISOString(),
      selfSigned: isSelfSigned(parsed),
      weakness: weaknessOf(parsed, signature),
      authority: authorityOf(rights),
    };
  } catch (error) {
    const reason = messageOf(error);
    throw new ScaleoutError('machine.certificate-invalid', `Not an X.509 certificate: ${reason}`, { cause: error });
  }
}

/** Node shows a name with one part a line. */
function oneLine(name: string): string {
  return (name ?? '').split('\n').join(', ');
}

function isSelfSigned(certificate: X509Certificate): boolean {
  if (certificate.subject !== certificate.issuer) return false;
  try {
    return certificate.verify(certificate.publicKey);
  } catch {
    return false;
  }
}

function weaknessOf(certificate: X509Certificate, signature: string): string | null {
  const digest = weakDigests[signature];
  if (digest !== undefined) return `signed with ${digest}`;
  const key = publicKeyOf(certificate);
  const bits = key?.asymmetricKeyDetails?.modulusLength;
  // RSA and DSA have a modulus, the curves have none.
  return bits !== undefined && bits < leastBits ? `${key?.asymmetricKeyType?.toUpperCase()} key of ${bits} bits` : null;
}

/** Undefined for a kind of key that OpenSSL does not know: the certificate says the rest all the same. */
function publicKeyOf(certificate: X509Certificate): KeyObject | undefined {
  try {
    return certificate.publicKey;
  } catch {
    return undefined;
  }
}

/** Object identifiers of signatures over broken digests (RFC 8017, RFC 3279). */
const weakDigests: Readonly<Record<string, string>> = {
  '1.2.840.113549.1.1.2': 'MD2',
  '1.2.840.113549.1.1.4': 'MD5',
  '1.2.840.113549.1.1.5': 'SHA-1',
  '1.3.14.3.2.29': 'SHA-1',
  '1.2.840.10045.4.1': 'SHA-1',
  '1.2.840.10040.4.3': 'SHA-1',
};
