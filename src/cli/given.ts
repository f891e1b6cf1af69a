import type { Command as Commander } from 'commander';
import { commandErrors } from '../errors/command.js';
import { isScaleoutError, ScaleoutError } from '../errors/errors.js';
import { commandLine, type GivenWords } from '../text/given-words.js';
import type { Terminal } from './terminal.js';

/** What a command was asked for, as far as other commands would be told the same. */
interface Asked {
  readonly file?: string | undefined;
  readonly sandbox?: string | undefined;
  /** Where the catalog is, without a topology. */
  readonly words?: object | undefined;
}

/** The words that say which topology, sandbox or server a command line is about. */
export function givenWords(command: Commander, options: object): GivenWords {
  const { file, sandbox, words = {} }: Asked = options;
  const server = Object.entries(words).flatMap(([key, value]) =>
    value === true ? [optionText(key)] : value === undefined ? [] : [optionText(key), String(value)],
  );
  return {
    verb: verbOf(command),
    platform: process.platform,
    ...(file === undefined ? {} : { file }),
    ...(sandbox === undefined ? {} : { sandbox }),
    ...('server' in words && words.server !== undefined ? { server } : {}),
  };
}

/** `plan`, `sandbox serve`; empty of the program itself. */
export function verbOf(command: Commander): string {
  return command.parent === null
    ? ''
    : [verbOf(command.parent), command.name()].filter((name) => name !== '').join(' ');
}

/** The error; one of the command line that has no better remedy names the help of the command that it is about. */
export function withOwnHelp(error: unknown, command: Commander): unknown {
  if (!isScaleoutError(error, 'command.usage') || error.remedy !== commandErrors['command.usage'].remedy) return error;
  const remedy = `See scaleout ${verbOf(command)} --help.`;
  return new ScaleoutError('command.usage', error.message, { cause: error.cause, remedy });
}

/** An option by the name that the parser gives its value: `--trust-server-certificate`. */
export function optionText(key: string): string {
  return `--${key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

/** The command of that name that looks at what this run looks at, or at another file. */
export function sameCommand(verb: string, { screen }: Terminal, file?: string): string {
  const { given } = screen.err;
  if (given === undefined) return `scaleout ${verb}`;
  return commandLine(verb, file === undefined ? given : { ...given, file });
}

/** What is wrong with a value of the topology that came from an option: the option is named in the place of the key. */
export function asOption(detail: string): string {
  return detail
    .replace(/^catalog\.(server|database|encrypt)\b/, '--$1')
    .replace(/^catalog\.authentication\.user\b/, '--user');
}
