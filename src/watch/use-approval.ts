import { type Diagnostic, diagnostic, diagnosticOf } from '../diagnostic.js';
import { isScaleoutError } from '../errors.js';
import type { Catalog } from '../reconciler/catalog.js';
import { approvalsAt, readApprovals, withoutApproval, writeApprovals } from '../reconciler/watch/approval.js';

/**
 * Takes an approval out of the catalog that was used, and those that are too old. Returns a warning where that is not
 * possible: it could be used again then.
 */
export async function useApproval(
  catalog: Pick<Catalog, 'observe' | 'setNote'>,
  fingerprint: string,
  now: number,
  signal: AbortSignal,
): Promise<readonly Diagnostic[]> {
  try {
    const approvals = readApprovals((await catalog.observe(signal)).notes);
    if (!approvals.known) return [diagnostic('watch.approval-kept', approvals.reason, { severity: 'warning' })];
    const left = withoutApproval(approvalsAt(approvals.value, now), fingerprint);
    if (left.length < approvals.value.length) await catalog.setNote('approvals', writeApprovals(left), signal);
    return [];
  } catch (error) {
    if (!isScaleoutError(error)) throw error;
    return [{ ...diagnosticOf(error), severity: 'warning' }];
  }
}
