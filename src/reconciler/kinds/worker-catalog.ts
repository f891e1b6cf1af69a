import type { Change, Field, Risk, Step, StepOf } from '../../domain/documents.js';
import { isWorkerOnline, type WorkerRow } from '../../domain/rows.js';
import { listed } from '../../text/words.js';
import type { DesiredWorker } from '../../topology/topology.js';
import type { Told } from '../guards/guard.js';
import { changeGuards } from '../guards/guards.js';
import { drainStep } from '../steps/drain-worker.js';
import { setEnabledStep } from '../steps/set-worker-enabled.js';
import { setPropertyStep, type WorkerField, workerFields } from '../steps/set-worker-property.js';
import { wantedTags } from '../view/protection.js';
import { scaleOutFirst } from './catalog.js';
import type { DiffContext, Difference } from './kind.js';
import { workerId } from './kind.js';
import { runningWork } from './running-work.js';

/** One empty list for all: a plan of 10,000 workers would hold as many of its own. */
const none: readonly never[] = [];

/** What of a registered worker's row differs, where nothing of its machine is looked at. */
export function catalogDifference(
  { worker, row }: { readonly worker: DesiredWorker; readonly row: WorkerRow },
  context: DiffContext,
): Difference | undefined {
  const id = workerId(worker.machine);
  const properties = propertyDifferences(worker, row);
  const switching = worker.enabled !== undefined && worker.enabled !== row.enabled;
  if (properties.length === 0 && !switching) return undefined;
  const fields: Field[] = [];
  const steps: Step[] = [];
  let change: Pick<Change, 'reason' | 'reasonCode' | 'risk'>;
  let diagnostics: readonly Told[] = none;
  if (switching) {
    const switched = switchStep(id, { worker, row }, context);
    const reason = properties.length === 0 ? switched.reason : `${switched.reason}; ${differing(properties)}`;
    change = { reason, reasonCode: switched.reasonCode, risk: switched.step.risk };
    fields.push({ path: 'enabled', before: row.enabled, after: worker.enabled === true });
    steps.push(switched.step);
    diagnostics = switched.diagnostics;
  } else {
    change = { reason: differing(properties), reasonCode: 'differs', risk: 'safe' };
  }
  for (const { field, before, value } of properties) {
    fields.push({ path: field, before, after: value });
    steps.push(setPropertyStep(id, { row }, field, value));
  }
  return { change: { id, action: 'update', ...change, fields }, steps, diagnostics };
}

interface SwitchStep<Switch extends Step = StepOf<'setWorkerEnabled' | 'drainWorker'>> {
  readonly step: Switch;
  readonly reason: string;
  readonly reasonCode: string;
  readonly diagnostics: readonly Told[];
}

/** The step that enables a worker or takes it out of service, with why it is needed. */
export function switchStep(
  id: string,
  { worker, row }: { readonly worker: DesiredWorker; readonly row: WorkerRow },
  context: DiffContext,
  after: readonly string[] = none,
): SwitchStep {
  return worker.enabled === true ? enableStep(id, row, context, after) : disableStep(id, { worker, row }, context);
}

function enableStep(id: string, row: WorkerRow, context: DiffContext, after: readonly string[]): SwitchStep {
  const first = scaleOutFirst(context);
  const needs = after.length === 0 ? first : [...first, ...after];
  const reason = isWorkerOnline(row) ? 'the worker is disabled' : 'the worker is disabled, and offline';
  const step = setEnabledStep(id, { row }, true, { needs, risk: 'safe' });
  return { step, reason, reasonCode: 'disabled', diagnostics: none };
}

/** The step that takes a worker out of service for good. */
export function disableStep(
  id: string,
  { worker, row }: { readonly worker: DesiredWorker; readonly row: WorkerRow },
  { topology, catalog, availability }: DiffContext,
): SwitchStep<StepOf<'drainWorker'>> {
  const { drain } = topology.policy;
  const work = runningWork(catalog, row, { name: id, drain });
  const last = availability.noneLeft && isWorkerOnline(row);
  const risk: Risk = last || work.lost ? 'destructive' : 'disruptive';
  const why = last ? 'the worker is enabled, and no other would be left' : 'the worker is enabled';
  const needs = availability.enableFirst === undefined ? none : [availability.enableFirst];
  return {
    step: drainStep(id, 'disable', row, drain, { needs, risk, forGood: true }),
    reason: work.running > 0 ? `${why}; it runs packages` : why,
    reasonCode: 'enabled',
    diagnostics: [...changeGuards.workerProtected(id, row, worker.protect), ...work.diagnostics],
  };
}

/** A property that differs from what the topology says. */
interface PropertyDifference {
  readonly field: WorkerField;
  readonly before: string | null;
  /** Null: none. */
  readonly value: string | null;
}

/** A worker that is not registered yet has none. */
export function propertyDifferences(worker: DesiredWorker, row: WorkerRow | undefined): readonly PropertyDifference[] {
  const found: PropertyDifference[] = [];
  for (const field of workerFields) {
    const wanted = field === 'tags' ? wantedTags(worker, row?.tags ?? null) : worker[field];
    const before = row?.[field] ?? null;
    // An empty text and NULL look the same to everyone who reads the catalog.
    if (wanted === undefined || wanted === (before ?? '')) continue;
    found.push({ field, before, value: wanted === '' ? null : wanted });
  }
  return found;
}

/** `description differs`, `displayName and tags differ`. */
export function differing(properties: readonly PropertyDifference[]): string {
  return `${listed(properties.map(({ field }) => field))} ${properties.length === 1 ? 'differs' : 'differ'}`;
}
