import { createHash } from 'node:crypto';
import { homedir } from 'node:os';
import { dirname, resolve } from 'node:path';
import type { Diagnostic } from '../diagnostic.js';
import { buildTopology } from './build-topology.js';
import { certificateFiles } from './certificates/certificate-files.js';
import { readCertificates } from './certificates/read-certificates.js';
import { decodeText, lossyText } from './file/decode-text.js';
import { readBytes } from './file/read-bytes.js';
import { hasError, inOrder, limited, locate, readTopology } from './read-topology.js';
import { type SourceText, sourceText } from './source-text.js';
import type { Topology } from './topology.js';

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
