import type { Certificate } from '../domain/machines.js';
import { ScaleoutError } from '../errors/errors.js';
import { readCertificate } from './read-certificate.js';
import { headerAt } from './read-der.js';

/**
 * Reads a .cer file, DER or PEM: one certificate, its public half alone. Throws `topology.certificate-key` where a private
 * key is in it, and `topology.certificate-unusable` for anything else. The messages are sentences about "the file".
 */
export function readCertificateFile(bytes: Uint8Array): Certificate {
  if (bytes.length === 0) throw unusable('The file is empty.');
  const blocks = pemBlocks(bytes);
  if (holdsKeyText(bytes)) throw withKey('The file holds a private key.');
  const found = blocks?.map(({ label, der }) => ({ kind: kindOfLabel(label), der })) ?? derValues(bytes);
  const certificates = found.filter(({ kind }) => kind === 'certificate');
  // What a block says of itself need not be what it holds, or all of it.
  const within = certificates.map(({ der }) => derValues(der));
  const kinds = new Set([...found, ...within.flat()].map(({ kind }) => kind));
  if (kinds.has('privateKey')) throw withKey('The file holds a private key.');
  if (kinds.has('pfx')) throw withKey('The file is a PFX (PKCS #12), which carries a private key.');
  if (kinds.has('pkcs7')) {
    throw unusable(
      'The file is a PKCS #7 bundle (.p7b).',
      "Export the worker's certificate alone: .cer, DER or Base-64.",
    );
  }
  const [first, second] = certificates;
  if (first === undefined) throw unusable(withoutCertificate(blocks));
  if (second !== undefined) {
    const detail = `The file holds ${certificates.length} certificates; it must hold one.`;
    throw unusable(detail, "Keep the worker's own certificate, without those of its issuers.");
  }
  const [values = []] = blocks === undefined ? [found] : within;
  if (values.length > 1) throw unusable('The file holds something behind the certificate.');
  return parsed(first.der);
}

/** Private keys in the forms of text that are not blocks of PEM: of SSH2, PuTTY, `openssl rsa -text` and .NET. */
const keyText = /BEGIN [A-Z0-9 ]*PRIVATE KEY|PuTTY-User-Key-File|^(RSA )?Private-Key:|<RSAKeyValue>/im;

/** Also in UTF-16 without its mark: Windows PowerShell appends it to a file of another encoding. */
function holdsKeyText(bytes: Uint8Array): boolean {
  return keyText.test(textOf(bytes)) || keyText.test(Buffer.from(bytes).toString('latin1').replaceAll('\0', ''));
}

function kindOfLabel(label: string): DerKind {
  if (label.endsWith('PRIVATE KEY')) return 'privateKey';
  if (label === 'PKCS7' || label === 'CMS') return 'pkcs7';
  return /^(X509 |TRUSTED )?CERTIFICATE$/.test(label) ? 'certificate' : 'other';
}

function withoutCertificate(blocks: readonly PemBlock[] | undefined): string {
  if (blocks === undefined) return 'The file is neither DER nor PEM.';
  return `The file holds no certificate but ${[...new Set(blocks.map(({ label }) => label))].join(' and ')}.`;
}

function parsed(der: Uint8Array): Certificate {
  try {
    return readCertificate(der);
  } catch (error) {
    throw new ScaleoutError('topology.certificate-unusable', 'The certificate in the file is damaged.', {
      cause: error,
    });
  }
}

function unusable(detail: string, remedy?: string): ScaleoutError {
  return new ScaleoutError('topology.certificate-unusable', detail, remedy === undefined ? {} : { remedy });
}

function withKey(detail: string): ScaleoutError {
  return new ScaleoutError('topology.certificate-key', detail);
}

/** A block of a PEM file: what stands in its BEGIN line, and its content. */
interface PemBlock {
  readonly label: string;
  readonly der: Uint8Array;
}

const begin = /-----BEGIN ([A-Z0-9 ]{1,64})-----/g;

/** Bytes as text: of UTF-16 with its mark, else a character a byte. */
function textOf(bytes: Uint8Array): string {
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  return Buffer.from(bytes).toString(isUtf16 ? 'utf16le' : 'latin1');
}

/** The blocks of a PEM text, also in UTF-16 as Windows PowerShell writes it; undefined where the bytes are no PEM. */
function pemBlocks(bytes: Uint8Array): readonly PemBlock[] | undefined {
  const text = textOf(bytes);
  const begins = [...text.matchAll(begin)];
  if (begins.length === 0) return undefined;
  return begins.map((found, index) => {
    // Up to the next BEGIN: a key whose END was cut off is still seen.
    const rest = text.slice(found.index + found[0].length, begins[index + 1]?.index);
    const end = rest.indexOf('-----END');
    const body = end === -1 ? rest : rest.slice(0, end);
    return { label: found[1] ?? '', der: Buffer.from(body, 'base64') };
  });
}

type DerKind = 'certificate' | 'privateKey' | 'pfx' | 'pkcs7' | 'other';

/** One of the DER values that stand one behind the other in a file. */
interface DerValue {
  readonly kind: DerKind;
  readonly der: Uint8Array;
}

const tags: Readonly<Record<number, string>> = {
  2: 'integer',
  3: 'bits',
  4: 'octets',
  6: 'identifier',
  48: 'sequence',
};

/** What a value is, told by the tags that it begins with (RFC 5280, 5208, 8017, 5915, 7292, 2315); the first fit counts. */
const shapes: readonly (readonly [string, DerKind])[] = [
  ['sequence sequence bits', 'certificate'],
  ['sequence octets', 'privateKey'],
  ['integer sequence octets', 'privateKey'],
  ['integer integer', 'privateKey'],
  ['integer octets', 'privateKey'],
  ['integer sequence', 'pfx'],
  ['identifier', 'pkcs7'],
];

/** What a file of DER holds; a rest that is no DER is one value of the kind `other`. */
function derValues(bytes: Uint8Array): readonly DerValue[] {
  const values: DerValue[] = [];
  for (let at = 0; at < bytes.length; ) {
    const outer = headerAt(bytes, at);
    const end = Math.min(outer?.end ?? bytes.length, bytes.length);
    values.push({ kind: outer?.tag === 48 ? kindOf(bytes, outer.start, end) : 'other', der: bytes.subarray(at, end) });
    at = end;
  }
  return values;
}

function kindOf(bytes: Uint8Array, start: number, end: number): DerKind {
  const found: string[] = [];
  for (let at = start; at < end && found.length < 3; ) {
    const header = headerAt(bytes, at);
    if (header === undefined) break;
    found.push(tags[header.tag] ?? 'other');
    at = header.end;
  }
  const shape = `${found.join(' ')} `;
  return shapes.find(([beginning]) => shape.startsWith(`${beginning} `))?.[1] ?? 'other';
}
