import type { ErrorCode } from '../../errors.js';
import type { Path } from '../path.js';
import type { Problem } from '../problem.js';
import { textAt } from '../raw-value.js';
import { mayBeShown, subject } from '../schema/words.js';
import type { Parsed } from '../values/parsed.js';

/** Reports the text at a path where it cannot be read as what it should be; anything but text is the schema's. */
export function checkText(
  root: unknown,
  path: Path,
  code: ErrorCode,
  parse: (text: string) => Parsed<unknown>,
): readonly Problem[] {
  const text = textAt(root, path);
  if (text === undefined) return [];
  const parsed = parse(text);
  if ('value' in parsed) return [];
  const { wrong, remedy } = mayBeShown(root, text, path) ? parsed : (parsed.unquoted ?? parsed);
  return [{ code, path, detail: `${subject(root, path)} ${wrong}`, ...(remedy === undefined ? {} : { remedy }) }];
}
