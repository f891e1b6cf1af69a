import { isIPv6 } from 'node:net';
import type { Parsed } from './parsed.js';
import { isHostName, portOf } from './server-address.js';

/** The most characters of a host's name in the DNS (RFC 1035, 3.1, without the root's length byte and the first label's). */
const longestHost = 253;

/** The endpoint of a Scale Out Master: https, a host and a port, nothing more. A slash at the end is left out. */
export function parseEndpoint(text: string): Parsed<string> {
  if (text !== text.trim()) return { wrong: 'has spaces at its beginning or end.', remedy: 'Remove the spaces.' };
  if (/\s/.test(text)) return { wrong: 'must not hold spaces.' };
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(text)?.[1]?.toLowerCase();
  if (scheme === undefined) return { wrong: 'must begin with https://.' };
  if (scheme !== 'https')
    return {
      wrong: `must begin with https://, not ${scheme}://: the master listens on nothing else.`,
      unquoted: { wrong: 'must begin with https://: the master listens on nothing else.' },
    };
  const rest = text.slice('https://'.length);
  if (rest.includes('@')) return { wrong: 'must not hold a user name or password.' };
  const found = /^(\[[0-9a-f:.]+\]|[^/?#\s:[\]]+)(?::([^/?#]*))?(.*)$/i.exec(rest);
  if (found?.[1] === undefined) return { wrong: 'has no host name.' };
  if (found[1].length > longestHost) {
    return { wrong: `has a host name of ${found[1].length} characters; at most ${longestHost} fit.` };
  }
  const isHost = found[1].startsWith('[') ? isIPv6(found[1].slice(1, -1)) : isHostName(found[1]);
  if (!isHost) {
    return {
      wrong: 'has no usable host name.',
      remedy: 'A host has letters, digits, hyphens and underscores, at most 63 of them between two dots.',
    };
  }
  if (found[3] !== '' && found[3] !== '/') return { wrong: 'must end after the port: a path is not part of it.' };
  if (found[2] === undefined) {
    return {
      wrong: 'has no port.',
      remedy: `The master's own default is 8391: https://${found[1]}:8391.`,
      unquoted: { wrong: 'has no port.', remedy: "The master's own default is 8391." },
    };
  }
  const port = portOf(found[2]);
  if (port === undefined) return { wrong: 'has a port that is not a number from 1 to 65535.' };
  return { value: `https://${found[1]}:${port}` };
}
