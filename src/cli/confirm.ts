import { createInterface } from 'node:readline/promises';
import { type ErrorCode, ScaleoutError } from '../errors/errors.js';
import type { Terminal } from './terminal.js';

/** What a person is asked about. */
interface Asked {
  readonly what: string;
  readonly unasked: ErrorCode;
  readonly declined: ErrorCode;
}

const plan: Asked = { what: 'The plan', unasked: 'guard.no-terminal', declined: 'guard.declined' };

/** An edit of the topology's file. */
export const fileEdit: Asked = { what: 'The edit', unasked: 'edit.no-terminal', declined: 'edit.declined' };

/** Asks on standard error, about a plan unless told otherwise; only the whole word yes goes on. Throws the errors of what is asked about. */
export async function confirm(question: string, terminal: Terminal, of = plan): Promise<void> {
  if (!terminal.interactive) {
    throw new ScaleoutError(of.unasked, `${of.what} has to be confirmed, and standard input is not a terminal.`);
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
      throw new ScaleoutError(of.unasked, 'The question could not be written to standard error.');
    }
    if (answer?.trim() !== 'yes') throw new ScaleoutError(of.declined, 'The answer was not yes.');
  } finally {
    reader.close();
  }
}
