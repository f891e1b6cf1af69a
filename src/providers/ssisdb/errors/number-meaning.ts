import type { ErrorCode } from '../../../errors.js';

/** What an error number of SQL Server means to us. */
export interface NumberMeaning {
  readonly code: ErrorCode;
  /** It passes by itself: connecting and reading are repeated. */
  readonly transient?: true;
  /** Says less than another message beside it. */
  readonly general?: true;
  /** Replaces the registry's remedy. */
  readonly remedy?: string;
}

export type NumberMeanings = Readonly<Record<number, NumberMeaning>>;

/** The same meaning for several numbers. */
export function each(numbers: readonly number[], meaning: NumberMeaning): NumberMeanings {
  return Object.fromEntries(numbers.map((number) => [number, meaning]));
}
