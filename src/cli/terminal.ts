import type { ExitCode } from '../errors/errors.js';
import type { Input } from '../files/standard-input.js';
import type { GivenWords } from '../text/given-words.js';
import { jsonText, printable } from '../text/printable.js';
import type { Screen } from '../text/screen.js';
import type { Interrupts } from './interrupts.js';

/** What a command knows of the place it runs in. Results go to `out`, everything else to `err`. */
export interface Terminal {
  readonly env: NodeJS.ProcessEnv;
  /** Standard input: what `-` in the place of a file is read from. */
  readonly input: Input;
  /** A document, a script, a line of JSON: it is written as it is. */
  out(text: string): void;
  /** A text for a person, on standard output: no line is wider than the screen. */
  print(text: string): void;
  /** A text for a person, on standard error, in the same way. */
  err(text: string): void;
  /** Whether a person sits at it: standard input and standard error are both a terminal. */
  readonly interactive: boolean;
  readonly screen: { readonly out: Screen; readonly err: Screen };
  readonly interrupts: Interrupts;
  readonly logLevel: LogLevel;
  /** What the command line gave: from now on the commands that a text names have these words. */
  goesBy(given: GivenWords): void;
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

/** What a command was asked for: as a document for a program, or as a text for a person. */
export function printAnswer(
  terminal: Terminal,
  json: boolean,
  document: () => unknown,
  text: (screen: Screen) => string,
): void {
  if (json) terminal.out(`${jsonText(document())}\n`);
  else terminal.print(text(terminal.screen.out));
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
