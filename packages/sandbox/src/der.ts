/* DER (X.690) as far as the sandbox's certificates need it: those of a whole fleet are made at once, in no time. */

/** A value with its tag and length. */
export function der(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([tag]), lengthOf(content.length), content]);
}

export const sequence = (...parts: readonly Uint8Array[]) => der(0x30, ...parts);

export const set = (...parts: readonly Uint8Array[]) => der(0x31, ...parts);

export const octets = (bytes: Uint8Array) => der(0x04, bytes);

export const utf8 = (text: string) => der(0x0c, Buffer.from(text, 'utf8'));

export const bits = (bytes: Uint8Array, unused = 0) => der(0x03, Buffer.from([unused]), bytes);

/** `[number]`, explicit. */
export const tagged = (number: number, ...parts: readonly Uint8Array[]) => der(0xa0 + number, ...parts);

export const yes = der(0x01, Buffer.from([0xff]));

export const nothing = der(0x05);

/** A positive integer of these big-endian bytes. */
export function positive(bytes: Uint8Array): Buffer {
  const start = bytes.findIndex((byte) => byte !== 0);
  const digits = start === -1 ? Buffer.from([0]) : Buffer.from(bytes.subarray(start));
  return der(0x02, (digits[0] ?? 0) > 0x7f ? Buffer.from([0]) : Buffer.alloc(0), digits);
}

export function objectId(text: string): Buffer {
  const [first = 0, second = 0, ...rest] = text.split('.').map(Number);
  return der(0x06, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]));
}

/** UTCTime up to 2049, GeneralizedTime later (RFC 5280, 4.1.2.5). Whole seconds. */
export function time(unixMilliseconds: number): Buffer {
  const digits = new Date(unixMilliseconds).toISOString().replace(/[-:T]|\..*/g, '');
  return digits < '2050' ? der(0x17, Buffer.from(`${digits.slice(2)}Z`)) : der(0x18, Buffer.from(`${digits}Z`));
}

/** As a text: base64 in lines of 64 characters between two lines that name it (RFC 7468). */
export function pem(label: string, bytes: Uint8Array): string {
  const lines =
    Buffer.from(bytes)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return `${[`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`].join('\n')}\n`;
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
