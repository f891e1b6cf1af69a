import { ScaleoutError } from '../errors.js';
import type { RecordedApply } from './read-history.js';

/** The apply that has carried out a plan, or begun to. */
export function planUser(planId: string, applies: readonly RecordedApply[]): RecordedApply | undefined {
  return applies.find((apply) => apply.planId === planId && apply.state !== 'refused');
}

/** Throws `guard.plan-used` where an apply of the history has carried out this plan, or begun to. */
export function refuseUsedPlan(planId: string, applies: readonly RecordedApply[]): void {
  const user = planUser(planId, applies);
  if (user === undefined) return;
  const { who, startedAt, number, state, result } = user;
  const end = state === 'running' ? 'it is still under way' : `it ended: ${result ?? 'cut off'}`;
  const detail = `${who.user} on ${who.host} used it at ${startedAt} (apply ${number} of the history; ${end}).`;
  throw new ScaleoutError('guard.plan-used', detail);
}
