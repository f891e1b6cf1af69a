import type { CatalogObservation } from '../../domain/catalog.js';
import type { Risk, Step, StepOf } from '../../domain/documents.js';
import { isWorkerOnline, type WorkerRow } from '../../domain/rows.js';
import { type Diagnostic, diagnostic } from '../../errors/errors.js';
import { age, moment } from '../../text/times.js';
import { counted } from '../../text/words.js';
import type { DesiredWorker, Policy } from '../../topology/topology.js';
import type { Told } from '../guards/guard.js';
import { changeGuards } from '../guards/guards.js';
import { drainStep } from '../steps/drain-worker.js';
import { setEnabledStep } from '../steps/set-worker-enabled.js';
import { scaleOutFirst } from './catalog.js';
import type { DiffContext } from './kind.js';

/** One empty list for all: a plan of 10,000 workers would hold as many of its own. */
const none: readonly never[] = [];

interface RegisteredWorker {
  readonly worker: DesiredWorker;
  readonly row: WorkerRow;
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
  { worker, row }: RegisteredWorker,
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
  { worker, row }: RegisteredWorker,
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

/** What a plan says about the packages that run on a worker that it takes out of service. */
export interface RunningWork {
  readonly running: number;
  /** Whether work may be lost: the policy does not let it run to its end. */
  readonly lost: boolean;
  readonly diagnostics: readonly Diagnostic[];
}

/** Whether the catalog shows work of a worker, or does not let it be seen. Whether the worker is online does not count. */
export function mayHoldWork(row: WorkerRow, { catalog: { busy } }: Pick<DiffContext, 'catalog'>): boolean {
  return !busy.known || (busy.value.get(row.id) ?? 0) > 0;
}

/** Tells what is waited for, what may be lost (27252: a disabled worker may not report), or what cannot be seen. */
export function runningWork(
  catalog: CatalogObservation,
  row: WorkerRow,
  { name, drain }: { readonly name: string; readonly drain: Policy['drain'] },
): RunningWork {
  if (!catalog.busy.known) {
    const detail = `${name}: ${catalog.busy.reason}`;
    const unseen = diagnostic('plan.running-work-unseen', detail, { severity: 'warning' });
    return { running: 0, lost: false, diagnostics: [unseen] };
  }
  const running = catalog.busy.value.get(row.id) ?? 0;
  if (running === 0) return { running, lost: false, diagnostics: [] };
  const runs = `${name} runs ${counted(running, 'execution')}`;
  if (!isWorkerOnline(row)) {
    const dead = `${runs}, as the catalog has it, which it may still run although it is offline since ${moment(row.lastOnline)}.`;
    return { running, lost: true, diagnostics: [diagnostic('plan.running-work-lost', dead, { severity: 'warning' })] };
  }
  const limit = `${runs}: waited for, at most ${age(drain.timeoutSeconds)}`;
  if (drain.onTimeout === 'stop') {
    const note = diagnostic('plan.drains-first', `${limit}.`, { severity: 'note' });
    return { running, lost: false, diagnostics: [note] };
  }
  const cut = diagnostic('plan.running-work-lost', `${limit}, then cut off.`, { severity: 'warning' });
  return { running, lost: true, diagnostics: [cut] };
}
