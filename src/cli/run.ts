import { CommanderError } from 'commander';
import { type ExitCode, isScaleoutError, ScaleoutError } from '../errors/errors.js';
import { openTerminal, unexpectedError } from './open-terminal.js';
import { program } from './program.js';
import { failureDocument, isToldAsJson } from './run-command.js';
import type { Terminal } from './terminal.js';

/** Runs the command line and ends the process with its exit code, once everything has been written. */
export async function run(argv: readonly string[]): Promise<void> {
  const { terminal, fail, end } = openTerminal(process, argv);
  let code: ExitCode = 0;
  try {
    await program(terminal, (result) => {
      code = result;
    }).parseAsync(argv);
  } catch (error) {
    const told = registered(error);
    code = told === undefined ? 0 : fail(told);
    if (told?.code === 'command.usage' && argv.includes('--json') && !isToldAsJson(told))
      await tellUsageAsJson(told, argv[2], terminal);
  }
  await end(code);
}

/** The error as one of the registry; undefined where it is none: the help was asked for. */
function registered(error: unknown): ScaleoutError | undefined {
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return undefined;
    const noCommand = error.code === 'commander.help';
    const detail = noCommand ? 'No command was given.' : error.message.replace(/^error: /, '');
    return new ScaleoutError('command.usage', detail, { cause: error });
  }
  return isScaleoutError(error) ? error : unexpectedError(error);
}

/** What a command would have printed that failed after it was begun: a wrong command line is told before that. */
async function tellUsageAsJson(error: ScaleoutError, command: string | undefined, terminal: Terminal): Promise<void> {
  if (command !== 'apply') return terminal.out(failureDocument(error));
  const { tellUnbegun } = await import('./commands/apply.js');
  tellUnbegun(error, terminal);
}
