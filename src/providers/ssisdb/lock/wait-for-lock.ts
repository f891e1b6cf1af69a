import { ScaleoutError } from '../../../errors.js';
import type { LockHolder, LockRequest } from '../../../reconciler/lock.js';
import type { Clock } from '../../waiting/clock.js';
import type { HolderView, LockSession } from './lock-session.js';

/** After a return code that tells of no wait, so that the next try does not follow at once. Milliseconds. */
const pause = 250;

/**
 * Takes the lock, in slices of so many milliseconds. Throws `guard.lock-held` when the time is up, the signal's reason,
 * and errors of the registry where the server cannot be asked.
 */
export async function waitForLock(
  session: LockSession,
  { timeout, onWait }: LockRequest,
  { clock, slice }: { readonly clock: Clock; readonly slice: number },
  signal: AbortSignal,
): Promise<void> {
  let began: number | undefined;
  const left = () => (began === undefined ? timeout : Math.max(0, timeout - (clock.now() - began)));
  const tell = tellOnce(onWait);
  // The first try does not wait: who comes when it is free never sees a slice.
  for (let wait = 0; ; wait = Math.min(slice, Math.ceil(left()))) {
    const status = await session.take(wait, signal);
    // Connecting is no waiting for the lock.
    began ??= clock.now();
    if (status === 0 || status === 1) return;
    // -1: timed out; -2: cancelled, by nobody we know; -3: the victim of a deadlock.
    if (![-1, -2, -3].includes(status)) throw unusable(status);
    const view = await session.holder(signal);
    if (timeout > 0) tell(view);
    if (left() === 0) throw lockHeld(view, timeout);
    if (status !== -1) await clock.sleep(Math.min(pause, left()), signal);
  }
}

/** Tells who holds it, once for each of them. */
function tellOnce(onWait: LockRequest['onWait']): (view: HolderView) => void {
  let told: string | undefined;
  return (view) => {
    // It is free now, or will be at once.
    if (view.seen && view.holder === undefined) return;
    const holder = view.seen ? view.holder : undefined;
    const key = holder === undefined ? 'unseen' : `${holder.session} ${holder.since}`;
    if (key === told) return;
    told = key;
    onWait(holder);
  };
}

function lockHeld(view: HolderView, timeout: number): ScaleoutError {
  const after = timeout === 0 ? '' : ` It was waited for ${Math.round(timeout / 1000)} s.`;
  const holder = view.seen ? view.holder : undefined;
  const who =
    holder === undefined
      ? `Somebody holds it${view.seen ? '' : '; this login may not see who (VIEW SERVER STATE)'}.`
      : heldBy(holder);
  return new ScaleoutError('guard.lock-held', `${who}${after}`);
}

function heldBy({ who, since, purpose, session }: LockHolder): string {
  return `Held by ${who} since ${since} for: ${purpose} (session ${session}; an administrator ends it with KILL ${session}).`;
}

function unusable(status: number): ScaleoutError {
  return new ScaleoutError('catalog.unexpected-answer', `sp_getapplock returned ${status}.`);
}
