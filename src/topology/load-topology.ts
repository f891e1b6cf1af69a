import { createHash } from 'node:crypto';
import { homedir } from 'node:os';
import { dirname, resolve } from 'node:path';
import { type Diagnostic, diagnostic } from '../errors/diagnostic.js';
import { buildTopology } from './build-topology.js';
import { certificateFiles, readCertificates } from './certificate-files.js';
import { decodeText, lossyText, readBytes } from './file-text.js';
import { hasError, inOrder, limited, locate, readTopology } from './read-topology.js';
import { type SourceText, sourceText } from './source-text.js';
import type { CatalogTarget, Topology } from './topology.js';

/** What became of a file: a topology where nothing is wrong with it, and everything there is to say about it. */
export interface LoadedTopology {
  /** Absent exactly where one of the diagnostics is an error. */
  readonly topology?: Topology;
  /** In the order of the file, at most a hundred; of more, the last one says how many. */
  readonly diagnostics: readonly Diagnostic[];
  /** How many errors are not among the diagnostics, where there are any. */
  readonly unshownErrors?: number;
  /** The text, for showing the lines of the diagnostics. Absent where none could be read. */
  readonly source?: SourceText;
}

export interface LoadOptions {
  /** Whether the file may be a pipe: for a command that runs once. Default: no. */
  readonly pipes?: boolean;
  /** What `~` stands for; default: the home folder of the account. */
  readonly home?: string;
  /** Milliseconds since 1970, for the certificates that the file names; default: the system's clock. */
  readonly now?: () => number;
}

/** Reads and checks a topology file. Whatever is wrong with it is a diagnostic; this does not throw. */
export async function loadTopology(
  file: string,
  { pipes = false, home = homedir(), now = Date.now }: LoadOptions = {},
): Promise<LoadedTopology> {
  const bytes = await readBytes(file, { pipes });
  if ('failed' in bytes) return { diagnostics: [bytes.failed] };
  const text = decodeText(file, bytes.read);
  if ('failed' in text) {
    return {
      diagnostics: [text.failed],
      ...(text.failed.range ? { source: sourceText(file, lossyText(bytes.read)) } : {}),
    };
  }
  const source = sourceText(file, text.read);
  const sha256 = createHash('sha256').update(bytes.read).digest('hex');
  const folders = { topology: dirname(resolve(file)), home };
  const { content, located, diagnostics: ofText } = readTopology(source);
  if (located === undefined) return { ...limited(ofText), source };
  const named = certificateFiles(located.root, folders);
  const { certificates, problems } = await readCertificates(located.root, named, now());
  const all = inOrder([...ofText, ...locate(problems, located)]);
  const told = { ...limited(all), source };
  if (content === undefined || hasError(all)) return told;
  return { topology: buildTopology(content, located, folders, { file, sha256 }, certificates), ...told };
}

/** What the topology gives up of the protection of its connection to SQL Server. */
export function connectionWarnings({ server, encrypt, trustServerCertificate }: CatalogTarget): readonly Diagnostic[] {
  const options = { severity: 'warning' } as const;
  if (encrypt === false) {
    const detail = `catalog.encrypt is false for ${server.text}: whoever is on the way can read the login, and read and change everything else.`;
    return [diagnostic('catalog.encryption-off', detail, options)];
  }
  // With strict the drivers check the certificate whatever trustServerCertificate says.
  if (!trustServerCertificate || encrypt === 'strict') return [];
  const detail = `catalog.trustServerCertificate is true for ${server.text}: whoever is on the way can pose as the server and read the login.`;
  return [diagnostic('catalog.certificate-unchecked', detail, options)];
}
