import type { CatalogNotes } from '../../domain/catalog.js';
import type { Immutable, RehearsalDocument } from '../../domain/documents.js';
import type { Known } from '../../domain/known.js';
import { ScaleoutError } from '../../errors/errors.js';
import type { ApproveDocument } from '../../generated/approve.js';
import { commandActor } from '../../history/provenance.js';
import { whyUnfit } from '../../reconciler/guards/rehearsal-fit.js';
import {
  type Approval,
  approvalsAt,
  approved,
  readApprovals,
  withoutApproval,
  writeApprovals,
} from '../../reconciler/hold/notes.js';
import { meantBy, readWaiting, type WaitingPlan, waitingAt } from '../../reconciler/hold/waiting.js';
import { paragraph } from '../../text/layout.js';
import { printable } from '../../text/printable.js';
import { moment } from '../../text/times.js';
import { firstOf } from '../../text/words.js';
import type { Topology } from '../../topology/topology.js';
import { type Acting, recorded } from '../acting.js';
import { commandsOf, isSameFolder, openRehearsal } from '../apply-rehearsal.js';
import { type Prepared, prepare } from '../run-command.js';
import { type Command, printAnswer } from '../terminal.js';
import type { ApproveCommandOptions } from '../watch-options.js';

/** scaleout approve: lets a watch that waits for it carry out exactly the plan of that fingerprint, once; or takes that back. */
export const approveCommand: Command<ApproveCommandOptions> = async (options, terminal) => {
  terminal.workGoesOn();
  const rehearsal = await openRehearsal(options, terminal);
  await using prepared = await prepare(options, terminal);
  const actor = commandActor(terminal.env);
  const { fingerprint, withdraw: isWithdrawn } = options;
  const asked = { action: isWithdrawn ? 'withdraw' : 'approve', fingerprint } as const;
  const { approval, what } = await recorded(prepared, { options, terminal, actor, asked }, (acting) =>
    isWithdrawn ? withdraw(prepared, fingerprint, acting) : approve(prepared, { options, rehearsal }, acting),
  );
  const text = isWithdrawn ? withdrawnText(approval) : approvedText(approval, what);
  printAnswer(
    terminal,
    options.json,
    (): Immutable<ApproveDocument> => ({
      formatVersion: 1,
      approval,
      ...(isWithdrawn ? { withdrawn: true } : {}),
    }),
    (screen) => `${paragraph('', text, screen)}\n`,
  );
  return 0;
};

export function approvedText({ fingerprint }: Approval, what?: string): string {
  return `Approved ${fingerprint}${what === undefined ? '' : `: ${printable(what)}`}`;
}

export function withdrawnText({ fingerprint, who, when }: Approval): string {
  return `Taken back: the approval of ${fingerprint} by ${printable(who)}, ${moment(when)}. An apply that has begun by it goes on.`;
}

type Approving = Pick<Prepared, 'topology' | 'catalog'>;

/** What is approved, and by what. */
export interface AskedApproval {
  readonly options: ApproveCommandOptions;
  readonly rehearsal?: RehearsalDocument | undefined;
  /** Told of the plan that is meant before it is approved. Throws what keeps it from that. */
  readonly check?: (meant: MeantPlan) => void;
  /** Whether one that stands already is left as it is; else it is given anew. */
  readonly keeps?: boolean;
}

export interface Approved {
  readonly approval: Approval;
  readonly what?: string | undefined;
  /** It stood already, and was left as it is. */
  readonly isKept?: true;
}

/** Throws as `planMeant` and `rehearsedBy` do, `watch.notes-unseen`, and what writing throws. */
export async function approve(
  { topology, catalog }: Approving,
  { options, rehearsal, check, keeps = false }: AskedApproval,
  acting: Acting,
): Promise<Approved> {
  const { now, signal, note } = acting;
  const { notes, database, login } = await catalog.observe(signal);
  acting.sawLogin(login.name);
  if (!notes.known) throw new ScaleoutError('watch.notes-unseen', notes.reason);
  const meant = planMeant(options, topology.name, notes, now);
  const { fingerprint, what } = meant;
  acting.means({ fingerprint });
  check?.(meant);
  // What cannot be read approves nothing: it is replaced.
  const known = readApprovals(notes);
  const left = known.known ? approvalsAt(known.value, now) : [];
  const rehearsed = rehearsedBy(rehearsal, { options, topology, database, meant, now });
  const standing = left.find((one) => one.fingerprint === fingerprint);
  if (keeps && standing !== undefined) return { approval: standing, what, isKept: true };
  const approval: Approval = { fingerprint, who: note, when: new Date(now).toISOString(), ...rehearsed };
  await catalog.setNote('approvals', writeApprovals(approved(left, approval)), signal);
  return { approval, what };
}

/** Takes back the approval that the digits mean. Throws `watch.not-approved`, `watch.approval-ambiguous`, and as `approve` does. */
export async function withdraw({ topology, catalog }: Approving, digits: string, acting: Acting): Promise<Approved> {
  const { now, signal } = acting;
  const { notes, login } = await catalog.observe(signal);
  acting.sawLogin(login.name);
  const known = readApprovals(notes);
  if (!known.known) throw new ScaleoutError('watch.notes-unseen', known.reason);
  const left = approvalsAt(known.value, now);
  const [approval, ...others] = left.filter(({ fingerprint }) => fingerprint.startsWith(digits));
  if (approval === undefined) throw notApproved(digits, topology.name, notes, now);
  if (others.length > 0) {
    const all = [approval, ...others].map(({ fingerprint }) => fingerprint.slice(0, 16));
    throw new ScaleoutError('watch.approval-ambiguous', `${firstOf(all, 10)}.`);
  }
  const { fingerprint } = approval;
  acting.means({ fingerprint });
  await catalog.setNote('approvals', writeApprovals(withoutApproval(left, fingerprint)), signal);
  return { approval };
}

/** Where a watch was faster, that is what has to be known. */
function notApproved(digits: string, topology: string, notes: Known<CatalogNotes>, now: number): ScaleoutError {
  const waiting = readWaiting(notes);
  const meant = waiting.known ? meantBy(digits, waitingAt(waiting.value, topology, now)) : undefined;
  const detail =
    meant?.state === 'done'
      ? `The plan ${digits.slice(0, 16)} was carried out at ${moment(meant.plan.since)}: ${printable(meant.plan.what)}.`
      : `No approval of ${digits.slice(0, 16)} stands in the catalog.`;
  return new ScaleoutError('watch.not-approved', detail);
}

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

export interface MeantPlan {
  readonly fingerprint: string;
  readonly what?: string;
  /** Whether it has to be rehearsed before; undefined: no watch has said so yet. */
  readonly rehearsal?: boolean;
  /** Whether it has a destructive step; undefined: nobody has said. */
  readonly destructive?: boolean | undefined;
}

/**
 * The plan that the digits mean. Throws `watch.approval-unknown`, `watch.approval-ambiguous` and `watch.approval-used`, and
 * `watch.notes-unseen` where what waits cannot be read.
 */
export function planMeant(
  { fingerprint: digits, ahead }: Pick<ApproveCommandOptions, 'fingerprint' | 'ahead'>,
  topology: string,
  notes: Known<CatalogNotes>,
  now: number,
): MeantPlan {
  const read = readWaiting(notes);
  if (!read.known && !ahead) throw new ScaleoutError('watch.notes-unseen', read.reason);
  const found = meantBy(digits, read.known ? waitingAt(read.value, topology, now) : []);
  if (found.state === 'waiting') {
    const { fingerprint, what, rehearsal = false, destructive } = found.plan;
    return { fingerprint, what, rehearsal, destructive };
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
