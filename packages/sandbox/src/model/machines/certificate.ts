import { createHash, generateKeyPairSync, type KeyObject, sign, X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import { sandboxFacts } from '../../facts.js';
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

/* DER (X.690) as far as a certificate needs it. Writing it here is a tenth of the time that loading a library takes. */

/** A value with its tag and length. */
function der(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([tag]), lengthOf(content.length), content]);
}

const sequence = (...parts: readonly Uint8Array[]) => der(0x30, ...parts);
const set = (...parts: readonly Uint8Array[]) => der(0x31, ...parts);
const octets = (bytes: Uint8Array) => der(0x04, bytes);
const utf8 = (text: string) => der(0x0c, Buffer.from(text, 'utf8'));
const bits = (bytes: Uint8Array, unused = 0) => der(0x03, Buffer.from([unused]), bytes);
/** `[number]`, explicit. */
const tagged = (number: number, ...parts: readonly Uint8Array[]) => der(0xa0 + number, ...parts);
const yes = der(0x01, Buffer.from([0xff]));
const nothing = der(0x05);

/** A positive integer of these big-endian bytes. */
function positive(bytes: Uint8Array): Buffer {
  const start = bytes.findIndex((byte) => byte !== 0);
  const digits = start === -1 ? Buffer.from([0]) : Buffer.from(bytes.subarray(start));
  return der(0x02, (digits[0] ?? 0) > 0x7f ? Buffer.from([0]) : Buffer.alloc(0), digits);
}

function objectId(text: string): Buffer {
  const [first = 0, second = 0, ...rest] = text.split('.').map(Number);
  return der(0x06, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]));
}

/** UTCTime up to 2049, GeneralizedTime later (RFC 5280, 4.1.2.5). Whole seconds. */
function time(unixMilliseconds: number): Buffer {
  const digits = new Date(unixMilliseconds).toISOString().replace(/[-:T]|\..*/g, '');
  return digits < '2050' ? der(0x17, Buffer.from(`${digits.slice(2)}Z`)) : der(0x18, Buffer.from(`${digits}Z`));
}

function lengthOf(length: number): Buffer {
  if (length < 0x80) return Buffer.from([length]);
  const digits: number[] = [];
  for (let rest = length; rest > 0; rest >>>= 8) digits.unshift(rest & 0xff);
  return Buffer.from([0x80 + digits.length, ...digits]);
}

function base128(value: number): readonly number[] {
  const digits = [value & 0x7f];
  for (let rest = value >>> 7; rest > 0; rest >>>= 7) digits.unshift(0x80 + (rest & 0x7f));
  return digits;
}

/** A thumbprint as Windows compares it: its hexadecimal digits in upper case, whatever was copied along with them. */
export function thumbprintKey(text: string): string {
  return [...text.toUpperCase()].filter((char) => '0123456789ABCDEF'.includes(char)).join('');
}
