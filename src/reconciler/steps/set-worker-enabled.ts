import type { Risk, StepOf } from '../../domain/documents.js';
import { type AutomatedOperation, already, asPlanned } from './step.js';
import { aboutRow, agentIdOf, checkWorker, type RowReference, rowOf } from './worker-row.js';

type SetWorkerEnabled = StepOf<'setWorkerEnabled'>;

/** The id of the step that enables a worker, by the id of its change. */
export function enableStepId(target: string): string {
  return `${target}:enable`;
}

/** The step that enables or disables a worker. */
export function setEnabledStep(
  target: string,
  reference: RowReference,
  enabled: boolean,
  options: { readonly needs: readonly string[]; readonly risk: Risk },
): SetWorkerEnabled {
  const { needs, values, expected, rest } = aboutRow(reference, options.needs);
  return {
    id: enabled ? enableStepId(target) : `${target}:disable`,
    operation: 'setWorkerEnabled',
    target,
    needs,
    ...rest,
    arguments: { ...values, enabled },
    expects: { ...expected, enabled: !enabled },
    risk: options.risk,
  };
}

/** In words: `the worker is enabled`. */
export function enabledText(enabled: boolean): string {
  return `the worker is ${enabled ? 'enabled' : 'disabled'}`;
}

/** Enables or disables a worker. */
export const setWorkerEnabled: AutomatedOperation<SetWorkerEnabled> = {
  late: { workerAgentId: true },
  describe: (step) => `${step.arguments.enabled ? 'enable' : 'disable'} the worker`,
  row: rowOf,
  done: (step, _catalog, row) => (row?.enabled === step.arguments.enabled ? enabledText(row.enabled) : undefined),
  // One that registers only now was not in service before.
  rollout: ({ arguments: { enabled, workerAgentId } }) =>
    enabled && workerAgentId !== undefined ? 'bringsBack' : undefined,
  check: (step, { catalog }, signal) =>
    checkWorker(step, catalog, signal, (row) => (row.enabled === step.arguments.enabled ? already : asPlanned)),
  async perform(step, { catalog }, signal) {
    await catalog.setWorkerEnabled(agentIdOf(step), step.arguments.enabled, signal);
    return undefined;
  },
};
