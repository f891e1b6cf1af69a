import { drain } from '../drain/drain.js';
import { asPlanned, type Operation } from './step.js';
import { agentIdOf, heartbeatOf, workerStanding } from './worker-standing.js';

/** Disables a worker when it is idle; ends when it holds nothing. Every move of it follows from a new look. */
export const drainWorker: Operation = {
  name: 'drainWorker',
  waits: true,
  cutOff: 'The drain was ended. A worker that it had disabled by then stays disabled.',
  stand: (step, { catalog }, signal) => workerStanding(step, catalog, signal, () => asPlanned),
  async perform(step, world, signal) {
    const { catalog, clock, pause, progress } = world;
    const { machineName } = step.expects;
    const { timeoutSeconds, onTimeout, continues, beforeStop } = step.arguments;
    const outcome = await drain({
      catalog,
      worker: {
        id: agentIdOf(step),
        machineName: typeof machineName === 'string' ? machineName : null,
        ...heartbeatOf(step),
        beforeStop: beforeStop === true,
      },
      policy: { timeoutSeconds: Number(timeoutSeconds), onTimeout: onTimeout === 'disable' ? 'disable' : 'stop' },
      ...(continues === true ? { continues } : {}),
      clock,
      pause,
      progress,
      signal,
    });
    return { already: !outcome.wrote };
  },
};
