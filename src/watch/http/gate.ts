import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Secret } from '../../providers/secret/secret.js';
import { isLoopback } from './http-address.js';

/**
 * Whether the headers that decide something are there once at most. Of several, Node takes the first one, and who stands
 * before us perhaps the last (RFC 9112, section 3.2).
 */
export function isUnambiguous({ headersDistinct: { host, authorization } }: IncomingMessage): boolean {
  return [host, authorization].every((values) => values === undefined || values.length === 1);
}

/**
 * Whether the Host header names us. A page in a browser whose name was made to lead here (DNS rebinding) sends its own:
 * so only loopback names pass, the address that was really reached, and what was configured.
 */
export function isOurHost({ headers, socket }: IncomingMessage, hosts: readonly string[]): boolean {
  const found = /^(\[[0-9a-f:.]+\]|[^:[\]/@\s]+)(?::\d{1,5})?$/i.exec(headers.host ?? '');
  const host = found?.[1]
    ?.toLowerCase()
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '');
  if (host === undefined) return false;
  const reached = socket.localAddress?.toLowerCase().replace(/^::ffff:/, '');
  return isLoopback(host) || host === reached || hosts.some((name) => name.toLowerCase() === host);
}

/** Whether the request carries the token; the time that it takes does not tell how much of it was right. */
export function hasToken({ headers }: IncomingMessage, token: Secret): boolean {
  const given = /^Bearer +([^\s]+) *$/i.exec(headers.authorization ?? '')?.[1];
  // Of digests: two texts of different lengths compare as long as two of the same.
  return timingSafeEqual(digestOf(given ?? ''), digestOf(token.reveal())) && given !== undefined;
}

function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
