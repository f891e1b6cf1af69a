import { ScaleoutError } from '../errors.js';
import type { HistoryChoice } from './history-place.js';
import { namedFile, type Parsed } from './options.js';

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
