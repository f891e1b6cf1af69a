import type { ErrorCode } from '../../errors.js';

/** Something wrong in the text itself, named by offsets in UTF-16 code units; `end` is exclusive. */
export interface TextProblem {
  readonly code: ErrorCode;
  readonly detail: string;
  readonly remedy?: string;
  /** Absent: the file as a whole. */
  readonly start?: number;
  readonly end?: number;
  /** Set for a quote that is not closed: what the parser says of the text behind it is not so. */
  readonly swallowsRest?: true;
}
