/** What Node's X509Certificate does not tell of a certificate. */
export interface DerParts {
  /** Every CN of the subject, in order: setup's certificates have several. */
  readonly commonNames: readonly string[];
  /** The object identifier of the signature's algorithm. */
  readonly signature: string;
  /** Of the X.509 format: 1, 2 or 3. Only certificates of version 3 have extensions. */
  readonly version: number;
  readonly extensions: readonly Extension[];
  /** False: not DER through and through, so that other readers may find other parts in it. */
  readonly isStrict: boolean;
}

/** An extension of a certificate: its object identifier and its value, undefined where that is no OCTET STRING. */
export interface Extension {
  readonly id: string;
  readonly value: Buffer | undefined;
}

/** The object identifier of a common name (X.520). */
const commonName = '2.5.4.3';

/** Tags of X.690 that are met here; the kinds of text that are not among them have one byte a character. */
const tags = {
  octets: 0x04,
  identifier: 0x06,
  utf8: 0x0c,
  universalString: 0x1c,
  bmpString: 0x1e,
  sequence: 0x30,
  set: 0x31,
  version: 0xa0,
  extensions: 0xa3,
};

/** Reads them from the DER of a certificate that Node has parsed. Throws a TypeError where it is something else. */
export function readDer(der: Uint8Array): DerParts {
  const [certificate] = valuesIn(der);
  const [body, algorithm] = childrenOf(certificate);
  const [first, ...others] = childrenOf(body);
  const hasVersion = first?.tag === tags.version;
  const fields = hasVersion || first === undefined ? others : [first, ...others];
  // Serial number, signature, issuer, validity, subject (RFC 5280, 4.1).
  const subject = fields[4];
  return {
    commonNames: childrenOf(subject).flatMap(childrenOf).flatMap(commonNameOf),
    signature: identifierOf(childrenOf(algorithm)[0]),
    version: hasVersion ? versionOf(first) : 1,
    extensions: fields.filter(({ tag }) => tag === tags.extensions).flatMap(extensionsOf),
    isStrict: isStrictDer(der),
  };
}

/** A value of DER with its tag. */
export interface Value {
  readonly tag: number;
  readonly content: Buffer;
}

/** The number that stands in the field is one less than people say. */
function versionOf(field: Value): number {
  const [number] = childrenOf(field);
  return (number?.content ?? Buffer.alloc(0)).reduce((sum, byte) => sum * 256 + byte, 0) + 1;
}

function extensionsOf(field: Value): readonly Extension[] {
  const [list] = childrenOf(field);
  return childrenOf(list).map((extension) => {
    // The identifier, whether it is critical (may be left out), the value.
    const parts = childrenOf(extension);
    const value = parts.at(-1);
    return { id: identifierOf(parts[0]), value: value?.tag === tags.octets ? value.content : undefined };
  });
}

function childrenOf(value: Value | undefined): readonly Value[] {
  if (value === undefined) throw new TypeError('A part of the certificate is missing');
  return valuesIn(value.content);
}

/** The values that stand one behind the other. Throws a TypeError where one of them is cut off. */
export function valuesIn(bytes: Uint8Array): readonly Value[] {
  const values: Value[] = [];
  for (let at = 0; at < bytes.length; ) {
    const header = headerAt(bytes, at);
    if (header === undefined || header.end > bytes.length) throw new TypeError('A part of the certificate is cut off');
    values.push({ tag: header.tag, content: Buffer.from(bytes.subarray(header.start, header.end)) });
    at = header.end;
  }
  return values;
}

/**
 * Whether bytes are DER (X.690, 10.1 and 10.2): each length is said and in the fewest bytes, each tag is one byte, and only
 * sequences and sets are made of parts. BER allows more: in it an extension can hide those behind it from one reader and not
 * from another.
 */
export function isStrictDer(bytes: Uint8Array): boolean {
  for (let at = 0; at < bytes.length; ) {
    const header = headerAt(bytes, at);
    if (header === undefined || header.end > bytes.length || (header.tag & longTag) === longTag) return false;
    const { tag, start, end } = header;
    if (bytes[at + 1] === withoutLength || start - at !== shortestHeader(end - start)) return false;
    const isMade = (tag & constructed) !== 0;
    const mayBeMade = tag >= ofContext || tag === tags.sequence || tag === tags.set;
    if (isMade && !(mayBeMade && isStrictDer(bytes.subarray(start, end)))) return false;
    at = end;
  }
  return true;
}

/** Bits of a tag's first byte (X.690, 8.1.2). */
const constructed = 0x20;
const longTag = 0x1f;
const ofContext = 0x80;
/** In place of a length: the end is marked instead (X.690, 8.1.3.6). */
const withoutLength = 0x80;

/** Bytes of the tag and of a length. */
function shortestHeader(length: number): number {
  if (length < 0x80) return 2;
  return 2 + Math.ceil(length.toString(16).length / 2);
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

/** The tag of a DER value and where its content is: the end is exclusive, and may lie behind the bytes. */
interface DerHeader {
  readonly tag: number;
  readonly start: number;
  readonly end: number;
}

/** The header of the value at a place. One without a length of its own (BER, as in some PFX) ends with the bytes. */
export function headerAt(bytes: Uint8Array, at: number): DerHeader | undefined {
  const [tag, first] = bytes.subarray(at, at + 2);
  if (tag === undefined || first === undefined) return undefined;
  const start = at + 2;
  if (first < 0x80) return { tag, start, end: start + first };
  const count = first - 0x80;
  if (count === 0) return { tag, start, end: bytes.length };
  if (count > 4) return undefined;
  const length = bytes.subarray(start, start + count).reduce((sum, byte) => sum * 256 + byte, 0);
  return { tag, start: start + count, end: start + count + length };
}
