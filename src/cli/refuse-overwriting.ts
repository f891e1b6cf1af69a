import { lstatSync } from 'node:fs';
import { ScaleoutError } from '../errors.js';
import { outputKind } from './write-output.js';

/** Throws `command.output-exists` for a file that is there. A pipe or a device is written into, which takes nothing away. */
export async function refuseOverwriting(out: string | undefined, force: boolean): Promise<void> {
  if (out === undefined || force || (await outputKind(out)) === 'written-into') return;
  if (lstatSync(out, { throwIfNoEntry: false }) === undefined) return;
  throw new ScaleoutError('command.output-exists', `${out} is there already.`);
}
