import { Readable } from 'node:stream';
import { type Command as Commander, CommanderError } from 'commander';
import { program, runWords } from '../../src/cli/program.js';
import { errorText } from '../../src/cli/render/diagnostic-text.js';
import { FileRefused, runCommand } from '../../src/cli/run-command.js';
import type { Terminal } from '../../src/cli/terminal.js';
import { usageError } from '../../src/cli/usage-error.js';
import { loadWorlds } from '../../src/cli/world/sandbox-package.js';
import { isScaleoutError } from '../../src/errors/errors.js';
import type { GivenWords } from '../../src/text/given-words.js';
import type { Screen } from '../../src/text/screen.js';
import { screen } from './screen.js';

export interface RanHere {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Where each test begins: a folder of a test that has ended is gone. */
const start = process.cwd();

/**
 * Runs a command in this process, which takes a tenth of the time of one of its own: for tests of many commands that need
 * nothing of a process. `cwd` is the working directory meanwhile, so that only one may run at a time. Errors are told as in
 * run.ts. `input`: what standard input holds.
 */
export async function runHere(
  words: readonly string[],
  {
    cwd,
    env = {},
    input = '',
  }: { readonly cwd: string; readonly env?: Readonly<Record<string, string>>; readonly input?: string },
): Promise<RanHere> {
  let out = '';
  let err = '';
  let code = 0;
  process.chdir(cwd);
  let given: GivenWords | undefined;
  const shown: Screen = {
    ...screen(),
    get given() {
      return given;
    },
  };
  let root: Commander | undefined;
  try {
    const terminal = terminalFor(
      (text) => {
        out += text;
      },
      (text) => {
        err += text;
      },
      { env, input, screen: shown, goesBy: (words) => (given = words) },
    );
    const run = runCommand(terminal, (ended) => {
      code = ended;
    });
    const worlds = words.includes('sandbox') ? await loadWorlds() : undefined;
    root = program({ terminal, run, worlds });
    await runWords(root, words);
  } catch (error) {
    const told = error instanceof CommanderError && root !== undefined ? usageError(error, root, words) : error;
    if (error instanceof CommanderError && error.exitCode === 0) code = 0;
    else if (isScaleoutError(told)) {
      code = told.exitCode;
      err += told instanceof FileRefused ? told.text(shown) : errorText(told, shown, { stack: false });
    } else throw error;
  } finally {
    process.chdir(start);
  }
  return { code, out, err };
}

function terminalFor(
  out: (text: string) => void,
  err: (text: string) => void,
  {
    env,
    input,
    screen,
    goesBy,
  }: {
    readonly env: Readonly<Record<string, string>>;
    readonly input: string;
    readonly screen: Screen;
    readonly goesBy: (words: GivenWords) => void;
  },
): Terminal {
  const { signal } = new AbortController();
  return {
    env: { ...env },
    input: Readable.from(input === '' ? [] : [Buffer.from(input)]),
    out,
    print: out,
    err,
    interactive: false,
    screen: { out: screen, err: screen },
    interrupts: { stop: signal, abort: signal, finishGracefully: () => () => {}, leaveHangups() {} },
    logLevel: 'warn',
    isErrLost: () => false,
    goesBy,
    workGoesOn() {},
    surviveExceptions: () => ({ [Symbol.dispose]() {} }),
  };
}

/** A terminal of nobody: what is written to it is gone. */
export function terminalHere(): Terminal {
  const nothing = () => {};
  return terminalFor(nothing, nothing, { env: {}, input: '', screen: screen(), goesBy: nothing });
}
