import type { ExitCode } from '../errors/errors.js';
import { printable } from '../text/printable.js';
import type { Interrupts } from './interrupts.js';

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
  /** Whether something that was written to standard error did not arrive: a question there was perhaps not seen. */
  isErrLost(): boolean;
  /**
   * The command's work is not its output: where that is lost the work goes on, and the exit code tells of the work alone.
   * `note`, where there is one, is told on standard error when nobody reads standard output any more.
   */
  workGoesOn(note?: string): void;
  /** Until it is disposed of, an exception that nobody caught ends nothing: `tell` is told of it. */
  surviveExceptions(tell: (error: unknown) => void): Disposable;
}

/** A command carries itself out and says how the process ends. */
export type Command<Options> = (options: Options, terminal: Terminal) => Promise<ExitCode>;

export const logLevels = ['silent', 'error', 'warn', 'info', 'debug'] as const;

export type LogLevel = (typeof logLevels)[number];

/** What the parts report on their way, for the person who waits. */
export type Log = (level: Exclude<LogLevel, 'silent'>, message: string) => void;

/** A log that writes each message at or above a level; what a server or a machine put into one cannot act on the terminal. */
export function logTo(write: (text: string) => void, threshold: LogLevel): Log {
  return (level, message) => {
    if (logLevels.indexOf(level) <= logLevels.indexOf(threshold))
      write(`${level}: ${message.split('\n').map(printable).join('\n')}\n`);
  };
}
