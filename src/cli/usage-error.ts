import type { Command as Commander, CommanderError, Option } from 'commander';
import { isErrorCode, ScaleoutError } from '../errors/errors.js';
import { firstOf, nearest, quoted, shown } from '../text/words.js';
import { ownCommandFor, ownOptionFor } from './foreign-words.js';
import { commandsBelow, fullName, usageOf } from './help/described.js';

/** Commands that have an option are named up to here, then counted. */
const namedCommands = 4;

/** What is wrong with a command line, in words that name the command, and what was probably meant. */
export function usageError(error: CommanderError, root: Commander, words: readonly string[]): ScaleoutError {
  const command = commandAt(root, words);
  const remedy = [ownWordFor(error), `See ${fullName(command)} --help.`].filter((part) => part !== undefined).join(' ');
  return new ScaleoutError('command.usage', detailOf(error, command, root), { cause: error, remedy });
}

/** The word in quotes of a message of commander. */
const wordOf = (message: string) => /'(.*)'/s.exec(message)?.[1] ?? '';

/** What stands here for what another program calls so. */
function ownWordFor({ code, message }: CommanderError): string | undefined {
  if (code === 'commander.unknownCommand') return remedyForCommand(wordOf(message));
  return code === 'commander.unknownOption' ? ownOptionFor(wordOf(message)) : undefined;
}

/** What to type in the place of a word that is no command; undefined where nobody knows. */
export function remedyForCommand(word: string): string | undefined {
  return isErrorCode(word) ? `scaleout explain ${word} explains an error.` : ownCommandFor(word);
}

function detailOf({ code, message }: CommanderError, command: Commander, root: Commander): string {
  const word = wordOf(message);
  const name = fullName(command);
  switch (code) {
    case 'commander.help':
      return command === root ? 'No command was given.' : `${name} needs one of its commands.`;
    case 'commander.unknownCommand':
      return unknownCommand(command, word);
    case 'commander.unknownOption':
      return unknownOption(command, word, root);
    case 'commander.missingArgument':
      return `${name} needs <${word}>${choicesOf(command, word)}: ${usageOf(command)}.`;
    case 'commander.missingMandatoryOptionValue':
      return `${name} needs the option ${word}.`;
    case 'commander.optionMissingArgument':
      return `The option ${word} has no value.`;
    case 'commander.excessArguments':
      return `Too many words were given${tooMany(command)}: ${usageOf(command)}.`;
    case 'commander.invalidArgument': {
      const [, flags, given = '', reason] =
        /option '(.*?)(?: [<[].*?)?' argument '(.*)' is invalid\.\s*(.*)$/s.exec(message) ?? [];
      const option = flags?.split(', ').at(-1);
      if (option !== undefined) return `${option} does not take ${quoted(given)}. ${reason}`;
      const [, value, argument, choices] =
        /argument value '(.*)' is invalid for argument '(.*?)'\.\s*(.*)$/s.exec(message) ?? [];
      if (value !== undefined) return `<${argument}> of ${name} does not take ${quoted(value)}. ${choices}`;
      break;
    }
  }
  return message.replace(/^error: /, '').replaceAll(/'([^'\n]*)'/g, '"$1"');
}

/** What a word can be, where that is a list. */
function choicesOf({ registeredArguments }: Commander, word: string): string {
  const choices = registeredArguments.find((argument) => argument.name() === word)?.argChoices;
  return choices === undefined ? '' : `, one of ${choices.join(', ')}`;
}

/** The words that have no place. */
function tooMany({ args, registeredArguments }: Commander): string {
  const rest = args.slice(registeredArguments.length);
  return rest.length === 0
    ? ''
    : ` (${firstOf(
        rest.map((word) => quoted(word)),
        namedCommands,
      )})`;
}

/** The error of a word in the place of a command, of the program or of a command that has others below it. */
export function unknownCommand(parent: Commander, word: string): string {
  const below = commandsBelow(parent);
  const exact = below.find((command) => command.name() === word);
  const near = nearest(
    word,
    parent.commands.map((command) => command.name()),
  );
  const meant = exact ?? parent.commands.find((command) => command.name() === near);
  const of = parent.parent === null ? '' : ` below ${fullName(parent)}`;
  return `There is no command ${shown(word)}${of}.${meant === undefined ? '' : ` Did you mean ${fullName(meant)}?`}`;
}

function unknownOption(command: Commander, word: string, root: Commander): string {
  const flag = word.replace(/=.*$/s, '');
  const name = fullName(command);
  const isFlag = ({ long, short }: Option) => long === flag || short === flag;
  if (command.options.some(isFlag)) {
    return word === flag ? `Options stand after the command: ${name} ${flag}.` : `The option ${flag} takes no value.`;
  }
  const having = commandsBelow(root).filter(({ options }) => options.some(isFlag));
  if (having.length > 0) {
    const names = having.map((other) => fullName(other).replace(/^\w+ /, ''));
    return `${name} has no option ${flag}; those that have it: ${firstOf(names, namedCommands)}.`;
  }
  const flags = command.options.filter(({ hidden }) => !hidden).map(({ long }) => long ?? '');
  const near = nearest(flag, flags);
  return `${name} has no option ${shown(flag)}.${near === undefined ? '' : ` Did you mean ${near}?`}`;
}

/** The command that the words lead to: the program itself where they lead to none. */
export function commandAt(root: Commander, words: readonly string[]): Commander {
  let found = root;
  for (const word of words) {
    if (found.commands.length === 0) break;
    const next = found.commands.find((command) => command.name() === word);
    if (next !== undefined) found = next;
    else if (!word.startsWith('-')) break;
  }
  return found;
}
