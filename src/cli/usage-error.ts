import type { Command as Commander, CommanderError, Option } from 'commander';
import { ScaleoutError } from '../errors/errors.js';
import { firstOf, nearest, quoted, shown } from '../text/words.js';
import { commandsBelow, fullName, usageOf } from './help/described.js';

/** Commands that have an option are named up to here, then counted. */
const namedCommands = 4;

/** What is wrong with a command line, in words that name the command, and what was probably meant. */
export function usageError(error: CommanderError, root: Commander, words: readonly string[]): ScaleoutError {
  const command = commandAt(root, words);
  const remedy = `See ${fullName(command)} --help.`;
  return new ScaleoutError('command.usage', detailOf(error, command, root), { cause: error, remedy });
}

function detailOf({ code, message }: CommanderError, command: Commander, root: Commander): string {
  const [, word = ''] = /'(.*)'/s.exec(message) ?? [];
  const name = fullName(command);
  switch (code) {
    case 'commander.help':
      return command === root ? 'No command was given.' : `${name} needs one of its commands.`;
    case 'commander.unknownCommand':
      return unknownCommand(command, word);
    case 'commander.unknownOption':
      return unknownOption(command, word, root);
    case 'commander.missingArgument':
      return `${name} needs <${word}>: ${usageOf(command)}.`;
    case 'commander.missingMandatoryOptionValue':
      return `${name} needs the option ${word}.`;
    case 'commander.optionMissingArgument':
      return `The option ${word} has no value.`;
    case 'commander.excessArguments':
      return `Too many words were given${tooMany(command)}: ${usageOf(command)}.`;
    case 'commander.invalidArgument': {
      const [, option, given = '', reason] =
        /option '(\S*).*?' argument '(.*)' is invalid\.\s*(.*)$/s.exec(message) ?? [];
      if (option === undefined) break;
      return `${option} does not take ${quoted(given)}. ${reason}`;
    }
  }
  return message.replace(/^error: /, '').replaceAll(/'([^'\n]*)'/g, '"$1"');
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
