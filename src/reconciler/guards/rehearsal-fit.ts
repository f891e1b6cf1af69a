import type { Plan, RehearsalDocument } from '../../domain/documents.js';
import { age, moment } from '../../text/times.js';
import { catalogText, counted, firstOf } from '../../text/words.js';
import { restingClause, restsOnUnknown } from './rehearsal-doubt.js';

/** Milliseconds for which a rehearsal counts: longer, and the night that it was of is over. */
export const rehearsalLife = 24 * 3_600_000;

/** Milliseconds by which the clocks of two machines may differ. */
const clocksDiffer = 5 * 60_000;

/** Steps are named up to here, then counted. */
const named = 3;

/** UTF-16 code units of a name. */
const longestName = 200;

/** What is to be carried out. Without steps: who approves knows of a plan by its fingerprint alone. */
type Rehearsed = Pick<Plan, 'topology' | 'catalog' | 'fingerprint'> & Partial<Pick<Plan, 'steps'>>;

/** By what a rehearsal is judged besides. */
export interface FitContext {
  /** Unix milliseconds. */
  readonly now: number;
  /** Whether two folders of sandboxes, as they were named, are one. */
  readonly isSameFolder: (one: string, other: string) => boolean;
}

/**
 * Why a rehearsal does not count for a plan, a sentence each; empty where it does. It counts for exactly this plan, of this file
 * and this place, where all of it was done there, and for a day. Pure.
 *
 * A document carries no signature: who can write one can say anything in it, as who can change the topology can take the rule
 * out. It is looked at for what a hand that changes a line forgets.
 */
export function whyUnfit(rehearsal: RehearsalDocument, plan: Rehearsed, context: FitContext): readonly string[] {
  const contradiction = contradictionOf(rehearsal);
  if (contradiction !== undefined) return [`It is not as scaleout wrote it: ${contradiction}.`];
  const other = [...otherFile(rehearsal, plan), ...otherPlace(rehearsal, plan, context)];
  return [
    ...other,
    // The plan of another place is another one anyway.
    ...(other.length > 0 ? [] : otherPlan(rehearsal, plan)),
    ...endedOtherwise(rehearsal),
    ...(endedWell(rehearsal) ? unknownEnd(rehearsal) : []),
    ...otherTime(rehearsal, context),
  ];
}

function otherFile({ topology: then }: RehearsalDocument, { topology: now }: Rehearsed): readonly string[] {
  if (then.sha256 === now.sha256) return [];
  const short = (sha256: string) => `${sha256.slice(0, 12)}…`;
  return [
    `It is of ${cut(then.file)} with SHA-256 ${short(then.sha256)}, and ${now.file} is ${short(now.sha256)} now.`,
  ];
}

function otherPlace(
  { catalog: then }: RehearsalDocument,
  { catalog: now }: Rehearsed,
  on: FitContext,
): readonly string[] {
  const same = (one: string, other: string) => one.toUpperCase() === other.toUpperCase();
  const [one, other] = [then.sandbox, now.sandbox];
  const isSameSandbox = one === undefined || other === undefined ? one === other : on.isSameFolder(one, other);
  if (same(then.server, now.server) && same(then.database, now.database) && isSameSandbox) return [];
  return [`It is of ${catalogText(then)}, and the plan is for ${catalogText(now)}.`];
}

function otherPlan(rehearsal: RehearsalDocument, { fingerprint: now, steps }: Rehearsed): readonly string[] {
  const { plan: then } = rehearsal;
  if (then.fingerprint === now) {
    const shown = new Set(ownSteps(rehearsal).map(({ id }) => id));
    const missing = endedWell(rehearsal) ? steps?.find(({ id }) => !shown.has(id)) : undefined;
    return missing === undefined ? [] : [`It is not as scaleout wrote it: it has no step ${missing.id}.`];
  }
  const counts =
    steps === undefined || then.steps === steps.length
      ? ''
      : ` (${counted(then.steps, 'step')}, and now ${steps.length})`;
  const short = (digits: string) => digits.slice(0, 8);
  return [
    `It is of another plan${counts}, with the fingerprint ${short(then.fingerprint)} and not ${short(now)}: the farm has changed since, or other changes were chosen.`,
  ];
}

/**
 * Whether all of the plan was done there. It was too where the rehearsal ended in part for another reason: a worker that could not
 * be compared is no step of the plan, and a farm with a dead machine is to be mended all the same.
 */
export function endedWell(rehearsal: RehearsalDocument): boolean {
  const { result, plan } = rehearsal;
  const own = ownSteps(rehearsal);
  return result === 'done' || (result === 'partial' && own.length === plan.steps && own.every(isDone));
}

function endedOtherwise(rehearsal: RehearsalDocument): readonly string[] {
  if (endedWell(rehearsal)) return [];
  switch (rehearsal.result) {
    case 'done':
    case 'partial':
      return [`Not all of it was done there: ${undoneOf(rehearsal)}.`];
    case 'unfinished':
      return ['It came to no end within the time that a rehearsal simulates.'];
    case 'unlike':
      return ['Nothing was tried in it, since the twin was not as the farm is.'];
  }
}

/** Why one whose end hangs on what nobody knows does not count; empty where it does not, or where a person named the time. */
export function unknownEnd(rehearsal: RehearsalDocument): readonly string[] {
  return restsOnUnknown(rehearsal)
    ? [`It would end well only if ${restingClause(rehearsal)}. That was assumed, and nobody named it.`]
    : [];
}

/** The steps that would not be done, with why. */
function undoneOf({ steps }: RehearsalDocument): string {
  const undone = steps.filter((step) => !isDone(step));
  const words = undone.map(({ id, outcome, diagnostic }) => `${cut(id)} (${cut(diagnostic?.code ?? outcome)})`);
  return words.length === 0 ? 'it does not say what' : firstOf(words, named);
}

function otherTime({ createdAt }: RehearsalDocument, { now }: FitContext): readonly string[] {
  const passed = now - Date.parse(createdAt);
  if (passed > rehearsalLife) {
    return [`It is of ${moment(createdAt)}, ${age(passed / 1000)} ago, and one counts for a day.`];
  }
  if (passed >= -clocksDiffer) return [];
  return [
    `It is of ${moment(createdAt)}, which is ${age(-passed / 1000)} from now: the clock of that machine or of this one is wrong.`,
  ];
}

/** What in it cannot be true together; undefined where nothing is. */
function contradictionOf(rehearsal: RehearsalDocument): string | undefined {
  const { createdAt, plan, capacity } = rehearsal;
  if (Number.isNaN(Date.parse(createdAt))) return 'its time is none';
  if (!endedWell(rehearsal)) return undefined;
  const own = ownSteps(rehearsal);
  if (new Set(own.map(({ id }) => id)).size !== plan.steps) {
    return `it says that its plan has ${counted(plan.steps, 'step')}, and shows ${own.length}`;
  }
  const undone = own.find((step) => !isDone(step));
  if (undone !== undefined) return `it says that all was done, and that ${cut(undone.id)} was not`;
  const lowest = capacity.steps.reduce((least, { workers }) => Math.min(least, workers), Infinity);
  return capacity.steps.length > 0 && lowest !== capacity.lowest
    ? 'its lowest number of workers is not the lowest that it shows'
    : undefined;
}

/** Those of the plan, without the ones that take some back. */
function ownSteps({ steps }: RehearsalDocument): RehearsalDocument['steps'] {
  return steps.filter(({ undoes }) => undoes === undefined);
}

/** Whoever wrote the file may have put anything in it. */
function cut(text: string): string {
  return text.length > longestName ? `${text.slice(0, longestName)}…` : text;
}

function isDone({ outcome }: RehearsalDocument['steps'][number]): boolean {
  return outcome === 'done' || outcome === 'already' || outcome === 'manual';
}
