import type { WorkerProperty } from '../../domain/catalog.js';
import type { WorkerRow } from '../../domain/rows.js';
import { already, asPlanned, type Operation } from './step.js';
import { agentIdOf, workerStanding } from './worker-standing.js';

const columns = {
  DisplayName: 'displayName',
  Description: 'description',
  Tags: 'tags',
} as const satisfies Record<WorkerProperty, keyof WorkerRow>;

/** Sets or clears a worker's display name, description or tags. */
export const setWorkerProperty: Operation = {
  name: 'setWorkerProperty',
  stand: (step, { catalog }, signal) =>
    workerStanding(step, catalog, signal, (row) => {
      const property = propertyOf(step.arguments.property);
      const now = row[columns[property]] ?? '';
      if (now === (step.arguments.value ?? '')) return already;
      if (now === (step.expects.value ?? '')) return asPlanned;
      return {
        state: 'moved',
        detail: `Somebody set ${property} of ${step.target} to ${JSON.stringify(now)} since it was planned.`,
      };
    }),
  async perform(step, { catalog }, signal) {
    const { property, value } = step.arguments;
    const text = typeof value === 'string' ? value : null;
    await catalog.setWorkerProperty(agentIdOf(step), propertyOf(property), text, signal);
    return undefined;
  },
};

function propertyOf(value: unknown): WorkerProperty {
  if (value === 'DisplayName' || value === 'Description' || value === 'Tags') return value;
  throw new TypeError(`A worker has no property ${String(value)}`);
}
