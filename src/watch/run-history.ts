import type { Plan } from '../domain/documents.js';
import { type Diagnostic, diagnosticOf, isScaleoutError, ScaleoutError } from '../errors/errors.js';
import type { AllowedBy } from '../history/apply-recorder.js';
import type { RunHistory } from '../reconciler/apply/carry-out.js';
import { approvalsAt, readApprovals } from '../reconciler/hold/notes.js';
import type { Observation } from '../reconciler/view/machine.js';
import { messageOf } from '../text/printable.js';
import type { Topology } from '../topology/topology.js';
import type { WatchOptions } from './watch-options.js';

/** The history of one apply of a watch. What goes wrong with it is a warning. */
interface WatchedRunHistory extends RunHistory {
  /** The apply ended in an error of its own. */
  failed(error: unknown): Promise<void>;
  readonly warnings: () => readonly Diagnostic[];
}

export async function runHistory(
  topology: Topology,
  { login, allowed }: { readonly login: string; readonly allowed: AllowedBy },
  { history }: Pick<WatchOptions, 'history'>,
): Promise<WatchedRunHistory> {
  const warnings: Diagnostic[] = [];
  const recorder = await history?.(topology).catch((error: unknown) => {
    const unreadable = isScaleoutError(error) ? error : new ScaleoutError('command.unexpected', messageOf(error));
    warnings.push({ ...diagnosticOf(unreadable), severity: 'warning' });
    return undefined;
  });
  let isOpen = false;
  return {
    warnings: () => warnings,
    emit: (event) => recorder?.emit(event),
    async begin(plan) {
      warnings.push(...((await recorder?.begin(plan, login, allowed)) ?? []));
      isOpen = true;
    },
    async end(outcome, codes) {
      isOpen = false;
      warnings.push(...((await recorder?.end(outcome, codes)) ?? []));
    },
    async failed(error) {
      if (!isOpen) return;
      await recorder?.end({ result: 'failed', code: isScaleoutError(error) ? error.code : 'command.unexpected' });
    },
  };
}

/** Who let this plan be carried out, when, and by which rehearsal. */
export function allowedBy({ fingerprint }: Plan, { catalog: { notes } }: Observation, now: number): AllowedBy {
  const approvals = readApprovals(notes);
  const found = approvals.known ? approvalsAt(approvals.value, now) : [];
  const approval = found.find((one) => one.fingerprint === fingerprint);
  if (approval === undefined) return {};
  const { who, when, rehearsal } = approval;
  return { approval: { who, when }, ...(rehearsal === undefined ? {} : { rehearsal: { fingerprint, ...rehearsal } }) };
}
