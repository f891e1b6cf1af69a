import { ScaleoutError } from '../errors.js';
import { replaceFile } from '../replace-file.js';

/** Writes a file that `--out` named, for its owner alone. Throws `command.output-unwritable`. */
export function writeOutput(path: string, text: string): void {
  try {
    replaceFile(path, text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ScaleoutError('command.output-unwritable', `${path}: ${reason}`, { cause: error });
  }
}
