import { createHmac } from 'node:crypto';
import { posix, win32 } from 'node:path';
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
