import { BlockList, isIP } from 'node:net';
import { ScaleoutError } from '../../errors/errors.js';

// What it takes to serve the page at an address, and who comes from where.

/**
 * Why the page is not served at an address that other machines can reach; undefined: it is. On loopback it always is, by
 * whatever login there is. `login` undefined: no login file was named.
 */
export function whyNoPage(
  { host, isLoopback }: { readonly host: string; readonly isLoopback: boolean },
  login: { readonly tls: object | undefined; readonly proxy: object | undefined } | undefined,
): ScaleoutError | undefined {
  if (isLoopback) return undefined;
  const open = `${host} is not a loopback address`;
  if (login === undefined) return new ScaleoutError('login.needed', `${open}.`);
  if (login.tls !== undefined || login.proxy !== undefined) return undefined;
  return new ScaleoutError('login.tls-needed', `${open}, and neither TLS nor a proxy that has it is named.`);
}

/** The addresses that a text means, as the answer to whether one is among them; undefined: it is neither an address nor a network. */
export function addressRange(text: string): ((address: string) => boolean) | undefined {
  const [, address = '', bits] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(text) ?? [];
  const version = isIP(address);
  if (version === 0 || address.includes('%') || Number(bits ?? 0) > (version === 4 ? 32 : 128)) return undefined;
  const list = new BlockList();
  const family = version === 4 ? 'ipv4' : 'ipv6';
  if (bits === undefined) list.addAddress(address, family);
  else list.addSubnet(address, Number(bits), family);
  return (asked) => isIP(asked) !== 0 && list.check(asked, isIP(asked) === 4 ? 'ipv4' : 'ipv6');
}
