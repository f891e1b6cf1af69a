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

/** 144 random bits in characters that need no quoting in a shell or a connection string. */
export function randomPassword(random: Random): string {
  // A letter of each case and a digit in front: any password policy is content.
  return `Aa1${Buffer.from(random(18)).toString('base64url')}`;
}
