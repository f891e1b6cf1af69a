import type { ExitCode } from '../errors.js';
import type { Interrupts } from './interrupts.js';
import type { LogLevel } from './log.js';

/** What a command knows of the place it runs in. Results go to `out`, everything else to `err`. */
export interface Terminal {
  readonly env: NodeJS.ProcessEnv;
  out(text: string): void;
  err(text: string): void;
  /** Whether a person sits at it: standard input and standard error are both a terminal. */
  readonly interactive: boolean;
  readonly colors: { readonly out: boolean; readonly err: boolean };
  /** Characters in a line of standard output; undefined where it is not a terminal. */
  readonly columns: number | undefined;
  readonly interrupts: Interrupts;
  readonly logLevel: LogLevel;
}

/** A command carries itself out and says how the process ends. */
export type Command<Options> = (options: Options, terminal: Terminal) => Promise<ExitCode>;
