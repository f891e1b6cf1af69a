// src/cli is the command line. groups/ knows the commands by their words, options and examples; the work of each is a file
// in commands/, loaded when it is asked for; help/ tells them, completion/ lets a shell complete them, render/ makes the
// screens, world/ opens what stands behind them.

import { Command as Commander } from 'commander';
import { usualColumns } from '../text/screen.js';
import { version } from '../version.js';
import { refuseMistyped } from './foreign-words.js';
import { addCommand } from './groups/definition.js';
import { commandGroups } from './groups/groups.js';
import { fullName } from './help/described.js';
import { formatHelp } from './help/format-help.js';
import type { RunCommand } from './run-command.js';
import type { Terminal } from './terminal.js';
import { commandAt } from './usage-error.js';
import type { loadWorlds } from './world/sandbox-package.js';

/** Where the program writes, and what it is made of. */
interface ProgramOptions {
  readonly terminal: Pick<Terminal, 'out' | 'err'> & {
    readonly screen: { readonly [output in 'out' | 'err']: { readonly columns: number | undefined } };
  };
  /** What makes an action of a command. */
  readonly run: RunCommand;
  /** The worlds of the sandbox, where its commands are asked for; undefined also where its package is not installed. */
  readonly worlds: Awaited<ReturnType<typeof loadWorlds>>;
}

/** The command line. Each command's code is loaded only when it runs. */
export function program({ terminal, run, worlds }: ProgramOptions): Commander {
  const root = new Commander('scaleout')
    .description('Keep SSIS Scale Out as a topology file says: compare it with SSISDB, show a plan, apply it.')
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand(false)
    .showSuggestionAfterError(false)
    .configureOutput({
      writeOut: terminal.out,
      writeErr: terminal.err,
      outputError: () => {},
      getOutHelpWidth: () => terminal.screen.out.columns ?? usualColumns,
      getErrHelpWidth: () => terminal.screen.err.columns ?? usualColumns,
    })
    .configureHelp({ formatHelp })
    .exitOverride();
  for (const { title, commands } of commandGroups(worlds)) {
    for (const definition of commands) addCommand(root, definition, title, run);
  }
  return root;
}

/** Runs the command that the words name. Throws the errors of commander, and `command.usage` for words that nobody means. */
export async function runWords(root: Commander, words: readonly string[]): Promise<void> {
  refuseMistyped(words, () => `${fullName(commandAt(root, words))} --help`);
  await root.parseAsync(words, { from: 'user' });
}
