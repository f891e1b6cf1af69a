import { createHash } from 'node:crypto';
import { type Diagnostic, recoveryOf } from '../../errors/errors.js';
import type { HeldChange } from '../../reconciler/hold/hold.js';
import { counted, firstOf } from '../../text/words.js';
import type { ReconcileResult, WatchEvent } from '../watch-event.js';
import type { LineLevel, WriteLine } from './line-writer.js';
import { withoutMoments } from './repeats.js';

/** A diagnostic of the run; `step` names the step that failed. */
export interface RunDiagnostic extends Pick<Diagnostic, 'severity' | 'detail' | 'remedy'> {
  readonly code: string;
  readonly step?: string;
}

/** The most entries of each list in a line. */
const most = 20;

export function levelOf({ result }: ReconcileResult): LineLevel {
  if (result === 'failed' || result === 'partial') return 'error';
  return result === 'held' || result === 'interrupted' ? 'warn' : 'info';
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
  const found = `${counted(differing.length, 'difference')}${named(differing)}`;
  switch (result) {
    case 'in-sync':
      return 'in sync';
    case 'held':
      return `${found}; held back by ${holders(held)}`;
    case 'applied':
      return `${found}; ${counted(outcome?.done ?? 0, 'step')} done${held.length === 0 ? '' : `, ${held.length} held back`}`;
    case 'partial':
      return `${found}; ${outcome?.done ?? 0} steps done, ${outcome?.errored ?? 0} failed, ${outcome?.skipped ?? 0} skipped`;
    case 'interrupted':
      return `${found}; interrupted: ${counted(outcome?.done ?? 0, 'step')} done, ${outcome?.errored ?? 0} cut off or failed, ${outcome?.skipped ?? 0} not begun`;
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

/** What differs, the first ones: `: worker/ETL01 (its tags differ) and 2 more`. */
function named(changes: NonNullable<ReconcileResult['plan']>['changes']): string {
  if (changes.length === 0) return '';
  const shown = changes.map(({ id, reason }) => `${id} (${reason})`);
  return `: ${firstOf(shown, 3)}`;
}

/** What holds them back, with the reason where all have one: `guard: another replica leads`. */
function holders(held: readonly HeldChange[]): string {
  const by = [...new Set(held.map((one) => one.by))].join(', ');
  const [reason, ...others] = new Set(held.map((one) => one.reason));
  return reason === undefined || others.length > 0 ? by : `${by}: ${reason}`;
}

/**
 * A fingerprint of what a run found and did: equal for two runs of which the second one has nothing to add. When something
 * is held until, and how long things took, makes no difference.
 */
export function findingOf(
  { result, plan, held, outcome, diagnostics }: ReconcileResult,
  during: readonly RunDiagnostic[] = [],
): string {
  const parts = [
    result,
    plan?.changes.map(({ id, action, fields }) => [id, action, fields]),
    // What has to be approved is in the reason; of everything else the reason counts up or names a time.
    held.map(({ id, by, reason }) => [id, by, by === 'approval' ? reason : '']),
    outcome?.result,
    ...[diagnostics, during].map((all) =>
      all.map(({ severity, code, detail }) => [severity, code, withoutMoments(detail)]),
    ),
  ];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

/** What was ended from outside has not failed. */
export function endedHow({ code }: { readonly code: string }): string {
  return recoveryOf(code) === 'cutOff' ? 'was cut off' : 'failed';
}

/** What goes wrong in a run is part of its one line; how it goes on is for those who search. */
export function noteDuring(
  event: Extract<WatchEvent, { type: 'apply_event' }>['event'],
  kept: RunDiagnostic[],
  line: WriteLine,
): void {
  switch (event.type) {
    case 'step_errored':
      kept.push({ step: event.step, ...shown(event.diagnostic) });
      line('debug', `${event.step} ${endedHow(event.diagnostic)}: ${event.diagnostic.detail}`, { step: event.step });
      break;
    case 'diagnostic':
      kept.push(shown(event.diagnostic));
      break;
    case 'step_trouble':
      // Not only at the end of the run, which may be minutes away.
      line('warn', `${event.step}: ${event.diagnostic.detail}`, { step: event.step, ...shown(event.diagnostic) });
      break;
    case 'step_start':
      line('debug', `${event.step} begins`, { step: event.step, operation: event.operation });
      break;
    case 'step_progress':
      line('debug', `${event.step}: ${event.message}`, { step: event.step });
      break;
    case 'step_complete':
      line('debug', `${event.step}: ${event.outcome}`, { step: event.step, durationMs: event.durationMs });
      break;
    case 'step_skipped':
      line('debug', `${event.step} is skipped: ${event.reason}`, { step: event.step });
      break;
  }
}
