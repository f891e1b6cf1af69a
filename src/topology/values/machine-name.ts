import { isIP } from 'node:net';
import { type MachineName, machineName } from '../../machine-name.js';
import type { Parsed } from './parsed.js';

// catalog.worker_agents.MachineName is nvarchar(256).
const longest = 256;
const label = /^[\p{L}\p{N}_](?:[\p{L}\p{N}_-]*[\p{L}\p{N}_])?$/u;

/** The name of a Windows machine, short or with its domain. */
export function parseMachineName(text: string): Parsed<MachineName> {
  if (text.trim() === '') return { wrong: 'must not be empty.' };
  if (text.trim() !== text) return { wrong: 'has spaces at its beginning or end.', remedy: 'Remove the spaces.' };
  if (text.length > longest) return { wrong: `has ${text.length} characters; at most ${longest} fit.` };
  if (isIP(text) !== 0) {
    return { wrong: 'is an IP address. The catalog knows machines by their names.' };
  }
  if (text.includes('\\'))
    return { wrong: 'must not hold a backslash: it is the name of a machine, not of an instance or account.' };
  const labels = text.split('.');
  if (labels.some((part) => part === '')) return { wrong: 'has a dot too many.' };
  if (labels.some((part) => part.length > 63)) return { wrong: 'has a part of more than 63 characters.' };
  if (!labels.every((part) => label.test(part))) {
    return { wrong: 'may hold only letters, digits, hyphens, underscores and dots, and a hyphen only inside.' };
  }
  return { value: machineName(text) };
}
