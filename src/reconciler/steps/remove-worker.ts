import type { StepOf } from '../../domain/documents.js';
import { isWorkerOnline, type WorkerRow } from '../../domain/rows.js';
import { type AutomatedOperation, already, asPlanned } from './step.js';
import { agentIdOf, checkWorker, heartbeatOf, rowOf } from './worker-row.js';

type RemoveWorker = StepOf<'removeWorker'>;

/** The step that deletes a worker's row. */
export function removeRowStep(target: string, row: WorkerRow, needs: readonly string[]): RemoveWorker {
  return {
    id: `${target}:remove`,
    operation: 'removeWorker',
    target,
    needs,
    arguments: { workerAgentId: row.id, ...heartbeatOf(row) },
    expects: { machineName: row.machineName, enabled: false, online: isWorkerOnline(row), protected: false },
    risk: 'destructive',
  };
}

/** Deletes a worker's row: only a disabled one, and never one that came back to life since it was planned. */
export const removeWorker: AutomatedOperation<RemoveWorker> = {
  describe: () => 'remove the worker from the catalog',
  loses: () => 'its row, with its display name, description and tags; it has to register again to work',
  row: rowOf,
  done: ({ target, arguments: { workerAgentId } }, _catalog, row) =>
    row === undefined ? `row ${workerAgentId} of ${target} is gone from the catalog` : undefined,
  async check(step, { catalog }, signal) {
    const id = agentIdOf(step);
    if (!(await catalog.readWorkers([id], signal)).has(id)) return already;
    return checkWorker(step, catalog, signal, (row) => {
      if (row.enabled) return { state: 'moved', detail: `${step.target} has been enabled again since it was planned.` };
      if (isWorkerOnline(row) && !step.expects.online) {
        return { state: 'moved', detail: `${step.target} was offline when it was planned and is online now.` };
      }
      return asPlanned;
    });
  },
  async perform(step, { catalog }, signal) {
    await catalog.removeWorker(agentIdOf(step), signal);
    return undefined;
  },
};
