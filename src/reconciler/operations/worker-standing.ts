import { type Catalog, type WorkerAgentId, type WorkerRow, workerAgentId } from '../catalog.js';
import type { Step } from '../plan-document.js';
import type { Standing } from './operation.js';

/** The id that a worker's step names. */
export function agentIdOf(step: Step): WorkerAgentId {
  return workerAgentId(String(step.arguments.workerAgentId));
}

/**
 * Reads the row that a worker's step names and judges it. A row that is gone or has become another machine's is
 * `moved` whatever the step: what was planned for one machine is never done to another.
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
  if (row.machineName !== step.expects.machineName) {
    const [before, now] = [step.expects.machineName, row.machineName].map((name) => name ?? 'no machine name');
    return { state: 'moved', detail: `Row ${id} was ${before} when it was planned and is ${now} now.` };
  }
  return judge(row);
}
