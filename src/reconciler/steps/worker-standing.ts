import type { Catalog } from '../../domain/catalog.js';
import type { Step } from '../../domain/documents.js';
import { isPossiblyCut, machineName } from '../../domain/machine-name.js';
import { type WorkerAgentId, type WorkerRow, workerAgentId } from '../../domain/rows.js';
import { isProtected } from '../view/protection.js';
import type { Standing } from './step.js';

/** The id that a worker's step names. */
export function agentIdOf(step: Step): WorkerAgentId {
  return workerAgentId(String(step.arguments.workerAgentId));
}

/** The heartbeat interval that a step was planned with, to be put into the rows that it reads: they have none. */
export function heartbeatOf({ arguments: { heartbeatInterval } }: Step): Pick<WorkerRow, 'heartbeatInterval'> {
  return typeof heartbeatInterval === 'number' ? { heartbeatInterval } : {};
}

/**
 * Reads the row that a worker's step names and judges it. A row that is gone or has become another machine's is
 * `moved` whatever the step: what was planned for one machine is never done to another. So is one that its machine left
 * behind for a newer one since it registered, and one that was protected meanwhile, where the step takes it out for good.
 */
export async function workerStanding(
  step: Step,
  catalog: Catalog,
  signal: AbortSignal,
  judge: (row: WorkerRow) => Standing,
): Promise<Standing> {
  const { row, moved } = await plannedRow(step, catalog, signal);
  if (row === undefined) return { state: 'moved', detail: moved };
  if (step.expects.protected === false && isProtected(row.tags)) {
    return { state: 'moved', detail: `${step.target} has been protected since it was planned.` };
  }
  return judge({ ...row, ...heartbeatOf(step) });
}

type PlannedRow =
  | { readonly row: WorkerRow; readonly moved?: undefined }
  | { readonly row?: undefined; readonly moved: string };

/** The row that the step is about, or why that is no longer the row of the planned machine. */
async function plannedRow(step: Step, catalog: Catalog, signal: AbortSignal): Promise<PlannedRow> {
  const id = agentIdOf(step);
  const isNew = step.inputs?.workerAgentId !== undefined;
  if (isNew) {
    const machine = machineName(String(step.arguments.machine));
    const rows = await catalog.findWorkers(machine, signal);
    const row = rows.find((found) => found.id === id);
    if (row !== undefined) {
      // A machine that was installed anew meanwhile has registered once more, and beats for the newer row only.
      // Rows of a name that is cut off can be of several machines.
      const newer = rows.find(
        (other) =>
          !isPossiblyCut(row.machineName ?? '') &&
          other.machineName === row.machineName &&
          other.lastOnlineAge < row.lastOnlineAge,
      );
      if (newer === undefined) return { row };
      return {
        moved: `${machine} registered as row ${id}, and has been installed anew since: its row is ${newer.id} now.`,
      };
    }
  }
  const row = (await catalog.readWorkers([id], signal)).get(id);
  if (row === undefined) return { moved: `Row ${id} of ${step.target} is gone from catalog.worker_agents.` };
  if (!isNew && row.machineName === step.expects.machineName) return { row };
  const planned = step.expects.machineName ?? step.arguments.machine ?? 'no machine name';
  return { moved: `Row ${id} was ${planned} when it was planned and is ${row.machineName ?? 'no machine name'} now.` };
}
