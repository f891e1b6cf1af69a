import { type Command as Commander, InvalidArgumentError } from 'commander';
import { ScaleoutError } from '../errors/errors.js';
import type { HistoryChoice } from '../history/history-files.js';
import { parseDuration } from '../topology/values/plain-values.js';
import { namedFile, onTopology, type Parsed, withHistory } from './options.js';

/** Options of scaleout history. */
export interface HistoryOptions {
  readonly file: string | undefined;
  /** One apply, by its number; undefined: all of them. */
  readonly number: number | undefined;
  /** Unix milliseconds. */
  readonly since: number | undefined;
  /** The id of a change. */
  readonly target: string | undefined;
  readonly failed: boolean;
  readonly limit: number;
  readonly json: boolean;
  readonly history: HistoryChoice;
}

interface ParsedHistory extends Omit<Parsed, 'target'> {
  readonly since?: number;
  readonly target?: string;
  readonly failed?: boolean;
}

/** Applies that are shown unless told otherwise. */
const usualLimit = 20;

export function recounting(command: Commander): Commander {
  return withHistory(onTopology(command))
    .option(
      '--since <time>',
      'only applies that began since: 7d, 12h, 2026-11-24 (midnight here) or 2026-11-24T06:00Z',
      sinceTime,
    )
    .option('--target <id>', 'only applies that had this change in their plan, such as worker/ETL01')
    .option('--failed', 'only applies that did not end well: refused, failed, interrupted, cut off, or done in part')
    .option('--limit <n>', `show at most so many applies (default: ${usualLimit})`, applyCount);
}

/** `history`, `history FILE`, `history N` and `history FILE N`, in any order: digits alone are a number. */
export function historyOptions(words: readonly string[], parsed: ParsedHistory): HistoryOptions {
  const numbers = words.filter((word) => /^\d+$/.test(word));
  const files = words.filter((word) => !/^\d+$/.test(word));
  if (numbers.length > 1) throw new ScaleoutError('command.usage', `Two numbers were given, ${numbers.join(' and ')}.`);
  if (files.length > 1) throw new ScaleoutError('command.usage', `Two files were given, ${files.join(' and ')}.`);
  const { since, target, failed, limit, json, history, ...rest } = parsed;
  const [number] = numbers;
  const chosen = [
    ...(since === undefined ? [] : ['--since']),
    ...(target === undefined ? [] : ['--target']),
    ...(failed === true ? ['--failed'] : []),
    ...(limit === undefined ? [] : ['--limit']),
  ];
  if (number !== undefined && chosen[0] !== undefined) {
    throw new ScaleoutError(
      'command.usage',
      `${number} names one apply, and ${chosen[0]} chooses among all: give one.`,
    );
  }
  return {
    file: namedFile(files[0], rest),
    number: number === undefined ? undefined : Number(number),
    since,
    target,
    failed: failed === true,
    limit: limit ?? usualLimit,
    json: json === true,
    history,
  };
}

/** Throws commander's error for what is no number of applies. */
function applyCount(text: string): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= 1 && value <= 1_000_000) return value;
  throw new InvalidArgumentError('It must be a whole number from 1 to 1000000.');
}

/**
 * Unix milliseconds of so long ago (`7d`, `1d12h`), of a day's midnight by this computer's clock, or of a moment with its
 * offset. Throws commander's error for what is none of them.
 */
export function sinceTime(text: string, _previous?: unknown, now = Date.now()): number {
  const time = agoTime(text, now) ?? dayTime(text) ?? momentTime(text);
  if (time !== undefined) return time;
  throw new InvalidArgumentError(
    'It must be how long ago (7d, 12h, 1d12h), a day (2026-11-24: from its midnight here on) or a moment with its offset (2026-11-24T06:00Z, 2026-11-24T07:00+01:00).',
  );
}

function agoTime(text: string, now: number): number | undefined {
  const [, days = '', rest = ''] = /^(?:(\d{1,5})d)?([\dhms]*)$/.exec(text) ?? [];
  if (days === '' && rest === '') return undefined;
  const parsed = rest === '' ? { value: 0 } : parseDuration(rest);
  if (!('value' in parsed)) return undefined;
  return now - (Number(days) * 86_400 + parsed.value) * 1000;
}

function dayTime(text: string): number | undefined {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text) ?? [];
  if (year === undefined) return undefined;
  const found = new Date(Number(year), Number(month) - 1, Number(day));
  // The 31st of a shorter month is another day.
  return found.getMonth() === Number(month) - 1 && found.getDate() === Number(day) ? found.getTime() : undefined;
}

function momentTime(text: string): number | undefined {
  const isWhole = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/.test(text);
  const time = isWhole ? Date.parse(text.replace(' ', 'T')) : Number.NaN;
  return Number.isNaN(time) ? undefined : time;
}
