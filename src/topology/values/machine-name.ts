import { isIP } from 'node:net';
import { type MachineName, machineName } from '../../machine-name.js';
import { quoted } from '../shown.js';
import type { Parsed } from './parsed.js';

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
