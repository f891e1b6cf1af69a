import type { WorkerProperty } from '../../domain/catalog.js';
import type { StepOf } from '../../domain/documents.js';
import type { WorkerRow } from '../../domain/rows.js';
import { printable } from '../../text/printable.js';
import { valueWords } from '../../text/words.js';
import { type AutomatedOperation, already, asPlanned, longestValue, sameText } from './step.js';
import { aboutRow, agentIdOf, checkWorker, type RowReference, rowOf } from './worker-row.js';

type SetWorkerProperty = StepOf<'setWorkerProperty'>;

const fields = {
  DisplayName: 'displayName',
  Description: 'description',
  Tags: 'tags',
} as const satisfies Record<WorkerProperty, keyof WorkerRow>;

/** The fields of a worker that are properties in the catalog, by their name there. */
const properties = {
  displayName: 'DisplayName',
  description: 'Description',
  tags: 'Tags',
} as const satisfies Record<(typeof fields)[WorkerProperty], WorkerProperty>;

export type WorkerField = keyof typeof properties;

/** The same, in the order in which plans show them. */
export const workerFields = Object.values(fields) satisfies readonly WorkerField[];

const noNeeds: readonly string[] = [];

/** The step that sets or clears one property of a worker. */
export function setPropertyStep(
  target: string,
  reference: RowReference,
  field: WorkerField,
  value: string | null,
): SetWorkerProperty {
  const { needs, values, expected, rest } = aboutRow(reference, noNeeds);
  return {
    id: `${target}:${field}`,
    operation: 'setWorkerProperty',
    target,
    needs,
    ...rest,
    arguments: { ...values, property: properties[field], value },
    expects: { ...expected, value: reference.row?.[field] ?? null },
    risk: 'safe',
  };
}

/** Sets or clears a worker's display name, description or tags. */
export const setWorkerProperty: AutomatedOperation<SetWorkerProperty> = {
  late: { workerAgentId: true },
  describe({ arguments: { property, value } }) {
    if (value === null || value === '') return `clear ${property}`;
    return printable(`set ${property} to ${valueWords(value, longestValue)}`);
  },
  row: rowOf,
  done: ({ arguments: { property, value } }, _catalog, row) =>
    row === undefined ? undefined : sameText(property, row[fields[property]], value),
  // A text that could not be set keeps no worker from its work.
  rollout: () => 'optional',
  check: (step, { catalog }, signal) =>
    checkWorker(step, catalog, signal, (row) => {
      const { property, value } = step.arguments;
      const now = row[fields[property]] ?? '';
      if (now === (value ?? '')) return already;
      if (now === (step.expects.value ?? '')) return asPlanned;
      return {
        state: 'moved',
        detail: `Somebody set ${property} of ${step.target} to ${JSON.stringify(now)} since it was planned.`,
      };
    }),
  async perform(step, { catalog }, signal) {
    const { property, value } = step.arguments;
    await catalog.setWorkerProperty(agentIdOf(step), property, value, signal);
    return undefined;
  },
};
