import type { Argument, Command as Commander, Option } from 'commander';
import { type Definition, definitionOf, type ExitCodeMeaning, environment, exitCodes } from '../groups/definition.js';

/** All that is told of a command, or of the program: for a terminal, for docs/commands.md and for the man page alike. */
export interface Described {
  /** `scaleout plan`. */
  readonly name: string;
  /** `scaleout plan [file] [options]`. */
  readonly usage: string;
  /** A sentence. */
  readonly does: string;
  /** Paragraphs. */
  readonly says: readonly string[];
  /** Each with its rows, in the order in which a reader wants them. */
  readonly lists: readonly HelpList[];
  readonly examples: readonly string[];
  /** Those of its own; of a command without, what they mean for all commands is told with the program. */
  readonly exitCodes: readonly ExitCodeMeaning[];
  readonly pages: readonly string[];
}

export interface HelpList {
  readonly title: string;
  /** A term and what it means. */
  readonly rows: readonly (readonly [term: string, meaning: string])[];
}

/** What every command has stands last, under this title. */
export const sharedOptions = 'Options of every command:';

const common = new Set(['--log-level', '--color', '--help']);

/** The program, or one of its commands. */
export function described(command: Commander): Described {
  const definition = definitionOf(command);
  return definition === undefined ? describedProgram(command) : describedCommand(command, definition);
}

function describedProgram(root: Commander): Described {
  const groups = new Map<string, Commander[]>();
  for (const command of commandsBelow(root).filter(({ commands }) => commands.length === 0)) {
    groups.set(command.helpGroup(), [...(groups.get(command.helpGroup()) ?? []), command]);
  }
  return {
    name: root.name(),
    usage: usageOf(root),
    does: root.description(),
    says: [],
    lists: [
      ...[...groups].map(([title, commands]) => ({ title, rows: commands.map(commandRow) })),
      { title: 'Options:', rows: optionsOf(root).map(optionRow) },
      { title: 'Environment:', rows: environment },
    ],
    examples: ['scaleout validate', 'scaleout plan topology.yaml', 'scaleout apply --sandbox ./fleet --yes'],
    exitCodes,
    pages: ['README.md', 'docs/commands.md'],
  };
}

function describedCommand(command: Commander, definition: Definition): Described {
  const options = optionsOf(command);
  const [own, shared] = [false, true].map((isCommon) =>
    options.filter(({ long }) => common.has(long ?? '') === isCommon).map(optionRow),
  );
  const lists = [
    {
      title: 'Arguments:',
      rows:
        definition.usage === undefined
          ? command.registeredArguments.map(argumentRow)
          : Object.entries(definition.arguments ?? {}).map(
              ([name, says]) => [definition.usage?.includes(`<${name}`) ? `<${name}>` : `[${name}]`, says] as const,
            ),
    },
    { title: 'Commands:', rows: command.commands.map(commandRow) },
    { title: 'Options:', rows: own ?? [] },
    { title: sharedOptions, rows: shared ?? [] },
    ...(definition.lists ?? []),
  ];
  return {
    name: fullName(command),
    usage: usageOf(command),
    does: sentence(definition.does),
    says: definition.says ?? [],
    lists: lists.filter(({ rows }) => rows.length > 0),
    examples: definition.examples,
    exitCodes: definition.exitCodes ?? [],
    pages: definition.pages,
  };
}

/** Every command below one, at any depth, in order. */
export function commandsBelow(command: Commander): readonly Commander[] {
  return command.commands.flatMap((below) => [below, ...commandsBelow(below)]);
}

/** `scaleout sandbox drill`. */
export function fullName(command: Commander): string {
  return command.parent === null ? command.name() : `${fullName(command.parent)} ${command.name()}`;
}

/** The options that its help shows, `--help` with them. */
export function optionsOf(command: Commander): readonly Option[] {
  return command.createHelp().visibleOptions(command);
}

/** `scaleout script <machine> [file] [options]`. */
export function usageOf(command: Commander): string {
  const below = command.commands.length > 0 ? ' <command>' : '';
  return `${fullName(command)}${words(command)}${below} [options]`;
}

function commandRow(command: Commander): HelpList['rows'][number] {
  const [, ...name] = fullName(command).split(' ');
  return [`${name.join(' ')}${words(command)}`, command.description()];
}

/** ` <machine> [file]`. */
function words(command: Commander): string {
  const usage = definitionOf(command)?.usage;
  if (usage !== undefined) return ` ${usage}`;
  return command.registeredArguments.map((argument) => ` ${argumentTerm(argument)}`).join('');
}

/** `<machine>` where it is required, else `[file]`. */
function argumentTerm(argument: Argument): string {
  const name = `${argument.name()}${argument.variadic ? '...' : ''}`;
  return argument.required ? `<${name}>` : `[${name}]`;
}

function argumentRow(argument: Argument): HelpList['rows'][number] {
  const { description, argChoices: choices } = argument;
  return [argumentTerm(argument), `${description}${choices === undefined ? '' : ` (one of: ${choices.join(', ')})`}`];
}

function optionRow(option: Option): HelpList['rows'][number] {
  const { argChoices: choices, defaultValue, defaultValueDescription, mandatory } = option;
  const hasDefault = option.required && defaultValue !== undefined && !Array.isArray(defaultValue);
  const [, text = '', said] = /^(.*?)(?: \(([^()]*)\))?$/s.exec(option.description) ?? [];
  const isDefaultSaid = said?.startsWith('default: ') === true;
  const more = [
    ...(said === undefined || isDefaultSaid ? [] : [said]),
    ...(mandatory ? ['required'] : []),
    ...(choices === undefined ? [] : [`one of: ${choices.join(', ')}`]),
    ...(hasDefault ? [`default: ${defaultValueDescription ?? defaultValue}`] : []),
    ...(said !== undefined && isDefaultSaid ? [said] : []),
  ];
  return [option.flags, `${text}${more.length === 0 ? '' : ` (${more.join('; ')})`}`];
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
