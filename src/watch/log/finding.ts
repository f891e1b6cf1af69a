import { createHash } from 'node:crypto';
import type { ReconcileResult } from '../watch-event.js';
import { withoutMoments } from './repeats.js';
import type { RunDiagnostic } from './run-line.js';

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
