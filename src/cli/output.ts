import { writeSync } from 'node:fs';
import { Socket } from 'node:net';
import { messageOf } from '../text/printable.js';
import { duration } from '../text/times.js';

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
          lose(`Its reader took nothing for ${duration(patience / 1000)}.`);
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
