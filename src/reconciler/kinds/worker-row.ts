import { isWorkerOnline, type WorkerRow } from '../../domain/rows.js';
import { listed } from '../../text/words.js';
import type { DesiredWorker } from '../../topology/topology.js';
import { awaitStep } from '../steps/await-worker.js';
import { setEnabledStep } from '../steps/set-worker-enabled.js';
import { setPropertyStep, type WorkerField, workerFields } from '../steps/set-worker-property.js';
import type { RowReference } from '../steps/worker-row.js';
import { heartbeatWhileChanging } from '../view/heartbeats.js';
import { wantedTags } from '../view/row-machine.js';
import type { WorkerView } from '../view/worker.js';
import { scaleOutFirst } from './catalog.js';
import type { ChangeBuilder, DiffContext } from './kind.js';
import { switchStep } from './worker-enabled.js';
import type { MachinePart } from './worker-machine.js';

/** One empty list for all: a plan of 10,000 workers would hold as many of its own. */
const none: readonly string[] = [];

/** Compares a worker's row in the catalog: whether it is there, whether the worker is enabled, and its properties. */
export function compareRow(change: ChangeBuilder, view: WorkerView, part: MachinePart, context: DiffContext): void {
  const { worker, row } = view;
  const heard = part.isBlocked === true ? undefined : waitFor(change, view, part, context);
  if (row === undefined) {
    if (heard !== undefined) compareNewRow(change, worker, heard, context);
    return;
  }
  const after = heard === undefined ? none : [heard];
  const isSwitched = worker.enabled !== undefined && worker.enabled !== row.enabled;
  if (isSwitched) {
    const switched = switchStep(change.id, { worker, row }, context, after);
    const field = { path: 'enabled', before: row.enabled, after: worker.enabled === true };
    change.addReason({ reason: switched.reason, reasonCode: switched.reasonCode, field });
    change.tell(...switched.diagnostics);
    // A worker that was emptied for a restart is disabled already.
    if (worker.enabled === true || part.drained === undefined) change.addStep(switched.step);
  } else if (part.drained !== undefined && row.enabled) {
    const needs = [...scaleOutFirst(context), ...after];
    change.addStep(setEnabledStep(change.id, { row }, true, { needs, risk: 'safe' }));
  }
  compareProperties(change, worker, { row });
}

/** The step that waits until the worker is heard of, where something must be waited for. */
function waitFor(
  change: ChangeBuilder,
  { worker, row, reachability, installation }: WorkerView,
  part: MachinePart,
  context: DiffContext,
): string | undefined {
  const isOnline = row !== undefined && isWorkerOnline(row);
  if (row !== undefined && part.restart === undefined && (isOnline || part.ready.length === 0)) return undefined;
  const { registrationTimeoutSeconds, rollout } = context.topology.policy;
  const awaited = {
    machine: worker.machine,
    workerAgentId: row?.id ?? installation?.agentId,
    isRegistered: row !== undefined,
    isReached: reachability.state === 'seen',
    heartbeatInterval: heartbeatWhileChanging(row, worker),
    restartedBy: part.restart,
  };
  const needs = [...new Set([...part.ready, ...context.masterReady, ...scaleOutFirst(context)])];
  const timeout = row === undefined ? registrationTimeoutSeconds : rollout.healthyWithinSeconds;
  return change.addStep(awaitStep(change.id, awaited, timeout, needs));
}

function compareNewRow(change: ChangeBuilder, worker: DesiredWorker, registered: string, context: DiffContext): void {
  const reference: RowReference = { machine: worker.machine, registeredBy: registered };
  if (worker.enabled === true) {
    change.addField({ path: 'enabled', before: null, after: true });
    change.addStep(setEnabledStep(change.id, reference, true, { needs: scaleOutFirst(context), risk: 'safe' }));
  }
  compareProperties(change, worker, reference);
}

function compareProperties(change: ChangeBuilder, worker: DesiredWorker, reference: RowReference): void {
  const properties = propertyDifferences(worker, reference.row);
  if (properties.length === 0) return;
  if (reference.row !== undefined) change.addReason({ reason: differing(properties), reasonCode: 'differs' });
  for (const { field, before, value } of properties) {
    change.addField({ path: field, before, after: value });
    change.addStep(setPropertyStep(change.id, reference, field, value));
  }
}

/** A property that differs from what the topology says. */
interface PropertyDifference {
  readonly field: WorkerField;
  readonly before: string | null;
  /** Null: none. */
  readonly value: string | null;
}

/** A worker that is not registered yet has none. */
function propertyDifferences(worker: DesiredWorker, row: WorkerRow | undefined): readonly PropertyDifference[] {
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
function differing(properties: readonly PropertyDifference[]): string {
  return `${listed(properties.map(({ field }) => field))} ${properties.length === 1 ? 'differs' : 'differ'}`;
}
