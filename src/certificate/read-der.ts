import { headerAt } from './der-header.js';

/** What Node's X509Certificate does not tell of a certificate. */
export interface DerParts {
  /** Every CN of the subject, in order: setup's certificates have several. */
  readonly commonNames: readonly string[];
  /** The object identifier of the signature's algorithm. */
  readonly signature: string;
}

/** The object identifier of a common name (X.520). */
const commonName = '2.5.4.3';

/** Tags of X.690 that are met here; the kinds of text that are not among them have one byte a character. */
const tags = { identifier: 0x06, utf8: 0x0c, universalString: 0x1c, bmpString: 0x1e, version: 0xa0 };

/** Reads them from the DER of a certificate that Node has parsed. Throws a TypeError where it is something else. */
export function readDer(der: Uint8Array): DerParts {
  const [certificate] = valuesIn(der);
  const [body, algorithm] = childrenOf(certificate);
  const fields = childrenOf(body).filter(({ tag }) => tag !== tags.version);
  // Serial number, signature, issuer, validity, subject (RFC 5280, 4.1).
  const subject = fields[4];
  return {
    commonNames: childrenOf(subject).flatMap(childrenOf).flatMap(commonNameOf),
    signature: identifierOf(childrenOf(algorithm)[0]),
  };
}

interface Value {
  readonly tag: number;
  readonly content: Buffer;
}

function childrenOf(value: Value | undefined): readonly Value[] {
  if (value === undefined) throw new TypeError('A part of the certificate is missing');
  return valuesIn(value.content);
}

function valuesIn(bytes: Uint8Array): readonly Value[] {
  const values: Value[] = [];
  for (let at = 0; at < bytes.length; ) {
    const header = headerAt(bytes, at);
    if (header === undefined || header.end > bytes.length) throw new TypeError('A part of the certificate is cut off');
    values.push({ tag: header.tag, content: Buffer.from(bytes.subarray(header.start, header.end)) });
    at = header.end;
  }
  return values;
}

function commonNameOf(attribute: Value): readonly string[] {
  const [type, value] = childrenOf(attribute);
  return value !== undefined && identifierOf(type) === commonName ? [textOf(value)] : [];
}

function textOf({ tag, content }: Value): string {
  switch (tag) {
    case tags.utf8:
      return content.toString('utf8');
    case tags.bmpString:
      return content
        .subarray(0, content.length & ~1)
        .swap16()
        .toString('utf16le');
    case tags.universalString:
      return fromUtf32(content);
    default:
      return content.toString('latin1');
  }
}

function fromUtf32(bytes: Buffer): string {
  const units = Array.from({ length: Math.floor(bytes.length / 4) }, (_, index) => bytes.readUInt32BE(index * 4));
  return String.fromCodePoint(...units.map((unit) => (unit > 0x10ffff ? 0xfffd : unit)));
}

/** Dotted, as people write it (X.690, 8.19). */
function identifierOf(value: Value | undefined): string {
  if (value?.tag !== tags.identifier) return '';
  const numbers: number[] = [];
  let number = 0;
  for (const byte of value.content) {
    number = number * 128 + (byte & 0x7f);
    if (byte >= 0x80) continue;
    numbers.push(number);
    number = 0;
  }
  const [both = 0, ...rest] = numbers;
  const first = Math.min(Math.floor(both / 40), 2);
  return [first, both - first * 40, ...rest].join('.');
}
