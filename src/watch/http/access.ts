import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, Server } from 'node:http';
import { isIP, type Socket } from 'node:net';
import { ScaleoutError } from '../../errors/errors.js';
import type { Secret } from '../../providers/secret.js';

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
  const text = address.toLowerCase().replace(/%.*$/, '');
  const mapped = /^::ffff:(\d+(?:\.\d+){3})$/.exec(text)?.[1];
  if (mapped !== undefined || isIP(text) !== 6) return mapped ?? text;
  const [head = [], tail = []] = text.split('::', 2).map((half) => half.split(':').filter((part) => part !== ''));
  // A last part such as 1.2.3.4 stands for two.
  const written = head.length + tail.length + (text.includes('.') ? 1 : 0);
  const parts = [...head, ...Array.from({ length: 8 - written }, () => '0'), ...tail];
  return `${parts
    .slice(0, 4)
    .map((part) => Number.parseInt(part, 16).toString(16))
    .join(':')}::/64`;
}

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

/** How long a connection may last and how many there may be. Times are milliseconds since the connection was accepted. */
export interface ConnectionLimits {
  /** Until the headers of the request are there. */
  readonly headers: number;
  /** Until the request is there with its body. */
  readonly request: number;
  /** Until the connection is destroyed, whatever it waits for. */
  readonly lifetime: number;
  /** The most connections at one time. */
  readonly all: number;
  /** The most connections of one address, or of one /64 network of IPv6. */
  readonly perAddress: number;
}

/**
 * A probe, a scrape and a person need one connection for some milliseconds. The limits leave much room above that: many
 * may share one address, that of a proxy or of a Kubernetes node, and a probe whose machine is busy has 128 ms to send its
 * request while somebody opens 1,000 connections a second from its own address.
 */
export const usualLimits: ConnectionLimits = {
  headers: 5_000,
  request: 10_000,
  lifetime: 15_000,
  all: 512,
  perAddress: 128,
};

/**
 * Bounds the connections of a server in number and in time. Where there are too many, the oldest one goes and the new one
 * stays: a probe is answered within milliseconds, so that the oldest connection is never its own unless somebody opens
 * connections faster than we answer. It is taken from the address that has the most, so that a flood from one address
 * costs nobody else a connection. A new connection is never refused: the kubelet may share its address with the flood.
 * The function that is returned destroys them all.
 */
export function limitConnections(server: Server, { lifetime, all, perAddress }: ConnectionLimits): () => void {
  /** For each group of addresses what ends its connections, the oldest one first. */
  const groups = new Map<string, Set<() => void>>();
  let size = 0;

  server.on('connection', (socket: Socket) => {
    // A peer that has left already has no address any more.
    if (socket.remoteAddress === undefined) return void socket.destroy();
    const name = addressGroup(socket.remoteAddress);
    const group = groups.get(name) ?? new Set();
    groups.set(name, group);
    // Counted out before it is destroyed: the event 'close' comes later, and more connections before it.
    const forget = () => {
      clearTimeout(timer);
      if (!group.delete(end)) return;
      size -= 1;
      if (group.size === 0) groups.delete(name);
    };
    const end = () => {
      forget();
      socket.destroy();
    };
    const timer = setTimeout(end, lifetime);
    socket.once('close', forget);
    group.add(end);
    size += 1;
    if (group.size > perAddress) endOldest(group);
    else if (size > all) endOldest(largest());
  });

  function largest(): ReadonlySet<() => void> {
    let found: ReadonlySet<() => void> = new Set();
    for (const group of groups.values()) if (group.size > found.size) found = group;
    return found;
  }

  return () => {
    for (const group of [...groups.values()]) for (const end of [...group]) end();
  };
}

function endOldest(group: ReadonlySet<() => void>): void {
  const [end] = group;
  end?.();
}
