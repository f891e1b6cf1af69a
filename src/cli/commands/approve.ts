import { ScaleoutError } from '../../errors/errors.js';
import { whoWrites } from '../../history/provenance.js';
import { type Approval, approvalsAt, approved, readApprovals, writeApprovals } from '../../reconciler/hold/notes.js';
import { jsonText } from '../../text/printable.js';
import { prepare } from '../run-command.js';
import type { Command } from '../terminal.js';
import type { ApproveCommandOptions } from '../watch-options.js';

/** scaleout approve: lets a watch that waits for it carry out exactly the plan of that fingerprint, once. */
export const approveCommand: Command<ApproveCommandOptions> = async (options, terminal) => {
  terminal.workGoesOn();
  await using prepared = await prepare(options, terminal);
  const { catalog } = prepared;
  const { abort } = terminal.interrupts;
  const now = Date.now();
  const added: Approval = {
    fingerprint: options.fingerprint,
    who: whoWrites(terminal.env),
    when: new Date(now).toISOString(),
  };
  const { notes } = await catalog.observe(abort);
  if (!notes.known) throw new ScaleoutError('watch.notes-unseen', notes.reason);
  // What cannot be read approves nothing: it is replaced.
  const known = readApprovals(notes);
  const left = known.known ? approvalsAt(known.value, now) : [];
  await catalog.setNote('approvals', writeApprovals(approved(left, added)), abort);
  terminal.out(
    options.json ? `${jsonText({ formatVersion: 1, approval: added })}\n` : `Approved ${added.fingerprint}\n`,
  );
  return 0;
};
