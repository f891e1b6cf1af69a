// Before toLegacyObject is called: a Node 20 that loads it from there has no tls.createSecureContext ever after.
import 'node:tls';
import { createHash, X509Certificate } from 'node:crypto';
import { isIP, isIPv4 } from 'node:net';
import { bits, der, objectId, octets, sequence, set, utf8, yes } from '../../der.js';
import { sandboxFacts } from '../../facts.js';
import { keyOfProcess, selfSigned } from '../../self-signed.js';
import type { Random } from '../identifiers.js';

/** What the rules of the machines ask of a certificate. */
export interface ReadCertificate {
  readonly thumbprint: string;
  /** Base64 of DER. */
  readonly der: string;
  readonly selfSigned: boolean;
  /** Unix milliseconds, both inclusive. */
  readonly notBefore: number;
  readonly notAfter: number;
  /** Whether a client that asks for this host takes it for the host's. */
  covers(host: string): boolean;
  issuedBy(issuer: ReadCertificate): boolean;
  readonly x509: X509Certificate;
}

/** Enough for any fleet of a test; beyond it, reading again is cheaper than keeping. */
const mostKept = 10_000;
const kept = new Map<string, ReadCertificate | undefined>();

/** Reads base64 of DER (or of PEM's text). Undefined where it is no certificate. */
export function readCertificate(der: string): ReadCertificate | undefined {
  if (kept.has(der)) return kept.get(der);
  if (kept.size >= mostKept) kept.clear();
  const read = parse(der);
  kept.set(der, read);
  return read;
}

function parse(der: string): ReadCertificate | undefined {
  try {
    const x509 = new X509Certificate(Buffer.from(der, 'base64'));
    const commonNames = commonNamesOf(x509);
    let selfSigned: boolean | undefined;
    return {
      thumbprint: x509.fingerprint.replaceAll(':', ''),
      der: x509.raw.toString('base64'),
      get selfSigned() {
        selfSigned ??= x509.issuer === x509.subject && x509.verify(x509.publicKey);
        return selfSigned;
      },
      notBefore: Date.parse(x509.validFrom),
      notAfter: Date.parse(x509.validTo),
      covers: (host) => commonNames.some((name) => matches(name, host)) || coversBySan(x509, host),
      issuedBy: (issuer) => x509.checkIssued(issuer.x509) && x509.verify(issuer.x509.publicKey),
      x509,
    };
  } catch {
    return undefined;
  }
}

/** `subject` is text for people; only the older form has the values as they are. */
function commonNamesOf(x509: X509Certificate): readonly string[] {
  const { CN } = x509.toLegacyObject().subject as { readonly CN?: string | readonly string[] };
  return CN === undefined ? [] : typeof CN === 'string' ? [CN] : CN;
}

function coversBySan(x509: X509Certificate, host: string): boolean {
  if (x509.subjectAltName === undefined || host.includes('\0')) return false;
  return (isIP(host) === 0 ? x509.checkHost(host, { subject: 'never' }) : x509.checkIP(host)) !== undefined;
}

/** A wildcard stands for one label. */
function matches(name: string, host: string): boolean {
  const [one, other] = [name.toUpperCase(), host.toUpperCase()];
  if (!one.startsWith('*.')) return one === other;
  const dot = other.indexOf('.');
  return dot > 0 && other.slice(dot) === one.slice(1);
}

/** A certificate of a simulated machine: its public half, base64 of DER, and its thumbprint in upper case. */
export interface MadeCertificate {
  readonly der: string;
  readonly thumbprint: string;
}

export interface CertificateWish {
  /** Common names, each of its own: setup makes them so, without a subject alternative name. */
  readonly names: readonly string[];
  /** DNS names and addresses of the subject alternative name; absent: it has none. */
  readonly alternativeNames?: readonly string[];
  /** Setup makes one for one side; a cmdlet that is not told otherwise makes one for both. */
  readonly usage: 'server' | 'client' | 'both';
  /** Common name of an authority that issued it; absent: it is self-signed. */
  readonly issuer?: string;
  /** Unix milliseconds. */
  readonly notBefore: number;
  readonly notAfter: number;
}

const day = 86_400_000;

const serverUsage = '1.3.6.1.5.5.7.3.1';

/** How long a certificate of setup is good for. */
export const setupLifetime = 5 * 365 * day;

/** Makes a certificate, self-signed unless told otherwise: RSA 2048, SHA-256. */
export function makeCertificate(
  { names, alternativeNames, usage, issuer, notBefore, notAfter }: CertificateWish,
  random: Random,
): MadeCertificate {
  const purposes = sandboxFacts['certificate.worker-usages'].filter(
    (purpose) => usage === 'both' || (purpose === serverUsage) === (usage === 'server'),
  );
  const certificate = selfSigned({
    // Never zero.
    serial: Buffer.from([1, ...random(15)]),
    name: sequence(...names.map(commonName)),
    ...(issuer === undefined ? {} : { issuer: sequence(commonName(issuer)) }),
    notBefore,
    notAfter,
    extensions: [
      // digitalSignature and keyEncipherment.
      sequence(objectId('2.5.29.15'), yes, octets(bits(Buffer.from([0xa0]), 5))),
      sequence(objectId('2.5.29.37'), octets(sequence(...purposes.map(objectId)))),
      ...(alternativeNames === undefined ? [] : [alternatives(alternativeNames)]),
    ],
    privateKey: keyOfProcess(),
  });
  return {
    der: certificate.toString('base64'),
    thumbprint: createHash('sha1').update(certificate).digest('hex').toUpperCase(),
  };
}

/** Each as a DNS name (tag 2); an address of IPv4 as such too (tag 7). */
function alternatives(names: readonly string[]): Buffer {
  const dns = names.filter((name) => /^[ -~]+$/.test(name)).map((name) => der(0x82, Buffer.from(name, 'latin1')));
  const addresses = names.filter(isIPv4).map((name) => der(0x87, Buffer.from(name.split('.').map(Number))));
  return sequence(objectId('2.5.29.17'), octets(sequence(...dns, ...addresses)));
}

const commonName = (text: string) => set(sequence(objectId('2.5.4.3'), utf8(text)));

/** A thumbprint as Windows compares it: its hexadecimal digits in upper case, whatever was copied along with them. */
export function thumbprintKey(text: string): string {
  return [...text.toUpperCase()].filter((char) => '0123456789ABCDEF'.includes(char)).join('');
}
