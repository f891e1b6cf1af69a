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
