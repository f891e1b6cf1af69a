import { type Command as Commander, CommanderError } from 'commander';
import { type ExitCode, isScaleoutError, type ScaleoutError } from '../errors/errors.js';
import { openTerminal, unexpectedError } from './open-terminal.js';
import { program, runWords } from './program.js';
import { failureDocument, isToldAsJson, runCommand } from './run-command.js';
import type { Terminal } from './terminal.js';
import { usageError } from './usage-error.js';
import { loadWorlds } from './world/sandbox-package.js';

/** Runs the command line and ends the process with its exit code, once everything has been written. */
export async function run(argv: readonly string[]): Promise<void> {
  const { terminal, fail, end } = openTerminal(process, argv);
  let code: ExitCode = 0;
  const ended = (result: ExitCode) => {
    code = result;
  };
  // The worlds of the sandbox are asked of its package only where its commands are asked for.
  const worlds = argv.includes('sandbox') ? await loadWorlds() : undefined;
  const root = program({ terminal, run: runCommand(terminal, ended), worlds });
  try {
    await runWords(root, argv.slice(2));
  } catch (error) {
    const told = registered(error, root, argv.slice(2));
    code = told === undefined ? 0 : fail(told);
    if (told?.code === 'command.usage' && argv.includes('--json') && !isToldAsJson(told))
      await tellUsageAsJson(told, argv[2], terminal);
  }
  await end(code);
}

/** The error as one of the registry; undefined where it is none: the help was asked for. */
function registered(error: unknown, root: Commander, words: readonly string[]): ScaleoutError | undefined {
  if (error instanceof CommanderError) return error.exitCode === 0 ? undefined : usageError(error, root, words);
  return isScaleoutError(error) ? error : unexpectedError(error);
}

/** What a command would have printed that failed after it was begun: a wrong command line is told before that. */
async function tellUsageAsJson(error: ScaleoutError, command: string | undefined, terminal: Terminal): Promise<void> {
  if (command !== 'apply') return terminal.out(failureDocument(error));
  const { tellUnbegun } = await import('./run-apply.js');
  tellUnbegun(error, terminal);
}
