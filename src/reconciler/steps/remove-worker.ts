import { isWorkerOnline } from '../../domain/rows.js';
import { already, asPlanned, type Operation } from './step.js';
import { agentIdOf, workerStanding } from './worker-standing.js';

/** Deletes a worker's row: only a disabled one, and never one that came back to life since it was planned. */
export const removeWorker: Operation = {
  name: 'removeWorker',
  async stand(step, { catalog }, signal) {
    const id = agentIdOf(step);
    if (!(await catalog.readWorkers([id], signal)).has(id)) return already;
    return workerStanding(step, catalog, signal, (row) => {
      if (row.enabled) return { state: 'moved', detail: `${step.target} has been enabled again since it was planned.` };
      if (isWorkerOnline(row) && step.expects.online !== true) {
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
