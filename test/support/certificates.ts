import { createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import {
  bits,
  der,
  nothing,
  objectId,
  octets,
  positive,
  sequence,
  set,
  tagged,
  time,
  utf8,
  yes,
} from '../../packages/sandbox/src/der.js';

/** One part of a name: an object identifier and its value as DER. */
export type NamePart = readonly [objectId: string, value: Buffer];

export interface CertificateWish {
  /** The parts of the subject, those of one set together. */
  readonly subject?: readonly (readonly NamePart[])[];
  /** Default: the subject. */
  readonly issuer?: readonly (readonly NamePart[])[];
  readonly key?: KeyObject;
  /** Default: the key of the certificate itself. */
  readonly signedBy?: KeyObject;
  readonly digest?: 'md5' | 'sha1' | 'sha256' | 'sha384';
  readonly notBefore?: string;
  readonly notAfter?: string;
  /** General names of the subject alternative name: see `dnsName`, `address`. */
  readonly alternativeNames?: readonly Buffer[];
  /** Extensions besides: see `extension` and those below it. */
  readonly extensions?: readonly Buffer[];
  /** Of X.509; default: 3. */
  readonly version?: 1 | 2 | 3;
}

const made = new Map<string, KeyObject>();

/** A private key, one for each kind: to make one takes a tenth of a second. */
export function keyOf(kind: 'rsa512' | 'rsa1024' | 'rsa2048' | 'ec' | 'ed25519'): KeyObject {
  const known = made.get(kind) ?? newKey(kind);
  made.set(kind, known);
  return known;
}

function newKey(kind: Parameters<typeof keyOf>[0]): KeyObject {
  switch (kind) {
    case 'ec':
      return generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
    case 'ed25519':
      return generateKeyPairSync('ed25519').privateKey;
    default:
      return generateKeyPairSync('rsa', { modulusLength: Number(kind.slice(3)) }).privateKey;
  }
}

export const organization = '2.5.4.10';
export const commonName = (text: string, value = utf8(text)): NamePart => ['2.5.4.3', value];
export const latin1String = (text: string) => der(0x14, Buffer.from(text, 'latin1'));
export const printableString = (text: string) => der(0x13, Buffer.from(text, 'latin1'));
export const bmpString = (text: string) => der(0x1e, Buffer.from(text, 'utf16le').swap16());
/** UTF-32, as X.520 allows it. */
export const universalString = (text: string) =>
  der(0x1c, ...[...text].map((char) => Buffer.from((char.codePointAt(0) ?? 0).toString(16).padStart(8, '0'), 'hex')));

export const dnsName = (text: string) => der(0x82, Buffer.from(text, 'latin1'));
export const uri = (text: string) => der(0x86, Buffer.from(text, 'latin1'));
export const address = (...bytes: readonly number[]) => der(0x87, Buffer.from(bytes));

/** An extension of a certificate; its value is DER. */
export const extension = (id: string, value: Buffer) => sequence(objectId(id), octets(value));
export const basicConstraints = (...parts: readonly Buffer[]) => extension('2.5.29.19', sequence(...parts));
/** The bits of RFC 5280, 4.2.1.3: keyCertSign is 0x04 of the first byte. */
export const keyUsage = (...bytes: readonly number[]) => extension('2.5.29.15', bits(Buffer.from(bytes)));
export const noAuthority = basicConstraints();
export const authority = basicConstraints(yes);

/** A certificate as one wishes it, in DER. */
export function makeCertificate({
  subject = [[commonName('ETL01')]],
  issuer = subject,
  key = keyOf('rsa2048'),
  signedBy = key,
  digest = 'sha256',
  notBefore = '2020-01-01T00:00:00Z',
  notAfter = '2049-12-31T23:59:59Z',
  alternativeNames = [],
  extensions = [],
  version = 3,
}: CertificateWish = {}): Buffer {
  const algorithm = algorithmOf(signedBy, digest);
  const names = alternativeNames.length === 0 ? [] : [extension('2.5.29.17', sequence(...alternativeNames))];
  const all = [...names, ...extensions];
  const body = sequence(
    // Version 1 is the default, which DER leaves out.
    ...(version === 1 ? [] : [tagged(0, positive(Buffer.from([version - 1])))]),
    positive(Buffer.from([1, 2, 3])),
    algorithm,
    nameOf(issuer),
    sequence(time(Date.parse(notBefore)), time(Date.parse(notAfter))),
    nameOf(subject),
    createPublicKey(key).export({ type: 'spki', format: 'der' }),
    ...(all.length === 0 ? [] : [tagged(3, sequence(...all))]),
  );
  const hash = signedBy.asymmetricKeyType === 'ed25519' ? undefined : digest;
  return sequence(body, algorithm, bits(sign(hash, body, signedBy)));
}

export function pem(label: string, content: Buffer, lineEnd = '\n'): string {
  const lines = content.toString('base64').match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join(lineEnd);
}

function nameOf(sets: readonly (readonly NamePart[])[]): Buffer {
  return sequence(...sets.map((parts) => set(...parts.map(([type, value]) => sequence(objectId(type), value)))));
}

function algorithmOf(key: KeyObject, digest: NonNullable<CertificateWish['digest']>): Buffer {
  const ec = { md5: '', sha1: '1.2.840.10045.4.1', sha256: '1.2.840.10045.4.3.2', sha384: '1.2.840.10045.4.3.3' };
  const rsa = { md5: '4', sha1: '5', sha256: '11', sha384: '12' };
  if (key.asymmetricKeyType === 'ed25519') return sequence(objectId('1.3.101.112'));
  if (key.asymmetricKeyType === 'ec') return sequence(objectId(ec[digest]));
  return sequence(objectId(`1.2.840.113549.1.1.${rsa[digest]}`), nothing);
}
