import type { Diagnostic } from '../diagnostic.js';
import { diagnosticsText } from './render/diagnostic-text.js';
import type { Terminal } from './terminal.js';

/** What this process has warned of: a watch opens its connections again and again, and a fleet shares one key. */
const told = new Set<string>();

/** Tells warnings of what stays as it is, each once in the life of this process, on standard error. */
export function warnOnce({ err, colors, logLevel }: Terminal): (found: Diagnostic) => void {
  return (found) => {
    const key = JSON.stringify([found.code, found.detail]);
    if (told.has(key) || logLevel === 'silent' || logLevel === 'error') return;
    told.add(key);
    err(`${diagnosticsText([found], { colors: colors.err })}\n`);
  };
}
