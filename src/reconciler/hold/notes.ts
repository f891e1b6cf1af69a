import type { CatalogNotes } from '../../domain/catalog.js';
import type { Known } from '../../domain/known.js';
import type { HindranceOf } from '../../topology/values/change-windows.js';
import { fieldsOf, isInstant, readList } from '../view/note-list.js';
import { type Suspension, suspensionFor, suspensionsOf } from '../view/suspensions.js';

/**
 * What is held back by suspensions. Those that cannot be seen hold everything: somebody may have asked for it. `draining`: the
 * changes that maintenances themselves ask for.
 */
export function suspendedAt(
  suspensions: Known<readonly Suspension[]>,
  topology: string,
  now: number,
  draining: ReadonlySet<string> = new Set(),
): HindranceOf {
  if (!suspensions.known) {
    const reason = `whether it is suspended cannot be seen: ${suspensions.reason}`;
    return () => ({ reason });
  }
  const mine = suspensionsOf(suspensions.value, topology, now);
  if (mine.length === 0) return () => undefined;
  return (changeId) => {
    const found = suspensionFor(mine, changeId, draining);
    if (found === undefined) return undefined;
    const how = found.drained === undefined ? 'is suspended' : 'is in maintenance';
    const reason = `${found.target ?? 'the topology'} ${how} by ${found.who}: ${found.reason}`;
    return found.until === undefined ? { reason } : { reason, until: Date.parse(found.until) };
  };
}

/** Somebody has read a plan and lets watch carry it out. */
export interface Approval {
  /** Of the plan: 64 hexadecimal digits in lower case. */
  readonly fingerprint: string;
  /** `anna@build7` */
  readonly who: string;
  /** ISO 8601, UTC. */
  readonly when: string;
  /** The rehearsal of the plan that was shown; absent: none was. */
  readonly rehearsal?: ApprovedRehearsal;
}

/** What is kept of a rehearsal. */
export interface ApprovedRehearsal {
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  /** How many workers could take work before it, and at worst. */
  readonly before: number;
  readonly lowest: number;
}

/** Milliseconds for which an approval counts: who approves a plan means it soon. */
export const approvalLife = 7 * 24 * 3_600_000;

/** The most that are kept; the oldest go first. A note has room for sixteen with their rehearsals. */
const most = 16;

/** What stands in the catalog; unknown where it may not be seen or is not what we write: nothing is approved then. */
export function readApprovals(notes: Known<CatalogNotes>): Known<readonly Approval[]> {
  if (!notes.known) return { known: false, reason: notes.reason };
  const value = readList(notes.value.approvals, approvalOf);
  return value === undefined
    ? { known: false, reason: 'the note ssis-scaleout.approvals in the catalog cannot be read' }
    : { known: true, value };
}

/** Null: there is none to keep. */
export function writeApprovals(approvals: readonly Approval[]): string | null {
  return approvals.length === 0 ? null : JSON.stringify(approvals);
}

/** Those that count, at a moment in Unix milliseconds. One from the future counts too: clocks differ. */
export function approvalsAt(approvals: readonly Approval[], now: number): readonly Approval[] {
  return approvals.filter(({ when }) => now - Date.parse(when) < approvalLife);
}

export function approved(approvals: readonly Approval[], added: Approval): readonly Approval[] {
  return [...withoutApproval(approvals, added.fingerprint), added].slice(-most);
}

/** An approval is used up by the apply that it allowed: the same drift a week later is another matter. */
export function withoutApproval(approvals: readonly Approval[], fingerprint: string): readonly Approval[] {
  return approvals.filter((one) => one.fingerprint !== fingerprint);
}

export function isFingerprint(text: string): boolean {
  return /^[0-9a-f]{64}$/.test(text);
}

function approvalOf(value: unknown): Approval | undefined {
  const { fingerprint, who, when, rehearsal: noted } = fieldsOf(value) ?? {};
  if (typeof fingerprint !== 'string' || !isFingerprint(fingerprint)) return undefined;
  if (typeof who !== 'string' || !isInstant(when)) return undefined;
  if (noted === undefined) return { fingerprint, who, when };
  const rehearsal = rehearsalOf(noted);
  return rehearsal === undefined ? undefined : { fingerprint, who, when, rehearsal };
}

function rehearsalOf(value: unknown): ApprovedRehearsal | undefined {
  const { createdAt, before, lowest } = fieldsOf(value) ?? {};
  if (!isInstant(createdAt)) return undefined;
  if (typeof before !== 'number' || typeof lowest !== 'number') return undefined;
  return { createdAt, before, lowest };
}
