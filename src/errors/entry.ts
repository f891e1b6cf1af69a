/** How the process ends; every number means one thing (see docs/errors.md). */
export type ExitCode = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 130;

/** One row of the registry: what is wrong in general, and what a person does about it. */
export interface ErrorEntry {
  readonly exitCode: ExitCode;
  /** One line that stays the same for every occurrence. */
  readonly summary: string;
  /** An instruction to the reader, one or two sentences. */
  readonly remedy: string;
}
