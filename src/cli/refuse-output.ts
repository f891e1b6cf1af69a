import { lstatSync } from 'node:fs';
import { realpath } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { ScaleoutError } from '../errors/errors.js';
import { withinFileLimit } from '../files/files.js';
import { standardInput } from '../files/standard-input.js';
import { looksLikeTopology } from '../topology/near-files.js';
import { refuseInputName } from './write-output.js';

/** What the command reads. */
interface Read {
  readonly file?: string | undefined;
  readonly planFile?: string;
  /** The folder of the sandbox. */
  readonly sandbox?: string | undefined;
}

/** The files that a sandbox keeps in its folder (docs/sandbox-state.md). */
const ofSandbox = /^(state\.json|journal\.jsonl|server\.json|known_hosts|ssh_key|ssh_host_key|.*\.(pem|lock))$/i;

/**
 * Throws `command.output-exists` for an output that would take away what a person wrote or what the command reads: a topology, the
 * saved plan, a file of the sandbox. Before the work begins.
 */
export async function refuseLoss(out: string | undefined, { file, planFile, sandbox }: Read): Promise<void> {
  refuseInputName(out);
  if (out === undefined) return;
  if (await looksLikeTopology(out)) throw lost(`${out} is a topology, which would be lost.`);
  const place = await placeOf(out);
  for (const read of [planFile, file]) {
    if (read === undefined || read === standardInput || (await placeOf(read)) !== place) continue;
    throw lost(`${out} is what the command reads, which would be lost.`);
  }
  const isInFolder = sandbox !== undefined && dirname(place) === (await realOf(sandbox));
  if (isInFolder && ofSandbox.test(basename(place)) && lstatSync(place, { throwIfNoEntry: false }) !== undefined) {
    throw lost(`${out} is a file of the sandbox, which would be lost.`);
  }
}

/** Throws `command.usage` for a folder that lies in that of the sandbox. */
export async function refuseWithinSandbox(folder: string | undefined, { sandbox }: Read): Promise<void> {
  if (folder === undefined || sandbox === undefined) return;
  const way = relative(await realOf(sandbox), await placeOf(folder));
  if (way === '' || way.split(/[\\/]/)[0] === '..' || resolve(way) === way) return;
  throw new ScaleoutError('command.usage', `${folder} lies in the sandbox ${sandbox}, which is only read.`, {
    remedy: 'Name a folder elsewhere.',
  });
}

function lost(detail: string): ScaleoutError {
  return new ScaleoutError('command.output-exists', detail, { remedy: 'Name another file.' });
}

/** Where a name stands, by the real path of its folder: an output takes the place of a link, and of nothing that it leads to. */
async function placeOf(path: string): Promise<string> {
  const whole = resolve(path);
  return join(await realOf(dirname(whole)), basename(whole));
}

/** Of what is not there the path as it is. */
async function realOf(path: string): Promise<string> {
  try {
    return await withinFileLimit(path, () => realpath(path));
  } catch {
    return resolve(path);
  }
}
