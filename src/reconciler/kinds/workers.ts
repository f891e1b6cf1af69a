import type { Diagnostic } from '../../diagnostic.js';
import type { DesiredWorker } from '../../topology/topology.js';
import type { WorkerRow } from '../catalog.js';
import { isWorkerOnline } from '../liveness.js';
import type { WorkerMatch } from '../matched-workers.js';
import type { Change, Field, Risk, Step } from '../plan-document.js';
import type { DiffContext, Difference, Kind } from './kind.js';
import { runningWork } from './running-work.js';
import { enableScaleOutStep } from './scale-out.js';
import { unknownWorker } from './unknown-worker.js';
import { setEnabledStep, setPropertyStep, type WorkerField, workerFields, workerId } from './worker-steps.js';

/** One empty list for all: a plan of 10,000 workers would hold as many of its own. */
const none: readonly never[] = [];

/** The workers that the topology lists: enabled or not, and their properties. */
export const workers: Kind = {
  name: 'workers',
  diff(context) {
    return context.workers.matches.flatMap((match) => differenceOf(match, context) ?? []);
  },
};

function differenceOf(match: WorkerMatch, context: DiffContext): Difference | undefined {
  if (match.state !== 'registered') return unknownWorker(match);
  const { worker, row } = match;
  const id = workerId(worker.machine);
  const properties = propertyDifferences(worker, row);
  const switching = worker.enabled !== undefined && worker.enabled !== row.enabled;
  if (properties.length === 0 && !switching) return undefined;
  const fields: Field[] = [];
  const steps: Step[] = [];
  let change: Pick<Change, 'reason' | 'reasonCode' | 'risk'>;
  let diagnostics: readonly Diagnostic[] = none;
  if (switching) {
    const wanted = worker.enabled === true;
    const switched = wanted ? enableStep(id, row, context) : disableStep(id, row, context);
    const reason = properties.length === 0 ? switched.reason : `${switched.reason}; ${differing(properties)}`;
    change = { reason, reasonCode: wanted ? 'disabled' : 'enabled', risk: switched.step.risk };
    fields.push({ path: 'enabled', before: row.enabled, after: wanted });
    steps.push(switched.step);
    diagnostics = switched.diagnostics;
  } else {
    change = { reason: differing(properties), reasonCode: 'differs', risk: 'safe' };
  }
  for (const { field, value } of properties) {
    fields.push({ path: field, before: row[field], after: value });
    steps.push(setPropertyStep(id, row, field, value));
  }
  return { change: { id, action: 'update', ...change, fields }, steps, diagnostics };
}

function differing(properties: readonly PropertyDifference[]): string {
  return `${listed(properties.map(({ field }) => field))} ${properties.length === 1 ? 'differs' : 'differ'}`;
}

interface SwitchStep {
  readonly step: Step;
  readonly reason: string;
  readonly diagnostics: readonly Diagnostic[];
}

function enableStep(id: string, row: WorkerRow, { topology, catalog }: DiffContext): SwitchStep {
  const scaleOutFirst = topology.scaleOut.enabled === true && catalog.scaleOut !== 'enabled';
  const needs = scaleOutFirst ? [enableScaleOutStep] : none;
  return { step: setEnabledStep(id, row, true, { needs, risk: 'safe' }), reason: enableReason(row), diagnostics: none };
}

function enableReason(row: WorkerRow): string {
  return isWorkerOnline(row) ? 'the worker is disabled' : 'the worker is disabled, and offline';
}

function disableStep(id: string, row: WorkerRow, { catalog, availability }: DiffContext): SwitchStep {
  const work = runningWork(catalog, row, id);
  const last = availability.noneLeft && isWorkerOnline(row);
  const risk: Risk = last || work.lost ? 'destructive' : 'disruptive';
  const why = last ? 'the worker is enabled, and no other would be left' : 'the worker is enabled';
  const needs = availability.enableFirst === undefined ? [] : [availability.enableFirst];
  return {
    step: setEnabledStep(id, row, false, { needs, risk }),
    reason: work.lost ? `${why}; it runs packages` : why,
    diagnostics: work.diagnostics,
  };
}

interface PropertyDifference {
  readonly field: WorkerField;
  readonly value: string | null;
}

function propertyDifferences(worker: DesiredWorker, row: WorkerRow): readonly PropertyDifference[] {
  const found: PropertyDifference[] = [];
  for (const field of workerFields) {
    const wanted = worker[field];
    // An empty text and NULL look the same to everyone who reads the catalog.
    if (wanted === undefined || wanted === (row[field] ?? '')) continue;
    found.push({ field, value: wanted === '' ? null : wanted });
  }
  return found;
}

function listed(names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
}
