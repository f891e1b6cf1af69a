import { ScaleoutError } from '../errors/errors.js';
import type { HistoryChoice } from '../history/history-files.js';
import { namedFile, type Parsed, type WorldOptions, worldOptions } from './options.js';

export interface ApplyCommandOptions extends WorldOptions {
  readonly yes: boolean;
  readonly allowDestructive: boolean;
  /** Seconds to wait for the catalog's lock. */
  readonly lockTimeout: number;
  readonly history: HistoryChoice;
  /** A saved plan that is to be carried out; `file` is the topology then, where another than the plan names is given. */
  readonly planFile?: string;
}

/**
 * What the command line of apply asks for: the word and `-f` name a topology, a saved plan, or one of each. Throws
 * `command.usage`.
 */
export async function applyOptions(word: string | undefined, parsed: Parsed): Promise<ApplyCommandOptions> {
  const own = {
    yes: parsed.yes === true,
    allowDestructive: parsed.allowDestructive === true,
    lockTimeout: parsed.lockTimeout ?? 0,
    history: parsed.history,
  };
  const { isPlanFile } = await import('../reconciler/saved-plan/plan-file.js');
  const [wordIsPlan, fileIsPlan] = await Promise.all(
    [word, parsed.file].map(async (name) => name !== undefined && (await isPlanFile(name))),
  );
  if (wordIsPlan !== true && fileIsPlan !== true) return { ...worldOptions(word, parsed), ...own };
  if (wordIsPlan === true && fileIsPlan === true) {
    throw new ScaleoutError('command.usage', `Two plans were given, ${word} and -f ${parsed.file}: name one.`);
  }
  if (parsed.target !== undefined || parsed.exclude !== undefined) {
    const detail = 'A saved plan is carried out as it is: --target and --exclude belong to scaleout plan --out.';
    throw new ScaleoutError('command.usage', detail);
  }
  const planFile = wordIsPlan === true ? word : parsed.file;
  const { file: _, ...rest } = parsed;
  const options = worldOptions(wordIsPlan === true ? parsed.file : word, rest);
  return { ...options, ...own, ...(planFile === undefined ? {} : { planFile }) };
}

export interface HistoryOptions {
  readonly file: string | undefined;
  /** One apply, by its number; undefined: all of them. */
  readonly number: number | undefined;
  readonly limit: number;
  readonly json: boolean;
  readonly history: HistoryChoice;
}

/** Applies that are shown unless told otherwise. */
const usualLimit = 20;

/** `history`, `history FILE`, `history N` and `history FILE N`, in any order: digits alone are a number. */
export function historyOptions(words: readonly string[], parsed: Parsed): HistoryOptions {
  const numbers = words.filter((word) => /^\d+$/.test(word));
  const files = words.filter((word) => !/^\d+$/.test(word));
  if (numbers.length > 1) throw new ScaleoutError('command.usage', `Two numbers were given, ${numbers.join(' and ')}.`);
  if (files.length > 1) throw new ScaleoutError('command.usage', `Two files were given, ${files.join(' and ')}.`);
  const [number] = numbers;
  return {
    file: namedFile(files[0], parsed),
    number: number === undefined ? undefined : Number(number),
    limit: parsed.limit ?? usualLimit,
    json: parsed.json === true,
    history: parsed.history,
  };
}
