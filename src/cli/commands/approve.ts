import type { CatalogNotes } from '../../domain/catalog.js';
import type { Immutable } from '../../domain/documents.js';
import type { Known } from '../../domain/known.js';
import { ScaleoutError } from '../../errors/errors.js';
import type { ApproveDocument } from '../../generated/approve.js';
import { whoWrites } from '../../history/provenance.js';
import { type Approval, approvalsAt, approved, readApprovals, writeApprovals } from '../../reconciler/hold/notes.js';
import { meantBy, readWaiting, type WaitingPlan, waitingAt } from '../../reconciler/hold/waiting.js';
import { paragraph } from '../../text/layout.js';
import { printable } from '../../text/printable.js';
import { moment } from '../../text/times.js';
import { firstOf } from '../../text/words.js';
import { prepare } from '../run-command.js';
import { type Command, printAnswer } from '../terminal.js';
import type { ApproveCommandOptions } from '../watch-options.js';

/** scaleout approve: lets a watch that waits for it carry out exactly the plan of that fingerprint, once. */
export const approveCommand: Command<ApproveCommandOptions> = async (options, terminal) => {
  terminal.workGoesOn();
  await using prepared = await prepare(options, terminal);
  const { catalog, topology } = prepared;
  const { abort } = terminal.interrupts;
  const now = Date.now();
  const { notes } = await catalog.observe(abort);
  if (!notes.known) throw new ScaleoutError('watch.notes-unseen', notes.reason);
  const { fingerprint, what } = planMeant(options, topology.name, notes, now);
  const added: Approval = { fingerprint, who: whoWrites(terminal.env), when: new Date(now).toISOString() };
  // What cannot be read approves nothing: it is replaced.
  const known = readApprovals(notes);
  const left = known.known ? approvalsAt(known.value, now) : [];
  await catalog.setNote('approvals', writeApprovals(approved(left, added)), abort);
  const text = `Approved ${fingerprint}${what === undefined ? '' : `: ${printable(what)}`}`;
  printAnswer(
    terminal,
    options.json,
    (): Immutable<ApproveDocument> => ({ formatVersion: 1, approval: added }),
    (screen) => `${paragraph('', text, screen)}\n`,
  );
  return 0;
};

/**
 * The plan that the digits mean. Throws `watch.approval-unknown`, `watch.approval-ambiguous` and `watch.approval-used`, and
 * `watch.notes-unseen` where what waits cannot be read.
 */
export function planMeant(
  { fingerprint: digits, ahead }: ApproveCommandOptions,
  topology: string,
  notes: Known<CatalogNotes>,
  now: number,
): { readonly fingerprint: string; readonly what?: string } {
  const read = readWaiting(notes);
  if (!read.known && !ahead) throw new ScaleoutError('watch.notes-unseen', read.reason);
  const found = meantBy(digits, read.known ? waitingAt(read.value, topology, now) : []);
  if (found.state === 'waiting') return found.plan;
  if (ahead) return { fingerprint: digits };
  switch (found.state) {
    case 'ambiguous':
      throw new ScaleoutError('watch.approval-ambiguous', `${listOf(found.plans)}.`);
    case 'done': {
      const { since, what } = found.plan;
      throw new ScaleoutError('watch.approval-used', `${short(found.plan)} at ${moment(since)}: ${printable(what)}.`);
    }
    case 'unknown': {
      const { waiting } = found;
      const detail =
        waiting.length === 0
          ? `No watch has said that a plan of ${topology} waits.`
          : `What waits: ${listOf(waiting)}.`;
      throw new ScaleoutError('watch.approval-unknown', detail);
    }
  }
}

function listOf(plans: readonly WaitingPlan[]): string {
  return firstOf(
    plans.map((plan) => `${short(plan)} (${printable(plan.what)})`),
    10,
  );
}

/** As many digits as tell it from others, and more. */
function short({ fingerprint }: WaitingPlan): string {
  return fingerprint.slice(0, 16);
}
