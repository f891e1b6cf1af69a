import type { Change, Plan } from '../domain/documents.js';
import { ScaleoutError } from '../errors/errors.js';
import { defaultExecutionModeId, masterAddressId, scaleOutId } from '../reconciler/kinds/catalog.js';
import { workerId } from '../reconciler/kinds/kind.js';
import { masterId } from '../reconciler/kinds/master-nodes.js';
import type { Observation } from '../reconciler/view/machine.js';
import type { Draft, ListedWorker, Omissions } from './draft.js';
import type { Reading } from './reading.js';

/** Whether a plan finds everything as it should be. Rows that the file does not list do not count. */
export function isEmptyPlan({ changes, steps, applyable }: Plan): boolean {
  return applyable && steps.length === 0 && changes.every(({ action }) => action === 'unmanaged');
}

/**
 * What to leave out of a draft because of what its plan would do. Where a machine is not as it should be, the machine is
 * left alone: that is no field of the file. Each call leaves out more than was left out before, to the last worker.
 * Throws `command.unexpected` where nothing is left to leave out.
 */
export function findOmissions(plan: Plan, draft: Draft, before: Omissions, reading: Reading): Omissions {
  const changes = plan.changes.filter(({ action }) => action !== 'unmanaged');
  const doubt = endpointDoubt(plan, changes, draft);
  // What differs because of a wrong endpoint may be right without it.
  if (doubt !== undefined) return { ...before, endpoint: doubt };
  // A certificate that ends soon is no reason to leave its machine alone.
  const renewed = changes.find(({ reasonCode }) => isRenewal(reasonCode));
  if (renewed !== undefined && before.renewal === undefined) {
    return { ...before, renewal: `${renewed.id}: ${renewed.reason}` };
  }
  const listed = draft.workers.flatMap((worker) => (worker.state === 'listed' ? [worker] : []));
  const workers = new Map(listed.map((worker) => [workerId(worker.machine), worker]));
  let omissions = before;
  for (const change of changes) {
    const worker = workers.get(change.id);
    omissions =
      worker === undefined
        ? omitOther(omissions, change, plan, draft)
        : omitWorker(omissions, worker, change, reading.observation);
  }
  if (omissions !== before) return omissions;
  // Nothing that differs is of this file, and yet the plan is refused: the less it says, the less there is to refuse.
  const why = plan.diagnostics.map(({ detail }) => detail).join(' ');
  if (draft.master !== undefined) return { ...before, master: why, unexpected: [...before.unexpected, 'master'] };
  if (listed.length === 0)
    throw new ScaleoutError('command.unexpected', `No topology of it would plan to nothing. ${why}`);
  const all = new Map(listed.map(({ machine }) => [machine.toUpperCase(), why]));
  return { ...before, workers: new Map([...before.workers, ...all]), unexpected: [...before.unexpected, 'workers'] };
}

function isRenewal(reasonCode: string | undefined): boolean {
  return reasonCode === 'certificate-renewed' || reasonCode === 'certificate-renewal';
}

function omitOther(before: Omissions, change: Change, plan: Plan, draft: Draft): Omissions {
  const { id, reason } = change;
  const { unexpected } = before;
  if (draft.master !== undefined && id === masterId(draft.master.machine)) {
    const unseen = plan.diagnostics.find(({ code }) => code === 'plan.machine-unreached' && reason.includes('looked'));
    const detail = change.reasonCode === 'machine-unreached' ? unseen?.detail : undefined;
    return { ...before, master: detail === undefined ? reason : `${reason} (${detail})` };
  }
  if (id === masterAddressId) return { ...before, endpoint: reason, unexpected: [...unexpected, 'master.endpoint'] };
  if (id === scaleOutId) {
    return { ...before, enabled: `Not managed: ${reason}.`, unexpected: [...unexpected, 'scaleOut.enabled'] };
  }
  if (id === defaultExecutionModeId) {
    const told = { defaultExecutionMode: `Not managed: ${reason}.` };
    return { ...before, ...told, unexpected: [...unexpected, 'scaleOut.defaultExecutionMode'] };
  }
  return before;
}

/** Fields of an entry that a plan compares with the worker's row. */
const rowFields: ReadonlySet<string> = new Set(['enabled', 'displayName', 'description', 'tags']);

/** Leaves out the least of a worker that is not left out yet: its machine, then the fields that differ, then its entry. */
function omitWorker(
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

/**
 * Why the address that the catalog has of the master cannot be demanded of its machines, as the end of a sentence;
 * undefined where it can, or is not demanded.
 */
function endpointDoubt(plan: Plan, changes: readonly Change[], draft: Draft): string | undefined {
  if (draft.master?.endpoint === undefined) return undefined;
  const uncovered = plan.diagnostics.find(({ code }) => code === 'guard.endpoint-not-covered');
  if (uncovered !== undefined) return uncovered.detail.replace(/\.$/, '');
  const differing = (path: string) =>
    changes.filter(({ fields }) => fields.some((field) => field.path === path)).length;
  if (differing('MasterSettings.PortNumber') > 0) return 'the config of the master has another port';
  const managed = draft.workers.filter((worker) => worker.state === 'listed' && worker.access.transport !== 'none');
  // A few that differ are drift of those few.
  const others = differing('WorkerSettings.MasterEndpoint');
  if (others * 2 <= managed.length) return undefined;
  return `the config of ${others} of the ${managed.length} workers looked at has another one`;
}
