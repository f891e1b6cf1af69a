import { isIPv6 } from 'node:net';
import type { ServerAddress } from '../topology.js';
import type { Parsed } from './parsed.js';

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
  const protocol = /^(np|lpc|admin|https?):/i.exec(text)?.[1];
  if (protocol !== undefined) {
    return {
      wrong: `begins with ${protocol}:, but the server is reached only over TCP.`,
      remedy: `Remove ${protocol}:.`,
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
