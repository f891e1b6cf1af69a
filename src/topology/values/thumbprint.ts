import { type Thumbprint, thumbprint } from '../../reconciler/machines.js';
import type { Parsed } from './parsed.js';

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
