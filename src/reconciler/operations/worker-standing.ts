import { sameMachine } from '../../machine-name.js';
import { type Catalog, type WorkerAgentId, type WorkerRow, workerAgentId } from '../catalog.js';
import { isProtected } from '../kinds/protection.js';
import type { Step } from '../plan-document.js';
import type { Standing } from './operation.js';

/** The id that a worker's step names. */
export function agentIdOf(step: Step): WorkerAgentId {
  return workerAgentId(String(step.arguments.workerAgentId));
}

/**
 * Reads the row that a worker's step names and judges it. A row that is gone or has become another machine's is
 * `moved` whatever the step: what was planned for one machine is never done to another. So is one that was protected
 * meanwhile, where the step takes it out for good.
 */
export async function workerStanding(
  step: Step,
  catalog: Catalog,
  signal: AbortSignal,
  judge: (row: WorkerRow) => Standing,
): Promise<Standing> {
  const id = agentIdOf(step);
  const row = (await catalog.readWorkers([id], signal)).get(id);
  if (row === undefined)
    return { state: 'moved', detail: `Row ${id} of ${step.target} is gone from catalog.worker_agents.` };
  if (!isPlannedMachine(step, row)) {
    const planned = step.expects.machineName ?? step.arguments.machine ?? 'no machine name';
    const now = row.machineName ?? 'no machine name';
    return { state: 'moved', detail: `Row ${id} was ${planned} when it was planned and is ${now} now.` };
  }
  if (step.expects.protected === false && isProtected(row.tags)) {
    return { state: 'moved', detail: `${step.target} has been protected since it was planned.` };
  }
  return judge(row);
}

/** A row that did not exist when the step was planned is known by the machine that was to register it. */
function isPlannedMachine(step: Step, row: WorkerRow): boolean {
  if (step.inputs?.workerAgentId === undefined) return row.machineName === step.expects.machineName;
  return sameMachine(String(step.arguments.machine), row.machineName ?? '');
}
