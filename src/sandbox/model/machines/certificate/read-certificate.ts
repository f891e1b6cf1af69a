import { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';

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
