import { isIP } from 'node:net';
import { type MachineName, machineName } from '../../domain/machine-name.js';
import { type Thumbprint, thumbprint } from '../../domain/machines.js';
import { heartbeatToleranceKey, leaseIntervalKey } from '../../facts/configs.js';
import { quoted } from '../../text/words.js';
import type { Parsed } from './plain-values.js';

// "Naming conventions in Active Directory for computers, domains, sites, and OUs" (learn.microsoft.com): the DNS name of a
// host has at most 255 characters and 63 in a part, of letters, digits and hyphens; the NetBIOS name may have underscores.
const longest = 255;
const odd = /[^A-Za-z0-9_.-]/u;

/** The name of a Windows machine, short or with its domain: ASCII, as Windows demands it of new machines. */
export function parseMachineName(text: string): Parsed<MachineName> {
  if (text.trim() === '') return { wrong: 'must not be empty.' };
  if (text.trim() !== text) return { wrong: 'has spaces at its beginning or end.', remedy: 'Remove the spaces.' };
  if (text.length > longest) return { wrong: `has ${text.length} characters; at most ${longest} fit.` };
  if (isIP(text) !== 0) {
    return { wrong: 'is an IP address. The catalog knows machines by their names.' };
  }
  if (text.includes('\\'))
    return { wrong: 'must not hold a backslash: it is the name of a machine, not of an instance or account.' };
  const address = /^(?:(?:tcp|https?):(?:\/\/)?)?([A-Za-z0-9_.-]+)(?:[,:]\d{1,5})?\/?$/i.exec(text)?.[1];
  if (address !== undefined && address !== text) {
    return {
      wrong: 'is an address, not the name of a machine.',
      remedy: `Write ${address} alone. A port belongs to catalog.server (${address},1433) or to master.endpoint (https://${address}:8391).`,
      unquoted: { wrong: 'is an address, not the name of a machine.', remedy: 'Write the name alone, without a port.' },
    };
  }
  const labels = text.split('.');
  if (labels.some((part) => part === '')) return { wrong: 'has a dot too many.' };
  if (labels.some((part) => part.length > 63)) return { wrong: 'has a part of more than 63 characters.' };
  const wrong = odd.exec(text)?.[0];
  if (wrong !== undefined) {
    return {
      wrong: `holds ${named(wrong)}. A machine's name has only letters A to Z, digits, hyphens, underscores and dots.`,
    };
  }
  if (labels.some((part) => part.startsWith('-') || part.endsWith('-'))) {
    return { wrong: 'has a hyphen at the beginning or end of a part.' };
  }
  return { value: machineName(text) };
}

/** `"É" (U+00C9)` */
function named(character: string): string {
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return `${quoted(character)} (U+${code})`;
}

// The certificate dialog of Windows puts a left-to-right mark in front of the copied digits, and spaces between them.
const separators = /[\s:\p{Cf}-]/gu;

/** A SHA-1 thumbprint as 40 upper-case hexadecimal digits; separators and invisible marks are left out. */
export function parseThumbprint(text: string): Parsed<Thumbprint> {
  const digits = text.replace(separators, '');
  const odd = /[^0-9a-f]/iu.exec(digits)?.[0];
  if (digits === '') return { wrong: 'has no digits.' };
  if (odd !== undefined) return { wrong: `holds ${JSON.stringify(odd)}, which is not a hexadecimal digit.` };
  if (digits.length === 64)
    return { wrong: 'has 64 digits: it is a SHA-256 fingerprint, and Windows uses the SHA-1 thumbprint of 40.' };
  if (digits.length !== 40) return { wrong: `has ${digits.length} hexadecimal digits; a thumbprint has 40.` };
  return { value: thumbprint(digits) };
}

/** Whole numbers, with the least that each may be. */
const counts: ReadonlyMap<string, number> = new Map([
  ['MaxTaskCount', 1],
  ['TaskLogLevel', 0],
  ['ExecutionLogMaxBufferLogCount', 1],
  ['ExecutionLogMaxInMemoryBufferCount', 1],
  ['ExecutionLogRetryCount', 0],
]);

/** Times as .NET writes them. */
const times: ReadonlySet<string> = new Set<string>([
  'AgentHeartbeatInterval',
  'TaskHeartbeatInterval',
  ...heartbeatToleranceKey.value,
  ...leaseIntervalKey.value,
  'ExecutionLogRetryTimeout',
]);

const time = /^(\d{1,8}\.)?([01]?\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,7})?$/;

/** Whether a value can be that of a key of WorkerSettings.config: a service with a wrong one would not start. */
export function parseSetting(key: string, value: string | number | boolean): Parsed<string> {
  const text = String(value);
  const least = counts.get(key);
  if (least !== undefined && !(/^\d{1,9}$/.test(text) && Number(text) >= least)) {
    return { wrong: `must be a whole number, at least ${least}.` };
  }
  if (times.has(key) && !time.test(text)) {
    return { wrong: 'must be a time such as 00:01:00, with days 7.00:00:00.' };
  }
  return { value: text };
}
