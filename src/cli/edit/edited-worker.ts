import { nameKey, sameMachine } from '../../domain/machine-name.js';
import { ScaleoutError } from '../../errors/errors.js';
import { workerId } from '../../reconciler/kinds/kind.js';
import { listed, nearest, quoted } from '../../text/words.js';
import { listAt, textAt } from '../../topology/secrets.js';

/** An entry of the list of workers, of a file that may be wrong in any other way. */
export interface ListedEntry {
  readonly index: number;
  readonly machine: string;
}

export function listedEntries(root: unknown): readonly ListedEntry[] {
  return listAt(root, ['workers']).flatMap((_, index) => {
    const machine = textAt(root, ['workers', index, 'machine']);
    return machine === undefined ? [] : [{ index, machine }];
  });
}

/** The machine of a word: `worker/ETL05`, or `ETL05` alone. */
export function machineOf(word: string): string {
  const prefix = workerId('');
  return word.toLowerCase().startsWith(prefix) ? word.slice(prefix.length) : word;
}

/**
 * The entry that a word means, without case and short for full. Throws `command.target-unknown`; `unlisted` is a sentence for
 * whoever means a worker that the file does not list.
 */
export function entryOf(root: unknown, word: string, file: string, unlisted?: string): ListedEntry {
  const entries = listedEntries(root);
  const machine = machineOf(word);
  const found = entries.filter((entry) => sameMachine(entry.machine, machine));
  const exact = found.find((entry) => nameKey(entry.machine) === nameKey(machine));
  const [first, second] = found;
  const meant = exact ?? (second === undefined ? first : undefined);
  if (meant !== undefined) return meant;
  if (second !== undefined) {
    const names = listed(found.map((entry) => workerId(entry.machine)));
    const detail = `${quoted(word)} can be ${names} of ${file}.`;
    throw new ScaleoutError('command.target-unknown', detail, { remedy: 'Write the whole name.' });
  }
  const near = nearest(
    machine,
    entries.map((entry) => entry.machine),
  );
  const isMaster = /^master\//i.test(word);
  const remedy = isMaster
    ? 'A node of the master is a part of the file: scaleout set master.machines=[SQLETL01,SQLETL02]'
    : near === undefined
      ? 'Name a worker as worker/<MACHINE>, as the file lists it.'
      : `Did you mean ${workerId(near)}?`;
  const also = unlisted === undefined || isMaster ? '' : ` ${unlisted}`;
  throw new ScaleoutError('command.target-unknown', `${quoted(word)} is no worker of ${file}.`, {
    remedy: remedy + also,
  });
}

/** Throws `command.usage` where one worker was named twice. */
export function refuseSameWorker(entries: readonly ListedEntry[]): void {
  const twice = entries.find((entry, at) => entries.findIndex(({ index }) => index === entry.index) !== at);
  if (twice !== undefined) throw new ScaleoutError('command.usage', `${workerId(twice.machine)} was given twice.`);
}
