import { type Command as Commander, InvalidArgumentError, Option } from 'commander';
import type { Way } from 'ssis-scaleout-sandbox/worlds';
import { ScaleoutError } from '../errors/errors.js';
import type { HistoryChoice } from '../history/history-files.js';
import { colorChoices } from './screen-of.js';
import { logLevels } from './terminal.js';

/** What commander makes of the options, of whatever command. */
export interface Parsed {
  readonly file?: string;
  readonly json?: boolean;
  readonly sandbox?: string;
  readonly parallelism?: number;
  readonly target?: readonly string[];
  readonly exclude?: readonly string[];
  readonly out?: string;
  /** Of script. */
  readonly newCertificate?: boolean;
  /** Of sandbox run. */
  readonly keyOf?: string;
  readonly detailedExitcode?: boolean;
  /** How plan and show answer. */
  readonly format?: PlanFormat;
  readonly steps?: boolean;
  readonly expand?: boolean;
  readonly yes?: boolean;
  readonly allowDestructive?: boolean;
  readonly rehearse?: boolean;
  readonly rehearsal?: string;
  /** Seconds. */
  readonly assume?: number;
  /** False: --no-history. */
  readonly history?: string | false;
  readonly limit?: number;
  readonly port?: number;
  /** Seconds. */
  readonly lockTimeout?: number;
  readonly takeOver?: boolean;
  readonly includeSuspended?: boolean;
  readonly create?: boolean;
  /** Of sandbox serve. */
  readonly world?: readonly Way[];
  /** Of sandbox add. */
  readonly master?: boolean;
  readonly joined?: boolean;
  /** Of sandbox drill. */
  readonly list?: boolean;
  readonly undo?: boolean;
  readonly days?: number;
  /** Seconds. */
  readonly ago?: number;
}

/** Throws `command.usage` where both the word and the option name a file: one of them would be passed over. */
export function namedFile(word: string | undefined, { file }: Parsed): string | undefined {
  if (word !== undefined && file !== undefined) {
    throw new ScaleoutError('command.usage', `Two topology files were given, ${word} and -f ${file}: name one.`);
  }
  return file ?? word;
}

/** The options of a command that compares. Throws as namedFile does. */
export function worldOptions(file: string | undefined, options: Parsed): WorldOptions {
  if (options.create === true && options.sandbox === undefined) {
    throw new ScaleoutError('command.usage', '--create goes with --sandbox DIR: it makes a sandbox there.', {
      remedy: 'Name the folder with --sandbox, or leave out --create.',
    });
  }
  return {
    file: namedFile(file, options),
    json: options.json === true,
    sandbox: options.sandbox,
    parallelism: options.parallelism,
    target: options.target ?? [],
    exclude: options.exclude ?? [],
    takeOver: options.takeOver === true,
    includeSuspended: options.includeSuspended === true,
  };
}

/** Options of every command that reads a topology and prints text or JSON. */
export function onTopology(command: Commander): Commander {
  return common(topologyFile(command));
}

function topologyFile(command: Commander): Commander {
  const given = 'the topology file, in place of [file] (default: SCALEOUT_TOPOLOGY, else topology.yaml)';
  return command.option('-f, --file <file>', given);
}

/** In which a plan is shown. */
const planFormats = ['text', 'markdown', 'json'] as const;

export type PlanFormat = (typeof planFormats)[number];

/** Options of every command that shows a plan. */
export function showingPlans(command: Commander): Commander {
  return expanding(command).addOption(
    new Option('--format <format>', "text, markdown for a pull request's comment, or json as --json").choices(
      planFormats,
    ),
  );
}

/** The option of every command that shows a plan in words. */
export function expanding(command: Commander): Commander {
  return command.option('--expand', 'show each change by itself, also where those of several workers are equal');
}

/** The form that was asked for. Throws `command.usage` where --json and --format ask for two. */
export function planFormat({ json, format }: Parsed): PlanFormat {
  if (json !== true) return format ?? 'text';
  if (format === undefined || format === 'json') return 'json';
  throw new ScaleoutError('command.usage', `--json and --format ${format} were given: name one.`);
}

/** Options of every command that prints text or JSON. */
export function common(command: Commander): Commander {
  return basic(command.option('--json', 'print JSON instead of text'));
}

/** Options of a command that prints a script. */
export function scripting(command: Commander): Commander {
  return inSandbox(onTopology(command))
    .option('--out <file.ps1>', 'write the script to this file, not to standard output')
    .option(
      '--new-certificate',
      'have it make a new certificate for the worker beside the one in use, and nothing else',
    );
}

/** Options of every command. */
export function basic(command: Commander): Commander {
  return command
    .addOption(
      new Option('--log-level <level>', 'how much to tell on standard error').choices(logLevels).default('warn'),
    )
    .addOption(
      new Option('--color <when>', 'when to colour (also: NO_COLOR, FORCE_COLOR)')
        .choices(colorChoices)
        .default('auto'),
    )
    .addOption(new Option('--no-color', 'no colours: --color never').hideHelp());
}

/** Options of a command that has to do with the catalog of a topology, and not with machines. */
export function onCatalog(command: Commander): Commander {
  return inSandbox(onTopology(command));
}

/** Options of every command that compares a topology with the world. */
export function world(command: Commander): Commander {
  return onCatalog(command).option(
    '--parallelism <n>',
    'how many steps are carried out, and machines looked at, at the same time (default: policy.parallelism)',
    stepCount,
  );
}

function inSandbox(command: Commander): Commander {
  return command.option(
    '--sandbox <dir>',
    'work on the sandbox in that folder, not on the servers that the topology names',
  );
}

/** The option of a command that looks, for which a sandbox is made where it is wanted. */
export function creating(command: Commander): Commander {
  return command.option('--create', 'with --sandbox: make the sandbox where that folder has none yet');
}

/** Gathers what an option that can be repeated was given. */
export function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

/** Options that choose a part of the changes. */
export function selecting(command: Commander): Commander {
  return excluding(command.option('--target <id>', 'only this change, such as worker/ETL01 (repeatable)', collect));
}

/** Options that leave a part of the changes out, or take in what would be. */
export function excluding(command: Commander): Commander {
  return command
    .option('--exclude <id>', 'not this change (repeatable)', collect)
    .option('--include-suspended', 'include what scaleout suspend has suspended; otherwise it is left alone')
    .option('--take-over', 'go on where another topology was applied to this catalog: this one takes its place');
}

export function dayCount(text: string): number {
  return wholeNumber(text, 1, 3650);
}

function stepCount(text: string): number {
  return wholeNumber(text, 1, 256);
}

/** Options of every command that has to do with the history of applies. */
export function withHistory(command: Commander): Commander {
  return command.option(
    '--history <dir>',
    'the folder of the history (default: SCALEOUT_HISTORY, else .scaleout beside the topology)',
  );
}

/** Throws commander's error for what is no port. */
export function portNumber(text: string): number {
  return wholeNumber(text, 0, 65_535);
}

function wholeNumber(text: string, least: number, most: number): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= least && value <= most) return value;
  throw new InvalidArgumentError(`It must be a whole number from ${least} to ${most}.`);
}

/** Options of every command that compares a topology with the world. */
export interface WorldOptions {
  readonly file: string | undefined;
  readonly json: boolean;
  readonly sandbox: string | undefined;
  readonly parallelism: number | undefined;
  readonly target: readonly string[];
  readonly exclude: readonly string[];
  /** Whether the topology may take the place of another. */
  readonly takeOver: boolean;
  /** Whether changes are made that are suspended. */
  readonly includeSuspended: boolean;
  /** Whether a sandbox is made where there is none; undefined: the command makes none. */
  readonly create?: boolean | undefined;
}

export interface ApplyCommandOptions extends WorldOptions {
  readonly yes: boolean;
  readonly allowDestructive: boolean;
  /** Whether a rehearsal is made first. */
  readonly rehearse: boolean;
  /** The file of a rehearsal that was made; `-` is standard input. */
  readonly rehearsal?: string;
  /** Seconds that a package still runs of which nothing is known, in the rehearsal that is made; absent: as the policy has it. */
  readonly assume?: number | undefined;
  /** Whether the plan is shown with each change by itself. */
  readonly expand: boolean;
  /** With every step of the plan. */
  readonly steps: boolean;
  /** Seconds to wait for the catalog's lock. */
  readonly lockTimeout: number;
  readonly history: HistoryChoice;
  /** A saved plan that is to be carried out; `file` is the topology then, where another than the plan names is given. */
  readonly planFile?: string;
  /** Where drain or undrain carries it out: what the history says of it. */
  readonly maintenance?: {
    readonly command: 'drain' | 'undrain';
    readonly target: string;
    readonly reason?: string;
    readonly forSeconds?: number;
    readonly until?: string;
  };
}
