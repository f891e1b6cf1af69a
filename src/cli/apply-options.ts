import { ScaleoutError } from '../errors.js';
import type { HistoryChoice } from './history-place.js';
import type { WorldOptions } from './options.js';
import { type Parsed, worldOptions } from './options.js';

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
  const { isPlanFile } = await import('../plan-file/is-plan-file.js');
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
