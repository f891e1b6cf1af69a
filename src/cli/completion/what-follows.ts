import type { Argument, Command as Commander, Option } from 'commander';
import { commandsBelow, optionsOf } from '../help/described.js';

/** What a shell may offer for the word at the cursor. Where there are no words it offers files or folders, as told. */
export interface Following {
  readonly words: readonly Candidate[];
  readonly files: 'none' | 'files' | 'folders';
}

export interface Candidate {
  readonly word: string;
  /** What it means, on one line. */
  readonly says: string;
}

/** Names that are not the command line's own; each is asked for where it is needed. */
export interface Names {
  /** Machines of the topology in this file; undefined: of the one that is taken where none is named. */
  machines(file: string | undefined): Promise<TopologyMachines>;
  worlds(): Promise<readonly Candidate[]>;
  drills(): Promise<readonly Candidate[]>;
}

export interface TopologyMachines {
  readonly masters: readonly string[];
  readonly workers: readonly string[];
}

/** The kinds of what stands in the place of a `<value>` or of a word, by its name; one with a dot in it is a file. */
type Kind =
  | 'file'
  | 'folder'
  | 'target'
  | 'worker'
  | 'listed'
  | 'key'
  | 'rotation'
  | 'machine'
  | 'drill'
  | 'worlds'
  | 'command'
  | 'free';

const kinds: Readonly<Record<string, Kind>> = {
  file: 'file',
  path: 'file',
  script: 'file',
  'file-or-number': 'file',
  dir: 'folder',
  id: 'target',
  target: 'worker',
  'target-or-file': 'rotation',
  worker: 'worker',
  'listed-worker': 'listed',
  'worker-or-assignment': 'listed',
  key: 'key',
  machine: 'machine',
  drill: 'drill',
  names: 'worlds',
  command: 'command',
  // What only the person knows.
  address: 'free',
  assignment: 'free',
  hex: 'free',
  'new-machine': 'free',
  fingerprint: 'free',
  code: 'free',
  login: 'free',
  moment: 'free',
  n: 'free',
  name: 'free',
  server: 'free',
  text: 'free',
  time: 'free',
  user: 'free',
};

/** What stands in such a place; undefined: nobody has said. */
export function kindOf(name: string): Kind | undefined {
  return name.includes('.') ? 'file' : kinds[name];
}

/** Ids that every topology has. */
export const catalogTargets = ['scaleOut', 'catalog/defaultExecutionMode', 'catalog/masterAddress'];

/** What rotate takes besides the workers of a topology. */
const rotations: readonly Candidate[] = [
  { word: 'workers', says: 'all whose certificate is ours to make' },
  { word: 'master', says: "the master's certificate" },
];

/** What can follow these words of a command line, the last of which is the one at the cursor: perhaps empty. */
export async function whatFollows(root: Commander, words: readonly string[], names: Names): Promise<Following> {
  const current = words.at(-1) ?? '';
  const read = readWords(root, words.slice(0, -1));
  const { command, operands, open, file, onlyOperands, given } = read;
  if (open !== undefined) return matching(await valuesOf(open, current === '=' ? '' : current, file, names), current);
  const joined = /^(--[a-z-]+)=(.*)$/s.exec(current);
  if (!onlyOperands && joined !== null) {
    const [, flag = '', value = ''] = joined;
    const option = optionOf(command, flag);
    if (option === undefined || !takesValue(option)) return nothing;
    const { words: values, files } = await valuesOf(option, value, file, names);
    return matching({ words: values.map((one) => ({ ...one, word: `${flag}=${one.word}` })), files }, current);
  }
  if (!onlyOperands && current.startsWith('-')) return matching(optionsLeft(command, given), current);
  if (command.commands.length > 0) return matching(wordsOnly(command.commands.map(nameOf)), current);
  const argument = argumentAt(command, operands.length);
  if (argument === undefined) return onlyOperands ? nothing : matching(optionsLeft(command, given), current);
  const kind = kindOf(argument.name());
  if (kind === 'command') return matching(wordsOnly(commandsAfter(root, operands).map(nameOf)), current);
  return matching(await offered(argument, kind, current, file, names), current);
}

const nothing: Following = { words: [], files: 'none' };

interface ReadWords {
  readonly command: Commander;
  readonly operands: readonly string[];
  /** The option whose value comes next. */
  readonly open: Option | undefined;
  /** The topology that is named. */
  readonly file: string | undefined;
  /** After `--`. */
  readonly onlyOperands: boolean;
  /** Options that were given. */
  readonly given: ReadonlySet<Option>;
}

function readWords(root: Commander, words: readonly string[]): ReadWords {
  let command = root;
  let open: Option | undefined;
  let file: string | undefined;
  let onlyOperands = false;
  const operands: string[] = [];
  const given = new Set<Option>();
  for (const word of words) {
    if (open !== undefined) {
      // bash makes three words of `--file=prod.yaml`.
      if (word === '=') continue;
      if (open.long === '--file') file = word;
      open = undefined;
    } else if (!onlyOperands && word === '--') onlyOperands = true;
    else if (!onlyOperands && word.startsWith('-') && word.length > 1) {
      const [flag = '', value] = /^(--[^=]+)=(.*)$/s.exec(word)?.slice(1) ?? [word];
      const option = optionOf(command, flag);
      if (option === undefined) continue;
      given.add(option);
      if (value === undefined) open = option.required ? option : undefined;
      else if (option.long === '--file') file = value;
    } else {
      const below = command.commands.find((found) => found.name() === word);
      if (below !== undefined) command = below;
      else {
        const name = argumentAt(command, operands.length)?.name();
        if (name === 'file' || name === 'path') file = word;
        operands.push(word);
      }
    }
  }
  return { command, operands, open, file, onlyOperands, given };
}

function optionOf(command: Commander, flag: string): Option | undefined {
  return optionsOf(command).find(({ long, short }) => long === flag || short === flag);
}

function takesValue(option: Option): boolean {
  return option.required || option.optional;
}

/** The last one may take any number of words. */
function argumentAt({ registeredArguments }: Commander, at: number): Argument | undefined {
  const last = registeredArguments.at(-1);
  return registeredArguments[at] ?? (last?.variadic === true ? last : undefined);
}

function commandsAfter(root: Commander, operands: readonly string[]): readonly Commander[] {
  const [first] = operands;
  if (first === undefined) return root.commands;
  return operands.length > 1 ? [] : commandsBelow(root).filter((command) => command.parent?.name() === first);
}

function nameOf(command: Commander): Candidate {
  return { word: command.name(), says: command.description() };
}

/** Those that were not given yet, and those that may be given again. */
function optionsLeft(command: Commander, given: ReadonlySet<Option>): Following {
  const left = optionsOf(command).filter((option) => !given.has(option) || /repeatable/.test(option.description));
  return wordsOnly(left.map(({ long, short, description }) => ({ word: long ?? short ?? '', says: description })));
}

function valuesOf(option: Option, value: string, file: string | undefined, names: Names): Promise<Following> {
  const [, name = ''] = /[<[]([^\]>]+)[\]>]/.exec(option.flags) ?? [];
  const kind = kindOf(name);
  // Only where a worker is the first word may a file be meant by it.
  return offered(option, kind === 'worker' ? 'listed' : kind, value, file, names);
}

async function offered(
  { argChoices }: Pick<Option, 'argChoices'>,
  kind: Kind | undefined,
  value: string,
  file: string | undefined,
  names: Names,
): Promise<Following> {
  if (argChoices !== undefined) return wordsOnly(argChoices.map((word) => ({ word, says: '' })));
  switch (kind) {
    case 'file':
      return { words: [], files: 'files' };
    case 'folder':
      return { words: [], files: 'folders' };
    case 'worker':
      return { words: ids('worker', (await names.machines(file)).workers), files: 'files' };
    case 'listed':
      return wordsOnly(ids('worker', (await names.machines(file)).workers));
    case 'key': {
      const { schemaPlace } = await import('../../topology/schema-place.js');
      const keys = schemaPlace(['workers', 0])?.keys ?? [];
      return wordsOnly(keys.filter((key) => key !== 'machine').map((word) => ({ word, says: 'of a worker' })));
    }
    case 'rotation': {
      const { workers } = await names.machines(file);
      return { words: [...rotations, ...ids('worker', workers)], files: 'files' };
    }
    case 'target': {
      const { masters, workers } = await names.machines(file);
      const ofCatalog = catalogTargets.map((word) => ({ word, says: 'of the catalog' }));
      return wordsOnly([...ids('worker', workers), ...ids('master', masters), ...ofCatalog]);
    }
    case 'machine': {
      const { masters, workers } = await names.machines(file);
      return wordsOnly([...workers, ...masters].map((word) => ({ word, says: '' })));
    }
    case 'drill':
      return wordsOnly(await names.drills());
    case 'worlds': {
      const before = /^.*,/s.exec(value)?.[0] ?? '';
      return wordsOnly((await names.worlds()).map(({ word, says }) => ({ word: `${before}${word}`, says })));
    }
    default:
      return nothing;
  }
}

function ids(role: 'worker' | 'master', machines: readonly string[]): readonly Candidate[] {
  return machines.map((machine) => ({ word: `${role}/${machine}`, says: role }));
}

function wordsOnly(words: readonly Candidate[]): Following {
  return { words, files: 'none' };
}

/** Those that go on what was typed, in any case. */
function matching({ words, files }: Following, current: string): Following {
  const typed = current === '=' ? '' : current.toLowerCase();
  return { words: words.filter(({ word }) => word.toLowerCase().startsWith(typed)), files };
}
