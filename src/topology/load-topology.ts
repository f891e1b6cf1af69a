import { createHash } from 'node:crypto';
import { homedir } from 'node:os';
import { dirname, resolve } from 'node:path';
import type { Diagnostic } from '../diagnostic.js';
import { decodeText, lossyText } from './file/decode-text.js';
import { readBytes } from './file/read-bytes.js';
import { readTopology } from './read-topology.js';
import { type SourceText, sourceText } from './source-text.js';
import type { Topology } from './topology.js';

/** What became of a file: a topology where nothing is wrong with it, and everything there is to say about it. */
export interface LoadedTopology {
  /** Absent exactly where one of the diagnostics is an error. */
  readonly topology?: Topology;
  /** In the order of the file. */
  readonly diagnostics: readonly Diagnostic[];
  /** The text, for showing the lines of the diagnostics. Absent where none could be read. */
  readonly source?: SourceText;
}

export interface LoadOptions {
  /** What `~` stands for; default: the home folder of the account. */
  readonly home?: string;
}

/** Reads and checks a topology file. Whatever is wrong with it is a diagnostic; this does not throw. */
export async function loadTopology(file: string, { home = homedir() }: LoadOptions = {}): Promise<LoadedTopology> {
  const bytes = await readBytes(file);
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
  return { ...readTopology(source, sha256, { topology: dirname(resolve(file)), home }), source };
}
