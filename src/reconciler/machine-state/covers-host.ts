import { isIP } from 'node:net';
import { domainToASCII } from 'node:url';
import type { Certificate } from '../machines.js';

/**
 * Whether a certificate is for a host: by any of its names, without case. A wildcard stands for the first label alone
 * (RFC 6125, 6.4.3). Common names count as well: setup's certificates have no other.
 */
export function coversHost({ names }: Pick<Certificate, 'names'>, host: string): boolean {
  const wanted = canonical(host);
  if (wanted === '') return false;
  return names.some((name) => {
    const own = canonical(name);
    if (own === wanted) return true;
    if (!own.startsWith('*.') || isIP(wanted) !== 0) return false;
    const dot = wanted.indexOf('.');
    return dot > 0 && own.slice(1) === wanted.slice(dot);
  });
}

function canonical(name: string): string {
  const bare = name
    .trim()
    .replace(/^\[(.*)\]$/, '$1')
    .replace(/\.$/, '')
    .toLowerCase();
  if (isIP(bare) === 6) return new URL(`http://[${bare}]/`).hostname;
  const wildcard = bare.startsWith('*.');
  const ascii = domainToASCII(wildcard ? bare.slice(2) : bare);
  if (ascii === '') return bare;
  return wildcard ? `*.${ascii}` : ascii;
}
