import { type Diagnostic, diagnostic } from '../../diagnostic.js';
import type { CatalogObservation, WorkerRow } from '../catalog.js';

/** What a plan says about the packages that run on a worker that it takes out of service. */
export interface RunningWork {
  /** Whether work would be lost for certain. */
  readonly lost: boolean;
  readonly diagnostics: readonly Diagnostic[];
}

/** Warns of work that would be lost (27252: a disabled worker may not report), or that cannot be seen. */
export function runningWork(catalog: CatalogObservation, row: WorkerRow, name: string): RunningWork {
  if (!catalog.busy.known) {
    const detail = `${name}: ${catalog.busy.reason}`;
    return { lost: false, diagnostics: [diagnostic('plan.running-work-unseen', detail, { severity: 'warning' })] };
  }
  const running = catalog.busy.value.get(row.id) ?? 0;
  if (running === 0) return { lost: false, diagnostics: [] };
  const detail = `${name} runs ${running} execution${running === 1 ? '' : 's'}.`;
  return { lost: true, diagnostics: [diagnostic('plan.running-work-lost', detail, { severity: 'warning' })] };
}
