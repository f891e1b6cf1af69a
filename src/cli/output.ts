import { writeSync } from 'node:fs';
import { Socket } from 'node:net';
import { type ExitCode, isScaleoutError, ScaleoutError } from '../errors/errors.js';
import { messageOf } from '../text/printable.js';
import { listenForInterrupts } from './interrupts.js';
import { errorText } from './render/diagnostic-text.js';
import { TopologyRefused } from './run-command.js';
import { type LogLevel, logLevels, logTo, type Terminal } from './terminal.js';

/** What went wrong with an output; told once, until it goes right again. */
export type OutputTrouble =
  /** Whoever read it is gone: a pipe was closed, or a terminal. */
  | { readonly kind: 'unread' }
  /** It could not be written: a full disk, or a reader that does not read. `reason` is a phrase for people. */
  | { readonly kind: 'lost'; readonly reason: string }
  /** It can be written again, after so many pieces were lost. */
  | { readonly kind: 'resumed'; readonly lost: number };

/**
 * Standard output or standard error. Writing to it never throws: what cannot be written is dropped, and told. What was
 * given to one call of `write` is dropped as a whole, so that lines stay whole.
 *
 * A file is written at once, and tried anew with each call: a log goes on when its disk has room again. To a pipe Node
 * writes in the background on POSIX and at once on Windows (https://nodejs.org/api/process.html, "A note on process
 * I/O"): there a reader that does not read blocks the process, here the text is kept up to a limit.
 */
export interface Output {
  write(text: string): void;
  /** The first reason why something was lost; undefined where nothing was, or where nobody reads it. */
  readonly lost: () => string | undefined;
  readonly isUnread: () => boolean;
  /** Resolves when all is written, lost or unread, and when nothing could be written for so many milliseconds. */
  flushed(patience: number): Promise<void>;
}

/** Bytes that wait for a reader; what comes then is dropped. */
const mostWaiting = 16 * 1024 * 1024;

export function openOutput(
  stream: NodeJS.WritableStream & { readonly fd: number },
  tell: (trouble: OutputTrouble) => void,
): Output {
  // A file is written without Node's stream, which is destroyed for good by its first error.
  return stream instanceof Socket ? streamOutput(stream, tell) : fileOutput(stream.fd, tell);
}

/** Keeps account of what was lost, and tells when that begins and when it is over. */
function losses(tell: (trouble: OutputTrouble) => void) {
  let first: string | undefined;
  let now = 0;
  return {
    first: () => first,
    lose(reason: string) {
      first ??= reason;
      now += 1;
      if (now === 1) tell({ kind: 'lost', reason });
    },
    resume() {
      if (now === 0) return;
      const lost = now;
      now = 0;
      tell({ kind: 'resumed', lost });
    },
  };
}

function fileOutput(file: number, tell: (trouble: OutputTrouble) => void): Output {
  const { first, lose, resume } = losses(tell);
  let isTorn = false;
  return {
    lost: first,
    isUnread: () => false,
    flushed: async () => undefined,
    write(text) {
      // What was cut off is not continued by the next line.
      const bytes = Buffer.from(isTorn ? `\n${text}` : text);
      let written = 0;
      try {
        while (written < bytes.length) written += writeSync(file, bytes, written);
      } catch (error) {
        isTorn ||= written > 0;
        lose(messageOf(error));
        return;
      }
      isTorn = false;
      resume();
    },
  };
}

function streamOutput(stream: Socket & { readonly isTTY?: boolean }, tell: (trouble: OutputTrouble) => void): Output {
  const { first, lose, resume } = losses(tell);
  let isOver = false;
  let isUnread = false;
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (isOver) return;
    isOver = true;
    isUnread = isReaderGone(error, stream.isTTY === true);
    if (isUnread) tell({ kind: 'unread' });
    else lose(messageOf(error));
  });
  return {
    lost: first,
    isUnread: () => isUnread,
    write(text) {
      if (isOver) return;
      if (stream.writableLength > mostWaiting) {
        lose(`Its reader takes nothing, and ${mostWaiting / 1024 / 1024} MiB wait for it.`);
        return;
      }
      resume();
      stream.write(text);
    },
    async flushed(patience) {
      if (isOver) return;
      let waiting = stream.writableLength;
      const written = new Promise<void>((resolve) => stream.write('', () => resolve()));
      while (stream.writableLength > 0 && !isOver) {
        const timer = timeout(patience);
        const isDone = await Promise.race([written.then(() => true), timer.over.then(() => false)]);
        timer.clear();
        if (isDone) return;
        if (stream.writableLength >= waiting) {
          lose(`Its reader took nothing for ${patience / 1000} s.`);
          return;
        }
        waiting = stream.writableLength;
      }
    },
  };
}

/** A timer that keeps the process, and may be for ever. */
function timeout(milliseconds: number): { readonly over: Promise<void>; clear(): void } {
  let clear = () => {};
  const over = new Promise<void>((resolve) => {
    if (milliseconds === Infinity) return;
    const timer = setTimeout(resolve, milliseconds);
    clear = () => clearTimeout(timer);
  });
  return { over, clear: () => clear() };
}

/** EOF is what Windows says of a broken pipe; a terminal that was closed says EIO. */
const goneCodes: ReadonlySet<string | undefined> = new Set(['EPIPE', 'EOF', 'ECONNRESET']);

function isReaderGone({ code }: NodeJS.ErrnoException, isTerminal: boolean): boolean {
  return goneCodes.has(code) || (isTerminal && code === 'EIO');
}

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
  const log = logTo(err.write, logLevel);
  const interrupts = listenForInterrupts(process, err.write);
  // NO_COLOR counts when it is set and not empty: https://no-color.org
  const plain = Boolean(env.NO_COLOR) || argv.includes('--no-color') || env.TERM === 'dumb';
  const colors = { out: Boolean(stdout.isTTY) && !plain, err: Boolean(stderr.isTTY) && !plain };
  let isWork = false;
  let unreadNote: string | undefined;
  let survive: ((error: unknown) => void) | undefined;
  let uncaught: ScaleoutError | undefined;

  function fail(error: ScaleoutError): ExitCode {
    if (error === uncaught) return error.exitCode;
    const text =
      error instanceof TopologyRefused
        ? error.text(colors.err)
        : errorText(error, { colors: colors.err, stack: logLevel === 'debug' });
    err.write(text);
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
      out: out.write,
      err: err.write,
      interactive: Boolean(stdin.isTTY && stderr.isTTY),
      colors,
      // 0 where the terminal does not say.
      columns: (stdout.isTTY && stdout.columns) || undefined,
      interrupts,
      logLevel,
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
  const detail = messageOf(error);
  return new ScaleoutError('command.unexpected', detail, { cause: error });
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
