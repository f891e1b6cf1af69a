import type { CatalogObservation } from '../../domain/catalog.js';
import { isWorkerOnline, type WorkerRow } from '../../domain/rows.js';
import { type Diagnostic, diagnostic } from '../../errors/diagnostic.js';
import type { Policy } from '../../topology/topology.js';
import type { DiffContext } from './kind.js';

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
  const runs = `${name} runs ${running} execution${running === 1 ? '' : 's'}`;
  if (!isWorkerOnline(row)) {
    const dead = `${runs}, as the catalog has it, which it may still run although it is offline since ${row.lastOnline}.`;
    return { running, lost: true, diagnostics: [diagnostic('plan.running-work-lost', dead, { severity: 'warning' })] };
  }
  const limit = `${runs}: waited for, at most ${Math.round(drain.timeoutSeconds / 60)} min`;
  if (drain.onTimeout === 'stop') {
    const note = diagnostic('plan.drains-first', `${limit}.`, { severity: 'note' });
    return { running, lost: false, diagnostics: [note] };
  }
  const cut = diagnostic('plan.running-work-lost', `${limit}, then cut off.`, { severity: 'warning' });
  return { running, lost: true, diagnostics: [cut] };
}
