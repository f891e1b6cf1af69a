import type { SourceRange } from '../diagnostic.js';
import type { Path } from './path.js';

/** What a YAML file says, as plain values, and where it says it. */
export interface LocatedValue {
  readonly root: unknown;
  /** The place of the value at a path; where the file has no such value, that of the nearest one around it. */
  valueRange(path: Path): SourceRange;
  /** The place of the key that a path ends with; where it is not in the file, that of the nearest key around it. */
  keyRange(path: Path): SourceRange;
}
