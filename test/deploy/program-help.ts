import { commandLine } from '../support/command-line.js';

/** An option of a command. */
export interface KnownOption {
  readonly takesValue: boolean;
  /** Empty: anything. */
  readonly choices: readonly string[];
}

export interface CommandHelp {
  /** By the name as it is written, `-y` and `--yes` alike. */
  readonly options: ReadonlyMap<string, KnownOption>;
  /** The most words that are no options. */
  readonly mostWords: number;
}

/** What the program knows of one of its commands, `plan` or `sandbox serve`. Throws for a command that it does not have. */
export function helpOf(command: string): CommandHelp {
  let found = commandLine().root;
  for (const name of command.split(' ')) {
    const inner = found.commands.find((known) => known.name() === name);
    if (inner === undefined) throw new Error(`scaleout has no command ${command}`);
    found = inner;
  }
  const options = found.options.flatMap(({ short, long, required, optional, argChoices = [] }) =>
    [short, long].flatMap((flag) =>
      flag === undefined ? [] : [[flag, { takesValue: required || optional, choices: argChoices }] as const],
    ),
  );
  const operands = found.registeredArguments;
  const mostWords = operands.some(({ variadic }) => variadic) ? Number.POSITIVE_INFINITY : operands.length;
  return { options: new Map(options), mostWords };
}

/** What is wrong with the words of a call, as far as the command's help knows; empty: nothing. */
export function wrongWith([first = '', ...rest]: readonly string[]): readonly string[] {
  const isGroup = commandLine().root.commands.some((known) => known.name() === first && known.commands.length > 0);
  const [command, words] = isGroup && rest[0] !== undefined ? [`${first} ${rest[0]}`, rest.slice(1)] : [first, rest];
  const { options, mostWords } = helpOf(command);
  const wrong: string[] = [];
  let operands = 0;
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    if (!word.startsWith('-')) {
      operands += 1;
      continue;
    }
    const option = options.get(word);
    if (option === undefined) wrong.push(`scaleout ${command} has no ${word}`);
    if (option?.takesValue !== true) continue;
    at += 1;
    const value = words[at];
    if (value === undefined || value.startsWith('-')) wrong.push(`${word} has no value`);
    else if (option.choices.length > 0 && !option.choices.includes(value)) wrong.push(`${word} takes no ${value}`);
  }
  if (operands > mostWords) wrong.push(`scaleout ${command} takes ${mostWords} words, not ${operands}`);
  return wrong;
}
