import type { WorkerProperty, WorkerRow } from '../catalog.js';
import { isWorkerOnline } from '../liveness.js';
import type { Risk, Step } from '../plan-document.js';

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

/** The step that sets or clears one property of a worker. */
export function setPropertyStep(target: string, row: WorkerRow, field: WorkerField, value: string | null): Step {
  return {
    id: `${target}:${field}`,
    operation: 'setWorkerProperty',
    target,
    needs: noNeeds,
    arguments: { workerAgentId: row.id, property: workerProperties[field], value },
    expects: { machineName: row.machineName, value: row[field] },
    risk: 'safe',
  };
}

/** The step that enables or disables a worker. */
export function setEnabledStep(
  target: string,
  row: WorkerRow,
  enabled: boolean,
  options: { readonly needs: readonly string[]; readonly risk: Risk },
): Step {
  return {
    id: enabled ? enableStepId(target) : `${target}:disable`,
    operation: 'setWorkerEnabled',
    target,
    needs: options.needs,
    arguments: { workerAgentId: row.id, enabled },
    expects: { machineName: row.machineName, enabled: !enabled },
    risk: options.risk,
  };
}

/** The steps that remove a worker's row; an enabled worker is disabled first, so that it pulls nothing more. */
export function removeSteps(target: string, row: WorkerRow, needs: readonly string[]): readonly Step[] {
  const disable = row.enabled ? [setEnabledStep(target, row, false, { needs, risk: 'destructive' })] : [];
  return [
    ...disable,
    {
      id: `${target}:remove`,
      operation: 'removeWorker',
      target,
      needs: disable.map((step) => step.id),
      arguments: { workerAgentId: row.id },
      expects: { machineName: row.machineName, enabled: false, online: isWorkerOnline(row) },
      risk: 'destructive',
    },
  ];
}
