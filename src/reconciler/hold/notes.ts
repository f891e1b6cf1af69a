import type { CatalogNotes } from '../../domain/catalog.js';
import type { Known } from '../../domain/known.js';
import { nameKey, sameMachine } from '../../domain/machine-name.js';
import { workerId } from '../kinds/kind.js';
import type { HindranceOf } from './windows.js';

/** Watch leaves a topology, or one worker of it, alone. */
export interface Suspension {
  readonly topology: string;
  /** The id of a change: `worker/ETL01`; absent: all of the topology. */
  readonly target?: string;
  readonly reason: string;
  /** `anna@build7` */
  readonly who: string;
  /** ISO 8601, UTC. */
  readonly since: string;
  /** ISO 8601, UTC: when it ends by itself; absent: when somebody resumes. */
  readonly until?: string;
}

/** What stands in the catalog; unknown where it may not be seen or is not what we write. */
export function readSuspensions(notes: Known<CatalogNotes>): Known<readonly Suspension[]> {
  if (!notes.known) return { known: false, reason: notes.reason };
  const value = readList(notes.value.suspensions, suspensionOf);
  return value === undefined
    ? { known: false, reason: 'the note ssis-scaleout.suspensions in the catalog cannot be read' }
    : { known: true, value };
}

/** Null: there is none to keep. */
export function writeSuspensions(suspensions: readonly Suspension[]): string | null {
  return suspensions.length === 0 ? null : JSON.stringify(suspensions);
}

/** Those that have not ended, at a moment in Unix milliseconds. */
export function suspensionsAt(suspensions: readonly Suspension[], now: number): readonly Suspension[] {
  return suspensions.filter(({ until }) => until === undefined || Date.parse(until) > now);
}

/** With one more, in place of an older one of the same. */
export function suspended(suspensions: readonly Suspension[], added: Suspension): readonly Suspension[] {
  return [...resumed(suspensions, added), added];
}

/** Without those of that topology or target. */
export function resumed(
  suspensions: readonly Suspension[],
  of: Pick<Suspension, 'topology' | 'target'>,
): readonly Suspension[] {
  return suspensions.filter((one) => !(sameName(one.topology, of.topology) && sameTarget(one.target, of.target)));
}

/** What is held back by suspensions. Those that cannot be seen hold everything: somebody may have asked for it. */
export function suspendedAt(suspensions: Known<readonly Suspension[]>, topology: string, now: number): HindranceOf {
  if (!suspensions.known) {
    const reason = `whether it is suspended cannot be seen: ${suspensions.reason}`;
    return () => ({ reason });
  }
  const mine = suspensionsAt(suspensions.value, now).filter((one) => sameName(one.topology, topology));
  if (mine.length === 0) return () => undefined;
  return (changeId) => {
    const found = mine.find(({ target }) => target === undefined || sameTarget(target, changeId));
    if (found === undefined) return undefined;
    const reason = `${found.target ?? 'the topology'} is suspended by ${found.who}: ${found.reason}`;
    return found.until === undefined ? { reason } : { reason, until: Date.parse(found.until) };
  };
}

function suspensionOf(value: unknown): Suspension | undefined {
  const { topology, target, reason, who, since, until } = fieldsOf(value) ?? {};
  if (typeof topology !== 'string' || typeof reason !== 'string' || typeof who !== 'string') return undefined;
  if (!isInstant(since) || (target !== undefined && typeof target !== 'string')) return undefined;
  if (until !== undefined && !isInstant(until)) return undefined;
  return {
    topology,
    ...(target === undefined ? {} : { target }),
    reason,
    who,
    since,
    ...(until === undefined ? {} : { until }),
  };
}

function sameName(one: string, other: string): boolean {
  return nameKey(one) === nameKey(other);
}

/** The same id; of a worker also by the other one of its names. */
function sameTarget(one: string | undefined, other: string | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  if (sameName(one, other)) return true;
  const prefix = workerId('');
  const areWorkers = [one, other].every((id) => id.toLowerCase().startsWith(prefix));
  return areWorkers && sameMachine(one.slice(prefix.length), other.slice(prefix.length));
}

/** Somebody has read a plan and lets watch carry it out. */
export interface Approval {
  /** Of the plan: 64 hexadecimal digits in lower case. */
  readonly fingerprint: string;
  /** `anna@build7` */
  readonly who: string;
  /** ISO 8601, UTC. */
  readonly when: string;
}

/** Milliseconds for which an approval counts: who approves a plan means it soon. */
export const approvalLife = 7 * 24 * 3_600_000;

/** The most that are kept; the oldest go first. */
const most = 20;

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
  const { fingerprint, who, when } = fieldsOf(value) ?? {};
  if (typeof fingerprint !== 'string' || !isFingerprint(fingerprint)) return undefined;
  if (typeof who !== 'string' || !isInstant(when)) return undefined;
  return { fingerprint, who, when };
}

/** The entries of a note; undefined where it is not what we write. */
function readList<T>(text: string | null, entryOf: (value: unknown) => T | undefined): readonly T[] | undefined {
  if (text === null) return [];
  let values: unknown;
  try {
    values = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!Array.isArray(values)) return undefined;
  const entries = values.map(entryOf);
  const known = entries.filter((entry) => entry !== undefined);
  return known.length === entries.length ? known : undefined;
}

/** The value as an object whose keys can be asked for; undefined for everything else. */
function fieldsOf(value: unknown): Readonly<Partial<{ [key: string]: unknown }>> | undefined {
  return typeof value === 'object' && value !== null ? { ...value } : undefined;
}

/** Whether it is a moment as `Date.toISOString` writes it. */
function isInstant(value: unknown): value is string {
  return typeof value === 'string' && !Number.isNaN(Date.parse(value)) && /^\d{4}-\d\d-\d\dT.*Z$/.test(value);
}
