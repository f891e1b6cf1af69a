import { Readable } from 'node:stream';
import { CommanderError } from 'commander';
import { program } from '../../src/cli/program.js';
import { errorText } from '../../src/cli/render/diagnostic-text.js';
import { runCommand } from '../../src/cli/run-command.js';
import type { Terminal } from '../../src/cli/terminal.js';
import { loadWorlds } from '../../src/cli/world/sandbox-package.js';
import { isScaleoutError } from '../../src/errors/errors.js';
import { screen } from './screen.js';

export interface RanHere {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/**
 * Runs a command in this process, which takes a tenth of the time of one of its own: for tests of many commands that need
 * nothing of a process. `cwd` is the working directory meanwhile, so that only one may run at a time. Errors of commander
 * that are no help end with 3, as in run.ts.
 */
export async function runHere(
  words: readonly string[],
  { cwd, env = {} }: { readonly cwd: string; readonly env?: Readonly<Record<string, string>> },
): Promise<RanHere> {
  let out = '';
  let err = '';
  let code = 0;
  const before = process.cwd();
  process.chdir(cwd);
  try {
    const terminal = terminalFor(
      (text) => {
        out += text;
      },
      (text) => {
        err += text;
      },
      env,
    );
    const run = runCommand(terminal, (ended) => {
      code = ended;
    });
    const worlds = words.includes('sandbox') ? await loadWorlds() : undefined;
    await program({ terminal, run, worlds }).parseAsync(['node', 'scaleout', ...words]);
  } catch (error) {
    if (isScaleoutError(error)) {
      code = error.exitCode;
      err += errorText(error, screen(), { stack: false });
    } else if (error instanceof CommanderError) {
      code = error.exitCode === 0 ? 0 : 3;
      err += error.exitCode === 0 ? '' : error.message;
    } else throw error;
  } finally {
    process.chdir(before);
  }
  return { code, out, err };
}

function terminalFor(
  out: (text: string) => void,
  err: (text: string) => void,
  env: Readonly<Record<string, string>>,
): Terminal {
  const { signal } = new AbortController();
  return {
    env: { ...env },
    input: Readable.from([]),
    out,
    print: out,
    err,
    interactive: false,
    screen: { out: screen(), err: screen() },
    interrupts: { stop: signal, abort: signal, finishGracefully: () => () => {}, leaveHangups() {} },
    logLevel: 'warn',
    isErrLost: () => false,
    goesBy() {},
    workGoesOn() {},
    surviveExceptions: () => ({ [Symbol.dispose]() {} }),
  };
}
