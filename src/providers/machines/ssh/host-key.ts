import { createHash } from 'node:crypto';
import { ScaleoutError } from '../../../errors/errors.js';
import { hostFieldMatches, type KnownHostLine, type KnownHosts, knownHostName, typeOfKey } from './known-hosts.js';

export type HostKeyVerdict =
  | { readonly verdict: 'known' }
  /** With the authorities that stand for the host, which are not used. */
  | { readonly verdict: 'unknown'; readonly authorities: readonly KnownHostLine[] }
  /** Other keys of the host are known. */
  | { readonly verdict: 'changed'; readonly known: readonly KnownHostLine[] }
  | { readonly verdict: 'revoked'; readonly by: KnownHostLine };

/** What known_hosts says of the key that a host showed. A key of another kind than the known ones is a changed one. */
export function judgeHostKey(known: KnownHosts, host: string, port: number, key: Buffer): HostKeyVerdict {
  const lines = linesOf(known, host, port);
  const by = lines.find(({ marker, key: other }) => marker === 'revoked' && other.equals(key));
  if (by !== undefined) return { verdict: 'revoked', by };
  const plain = lines.filter(({ marker }) => marker === null);
  if (plain.some(({ key: other }) => other.equals(key))) return { verdict: 'known' };
  if (plain.length > 0) return { verdict: 'changed', known: plain };
  return { verdict: 'unknown', authorities: lines.filter(({ marker }) => marker === 'authority') };
}

/** The kinds of keys that are known of a host: a host that has several shows the kind that it is asked for first. */
export function knownKeyTypes(known: KnownHosts, host: string, port: number): readonly string[] {
  const plain = linesOf(known, host, port).filter(({ marker }) => marker === null);
  return [...new Set(plain.map(({ type }) => type))];
}

/** As ssh shows it: `SHA256:` and base64 without padding. */
export function fingerprint(key: Buffer): string {
  return `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`;
}

/** The line by which known_hosts would know a key. */
export function knownHostsLine(host: string, port: number, key: Buffer): string {
  return `${knownHostName(host, port)} ${typeOfKey(key) ?? 'unknown'} ${key.toString('base64')}`;
}

function linesOf({ lines }: KnownHosts, host: string, port: number): readonly KnownHostLine[] {
  const name = knownHostName(host, port);
  return lines.filter(({ hosts }) => hostFieldMatches(hosts, name));
}

/** Whose key it is, for messages. */
interface ShownHostKey {
  /** `ETL01 at etl01.corp.example:22` */
  readonly server: string;
  readonly host: string;
  readonly port: number;
  readonly key: Buffer;
}

/** The error of a host key that is not accepted; undefined where it is the known one. */
export function hostKeyError(verdict: HostKeyVerdict, shown: ShownHostKey, known: KnownHosts): Error | undefined {
  const { server, host, port, key } = shown;
  const shows = `${server} shows the ${typeOfKey(key) ?? 'unknown'} key ${fingerprint(key)}`;
  switch (verdict.verdict) {
    case 'known':
      return undefined;
    case 'unknown': {
      const files = known.files.length === 0 ? 'any known_hosts file' : known.files.join(' or ');
      const authority = verdict.authorities.map((line) => ` ${place(line)} names an authority, which is not used.`);
      const detail = `${shows}, which is not in ${files}.${authority.join('')} Its line: ${knownHostsLine(host, port, key)}`;
      return new ScaleoutError('machine.host-key-unknown', detail);
    }
    case 'changed': {
      const others = verdict.known.map((line) => `${fingerprint(line.key)} (${line.type}, ${place(line)})`);
      return new ScaleoutError('machine.host-key-changed', `${shows}, but what is known is ${others.join(', ')}.`);
    }
    case 'revoked':
      return new ScaleoutError('machine.host-key-changed', `${shows}, which ${place(verdict.by)} revokes.`);
  }
}

function place({ file, line }: KnownHostLine): string {
  return `${file}:${line}`;
}
