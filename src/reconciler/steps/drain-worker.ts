import type { Risk, StepOf } from '../../domain/documents.js';
import type { WorkerRow } from '../../domain/rows.js';
import { age } from '../../text/times.js';
import type { Policy } from '../../topology/topology.js';
import { drain } from '../drain/drain.js';
import { enabledText } from './set-worker-enabled.js';
import { type AutomatedOperation, asPlanned } from './step.js';
import { agentIdOf, checkWorker, heartbeatOf, rowOf } from './worker-row.js';

type DrainWorker = StepOf<'drainWorker'>;

/**
 * The step that takes a worker out of service: it waits until the worker is idle, then disables it. One that is disabled
 * already is waited for: a drain that was cut off may have left it with work.
 */
export function drainStep(
  target: string,
  name: string,
  row: WorkerRow,
  policy: Policy['drain'],
  options: {
    readonly needs: readonly string[];
    readonly risk: Risk;
    readonly forGood?: true;
    /** See `DrainOptions.continues`. */
    readonly continues?: true;
    /** See `DrainedWorker.beforeStop`. */
    readonly beforeStop?: true;
    /** See `DrainedWorker.offline`. */
    readonly offline?: true;
    /** Together with all others: policy.rollout does not hold it back. */
    readonly together?: true;
  },
): DrainWorker {
  const { forGood, continues, beforeStop, offline, together } = options;
  return {
    id: `${target}:${name}`,
    operation: 'drainWorker',
    target,
    needs: options.needs,
    arguments: {
      workerAgentId: row.id,
      timeoutSeconds: policy.timeoutSeconds,
      onTimeout: policy.onTimeout,
      ...(continues === true ? { continues } : {}),
      ...(beforeStop === true ? { beforeStop } : {}),
      ...(offline === true ? { offline } : {}),
      ...(together === true ? { together } : {}),
      ...heartbeatOf(row),
    },
    expects: { machineName: row.machineName, enabled: row.enabled, ...(forGood === true ? { protected: false } : {}) },
    risk: options.risk,
  };
}

/** The same drain before its worker's service is stopped, after what that needs. */
export function drainBeforeStop(step: DrainWorker, needs: readonly string[]): DrainWorker {
  return { ...step, needs: [...needs, ...step.needs], arguments: { ...step.arguments, beforeStop: true } };
}

/** Disables a worker when it is idle; ends when it holds nothing. Every move of it follows from a new look. */
export const drainWorker: AutomatedOperation<DrainWorker> = {
  waits: true,
  cutOff: 'The drain was ended. A worker that it had disabled by then stays disabled.',
  describe({ arguments: { timeoutSeconds, onTimeout } }) {
    const limit = age(timeoutSeconds);
    return onTimeout === 'stop'
      ? `wait until the worker is idle, and disable it; after ${limit} give up and leave it as it was`
      : `wait until the worker is idle, and disable it; after ${limit} even if it is not`;
  },
  loses: ({ arguments: { timeoutSeconds, onTimeout } }) =>
    onTimeout === 'disable' ? `what it still runs after ${age(timeoutSeconds)}` : undefined,
  row: rowOf,
  done: (_step, _catalog, row) => (row?.enabled === false ? enabledText(false) : undefined),
  // A worker that is disabled already is in nobody's service.
  rollout: ({ expects, arguments: { together } }) =>
    expects.enabled ? (together === true ? 'takesOutTogether' : 'takesOut') : undefined,
  check: (step, { catalog }, signal) => checkWorker(step, catalog, signal, () => asPlanned),
  async perform(step, { catalog, clock, pause, progress, outOfService }, signal) {
    const { timeoutSeconds, onTimeout, continues, beforeStop, offline, together } = step.arguments;
    const outcome = await drain({
      catalog,
      worker: {
        id: agentIdOf(step),
        machineName: step.expects.machineName,
        ...heartbeatOf(step.arguments),
        beforeStop: beforeStop === true,
        offline: offline === true,
        together: together === true,
      },
      policy: { timeoutSeconds, onTimeout },
      ...(continues === true ? { continues } : {}),
      clock,
      pause,
      progress,
      outOfService,
      signal,
    });
    return { already: !outcome.wrote };
  },
};
