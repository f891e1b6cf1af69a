import type { WorkerProperty } from '../../domain/catalog.js';
import type { Risk, Step } from '../../domain/documents.js';
import type { MachineName } from '../../domain/machine-name.js';
import { isWorkerOnline, type WorkerRow } from '../../domain/rows.js';
import type { Policy } from '../../topology/topology.js';

/** The fields of a worker that are properties in the catalog, by their name there. */
const workerProperties = {
  displayName: 'DisplayName',
  description: 'Description',
  tags: 'Tags',
} as const satisfies Record<string, WorkerProperty>;

export type WorkerField = keyof typeof workerProperties;

/** The same, in the order in which plans show them. */
export const workerFields = Object.keys(workerProperties) as readonly WorkerField[];

const noNeeds: readonly string[] = [];

/** The id of a worker's change, by the name of its machine. */
export function workerId(machine: string): string {
  return `worker/${machine}`;
}

/** The id of the step that enables a worker, by the id of its change. */
export function enableStepId(target: string): string {
  return `${target}:enable`;
}

/** The row that a step is about: one that was seen, or one that the machine will have registered by then. */
export type RowReference =
  | { readonly row: WorkerRow }
  | {
      readonly row?: undefined;
      readonly machine: MachineName;
      /** The id of the step that waits for the row. */
      readonly registeredBy: string;
    };

/** The parts of a step that say which row it is about. */
function aboutRow(reference: RowReference, needs: readonly string[]) {
  if (reference.row !== undefined) {
    const { id, machineName } = reference.row;
    return { values: { workerAgentId: id }, expected: { machineName }, rest: { needs } };
  }
  const { machine, registeredBy } = reference;
  const all = needs.includes(registeredBy) ? needs : [...needs, registeredBy];
  const rest = { needs: all, inputs: { workerAgentId: registeredBy } };
  return { values: { machine }, expected: {}, rest };
}

/** The step that sets or clears one property of a worker. */
export function setPropertyStep(
  target: string,
  reference: RowReference,
  field: WorkerField,
  value: string | null,
): Step {
  const { values, expected, rest } = aboutRow(reference, noNeeds);
  return {
    id: `${target}:${field}`,
    operation: 'setWorkerProperty',
    target,
    ...rest,
    arguments: { ...values, property: workerProperties[field], value },
    expects: { ...expected, value: reference.row?.[field] ?? null },
    risk: 'safe',
  };
}

/** The step that enables or disables a worker. */
export function setEnabledStep(
  target: string,
  reference: RowReference,
  enabled: boolean,
  options: { readonly needs: readonly string[]; readonly risk: Risk },
): Step {
  const { values, expected, rest } = aboutRow(reference, options.needs);
  return {
    id: enabled ? enableStepId(target) : `${target}:disable`,
    operation: 'setWorkerEnabled',
    target,
    ...rest,
    arguments: { ...values, enabled },
    expects: { ...expected, enabled: !enabled },
    risk: options.risk,
  };
}

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
  },
): Step {
  const { forGood, continues, beforeStop } = options;
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
      ...heartbeatArgument(row),
    },
    expects: { machineName: row.machineName, enabled: row.enabled, ...(forGood === true ? { protected: false } : {}) },
    risk: options.risk,
  };
}

/** For steps that judge by themselves whether a worker is online, where its heartbeats are rarer than usual. */
export function heartbeatArgument({ heartbeatInterval }: WorkerRow): { readonly heartbeatInterval?: number } {
  return heartbeatInterval === undefined ? {} : { heartbeatInterval };
}

/** The step that deletes a worker's row. */
export function removeRowStep(target: string, row: WorkerRow, needs: readonly string[]): Step {
  return {
    id: `${target}:remove`,
    operation: 'removeWorker',
    target,
    needs,
    arguments: { workerAgentId: row.id, ...heartbeatArgument(row) },
    expects: { machineName: row.machineName, enabled: false, online: isWorkerOnline(row), protected: false },
    risk: 'destructive',
  };
}
