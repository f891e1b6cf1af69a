import { ScaleoutError } from '../errors.js';
import { defaultExecutionModeId } from '../reconciler/kinds/default-execution-mode.js';
import { masterAddressId } from '../reconciler/kinds/master-address.js';
import { masterId } from '../reconciler/kinds/master-nodes.js';
import { scaleOutId } from '../reconciler/kinds/scale-out.js';
import { workerId } from '../reconciler/kinds/worker-steps.js';
import type { Change, Plan } from '../reconciler/plan-document.js';
import type { Draft } from './draft.js';
import { endpointDoubt } from './endpoint-doubt.js';
import type { Omissions } from './omissions.js';
import { omitWorker } from './omit-worker.js';
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
