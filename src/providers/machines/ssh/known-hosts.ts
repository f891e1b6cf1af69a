import { createHash, createHmac } from 'node:crypto';
import { posix, win32 } from 'node:path';
import { ScaleoutError } from '../../../errors/errors.js';
import type { SecretSources } from '../../secret.js';

interface KnownHostsSources {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly readFile: SecretSources['readFile'];
  readonly platform: NodeJS.Platform;
  readonly homeDirectory: string;
}

/** The file that an access names, else the account's and the system's. One that cannot be read makes no host known. */
export async function readKnownHosts(file: string | undefined, sources: KnownHostsSources): Promise<KnownHosts> {
  const files = file === undefined ? defaultFiles(sources) : [file];
  return joinKnownHosts(await Promise.all(files.map((path) => readOne(path, sources))));
}

async function readOne(path: string, { readFile }: KnownHostsSources): Promise<KnownHosts> {
  const text = await readFile(path);
  if ('failed' in text) return { files: [`${path} (${text.failed.phrase})`], lines: [] };
  return parseKnownHosts(text.read, path);
}

/** As ssh_config(5) has them: UserKnownHostsFile and GlobalKnownHostsFile. */
function defaultFiles({ platform, env, homeDirectory }: KnownHostsSources): readonly string[] {
  if (platform === 'win32') {
    const system = win32.join(env.ProgramData ?? 'C:\\ProgramData', 'ssh', 'ssh_known_hosts');
    return [win32.join(homeDirectory, '.ssh', 'known_hosts'), system];
  }
  return [posix.join(homeDirectory, '.ssh', 'known_hosts'), '/etc/ssh/ssh_known_hosts'];
}

/** One line of a known_hosts file that can be used. */
export interface KnownHostLine {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** `authority`: signs host keys; `revoked`: never to be accepted. */
  readonly marker: 'authority' | 'revoked' | null;
  /** The field that names the hosts, as it stands. */
  readonly hosts: string;
  /** `ssh-ed25519`, `ecdsa-sha2-nistp256`, `ssh-rsa`. */
  readonly type: string;
  /** The public key in SSH's form. */
  readonly key: Buffer;
}

/** What is known of hosts, of one file or of several. */
export interface KnownHosts {
  /** The files that were looked into, for messages. */
  readonly files: readonly string[];
  readonly lines: readonly KnownHostLine[];
}

const markers: Readonly<Record<string, KnownHostLine['marker']>> = {
  '@cert-authority': 'authority',
  '@revoked': 'revoked',
};

/** Reads the text of a known_hosts file. Comments and lines that make no sense are passed over, as ssh does. */
export function parseKnownHosts(text: string, file: string): KnownHosts {
  const lines = text.split(/\r\n|\n|\r/).flatMap((content, index) => parseLine(content, file, index + 1));
  return { files: [file], lines };
}

export function joinKnownHosts(parts: readonly KnownHosts[]): KnownHosts {
  return { files: parts.flatMap(({ files }) => files), lines: parts.flatMap(({ lines }) => lines) };
}

function parseLine(content: string, file: string, line: number): readonly KnownHostLine[] {
  const fields = content
    .replace(/^\uFEFF/, '')
    .trim()
    .split(/[ \t]+/);
  const [first = ''] = fields;
  if (first === '' || first.startsWith('#')) return [];
  const marker = first.startsWith('@') ? markers[first] : null;
  if (marker === undefined) return [];
  const [hosts, type, encoded] = marker === null ? fields : fields.slice(1);
  if (hosts === undefined || type === undefined || encoded === undefined) return [];
  const key = Buffer.from(encoded, 'base64');
  return typeOfKey(key) === type ? [{ file, line, marker, hosts, type, key }] : [];
}

/** The name of its kind, with which a public key begins (RFC 4253, 6.6); undefined where it does not. */
export function typeOfKey(key: Buffer): string | undefined {
  if (key.length < 4) return undefined;
  const end = 4 + key.readUInt32BE(0);
  return end <= key.length ? key.toString('latin1', 4, end) : undefined;
}

/**
 * The name under which known_hosts keeps a host: `etl01`, or `[etl01]:2222` where the port is not 22 (sshd(8), SSH_KNOWN_HOSTS
 * FILE FORMAT).
 */
export function knownHostName(host: string, port: number): string {
  const name = host.toLowerCase();
  return port === 22 ? name : `[${name}]:${port}`;
}

/** Whether the first field of a line means this name: a list of patterns, where `!` excludes, or of hashed names. */
export function hostFieldMatches(field: string, name: string): boolean {
  let matched = false;
  for (const entry of field.split(',')) {
    if (entry.startsWith('!')) {
      if (patternMatches(entry.slice(1).toLowerCase(), name)) return false;
    } else if (entry.startsWith('|')) {
      matched ||= hashedMatches(entry, name);
    } else {
      matched ||= patternMatches(entry.toLowerCase(), name);
    }
  }
  return matched;
}

/** `|1|SALT|HASH`, both base64: HMAC-SHA1 of the name with the salt as its key. */
function hashedMatches(entry: string, name: string): boolean {
  const [, version, salt, hash] = entry.split('|');
  if (version !== '1' || salt === undefined || hash === undefined) return false;
  const found = createHmac('sha1', Buffer.from(salt, 'base64')).update(name).digest();
  return found.equals(Buffer.from(hash, 'base64'));
}

/** `*` stands for any text, `?` for one character. Linear in memory and never exponential: a file may hold anything. */
function patternMatches(pattern: string, name: string): boolean {
  let at = 0;
  let inPattern = 0;
  let afterStar = -1;
  let retryAt = 0;
  while (at < name.length) {
    const wanted = pattern[inPattern];
    if (wanted === '*') {
      inPattern += 1;
      afterStar = inPattern;
      retryAt = at;
    } else if (wanted !== undefined && (wanted === '?' || wanted === name[at])) {
      inPattern += 1;
      at += 1;
    } else if (afterStar !== -1) {
      inPattern = afterStar;
      retryAt += 1;
      at = retryAt;
    } else {
      return false;
    }
  }
  while (pattern[inPattern] === '*') inPattern += 1;
  return inPattern === pattern.length;
}

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
