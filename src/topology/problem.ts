import type { Severity } from '../diagnostic.js';
import type { ErrorCode } from '../errors.js';
import type { Path } from './path.js';

/** Something wrong in the file, named by its path; its place in the text is looked up afterwards. */
export interface Problem {
  readonly code: ErrorCode;
  readonly path: Path;
  /** Whether the place to show is the value at the path, which is the default, or its key. */
  readonly at?: 'key' | 'value';
  readonly detail: string;
  readonly severity?: Severity;
  readonly remedy?: string;
}

/** Looks for one kind of problem in a file that may be wrong in any other way. */
export type Check = (root: unknown) => readonly Problem[];
