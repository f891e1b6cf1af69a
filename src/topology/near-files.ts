import { readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { readFileText, withinFileLimit } from '../files/files.js';
import { nearest } from '../text/words.js';

/** YAML files by their names. */
const isYaml = (name: string) => /\.ya?ml$/i.test(name);

/** Files that are looked into, and those that are named. */
const mostLooked = 20;
export const mostNamed = 5;

/** Bytes: the beginning of a topology is read, and a large one is taken for one by its name. */
const largestLooked = 256 * 1024;

/**
 * A YAML file in the same folder whose name is nearly that of the file, or that is the only one there; first of all one that looks like a
 * topology. Never the file itself: a link that leads to nothing has a name too.
 */
export async function similarFile(file: string): Promise<string | undefined> {
  const folder = dirname(file);
  const all = (await yamlFilesIn(folder)).filter((name) => name !== basename(file));
  const nearIn = (names: readonly string[]) =>
    nearest(basename(file), names) ?? (names.length === 1 ? names[0] : undefined);
  const near = nearIn(all);
  if (near === undefined || (await looksLikeTopology(join(folder, near)))) return near && join(folder, near);
  const topology = nearIn((await topologiesIn(folder)).map((path) => basename(path)));
  return join(folder, topology ?? near);
}

/** The files of a folder that look like topologies, with the folder's path before them; at most `mostLooked`. */
export async function topologiesIn(folder: string): Promise<readonly string[]> {
  const names = (await yamlFilesIn(folder)).slice(0, mostLooked);
  const looks = await Promise.all(names.map((name) => looksLikeTopology(join(folder, name))));
  return names.filter((_, index) => looks[index]).map((name) => join(folder, name));
}

async function yamlFilesIn(folder: string): Promise<readonly string[]> {
  const names = await withinFileLimit(folder, () => readdir(folder)).catch(() => []);
  return names.filter(isYaml).sort();
}

/** Whether a file's beginning says that it is a topology; false of what is no file, or cannot be read. */
export async function looksLikeTopology(file: string): Promise<boolean> {
  const text = await readFileText(file, { largest: largestLooked, kinds: 'regular' });
  if ('failed' in text) return text.failed.why === 'large';
  // A topology may be JSON too.
  return /^\uFEFF?[\s{,]*["']?apiVersion["']?\s*:\s*["']?ssis-scaleout\//m.test(text.read);
}
