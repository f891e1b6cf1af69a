import type { CatalogNotes } from '../../domain/catalog.js';
import type { Known } from '../../domain/known.js';
import { firstOf } from '../../text/words.js';
import { fieldsOf, isInstant, readList } from '../view/note-list.js';
import { isFingerprint } from './notes.js';

/** What a watch has left in the catalog for who approves: which plan waits, and which one was carried out. */
export interface WaitingPlan {
  /** The name of the topology. */
  readonly topology: string;
  /** Of the plan: 64 hexadecimal digits in lower case. */
  readonly fingerprint: string;
  readonly state: 'waiting' | 'done';
  /** ISO 8601, UTC: since when it waits, or when it was carried out. */
  readonly since: string;
  /** ISO 8601, UTC: when a watch last said so. */
  readonly said: string;
  /** What it changes, in short: `worker/ETL01, worker/ETL02 and 3 more`. */
  readonly what: string;
  /** It has to be rehearsed before it is approved; absent: it need not be. */
  readonly rehearsal?: true;
  /** Whether it has a destructive step, so that who approves it by the page types its first digits; absent: the watch that wrote it did not say. */
  readonly destructive?: boolean;
}

/** Milliseconds after which a watch says again what it has said. */
const repeated = 24 * 3_600_000;

/** Milliseconds for which it is believed: a watch that has ended says nothing any more. */
export const waitingLife = 2 * repeated;

/** The most that are kept; the oldest go first. A note has room for ten of the longest. */
const most = 10;

const longestWhat = 78;

/** What stands in the catalog; unknown where it may not be seen or is not what we write. */
export function readWaiting(notes: Known<CatalogNotes>): Known<readonly WaitingPlan[]> {
  if (!notes.known) return { known: false, reason: notes.reason };
  const value = readList(notes.value.waiting, waitingOf);
  return value === undefined
    ? { known: false, reason: 'the note ssis-scaleout.waiting in the catalog cannot be read' }
    : { known: true, value };
}

/** Null: there is none to keep. */
export function writeWaiting(plans: readonly WaitingPlan[]): string | null {
  return plans.length === 0 ? null : JSON.stringify(plans);
}

/** Those of one topology that are believed at a moment in Unix milliseconds. */
export function waitingAt(plans: readonly WaitingPlan[], topology: string, now: number): readonly WaitingPlan[] {
  return plans.filter((one) => sameName(one.topology, topology) && now - Date.parse(one.said) < waitingLife);
}

/** What is to be said of a plan. */
export interface WaitingNews {
  readonly topology: string;
  readonly fingerprint: string;
  readonly changes: readonly string[];
  /** Whether it has to be rehearsed before it is approved. */
  readonly rehearsal?: boolean;
  readonly destructive?: boolean | undefined;
}

/** The note in which this plan waits and no other of its topology does; undefined where it says that already. */
export function nowWaiting(
  plans: readonly WaitingPlan[],
  { topology, fingerprint, changes, rehearsal = false, destructive }: WaitingNews,
  now: number,
): readonly WaitingPlan[] | undefined {
  const needs = { ...(rehearsal ? { rehearsal } : {}), ...(destructive === undefined ? {} : { destructive }) };
  const same = plans.find((one) => one.fingerprint === fingerprint && one.state === 'waiting');
  const others = plans.filter((one) => one.fingerprint !== fingerprint && !isWaiting(one, topology));
  const isSame = same !== undefined && (same.rehearsal === true) === rehearsal;
  if (isSame && now - Date.parse(same.said) < repeated && others.length === plans.length - 1) return undefined;
  const said = new Date(now).toISOString();
  const since = same?.since ?? said;
  const what = firstOf(changes, 3).slice(0, longestWhat);
  return kept([...others, { topology, fingerprint, state: 'waiting', since, said, what, ...needs }]);
}

/** The note in which no plan of a topology waits; undefined where it says that already. `done`: what was just carried out. */
export function noMoreWaiting(
  plans: readonly WaitingPlan[],
  topology: string,
  now: number,
  done?: WaitingNews,
): readonly WaitingPlan[] | undefined {
  const others = plans.filter((one) => !isWaiting(one, topology) && one.fingerprint !== done?.fingerprint);
  if (done === undefined) return others.length === plans.length ? undefined : others;
  const said = new Date(now).toISOString();
  const what = firstOf(done.changes, 3).slice(0, longestWhat);
  return kept([...others, { topology, fingerprint: done.fingerprint, state: 'done', since: said, said, what }]);
}

/** Which plan the digits of a fingerprint mean; all of them, or their beginning. */
export type Meant =
  | { readonly state: 'waiting'; readonly plan: WaitingPlan }
  | { readonly state: 'done'; readonly plan: WaitingPlan }
  | { readonly state: 'ambiguous'; readonly plans: readonly WaitingPlan[] }
  | { readonly state: 'unknown'; readonly waiting: readonly WaitingPlan[] };

/** One that waits comes before one that was carried out. */
export function meantBy(digits: string, plans: readonly WaitingPlan[]): Meant {
  const waiting = plans.filter(({ state }) => state === 'waiting');
  const fitting = waiting.filter(({ fingerprint }) => fingerprint.startsWith(digits));
  const [plan, ...others] = fitting;
  if (plan !== undefined)
    return others.length === 0 ? { state: 'waiting', plan } : { state: 'ambiguous', plans: fitting };
  const done = plans.find(({ state, fingerprint }) => state === 'done' && fingerprint.startsWith(digits));
  return done === undefined ? { state: 'unknown', waiting } : { state: 'done', plan: done };
}

function isWaiting({ state, topology: of }: WaitingPlan, topology: string): boolean {
  return state === 'waiting' && sameName(of, topology);
}

function kept(plans: readonly WaitingPlan[]): readonly WaitingPlan[] {
  return plans.slice(-most);
}

function sameName(one: string, other: string): boolean {
  return one.toUpperCase() === other.toUpperCase();
}

function waitingOf(value: unknown): WaitingPlan | undefined {
  const { topology, fingerprint, state, since, said, what, rehearsal, destructive } = fieldsOf(value) ?? {};
  if (typeof topology !== 'string' || typeof what !== 'string') return undefined;
  if (typeof fingerprint !== 'string' || !isFingerprint(fingerprint)) return undefined;
  if ((state !== 'waiting' && state !== 'done') || !isInstant(since) || !isInstant(said)) return undefined;
  return {
    ...{ topology, fingerprint, state, since, said, what },
    ...(rehearsal === true ? { rehearsal } : {}),
    ...(typeof destructive === 'boolean' ? { destructive } : {}),
  };
}
