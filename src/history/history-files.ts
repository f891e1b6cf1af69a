import { lstat, readdir } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { isScaleoutError, ScaleoutError } from '../errors/errors.js';
import { readFileText, windowsDeviceName, withinFileLimit } from '../files/files.js';
import type { Topology } from '../topology/topology.js';

/** Older files of a history: `.1` is the newest of them. */
export const keptFiles = 9;

export interface HistoryPlace {
  /** The topology's file, as it was named. */
  readonly topologyFile: string;
  readonly topologyName: string;
  /** Instead of the folder `.scaleout` beside the topology. */
  readonly directory?: string | undefined;
}

/** The newest file of a topology's history: an absolute path. Older ones have `.1` to `.9` after it. */
export function historyFile({ topologyFile, topologyName, directory }: HistoryPlace): string {
  const folder = directory ?? join(dirname(resolve(topologyFile)), '.scaleout');
  const name = `${topologyName}.history.jsonl`;
  return resolve(folder, windowsDeviceName(name) === undefined ? name : `_${name}`);
}

/** The files that are there, the newest first. Throws `history.unreadable`, but not where the folder does not exist. */
export async function existingFiles(file: string): Promise<readonly string[]> {
  const names = new Set(await namesIn(dirname(file)));
  const candidates = [file, ...Array.from({ length: keptFiles }, (_, index) => olderFile(file, index + 1))];
  return candidates.filter((candidate) => names.has(basename(candidate)));
}

/** Bytes: a file is set aside from 4 MiB on, and a line of a large apply may be longer than that. */
const largest = 64 * 1024 * 1024;

/**
 * The text of one file of a history; empty where it has just been set aside. Throws `history.unreadable`, also for a
 * symbolic link, a pipe or a device in its place.
 */
export async function historyText(file: string): Promise<string> {
  const text = await readFileText(file, { largest, kinds: 'regular', followLink: false });
  if ('read' in text) return text.read;
  if (text.failed.why === 'missing') return '';
  throw new ScaleoutError('history.unreadable', `${file} ${text.failed.phrase}.`);
}

/** `FILE.1` is the newest of the older files. */
export function olderFile(file: string, age: number): string {
  return `${file}.${age}`;
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await withinFileLimit(folder, async () => {
      const isLink = (await lstat(folder)).isSymbolicLink();
      if (isLink) throw new ScaleoutError('history.unreadable', `${folder} is a symbolic link: it is not followed.`);
      return readdir(folder);
    });
  } catch (error) {
    if (isScaleoutError(error, 'history.unreadable')) throw error;
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return [];
    throw new ScaleoutError(
      'history.unreadable',
      `${folder}: ${isScaleoutError(error) ? message : (code ?? message)}`,
      {
        cause: error,
      },
    );
  }
}

/** What `--history DIR` and `--no-history` chose; undefined: neither. */
export type HistoryChoice = string | false | undefined;

/** The newest file of a topology's history; undefined where none is to be kept. */
export function historyPlace(
  { source, name }: Pick<Topology, 'source' | 'name'>,
  choice: HistoryChoice,
  env: NodeJS.ProcessEnv,
): string | undefined {
  if (choice === false) return undefined;
  const directory = choice ?? (env.SCALEOUT_HISTORY || undefined);
  return historyFile({ topologyFile: source.file, topologyName: name, directory });
}

/** The number of the newest apply or action of a history; 0 where it has none. Throws `history.unreadable`. */
export async function lastNumber(file: string): Promise<number> {
  for (const existing of await existingFiles(file)) {
    const number = lastNumberIn(await historyText(existing));
    if (number !== undefined) return number;
  }
  return 0;
}

/** From the end on, line by line: the last one says it, and a damaged file may have millions of lines that are none. */
function lastNumberIn(text: string): number | undefined {
  for (let end = text.length; end >= 0; ) {
    const start = end === 0 ? 0 : text.lastIndexOf('\n', end - 1) + 1;
    const number = numberOf(text.slice(start, end));
    if (number !== undefined) return number;
    end = start - 1;
  }
  return undefined;
}

/** Only of lines that take a number: an older apply may end after a newer one has begun. */
function numberOf(line: string): number | undefined {
  // A parser that fails costs a thousand times as much as this.
  if (!/"(?:begin|refused|action)"/.test(line)) return undefined;
  try {
    const { type, number } = JSON.parse(line);
    const takes = type === 'begin' || type === 'refused' || type === 'action';
    return takes && Number.isSafeInteger(number) && number > 0 ? number : undefined;
  } catch {
    return undefined;
  }
}
