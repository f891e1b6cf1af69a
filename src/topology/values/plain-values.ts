// src/topology/values reads the texts that stand in a topology: addresses, durations, schedules, names, thumbprints.
// Each returns the value or what is wrong with it, so that options of the command line are read by the same rules.

import { isIPv6 } from 'node:net';
import type { ServerAddress } from '../topology.js';

/** The outcome of reading a text of the file: a value, or what is wrong with it as the end of a sentence. */
export type Parsed<T> =
  | { readonly value: T }
  | {
      readonly wrong: string;
      readonly remedy?: string;
      /** The same without a word of the text, for one that must not be quoted; absent where nothing of it is quoted. */
      readonly unquoted?: { readonly wrong: string; readonly remedy?: string };
    };

/** The value of a text that the checks have let through before. */
export function accepted<T>(parsed: Parsed<T>): T {
  if ('value' in parsed) return parsed.value;
  throw new TypeError(`A text passed the checks and cannot be read: it ${parsed.wrong}`);
}

const longestHours = 168;

/** A time such as `30m`, `1h30m` or `90s`, in seconds: from 1 second to 168 hours. */
export function parseDuration(text: string): Parsed<number> {
  const found = /^(?=\d)(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/.exec(text);
  if (found === null) return { wrong: 'must be a time such as 30m, 1h30m or 90s.', remedy: remedyOf(text) };
  const [hours, minutes, seconds] = found.slice(1).map((part) => Number(part ?? 0));
  const total = (hours ?? 0) * 3600 + (minutes ?? 0) * 60 + (seconds ?? 0);
  if (total < 1 || total > longestHours * 3600) return { wrong: `must be from 1s to ${longestHours}h.` };
  return { value: total };
}

/** A time such as `60d` or `5y` that the schema has let through, in days; a year has 365 of them. */
export function parseDays(text: string): number {
  return Number(text.slice(0, -1)) * (text.endsWith('y') ? 365 : 1);
}

function remedyOf(text: string): string {
  if (text.length > 20) return 'Write h for hours, m for minutes, s for seconds.';
  const bare = /^\s*(\d+)\s*(?:m|min|minutes?)?\s*$/i.exec(text)?.[1];
  return bare === undefined
    ? 'Write h for hours, m for minutes, s for seconds.'
    : `For ${bare} minutes write ${bare}m.`;
}

const hostLabel = /^[\p{L}\p{N}_](?:[\p{L}\p{N}_-]*[\p{L}\p{N}_])?$/u;
// Rules for instance names: at most 16 characters, begins with a letter or _ (SQL Server, "Instance Configuration").
const instanceName = /^[\p{L}_#][\p{L}\p{N}_#$]{0,15}$/u;
const local = new Set(['.', '(local)']);

/**
 * Takes the name of a SQL Server apart, as Microsoft's clients do: an optional `tcp:`, the host, `\instance`, `,port`. With a
 * port the instance is not asked for, so it is left out; MSSQLSERVER is the default instance; `.` and `(local)` are this machine.
 */
export function parseServerAddress(text: string): Parsed<ServerAddress> {
  const trimmed = text.trim();
  if (trimmed === '') return { wrong: 'must not be empty.' };
  if (trimmed !== text) return { wrong: 'has spaces at its beginning or end.', remedy: 'Remove the spaces.' };
  if (text.length > 512) return { wrong: 'is too long for the name of a server.' };
  if (/[=;]/.test(text)) {
    return { wrong: 'must be the name of a server, not a connection string.' };
  }
  if (text.includes('@')) return { wrong: 'must not hold a user name or password.' };
  if (/^https?:/i.test(text)) {
    return {
      wrong: 'is the address of a website, or of the master: SQL Server has no https://.',
      remedy:
        'Write host, host\\instance or host,port, such as SQLETL01 or SQLETL01,1433. An address https://HOST:8391 is for master.endpoint.',
    };
  }
  const protocol = /^(np|lpc|admin):/i.exec(text)?.[1];
  if (protocol !== undefined) {
    return {
      wrong: `begins with ${protocol}:, but the server is reached only over TCP.`,
      remedy: `Remove ${protocol}: and write host, host\\instance or host,port.`,
    };
  }
  if (/^\(localdb\)/i.test(text)) return { wrong: 'is a LocalDB, which cannot hold a Scale Out.' };
  return parseHostAndRest(text, text.replace(/^tcp:\s*/i, ''));
}

function parseHostAndRest(text: string, address: string): Parsed<ServerAddress> {
  const [beforePort = '', portText, ...more] = address.split(',').map((part) => part.trim());
  if (more.length > 0) return { wrong: 'has more than one comma.' };
  const [hostText = '', instance, ...deeper] = beforePort.split('\\').map((part) => part.trim());
  if (deeper.length > 0)
    return { wrong: 'has more than one backslash.', remedy: 'In double quotes write \\\\, or use no quotes.' };

  const withColon = /^([^:]+):(\d+)$/.exec(hostText);
  if (withColon !== null && portText === undefined) {
    return {
      wrong: 'has its port after a colon.',
      remedy: `SQL Server writes it after a comma: ${withColon[1]},${withColon[2]}.`,
      unquoted: { wrong: 'has its port after a colon.', remedy: 'SQL Server writes it after a comma.' },
    };
  }
  const host = hostOf(hostText);
  if (host === undefined) return { wrong: 'has no usable host name.' };
  const port = portText === undefined ? undefined : portOf(portText);
  if (portText !== undefined && port === undefined)
    return { wrong: 'has a port that is not a number from 1 to 65535.' };
  if (instance !== undefined && !instanceName.test(instance))
    return { wrong: 'has no usable instance name after the backslash.' };

  const isNamed = instance !== undefined && instance.toUpperCase() !== 'MSSQLSERVER';
  return {
    value: {
      text,
      host,
      ...(isNamed && port === undefined ? { instance } : {}),
      ...(port === undefined ? {} : { port }),
    },
  };
}

function hostOf(text: string): string | undefined {
  if (local.has(text.toLowerCase())) return 'localhost';
  const bare = text.replace(/^\[(.*)\]$/, '$1');
  if (isIPv6(bare)) return bare;
  return text.length <= 255 && isHostName(text) ? text : undefined;
}

/** Whether each part between two dots can be that of a host; the root's dot may stand at the end. */
export function isHostName(text: string): boolean {
  const labels = text.replace(/\.$/, '').split('.');
  return labels.every((label) => label.length <= 63 && hostLabel.test(label));
}

/** A port number from 1 to 65535 in decimal digits. */
export function portOf(text: string): number | undefined {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  return port >= 1 && port <= 65535 ? port : undefined;
}

/** The most characters of a host's name in the DNS (RFC 1035, 3.1, without the root's length byte and the first label's). */
const longestHost = 253;

/** The endpoint of a Scale Out Master: https, a host and a port, nothing more. A slash at the end is left out. */
export function parseEndpoint(text: string): Parsed<string> {
  if (text !== text.trim()) return { wrong: 'has spaces at its beginning or end.', remedy: 'Remove the spaces.' };
  if (/\s/.test(text)) return { wrong: 'must not hold spaces.' };
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(text)?.[1]?.toLowerCase();
  if (scheme === undefined) {
    // As SQL Server would have it: SQLETL01,8391 or tcp:SQLETL01.
    const [host = '', port = '8391'] = text.replace(/^tcp:/i, '').replace(/\/$/, '').split(/[,:]/);
    const remedy = isHostName(host) && portOf(port) !== undefined ? { remedy: `Write https://${host}:${port}.` } : {};
    return { wrong: 'must begin with https://.', ...remedy, unquoted: { wrong: 'must begin with https://.' } };
  }
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
  if (found[1].includes(',')) {
    const [host = '', port = ''] = found[1].split(',');
    return {
      wrong: 'has a comma where a colon stands before the port.',
      remedy: `Write https://${host}:${port}. The comma is how SQL Server writes it.`,
      unquoted: { wrong: 'has a comma where a colon stands before the port.' },
    };
  }
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
