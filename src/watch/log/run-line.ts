import type { Diagnostic } from '../../diagnostic.js';
import type { ReconcileResult } from '../watch-event.js';
import type { LineLevel } from './line-writer.js';

/** A diagnostic of the run; `step` names the step that failed. */
export interface RunDiagnostic extends Pick<Diagnostic, 'severity' | 'detail' | 'remedy'> {
  readonly code: string;
  readonly step?: string;
}

/** The most entries of each list in a line. */
const most = 20;

export function levelOf({ result }: ReconcileResult): LineLevel {
  if (result === 'failed' || result === 'partial') return 'error';
  return result === 'held' ? 'warn' : 'info';
}

/** What a line says of a run, for programs. Values from the catalog are left out: which fields differ is enough. */
export function runFields(run: ReconcileResult, during: readonly RunDiagnostic[]) {
  const { result, reasons, durationMs, held, outcome } = run;
  const diagnostics = [...run.diagnostics.map(shown), ...during];
  const changes = run.plan?.changes ?? [];
  const omitted = [changes, held, diagnostics].reduce((sum, { length }) => sum + Math.max(0, length - most), 0);
  return {
    result,
    reasons,
    durationMs: Math.round(durationMs),
    ...(changes.length === 0 ? {} : { changes: changes.slice(0, most).map(changeOf) }),
    ...(held.length === 0 ? {} : { held: held.slice(0, most) }),
    ...(outcome === undefined ? {} : { outcome }),
    ...(diagnostics.length === 0 ? {} : { diagnostics: diagnostics.slice(0, most) }),
    ...(omitted === 0 ? {} : { omitted }),
  };
}

/** The same for people. */
export function runMessage(run: ReconcileResult): string {
  const { result, plan, held, outcome } = run;
  const differing = plan?.changes.filter(({ action }) => action !== 'unmanaged') ?? [];
  const found = `${count(differing.length, 'difference')}${named(differing.map(({ id }) => id))}`;
  switch (result) {
    case 'in-sync':
      return 'in sync';
    case 'held':
      return `${found}; held back: ${[...new Set(held.map(({ by }) => by))].join(', ')}`;
    case 'applied':
      return `${found}; ${count(outcome?.done ?? 0, 'step')} done${held.length === 0 ? '' : `, ${held.length} held back`}`;
    case 'partial':
      return `${found}; ${outcome?.done ?? 0} steps done, ${outcome?.errored ?? 0} failed, ${outcome?.skipped ?? 0} skipped`;
    case 'failed':
      return `the world could not be observed: ${run.diagnostics[0]?.summary ?? 'nothing is known of why'}`;
  }
}

export function shown({ severity, code, detail, remedy }: RunDiagnostic): RunDiagnostic {
  return { severity, code, detail, remedy };
}

function changeOf({ id, action, risk, reason, fields }: NonNullable<ReconcileResult['plan']>['changes'][number]) {
  return { id, action, risk, reason, fields: fields.map(({ path }) => path) };
}

function named(ids: readonly string[]): string {
  if (ids.length === 0) return '';
  return ` (${ids.slice(0, 3).join(', ')}${ids.length > 3 ? ` and ${ids.length - 3} more` : ''})`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
