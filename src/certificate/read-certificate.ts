// src/certificate reads X.509 certificates: their names, times and keys, and whether one may sign others. What is
// concluded from that is the reconciler's. It judges bytes that strangers hand over, so it has limits and no side
// effects.

import { type KeyObject, X509Certificate } from 'node:crypto';
import { type Certificate, thumbprint } from '../domain/machines.js';
import { ScaleoutError } from '../errors/errors.js';
import { messageOf } from '../text/printable.js';
import { type DerParts, type Extension, isStrictDer, readDer, type Value, valuesIn } from './read-der.js';

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

const part = /(?:^|, )([A-Za-z ]+):("(?:[^"\\]|\\.)*"|[^,]*)/g;

/** DNS names and addresses of a subject alternative name as Node shows it: `DNS:etl01, IP Address:10.0.0.1`. */
function alternativeNames(shown: string): readonly string[] {
  return [...shown.matchAll(part)].flatMap(([, kind, value = '']) => {
    if (kind !== 'DNS' && kind !== 'IP Address') return [];
    return [value.startsWith('"') ? String(JSON.parse(value)) : value];
  });
}

/** Object identifiers of extensions (RFC 5280, 4.2.1; the older basic constraints are those of X.509 before 1997). */
const basicConstraints = '2.5.29.19';
const olderBasicConstraints = '2.5.29.10';
const keyUsage = '2.5.29.15';

const tags = { boolean: 0x01, bits: 0x03, sequence: 0x30 };

/** keyCertSign is the sixth bit of the key usage, decipherOnly the ninth and last one (RFC 5280, 4.2.1.3). */
const keyCertSign = 0x04;
const decipherOnly = 0x80;

const unreadable = 'what it may do cannot be read';

/** Of a certificate of version 3 with neither extension. */
export const unsaid = 'nothing in it says that it may not';

/**
 * Why a certificate may sign others, as a clause (`its basicConstraints say CA`); null where it says that it may not.
 *
 * Windows takes every certificate in Root for an authority's that does not deny it: one of version 1 or 2, and one of
 * version 3 without basic constraints and without a key usage as well. Microsoft's page on CERT_TRUST_STATUS has the error of
 * the basic constraints only for a certificate that has that extension, and Wine's crypt32 (dlls/crypt32/chain.c), whose
 * tests were run on Windows, says the same of Root and of the key usage. Whatever is odd counts as a right to sign: Windows
 * may read it in another way than we do.
 */
function authorityOf({
  version,
  extensions,
  isStrict,
}: Pick<DerParts, 'version' | 'extensions' | 'isStrict'>): string | null {
  if (!isStrict) return unreadable;
  if (version !== 3) return `it is of X.509 version ${version}, which cannot say that it may not`;
  const constraints = extensions.filter(({ id }) => id === basicConstraints);
  const usages = extensions.filter(({ id }) => id === keyUsage);
  const isOlder = extensions.some(({ id }) => id === olderBasicConstraints);
  // Which one of two Windows reads is not known.
  if (isOlder || constraints.length > 1 || usages.length > 1) return unreadable;
  const rights = [...constraints.map(rightByConstraints), ...usages.map(rightByUsage)];
  if (rights.length === 0) return unsaid;
  return rights.find((right) => right !== null) ?? null;
}

function rightByConstraints({ value }: Extension): string | null {
  // Whether it is an authority (it is none where that is left out), and how long its chains may be.
  const parts = readable(only(readable(value), tags.sequence));
  if (parts === undefined || parts.length > 2) return unreadable;
  const [isAuthority] = parts;
  if (isAuthority === undefined) return null;
  if (isAuthority.tag !== tags.boolean || isAuthority.content.length !== 1) return unreadable;
  return isAuthority.content[0] === 0 ? null : 'its basicConstraints say CA';
}

function rightByUsage({ value }: Extension): string | null {
  // How many bits at the end do not count, then the bits.
  const [, first, second = 0, ...others] = only(readable(value), tags.bits) ?? [];
  if (first === undefined || others.length > 0 || (second & ~decipherOnly) !== 0) return unreadable;
  return (first & keyCertSign) === 0 ? null : 'its key usage holds keyCertSign';
}

/** The values that bytes hold; undefined where they are no DER. */
function readable(bytes: Buffer | undefined): readonly Value[] | undefined {
  try {
    return bytes !== undefined && isStrictDer(bytes) ? valuesIn(bytes) : undefined;
  } catch {
    return undefined;
  }
}

/** The content of the one value that there is; undefined where there are others, or it is of another kind. */
function only(values: readonly Value[] | undefined, tag: number): Buffer | undefined {
  const [value] = values ?? [];
  return values?.length === 1 && value?.tag === tag ? value.content : undefined;
}
