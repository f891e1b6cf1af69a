import type { CatalogObservation } from '../catalog.js';
import type { Plan, Step } from '../plan-document.js';
import type { WorkerRow } from '../worker-row.js';
import { shownValue } from './shown-value.js';

/** Says of a step that would not be planned any more what became of the thing that it was for. */
export function whyGone(now: Plan, catalog: CatalogObservation): (step: Step) => string {
  const changes = new Map(now.changes.map((change) => [change.id, change]));
  const rows = new Map<string, WorkerRow>(
    catalog.workers.known ? catalog.workers.value.map((row) => [row.id, row]) : [],
  );
  return (step) => {
    const change = changes.get(step.target);
    const { workerAgentId } = step.arguments;
    const row = rows.get(String(workerAgentId));
    if (workerAgentId !== undefined) {
      if (row === undefined) return goneRow(step);
      const { machineName } = step.expects;
      if (machineName !== undefined && machineName !== row.machineName)
        return `row ${row.id} was ${shownValue(machineName)} and is ${shownValue(row.machineName)} now`;
    }
    const done = doneAlready(step, catalog, row);
    if (done !== undefined) return `it was done already: ${done}`;
    if (change === undefined)
      return `it was done already, or is not needed: nothing of ${step.target} differs any more`;
    if (change.action === 'unknown') return `the state of ${step.target} cannot be told now: ${change.reason}`;
    return `${step.target} would be dealt with otherwise now: ${change.reason}`;
  };
}

function goneRow({ operation, target, arguments: { workerAgentId } }: Step): string {
  const gone = `row ${workerAgentId} of ${target} is gone from the catalog`;
  return operation === 'removeWorker' ? `it was done already: ${gone}` : gone;
}

/** The state that the step was to bring about, where the catalog shows it now. */
function doneAlready(step: Step, catalog: CatalogObservation, row: WorkerRow | undefined): string | undefined {
  switch (step.operation) {
    case 'enableScaleOut':
      return catalog.scaleOut === 'enabled' ? 'Scale Out is enabled' : undefined;
    case 'setDefaultExecutionMode':
      return sameThing('the mode', catalog.defaultExecutionMode, step.arguments.mode);
    case 'setMasterAddress':
      return sameThing('the address', catalog.master.address, step.arguments.address);
    case 'setWorkerEnabled':
      return row !== undefined && row.enabled === step.arguments.enabled ? enabledText(row.enabled) : undefined;
    case 'drainWorker':
      return row?.enabled === false ? enabledText(false) : undefined;
    case 'setWorkerProperty':
      return sameThing(String(step.arguments.property), propertyOf(row, step.arguments.property), step.arguments.value);
    default:
      return undefined;
  }
}

function enabledText(enabled: boolean): string {
  return `the worker is ${enabled ? 'enabled' : 'disabled'}`;
}

/** An empty text and NULL are the same in the catalog. */
function sameThing(
  name: string,
  now: string | null,
  wanted: Step['arguments'][string] | undefined,
): string | undefined {
  return (now ?? '') === (wanted ?? '') ? `${name} is ${shownValue(now)}` : undefined;
}

function propertyOf(row: WorkerRow | undefined, property: unknown): string | null {
  switch (property) {
    case 'DisplayName':
      return row?.displayName ?? null;
    case 'Description':
      return row?.description ?? null;
    case 'Tags':
      return row?.tags ?? null;
    default:
      return null;
  }
}
