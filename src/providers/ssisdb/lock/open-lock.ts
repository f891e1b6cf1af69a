import type { CatalogLock, HeldLock } from '../../../reconciler/lock.js';
import type { Clock } from '../../waiting/clock.js';
import type { SqlConnection } from '../connection/sql-connection.js';
import { type CatalogLimits, defaultLimits } from '../limits.js';
import type { CatalogLog } from '../log.js';
import { applicationName } from './application-name.js';
import { holdLock } from './hold-lock.js';
import { lockResource } from './lock.sql.js';
import { defaultLockLimits, type LockLimits } from './lock-limits.js';
import { openLockSession } from './lock-session.js';
import { waitForLock } from './wait-for-lock.js';

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
