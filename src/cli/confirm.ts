import { createInterface } from 'node:readline/promises';
import { ScaleoutError } from '../errors/errors.js';
import type { Terminal } from './terminal.js';

/** Asks on standard error; only the whole word yes goes on. Throws `guard.no-terminal` or `guard.declined`. */
export async function confirm(question: string, terminal: Terminal): Promise<void> {
  if (!terminal.interactive) {
    throw new ScaleoutError('guard.no-terminal', 'The plan has to be confirmed, and standard input is not a terminal.');
  }
  terminal.err(`${question}\n  Only "yes" is taken as consent: `);
  const reader = createInterface({ input: process.stdin, terminal: false });
  // A terminal that was closed ends it, or is an error of reading.
  const gone = new Promise<undefined>((resolve) => {
    for (const end of ['close', 'error']) reader.once(end, () => resolve(undefined));
  });
  try {
    const answer = await Promise.race([
      reader.question('', { signal: terminal.interrupts.abort }).catch(() => undefined),
      gone,
    ]);
    // Nobody has ended the line of the question.
    if (answer === undefined) terminal.err('\n');
    terminal.interrupts.abort.throwIfAborted();
    if (terminal.isErrLost()) {
      throw new ScaleoutError('guard.no-terminal', 'The question could not be written to standard error.');
    }
    if (answer?.trim() !== 'yes') throw new ScaleoutError('guard.declined', 'The answer was not yes.');
  } finally {
    reader.close();
  }
}
