import type { Diagnostic } from '../../diagnostic.js';
import type * as generated from '../../generated/watch-status.js';
import type { Immutable } from '../../readonly.js';
import { scrubText } from '../log/scrub.js';
import type { ReconcileResult } from '../watch-event.js';

/** The most entries of each list: a page that a person reads, for a fleet of any size. */
const mostEntries = 200;

/** What /status shows of a run that ended at `at` (ISO 8601). */
export function lastRun(run: ReconcileResult, at: string): Immutable<generated.LastRun> {
  const { result, reasons, plan, held, outcome, fleet, diagnostics, durationMs } = run;
  const changes = plan?.changes ?? [];
  const lists = [changes, held, diagnostics];
  return {
    at,
    result,
    reasons: [...reasons],
    durationMs,
    ...(plan === undefined ? {} : { fingerprint: plan.fingerprint }),
    changes: changes
      .slice(0, mostEntries)
      .map(({ id, action, risk, reason }) => ({ id, action, risk, reason: scrubText(reason) })),
    held: held.slice(0, mostEntries).map((one) => ({ ...one, reason: scrubText(one.reason) })),
    ...(outcome === undefined ? {} : { outcome: outcomeOf(outcome) }),
    ...(fleet?.workers === undefined ? {} : { workers: fleet.workers }),
    diagnostics: shownDiagnostics(diagnostics),
    omitted: lists.reduce((sum, { length }) => sum + Math.max(0, length - mostEntries), 0),
  };
}

function outcomeOf({ result, done, errored, skipped, manual, unresolved }: NonNullable<ReconcileResult['outcome']>) {
  return { result, done, errored, skipped, manual, unresolved };
}

/** Without places in files; the first two hundred. */
export function shownDiagnostics(found: readonly Diagnostic[]) {
  return found.slice(0, mostEntries).map(shownDiagnostic);
}

function shownDiagnostic({ severity, code, summary, detail, remedy }: Diagnostic) {
  return { severity, code, summary, detail: scrubText(detail), remedy: scrubText(remedy) };
}
