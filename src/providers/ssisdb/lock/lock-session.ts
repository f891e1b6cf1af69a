import { ScaleoutError } from '../../../errors.js';
import type { LockHolder } from '../../../reconciler/lock.js';
import type { Clock } from '../../waiting/clock.js';
import { createPool } from '../connection/pool.js';
import type { SqlConnection } from '../connection/sql-connection.js';
import { describeFailure } from '../errors/describe-failure.js';
import { errorOf } from '../errors/error-of.js';
import type { Attempt } from '../errors/sql-failure.js';
import type { CatalogLimits } from '../limits.js';
import type { CatalogLog } from '../log.js';
import { runRequest } from '../request/run-request.js';
import type { SqlRequest } from '../request/sql-request.js';
import { isSamePurpose } from './application-name.js';
import { holderOf } from './holder-of.js';
import { descriptionStart, holdsLockSql, lockHolderSql, releaseLockSql, takeLockSql } from './lock.sql.js';
import type { LockLimits } from './lock-limits.js';

export interface LockSessionOptions {
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: CatalogLog;
  readonly limits: CatalogLimits & LockLimits;
}

/** Who holds the lock: nobody, somebody, or it cannot be seen. */
export type HolderView = { readonly seen: true; readonly holder: LockHolder | undefined } | { readonly seen: false };

/** One connection of its own that takes the lock, holds it, and frees it by its end. */
export interface LockSession extends AsyncDisposable {
  /** Waits at most so many milliseconds; the return code of sp_getapplock. Throws errors of the registry. */
  take(wait: number, signal: AbortSignal): Promise<number>;
  /** Never throws but the signal's reason: that it cannot be seen is an answer. */
  holder(signal: AbortSignal): Promise<HolderView>;
  /** Why this session does not hold the lock any more; undefined where it does. Never throws but the signal's reason. */
  whyLost(signal: AbortSignal): Promise<string | undefined>;
  /** Gives the lock back; false where that could not be asked for: the end of the connection does it then. */
  release(signal: AbortSignal): Promise<boolean>;
  /** Calls back when the connection ends, from now on; through ODBC nobody hears of that. */
  onEnd(callback: () => void): void;
}

/** Which lock, and what for. */
export interface WantedLock {
  readonly resource: string;
  readonly purpose: string;
}

export function openLockSession(
  connection: SqlConnection,
  { resource, purpose }: WantedLock,
  options: LockSessionOptions,
): LockSession {
  const { limits, log } = options;
  let ended: () => void = () => undefined;
  const pool = createPool(connection, { ...options, parallelism: 1, onEnd: () => ended() });

  async function ask(request: SqlRequest, signal: AbortSignal): Promise<Attempt<readonly (readonly unknown[])[]>> {
    const rows: (readonly unknown[])[] = [];
    const send = await pool.open(signal);
    const outcome = await runRequest(send, request, (_, values) => rows.push(values), limits.cancel, signal);
    return outcome.done ? { done: true, value: rows } : outcome;
  }

  const name = { name: 'resource', type: 'nvarchar(255)', value: resource } as const;
  const start = { name: 'start', type: 'nvarchar(255)', value: descriptionStart(resource) } as const;
  const plain = (what: string, text: string, parameters: SqlRequest['parameters'] = [name]): SqlRequest => ({
    kind: 'query',
    text,
    parameters,
    what,
    limit: limits.answer,
  });

  return {
    async take(wait, signal) {
      const parameters = [name, { name: 'wait', type: 'int', value: wait } as const];
      const request = { ...plain('taking the lock', takeLockSql, parameters), limit: wait + limits.answer };
      const outcome = await ask(request, signal);
      if (!outcome.done) throw errorOf(outcome.failure, { what: request.what, writes: false }, connection);
      const [[status] = []] = outcome.value;
      if (typeof status === 'number') return status;
      throw new ScaleoutError('catalog.unexpected-answer', 'sp_getapplock gave no return code.');
    },
    async holder(signal) {
      const outcome = await ask(plain('asking who holds the lock', lockHolderSql, [start]), signal);
      if (outcome.done) return viewOf(outcome.value.map(holderOf), purpose);
      log('debug', `Who holds the lock cannot be seen: ${describeFailure(outcome.failure)}`);
      return { seen: false };
    },
    async whyLost(signal) {
      const outcome = await ask(plain('looking at the lock', holdsLockSql), signal);
      if (!outcome.done) return describeFailure(outcome.failure);
      const [[mode] = []] = outcome.value;
      return mode === 'Exclusive' ? undefined : 'the connection is another one, which does not hold it.';
    },
    async release(signal) {
      const outcome = await ask(plain('releasing the lock', releaseLockSql), signal);
      return outcome.done;
    },
    onEnd(callback) {
      ended = callback;
    },
    [Symbol.asyncDispose]: () => pool[Symbol.asyncDispose](),
  };
}

/** Of several the one that says it is there for the same: their locks' names begin alike. */
function viewOf(holders: readonly LockHolder[], purpose: string): HolderView {
  if (holders.length < 2) return { seen: true, holder: holders[0] };
  const same = holders.filter((holder) => isSamePurpose(holder.purpose, purpose));
  return same.length === 1 ? { seen: true, holder: same[0] } : { seen: false };
}
