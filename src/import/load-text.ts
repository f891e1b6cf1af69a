import { createHash } from 'node:crypto';
import { homedir } from 'node:os';
import type { Diagnostic } from '../diagnostic.js';
import { buildTopology } from '../topology/build-topology.js';
import { hasError, readTopology } from '../topology/read-topology.js';
import { sourceText } from '../topology/source-text.js';
import type { Topology } from '../topology/topology.js';

/** Reads the text of a topology that is no file yet and names no certificate files, as `loadTopology` would. */
export function loadText(text: string): { readonly topology: Topology } | { readonly errors: readonly Diagnostic[] } {
  const file = 'topology.yaml';
  const { content, located, diagnostics } = readTopology(sourceText(file, text));
  if (content === undefined || located === undefined || hasError(diagnostics)) {
    return { errors: diagnostics.filter(({ severity }) => severity === 'error') };
  }
  const sha256 = createHash('sha256').update(text).digest('hex');
  // What it names begins at the root or at ~, so the folder is not used.
  const folders = { topology: homedir(), home: homedir() };
  return { topology: buildTopology(content, located, folders, { file, sha256 }, new Map()) };
}
