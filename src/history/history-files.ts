import { readdirSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

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
  return resolve(folder, `${topologyName}.history.jsonl`);
}

/** The files that are there, the newest first. Throws the system's error, but not where the folder does not exist. */
export function existingFiles(file: string): readonly string[] {
  const names = new Set(namesIn(dirname(file)));
  const candidates = [file, ...Array.from({ length: keptFiles }, (_, index) => olderFile(file, index + 1))];
  return candidates.filter((candidate) => names.has(basename(candidate)));
}

/** `FILE.1` is the newest of the older files. */
export function olderFile(file: string, age: number): string {
  return `${file}.${age}`;
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
