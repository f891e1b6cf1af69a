import type { Observation } from '../reconciler/observation.js';
import type { Change } from '../reconciler/plan-document.js';
import type { ListedWorker } from './draft.js';
import type { Omissions } from './omissions.js';

/** Fields of an entry that a plan compares with the worker's row. */
const rowFields: ReadonlySet<string> = new Set(['enabled', 'displayName', 'description', 'tags']);

/** Leaves out the least of a worker that is not left out yet: its machine, then the fields that differ, then its entry. */
export function omitWorker(
  before: Omissions,
  { machine, access }: ListedWorker,
  change: Change,
  { machines }: Observation,
): Omissions {
  const key = machine.toUpperCase();
  if (access.transport !== 'none') {
    const seen = machines.get(key);
    const isSeen = change.reasonCode !== 'machine-unreached';
    const why = seen?.known === false ? seen.reason : 'it was not looked at';
    const told = isSeen
      ? `Its machine is left alone, because of what a plan would find: ${change.reason}. Take access out of the entry to have it mended.`
      : `Its machine is left alone, because it could not be looked at: ${why}. Take access out of the entry when it can.`;
    return { ...before, machines: new Map([...before.machines, [key, told]]) };
  }
  const unexpected = [...before.unexpected, change.id];
  const known = before.fields.get(key) ?? new Set<string>();
  const differing = change.fields.map(({ path }) => path).filter((path) => rowFields.has(path) && !known.has(path));
  if (differing.length > 0) {
    const fields = new Map([...before.fields, [key, new Set([...known, ...differing])]]);
    return { ...before, fields, unexpected };
  }
  const why = `A plan would find this: ${change.reason}.`;
  return { ...before, workers: new Map([...before.workers, [key, why]]), unexpected };
}
