import { stat } from 'node:fs/promises';
import { withinFileLimit } from '../read-file.js';
import { readPlanText } from './read-plan-file.js';

/**
 * Whether a file that was named is to be read as a plan: it is called .json, or holds a plan document whatever it is
 * called. A topology may be written in JSON too: it is one where it has an apiVersion. Does not throw.
 */
export async function isPlanFile(file: string): Promise<boolean> {
  const named = /\.json$/i.test(file);
  const content = await contentOf(file);
  if (content === undefined) return named;
  if (Object.hasOwn(content, 'apiVersion')) return false;
  return named || (Object.hasOwn(content, 'formatVersion') && Object.hasOwn(content, 'steps'));
}

/** The object that the file holds; undefined where it holds none, or is a pipe: what is read from it is gone. */
async function contentOf(file: string): Promise<object | undefined> {
  try {
    if (!(await withinFileLimit(file, () => stat(file))).isFile()) return undefined;
    const text = await readPlanText(file);
    if (!/^\s*\{/.test(text)) return undefined;
    const content: unknown = JSON.parse(text);
    return typeof content === 'object' && content !== null ? content : undefined;
  } catch {
    return undefined;
  }
}
