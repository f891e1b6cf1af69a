import type { CatalogNotes } from '../../domain/catalog.js';
import type { Immutable, RehearsalDocument } from '../../domain/documents.js';
import type { Known } from '../../domain/known.js';
import { ScaleoutError } from '../../errors/errors.js';
import type { ApproveDocument } from '../../generated/approve.js';
import { whoWrites } from '../../history/provenance.js';
import { whyUnfit } from '../../reconciler/guards/rehearsal-fit.js';
import { type Approval, approvalsAt, approved, readApprovals, writeApprovals } from '../../reconciler/hold/notes.js';
import { meantBy, readWaiting, type WaitingPlan, waitingAt } from '../../reconciler/hold/waiting.js';
import { paragraph } from '../../text/layout.js';
import { printable } from '../../text/printable.js';
import { moment } from '../../text/times.js';
import { firstOf } from '../../text/words.js';
import type { Topology } from '../../topology/topology.js';
import { commandsOf, isSameFolder, openRehearsal } from '../apply-rehearsal.js';
import { prepare } from '../run-command.js';
import { type Command, printAnswer } from '../terminal.js';
import type { ApproveCommandOptions } from '../watch-options.js';

/** scaleout approve: lets a watch that waits for it carry out exactly the plan of that fingerprint, once. */
export const approveCommand: Command<ApproveCommandOptions> = async (options, terminal) => {
  terminal.workGoesOn();
  const rehearsal = await openRehearsal(options, terminal);
  await using prepared = await prepare(options, terminal);
  const { catalog, topology } = prepared;
  const { abort } = terminal.interrupts;
  const now = Date.now();
  const { notes, database } = await catalog.observe(abort);
  if (!notes.known) throw new ScaleoutError('watch.notes-unseen', notes.reason);
  const meant = planMeant(options, topology.name, notes, now);
  const { fingerprint, what } = meant;
  const added: Approval = {
    fingerprint,
    who: whoWrites(terminal.env),
    when: new Date(now).toISOString(),
    ...rehearsedBy(rehearsal, { options, topology, database, meant, now }),
  };
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

interface ApprovedBy {
  readonly options: ApproveCommandOptions;
  readonly topology: Topology;
  readonly database: string;
  readonly meant: MeantPlan;
  /** Unix milliseconds. */
  readonly now: number;
}

/**
 * What the approval says of the rehearsal that was named. Throws `guard.rehearsal-required` where the policy demands one and
 * none was, and `guard.rehearsal-unfit` where it is not one of this plan.
 */
function rehearsedBy(
  rehearsal: RehearsalDocument | undefined,
  { options, topology, database, meant, now }: ApprovedBy,
): Pick<Approval, 'rehearsal'> {
  const { fingerprint } = meant;
  const { sandbox } = options;
  const again = commandsOf({ ...options, approves: fingerprint.slice(0, 16) });
  if (rehearsal === undefined) {
    if (topology.policy.requireRehearsal === undefined || meant.rehearsal === false) return {};
    const detail = `policy.requireRehearsal is ${topology.policy.requireRehearsal}, and no rehearsal of the plan ${fingerprint.slice(0, 16)} was named.`;
    throw new ScaleoutError('guard.rehearsal-required', detail, { remedy: `Rehearse it first: ${again}` });
  }
  const { server } = topology.catalog;
  const place = { server: server.text, database, ...(sandbox === undefined ? {} : { sandbox }) };
  const plan = { topology: { name: topology.name, ...topology.source }, catalog: place, fingerprint };
  const why = whyUnfit(rehearsal, plan, { now, isSameFolder });
  if (why.length > 0) {
    const remedy = `Nothing was approved. Rehearse it again: ${again}`;
    throw new ScaleoutError('guard.rehearsal-unfit', why.join(' '), { remedy });
  }
  const { createdAt, capacity } = rehearsal;
  return { rehearsal: { createdAt, before: capacity.before, lowest: capacity.lowest } };
}

interface MeantPlan {
  readonly fingerprint: string;
  readonly what?: string;
  /** Whether it has to be rehearsed before; undefined: no watch has said so yet. */
  readonly rehearsal?: boolean;
}

/**
 * The plan that the digits mean. Throws `watch.approval-unknown`, `watch.approval-ambiguous` and `watch.approval-used`, and
 * `watch.notes-unseen` where what waits cannot be read.
 */
export function planMeant(
  { fingerprint: digits, ahead }: ApproveCommandOptions,
  topology: string,
  notes: Known<CatalogNotes>,
  now: number,
): MeantPlan {
  const read = readWaiting(notes);
  if (!read.known && !ahead) throw new ScaleoutError('watch.notes-unseen', read.reason);
  const found = meantBy(digits, read.known ? waitingAt(read.value, topology, now) : []);
  if (found.state === 'waiting') {
    const { fingerprint, what, rehearsal = false } = found.plan;
    return { fingerprint, what, rehearsal };
  }
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
