import { isIP } from 'node:net';
import { ScaleoutError } from '../../errors.js';

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
