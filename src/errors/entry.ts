/** How the process ends; every number means one thing (see docs/errors.md). */
export type ExitCode = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 130;

/**
 * What comes of trying again.
 * - `passing`: it may work the next time, for the world changes by itself.
 * - `lasting`: it fails again until a person, or somebody else's change, mends it.
 * - `cutOff`: it did not fail, it was ended from outside.
 */
export type Recovery = 'passing' | 'lasting' | 'cutOff';

/** One row of the registry: what is wrong in general, and what a person does about it. */
export type ErrorEntry = Notice | Failure;

interface Words {
  /** One line that stays the same for every occurrence. */
  readonly summary: string;
  /** An instruction to the reader, one or two sentences. */
  readonly remedy: string;
}

/** It is told beside what goes on, and nothing fails of it. */
interface Notice extends Words {
  readonly exitCode: 0;
  readonly recovery?: undefined;
  readonly leavesAsFound?: undefined;
  readonly outcomeUnknown?: undefined;
}

interface Failure extends Words {
  readonly exitCode: Exclude<ExitCode, 0>;
  readonly recovery: Recovery;
  /** The request or the step that failed so has changed nothing; absent: it may have. */
  readonly leavesAsFound?: true;
  /** Whether the request took effect is not known: it is looked at again before it is repeated. */
  readonly outcomeUnknown?: true;
}
