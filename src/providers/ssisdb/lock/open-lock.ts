// src/providers/ssisdb/lock is `CatalogLock`: an application lock of the server, held by a connection of its own.

import type { CatalogLock, HeldLock, LockHolder, LockRequest } from '../../../domain/catalog.js';
import { ScaleoutError } from '../../../errors/errors.js';
import { messageOf } from '../../../text/printable.js';
import { duration, moment } from '../../../text/times.js';
import type { Clock } from '../../waiting.js';
import {
  type CatalogLimits,
  type CatalogLog,
  defaultLimits,
  type SqlConnection,
} from '../connection/sql-connection.js';
import {
  applicationName,
  defaultLockLimits,
  type HolderView,
  type LockLimits,
  type LockSession,
  lockResource,
  openLockSession,
} from './lock-session.js';

export interface LockOptions {
  readonly clock: Clock;
  /** From 0 to 1, for the waits between attempts to connect. */
  readonly random: () => number;
  readonly log?: CatalogLog;
  /** Who we are, for the others who want the lock: `anna@build7`. */
  readonly who: string;
  /** The time of day. */
  readonly now: () => Date;
  /** The lock's name on the server; `lockResource` unless told otherwise. At most 255 characters, whose case counts. */
  readonly resource?: string;
  /** What differs from `defaultLimits` and `defaultLockLimits`. */
  readonly limits?: Partial<CatalogLimits & LockLimits>;
}

/**
 * The lock of an SSISDB: an application lock of the server, owned by a session of its own. Nothing is connected before
 * it is asked for. See `CatalogLock` for what it promises.
 */
export function openLock(connection: SqlConnection, options: LockOptions): CatalogLock {
  const { clock, random, who, log = () => undefined, resource = lockResource } = options;
  const limits = { ...defaultLimits, ...defaultLockLimits, ...options.limits };
  const open = new Set<AsyncDisposable>();

  return {
    async acquire(request, signal) {
      signal.throwIfAborted();
      const lock = { resource, purpose: request.purpose };
      const appName = applicationName({ ...lock, who, since: options.now().toISOString() });
      const session = openLockSession({ ...connection, appName }, lock, { clock, random, log, limits });
      open.add(session);
      try {
        await waitForLock(session, request, { clock, slice: limits.slice }, signal);
      } catch (error) {
        open.delete(session);
        await session[Symbol.asyncDispose]();
        throw error;
      }
      open.delete(session);
      const held = holdLock(session, { clock, ...limits });
      open.add(held);
      return forgetting(held, open);
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([...open].map((one) => one[Symbol.asyncDispose]()));
      open.clear();
    },
  };
}

function forgetting(held: HeldLock, open: Set<AsyncDisposable>): HeldLock {
  return {
    lost: held.lost,
    [Symbol.asyncDispose]() {
      open.delete(held);
      return held[Symbol.asyncDispose]();
    },
  };
}

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
    if (view.seen) onWait(holder);
    else onWait(undefined, view.why);
  };
}

function lockHeld(view: HolderView, timeout: number): ScaleoutError {
  const after = timeout === 0 ? '' : ` It was waited for ${duration(timeout / 1000)}.`;
  const holder = view.seen ? view.holder : undefined;
  const who = holder === undefined ? `Somebody holds it${view.seen ? '' : `; ${view.why}`}.` : heldBy(holder);
  return new ScaleoutError('guard.lock-held', `${who}${after}`);
}

function heldBy({ who, since, purpose, session }: LockHolder): string {
  return `Held by ${who} since ${moment(since)} for: ${purpose} (session ${session}; an administrator ends it with KILL ${session}).`;
}

function unusable(status: number): ScaleoutError {
  return new ScaleoutError('catalog.unexpected-answer', `sp_getapplock returned ${status}.`);
}

interface Holding {
  readonly clock: Clock;
  /** Milliseconds between two looks. */
  readonly keepalive: number;
  /** Milliseconds for the answer to one of them. */
  readonly answer: number;
  /** Milliseconds for giving it back. */
  readonly release: number;
}

/** A lock that the session holds. It looks after it until it is disposed of; then the session is closed. */
function holdLock(session: LockSession, { clock, keepalive, answer, release }: Holding): HeldLock {
  const lost = new AbortController();
  const over = new AbortController();
  const lose = (why: string) => {
    if (over.signal.aborted) return;
    over.abort();
    lost.abort(new ScaleoutError('guard.lock-lost', `The connection that held it is gone: ${why}`));
    // The server frees it as soon as it hears of the end.
    void session[Symbol.asyncDispose]();
  };
  session.onEnd(() => lose('it was closed.'));

  async function lookAfter(): Promise<void> {
    while (!over.signal.aborted) {
      await clock.sleep(keepalive, over.signal);
      const answered = new AbortController();
      const silent = silence(AbortSignal.any([over.signal, answered.signal]));
      const why = await Promise.race([session.whyLost(over.signal), silent]).finally(() => answered.abort());
      if (why !== undefined) lose(why);
    }
  }
  /** The driver would say it too, but only when it has given the request up. */
  async function silence(signal: AbortSignal): Promise<string> {
    await clock.sleep(answer, signal);
    return `no answer within ${duration(answer / 1000)}.`;
  }
  const looking = lookAfter().catch((error: unknown) => {
    lose(messageOf(error));
  });

  return {
    lost: lost.signal,
    async [Symbol.asyncDispose]() {
      const held = !over.signal.aborted;
      over.abort();
      await looking;
      if (held) await session.release(AbortSignal.timeout(release)).catch(() => false);
      await session[Symbol.asyncDispose]();
    },
  };
}
