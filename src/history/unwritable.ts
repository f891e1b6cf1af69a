import { type Diagnostic, diagnostic } from '../diagnostic.js';
import { isScaleoutError } from '../errors.js';
import { messageOf } from '../message-of.js';

/** The warning that an apply could not be written into a history. */
export function unwritable(file: string, error: unknown): Diagnostic {
  // Our own errors name the file, or the folder, that they are about.
  const reason = isScaleoutError(error) ? error.message : `${file}: ${messageOf(error)}`;
  return diagnostic('history.unwritable', reason, { severity: 'warning' });
}
