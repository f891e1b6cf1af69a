import { already, asPlanned, type Operation } from './step.js';
import { agentIdOf, workerStanding } from './worker-standing.js';

/** Enables or disables a worker. */
export const setWorkerEnabled: Operation = {
  name: 'setWorkerEnabled',
  stand: (step, { catalog }, signal) =>
    workerStanding(step, catalog, signal, (row) => (row.enabled === step.arguments.enabled ? already : asPlanned)),
  async perform(step, { catalog }, signal) {
    await catalog.setWorkerEnabled(agentIdOf(step), step.arguments.enabled === true, signal);
    return undefined;
  },
};
