import { nameKey } from '../domain/machine-name.js';
import type { History, RecordedAction, RecordedApply } from './read-history.js';

/** Which applies and actions of a history are asked for; all that is named has to hold. */
export interface HistoryFilter {
  /** Unix milliseconds: those that began then or later. */
  readonly since?: number | undefined;
  /** The id of a change, such as `worker/ETL01`: those that were to change it. */
  readonly target?: string | undefined;
  /** Those that did not do all that they were to do. */
  readonly failed?: boolean | undefined;
}

export interface ChosenApplies {
  /** In the order of the history. */
  readonly applies: readonly RecordedApply[];
  /** Refused ones that only `target` left out: what they would have changed is not recorded. */
  readonly refusedUnknown: number;
}

export function chooseApplies(applies: readonly RecordedApply[], filter: HistoryFilter): ChosenApplies {
  const { since, target, failed } = filter;
  const others = applies.filter(
    (apply) =>
      // A time that cannot be read may be any.
      (since === undefined || !(Date.parse(apply.startedAt) < since)) && (failed !== true || isShort(apply)),
  );
  if (target === undefined) return { applies: others, refusedUnknown: 0 };
  const chosen = others.filter((apply) => isAbout(apply, target));
  const refusedUnknown = others.filter((apply) => apply.state === 'refused' && !chosen.includes(apply)).length;
  return { applies: chosen, refusedUnknown };
}

/** The same of actions; of a target those that name it. */
export function chooseActions(
  actions: readonly RecordedAction[],
  { since, target, failed }: HistoryFilter,
): readonly RecordedAction[] {
  return actions.filter(
    (action) =>
      (since === undefined || !(Date.parse(action.at) < since)) &&
      (failed !== true || action.result !== 'done') &&
      (target === undefined || isOf(action, nameKey(target))),
  );
}

function isOf({ target }: RecordedAction, key: string): boolean {
  return target !== undefined && nameKey(target) === key;
}

/** Whether any apply names that id, as what it changed or as what it was restricted to; or an action. */
function isRecorded({ applies, actions }: Recorded, target: string): boolean {
  const key = nameKey(target);
  const isNamed = applies.some(
    (apply) => isAbout(apply, target) || (apply.options.targets?.include ?? []).some((id) => nameKey(id) === key),
  );
  return isNamed || actions.some((action) => isOf(action, key));
}

type Recorded = Pick<History, 'applies' | 'actions'>;

/** The id of the history that is meant by one, or by the name of a machine alone; undefined: nothing in it names it. */
export function recordedTarget(recorded: Recorded, target: string): string | undefined {
  return [target, `worker/${target}`, `master/${target}`].find((id) => isRecorded(recorded, id));
}

/** All ids that changes of a history have, those that its applies were restricted to, and those of its actions. */
export function recordedIds({ applies, actions }: Recorded): readonly string[] {
  const ids = applies.flatMap(({ changes, steps, options }) => [
    ...changes.flatMap(({ id, action }) => (action === 'unknown' ? [] : [id])),
    ...steps.flatMap(({ id }) => (id.includes(':') ? [id.slice(0, id.indexOf(':'))] : [])),
    ...(options.targets?.include ?? []),
    ...(options.maintenance === undefined ? [] : [options.maintenance.target]),
  ]);
  return [...new Set([...ids, ...actions.flatMap(({ target }) => target ?? [])])];
}

/** Refused, in part, interrupted, cut off or failed. One that is under way is none of these yet. */
function isShort({ state, result }: RecordedApply): boolean {
  return state === 'refused' || state === 'cutOff' || (state === 'ended' && result !== 'done');
}

/**
 * By its changes, also of a further row of that worker; by its steps; and by what it was asked to drain or bring back. What
 * was unknown nothing was done about. Of one that was refused by what it was restricted to: its changes are not recorded.
 */
function isAbout({ changes, steps, state, options }: RecordedApply, target: string): boolean {
  const key = nameKey(target);
  const { maintenance, targets } = options;
  const named = [
    ...(maintenance === undefined ? [] : [maintenance.target]),
    ...(state === 'refused' ? (targets?.include ?? []) : []),
  ];
  if (named.some((id) => nameKey(id) === key)) return true;
  const isOf = (id: string, sign: string) => nameKey(id).startsWith(`${key}${sign}`);
  return (
    changes.some(({ id, action }) => action !== 'unknown' && (nameKey(id) === key || isOf(id, '/'))) ||
    steps.some(({ id }) => isOf(id, ':') || isOf(id, '/'))
  );
}
