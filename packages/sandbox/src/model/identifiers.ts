import { createHash } from 'node:crypto';

/** A source of random bytes, such as `randomBytes` of node:crypto. */
export type Random = (size: number) => Uint8Array;

/** A random (version 4) GUID in upper case, as NEWID() makes them. */
export function randomGuid(random: Random): string {
  const bytes = Buffer.from(random(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString('hex').toUpperCase();
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** Whether a text is a GUID as SQL Server takes it for a uniqueidentifier. */
export function isGuid(text: string): boolean {
  return /^[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}$/i.test(text);
}

/** 144 random bits in characters that need no quoting in a shell or a connection string. */
export function randomPassword(random: Random): string {
  // A letter of each case and a digit in front: any password policy is content.
  return `Aa1${Buffer.from(random(18)).toString('base64url')}`;
}

/** The SID of an account of a made-up domain: S-1-5-21 and four random parts, as upper-case hexadecimal. */
export function randomAccountSid(random: Random): string {
  const parts = Buffer.concat([littleEndian(21), random(12), littleEndian(1000 + ((random(1)[0] ?? 0) << 2))]);
  return sidText(5, parts);
}

/** The SID of a SQL login: 16 random bytes. */
export function randomLoginSid(random: Random): string {
  return Buffer.from(random(16)).toString('hex').toUpperCase();
}

const servicePrefix = 'NT SERVICE\\';

/**
 * The SID of a Windows service's own account: S-1-5-80 and the SHA-1 of the service's name in upper case, UTF-16.
 * Undefined for another account.
 */
export function serviceSid(account: string): Uint8Array | undefined {
  if (!account.toUpperCase().startsWith(servicePrefix)) return undefined;
  const service = account.slice(servicePrefix.length).toUpperCase();
  const hash = createHash('sha1').update(Buffer.from(service, 'utf16le')).digest();
  return Buffer.from(sidText(5, Buffer.concat([littleEndian(80), hash])), 'hex');
}

/** The same as Windows writes it: `S-1-5-80-...`; null for another account. */
export function serviceSidText(account: string): string | null {
  const sid = serviceSid(account);
  if (sid === undefined) return null;
  const bytes = Buffer.from(sid);
  const parts = Array.from({ length: bytes[1] ?? 0 }, (_, index) => bytes.readUInt32LE(8 + index * 4));
  return ['S', bytes[0], bytes[7], ...parts].join('-');
}

function sidText(authority: number, parts: Uint8Array): string {
  const head = Buffer.from([1, parts.length / 4, 0, 0, 0, 0, 0, authority]);
  return Buffer.concat([head, parts]).toString('hex').toUpperCase();
}

function littleEndian(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
