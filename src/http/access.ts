import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import { ScaleoutError } from '../errors/errors.js';

/** Where to listen. */
export interface HttpAddress {
  /** A name or an address, without brackets. */
  readonly host: string;
  /** 0: the system chooses. */
  readonly port: number;
}

/** `9090`, `127.0.0.1:9090`, `[::1]:9090`, `localhost:0`. Without a host: 127.0.0.1. Throws `watch.http-address`. */
export function parseHttpAddress(text: string): HttpAddress {
  const found = /^(?:(?:\[([^\]]+)\]|([^:[\]\s/@]+)):)?(\d{1,5})$/.exec(text.trim());
  const [, six, name, digits] = found ?? [];
  const port = Number(digits);
  const isAddress = found !== null && port <= 65_535 && (six === undefined || isIP(six) === 6);
  if (!isAddress) throw new ScaleoutError('watch.http-address', `${JSON.stringify(text)} is not an address.`);
  return { host: six ?? name ?? '127.0.0.1', port };
}

/** Whether only programs of this machine reach it. */
export function isLoopback(host: string): boolean {
  const name = host.toLowerCase().replace(/^\[|\]$/g, '');
  if (isIP(name) === 4) return name.startsWith('127.');
  return name === 'localhost' || name === '::1' || name === '0:0:0:0:0:0:0:1' || /^::ffff:127\./.test(name);
}

/**
 * By what connections are counted: an IPv4 address, also where it is written as IPv6 (`::ffff:10.0.0.1`), and the /64
 * network of an IPv6 address, since one machine may use any address of its network (RFC 4291, section 2.5.4).
 */
export function addressGroup(address: string): string {
  const text = plainAddress(address);
  if (isIP(text) !== 6) return text;
  const [head = [], tail = []] = text.split('::', 2).map((half) => half.split(':').filter((part) => part !== ''));
  // A last part such as 1.2.3.4 stands for two.
  const written = head.length + tail.length + (text.includes('.') ? 1 : 0);
  const parts = [...head, ...Array.from({ length: 8 - written }, () => '0'), ...tail];
  return `${parts
    .slice(0, 4)
    .map((part) => Number.parseInt(part, 16).toString(16))
    .join(':')}::/64`;
}

/** An IPv4 address as one, also where the socket knows it as IPv6. */
export function plainAddress(address: string): string {
  return /^::ffff:(\d+(?:\.\d+){3})$/i.exec(address)?.[1] ?? address.toLowerCase().replace(/%.*$/, '');
}

/** Whether a proxy says that it handed the request on. */
export function isForwarded({ headers }: Pick<IncomingMessage, 'headers'>): boolean {
  return ['forwarded', 'via', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip'].some(
    (name) => headers[name] !== undefined,
  );
}

/** Headers of which Node takes the first one or joins them, and who stands before us perhaps takes the last. */
const deciding = [
  'host',
  'authorization',
  'cookie',
  'origin',
  'sec-fetch-site',
  'content-type',
  'content-encoding',
  'transfer-encoding',
  'expect',
];

/** Whether the headers that decide something are there once at most (RFC 9112, section 3.2). */
export function isUnambiguous({ headersDistinct }: Pick<IncomingMessage, 'headersDistinct'>): boolean {
  return deciding.every((name) => (headersDistinct[name]?.length ?? 0) <= 1);
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
