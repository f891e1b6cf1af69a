import { type ExitCode, isScaleoutError, ScaleoutError } from '../errors/errors.js';
import { type GivenWords, withGivenWords } from '../text/given-words.js';
import { fitted } from '../text/layout.js';
import { messageOf } from '../text/printable.js';
import type { Screen } from '../text/screen.js';
import { systemWords } from '../text/system-error.js';
import { localMoments } from '../text/times.js';
import { listenForInterrupts } from './interrupts.js';
import { type OutputTrouble, openOutput } from './output.js';
import { errorText } from './render/diagnostic-text.js';
import { FileRefused } from './run-command.js';
import { screenOf } from './screen-of.js';
import { type LogLevel, logLevels, logTo, type Terminal } from './terminal.js';

/** This process as the place that a command runs in, and its end. */
interface OpenTerminal {
  readonly terminal: Terminal;
  /** Tells an error on standard error, each one once; its exit code. */
  fail(error: ScaleoutError): ExitCode;
  /** Ends the process once everything has been written, with this code unless the output or the command failed besides. */
  end(code: ExitCode): Promise<never>;
}

/** Milliseconds that the end of a command whose work is done waits for a reader that reads nothing. */
const readersPatience = 10 * 60_000;

export function openTerminal(process: NodeJS.Process, argv: readonly string[]): OpenTerminal {
  const { env, stdin, stdout, stderr } = process;
  const logLevel = logLevelOf(argv);
  // What cannot be written to standard error can be told nowhere.
  const err = openOutput(stderr, () => undefined);
  const out = openOutput(stdout, tellTrouble);
  const log = logTo((text) => tell(text), logLevel);
  const interrupts = listenForInterrupts(process, (text) => tell(text));
  let given: GivenWords | undefined;
  const onScreen = (stream: typeof stdout | typeof stderr): Screen => ({
    ...screenOf(stream, argv, env),
    get given() {
      return given;
    },
  });
  const screen = { out: onScreen(stdout), err: onScreen(stderr) };
  const finished = (text: string, on: Screen) => fitted(withGivenWords(localMoments(text, on), on.given), on);
  const print = (text: string) => out.write(finished(text, screen.out));
  const tell = (text: string) => err.write(finished(text, screen.err));
  let isWork = false;
  let unreadNote: string | undefined;
  let survive: ((error: unknown) => void) | undefined;
  let uncaught: ScaleoutError | undefined;

  function fail(error: ScaleoutError): ExitCode {
    if (error === uncaught) return error.exitCode;
    const text =
      error instanceof FileRefused
        ? error.text(screen.err)
        : errorText(error, screen.err, { stack: logLevel === 'debug' });
    tell(text);
    return error.exitCode;
  }

  function tellTrouble(trouble: OutputTrouble): void {
    switch (trouble.kind) {
      case 'unread':
        if (unreadNote !== undefined) log('warn', unreadNote);
        return;
      case 'lost':
        if (isWork) log('warn', lostText(trouble.reason));
        else fail(new ScaleoutError('command.output-lost', trouble.reason));
        return;
      case 'resumed':
        log('warn', `Standard output can be written again. Pieces of it that were lost: ${trouble.lost}.`);
        return;
    }
  }

  function onException(error: unknown): void {
    // What was cut off may say so to nobody.
    const isInterrupt = interrupts.stop.aborted && isScaleoutError(error, 'command.interrupted');
    if (isInterrupt || uncaught !== undefined) return;
    if (survive === undefined) {
      const told = unexpectedError(error);
      fail(told);
      uncaught = told;
      interrupts.cutOff(told);
    } else {
      survive(error);
    }
  }

  // A rejection that nobody handles comes here as well.
  process.on('uncaughtException', onException);
  process.once('beforeExit', () => {
    // Without this, Node would show the line of the source that it still waits at.
    if (!interrupts.abort.aborted) fail(unexpectedError(new Error('The command stopped before its end.')));
    process.exit(interrupts.abort.aborted && uncaught === undefined ? 130 : 1);
  });
  // Node's own warnings (deprecations in a library, say) are for developers.
  process.removeAllListeners('warning');
  process.on('warning', (warning) => log('debug', `${warning.name}: ${warning.message}`));

  return {
    terminal: {
      env,
      input: stdin,
      out: out.write,
      print,
      err: tell,
      interactive: Boolean(stdin.isTTY && stderr.isTTY),
      screen,
      interrupts,
      logLevel,
      goesBy(words) {
        given = words;
      },
      isErrLost: () => err.isUnread() || err.lost() !== undefined,
      workGoesOn(note) {
        isWork = true;
        unreadNote = note;
      },
      surviveExceptions(tell) {
        survive = tell;
        return {
          [Symbol.dispose]() {
            survive = undefined;
          },
        };
      },
    },
    fail,
    async end(ended) {
      const code = () => uncaught?.exitCode ?? (isWork || out.lost() === undefined ? ended : withoutResult(ended));
      interrupts.commandEnded(isWork ? code() : 130);
      await Promise.all(
        [out, err].map((output) => output.flushed(isWork ? readersPatience : Number.POSITIVE_INFINITY)),
      );
      return interrupts.end(code());
    },
  };
}

/** An error that is none of the registry. */
export function unexpectedError(error: unknown): ScaleoutError {
  const detail = [...placeOf(error), messageOf(error)].join(': ');
  return new ScaleoutError('command.unexpected', detail, { cause: error });
}

/** The path that the system was asked for, as far as it names one. */
function placeOf(error: unknown): readonly string[] {
  const path = error instanceof Error && 'path' in error ? error.path : undefined;
  return typeof path === 'string' && systemWords(error) !== undefined ? [path] : [];
}

/** A result that nobody could get was no success. */
function withoutResult(code: ExitCode): ExitCode {
  return code === 0 || code === 2 ? 1 : code;
}

function lostText(reason: string): string {
  return `Standard output could not be written: ${reason}. The work goes on, and the exit code tells of it alone. [command.output-lost]`;
}

/** The level is needed before the command line is parsed, so that its own errors obey it; the parser checks it. */
function logLevelOf(argv: readonly string[]): LogLevel {
  const at = argv.indexOf('--log-level');
  const given = at === -1 ? argv.find((word) => word.startsWith('--log-level='))?.slice(12) : argv[at + 1];
  return logLevels.find((level) => level === given) ?? 'warn';
}
