import type { Readable } from 'node:stream';
import { type FileBytes, tooLarge } from './files.js';

/** The word of a command line that means standard input, as of cat, tar and kubectl. */
export const standardInput = '-';

/** What a message calls a file: standard input has no name. */
export function fileName(file: string): string {
  return file === standardInput ? 'standard input' : file;
}

/** Milliseconds: whoever writes into it may have to fetch it from somewhere first. */
export const inputLimit = 60_000;

/** A stream that may be a terminal. */
export type Input = Readable & { readonly isTTY?: boolean };

/**
 * All bytes of standard input until its end, at most `largest` of them and no longer than the limit. What a person would
 * have to type in is not waited for. Does not throw.
 */
export async function readInput(
  input: Input,
  { largest, limit = inputLimit }: { readonly largest: number; readonly limit?: number },
): Promise<FileBytes> {
  if (input.isTTY === true) return { failed: { why: 'special', phrase: 'is a terminal: nothing is piped into it' } };
  const parts: Uint8Array[] = [];
  let length = 0;
  const late = AbortSignal.timeout(limit);
  const end = () => void input.destroy();
  late.addEventListener('abort', end, { once: true });
  try {
    for await (const part of input as AsyncIterable<Uint8Array>) {
      length += part.length;
      if (length > largest) return { failed: tooLarge(largest) };
      parts.push(part);
    }
  } catch {
    // How it ended is told below.
  } finally {
    late.removeEventListener('abort', end);
  }
  if (late.aborted) return { failed: { why: 'late', phrase: `did not end within ${limit / 1000} seconds` } };
  return { read: Buffer.concat(parts, length), mode: 0 };
}
