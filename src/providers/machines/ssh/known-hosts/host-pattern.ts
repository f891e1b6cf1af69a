import { createHmac } from 'node:crypto';

/**
 * The name under which known_hosts keeps a host: `etl01`, or `[etl01]:2222` where the port is not 22 (sshd(8), SSH_KNOWN_HOSTS
 * FILE FORMAT).
 */
export function knownHostName(host: string, port: number): string {
  const name = host.toLowerCase();
  return port === 22 ? name : `[${name}]:${port}`;
}

/** Whether the first field of a line means this name: a list of patterns, where `!` excludes, or of hashed names. */
export function hostFieldMatches(field: string, name: string): boolean {
  let matched = false;
  for (const entry of field.split(',')) {
    if (entry.startsWith('!')) {
      if (patternMatches(entry.slice(1).toLowerCase(), name)) return false;
    } else if (entry.startsWith('|')) {
      matched ||= hashedMatches(entry, name);
    } else {
      matched ||= patternMatches(entry.toLowerCase(), name);
    }
  }
  return matched;
}

/** `|1|SALT|HASH`, both base64: HMAC-SHA1 of the name with the salt as its key. */
function hashedMatches(entry: string, name: string): boolean {
  const [, version, salt, hash] = entry.split('|');
  if (version !== '1' || salt === undefined || hash === undefined) return false;
  const found = createHmac('sha1', Buffer.from(salt, 'base64')).update(name).digest();
  return found.equals(Buffer.from(hash, 'base64'));
}

/** `*` stands for any text, `?` for one character. Linear in memory and never exponential: a file may hold anything. */
function patternMatches(pattern: string, name: string): boolean {
  let at = 0;
  let inPattern = 0;
  let afterStar = -1;
  let retryAt = 0;
  while (at < name.length) {
    const wanted = pattern[inPattern];
    if (wanted === '*') {
      inPattern += 1;
      afterStar = inPattern;
      retryAt = at;
    } else if (wanted !== undefined && (wanted === '?' || wanted === name[at])) {
      inPattern += 1;
      at += 1;
    } else if (afterStar !== -1) {
      inPattern = afterStar;
      retryAt += 1;
      at = retryAt;
    } else {
      return false;
    }
  }
  while (pattern[inPattern] === '*') inPattern += 1;
  return inPattern === pattern.length;
}
