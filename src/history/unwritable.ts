import { type Diagnostic, diagnostic } from '../diagnostic.js';

/** The warning that an apply could not be written into a history. */
export function unwritable(file: string, error: unknown): Diagnostic {
  const reason = error instanceof Error ? error.message : String(error);
  return diagnostic('history.unwritable', `${file}: ${reason}`, { severity: 'warning' });
}
