// src/cli/groups is what the command line knows of its commands: a file a group, as the help shows them. A new command
// is an entry in the file of its group, and a file in commands/ that carries it out.

import type { Command as Commander } from 'commander';
import type { ExitCode } from '../../errors/errors.js';
import type { RunCommand } from '../run-command.js';

/** A command as its help, the pages that are generated of it, and the completion tell it. */
export interface Definition {
  /** As commander takes it: the name, below another command both, then `<needed>` and `[optional]` words. */
  readonly words: string;
  /** The words after the name as a person writes them, where commander's are too coarse. */
  readonly usage?: string;
  /** What it does, with a small letter and without a full stop. */
  readonly does: string;
  /** What else is to be known of it, a paragraph each. */
  readonly says?: readonly string[];
  /** Each word of `usage`, else of `words`, by its name. */
  readonly arguments?: Readonly<Record<string, string>>;
  /** What a word can be, by its name; absent: anything. */
  readonly choices?: Readonly<Record<string, readonly string[]>>;
  readonly options?: (command: Commander) => Commander;
  /** Command lines of at most 58 characters. */
  readonly examples: readonly string[];
  /** Lists after the examples, such as names that an option takes. */
  readonly lists?: readonly { readonly title: string; readonly rows: readonly (readonly [string, string])[] }[];
  /** Where they do not mean what they mean for all commands. */
  readonly exitCodes?: readonly ExitCodeMeaning[];
  /** Where more is to be read. */
  readonly pages: readonly string[];
  /** Absent: only what stands below it does something. */
  readonly action?: (run: RunCommand) => (...words: unknown[]) => Promise<void>;
}

export type ExitCodeMeaning = readonly [ExitCode, string];

export interface CommandGroup {
  readonly title: string;
  readonly commands: readonly Definition[];
}

/** The argument of most commands. */
export const topologyFile = 'the topology file (default: SCALEOUT_TOPOLOGY, else topology.yaml)';

/** Of those that look once. */
export const topologyOrInput =
  'the topology file, or - for standard input (default: SCALEOUT_TOPOLOGY, else topology.yaml)';

/** What the exit codes of all commands mean. */
export const exitCodes: readonly ExitCodeMeaning[] = [
  [0, 'done, or nothing to do'],
  [1, 'an unexpected error'],
  [
    2,
    'something differs, would fail, is not healthy or was found: report, doctor, rehearse, and with --detailed-exitcode plan and status',
  ],
  [3, 'the topology or the command line is wrong'],
  [4, 'the world could not be observed: connection, login, rights'],
  [5, 'refused by a guard'],
  [6, 'applied in part: something failed, was skipped, or could not be told'],
  [130, 'interrupted'],
];

/** What the program reads of its environment. */
export const environment: readonly (readonly [string, string])[] = [
  ['SCALEOUT_TOPOLOGY', 'the topology where none is named (default: topology.yaml)'],
  ['SCALEOUT_HISTORY', 'the folder of the history (default: .scaleout beside the topology)'],
  ['SCALEOUT_SQL_USER', 'the login where the topology names no authentication'],
  ['SCALEOUT_SQL_PASSWORD', 'its password'],
  ['SCALEOUT_WATCH_LISTEN', 'where a watch serves health, metrics and status, as --listen'],
  ['SCALEOUT_WATCH_TOKEN', 'the token that a watch demands, as --token-file'],
  ['SCALEOUT_ODBC_DRIVER', 'the ODBC driver of integrated authentication (default: ODBC Driver 18 for SQL Server)'],
  ['NODE_EXTRA_CA_CERTS', 'a file (PEM) with more certificates to trust, of servers or of authorities'],
  ['NO_COLOR, FORCE_COLOR', 'when set: no colours, or colours in a pipe too; --color comes before both'],
];

const known = new WeakMap<Commander, Definition>();

/** Adds the command below `root`, in a group of the help. */
export function addCommand(root: Commander, definition: Definition, group: string, run: RunCommand): void {
  const [name = '', ...rest] = definition.words.split(' ');
  const parent = root.commands.find((command) => command.name() === name);
  const command = parent === undefined ? root.command(definition.words) : parent.command(rest.join(' '));
  known.set(command, definition);
  command.description(definition.does).helpGroup(group);
  for (const argument of command.registeredArguments) {
    argument.description = definition.arguments?.[argument.name()] ?? definition.usage ?? '';
    const choices = definition.choices?.[argument.name()];
    if (choices !== undefined) argument.choices(choices);
  }
  definition.options?.(command);
  if (definition.action !== undefined) command.action(definition.action(run));
}

/** What is known of a command; undefined for the program itself. */
export function definitionOf(command: Commander): Definition | undefined {
  return known.get(command);
}
