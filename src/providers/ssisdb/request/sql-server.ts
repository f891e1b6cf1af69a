// src/providers/ssisdb/request sends a request and repeats it where that is safe: reads, and writes that never arrived.
// sql-request.ts is the contract; the two drivers have a file each.

import { createSlots } from '../../waiting.js';
import { createPool, type PoolOptions } from '../connection/pool.js';
import type { SqlConnection } from '../connection/sql-connection.js';
import { errorOf, isLockConflict, isRefusal, isTransient } from '../errors/error-of.js';
import { type Attempt, describeFailure, type SqlFailure } from '../errors/sql-failure.js';
import { type OnRow, repeat, runRequest, type SqlRequest } from './sql-request.js';

/** Gathers the rows of one answer. */
export interface Collector<T> {
  readonly onRow: OnRow;
  /** What the rows say, once all are there. */
  end(): T;
}

/** Requests to one server, with repetition and errors of the registry. */
export interface SqlServer extends AsyncDisposable {
  /** Repeats what broke off, within the limits; `collector` makes a new one for each attempt. */
  read<T>(request: SqlRequest, collector: () => Collector<T>, signal: AbortSignal): Promise<T>;
  /**
   * Calls a procedure that writes, and gives its return status. Repeats only what certainly wrote nothing: where no
   * connection was to be had and, if `repeatable`, where the server rolled it back for others' locks.
   */
  write(request: SqlRequest, repeatable: boolean, signal: AbortSignal): Promise<number>;
}

const noRows: OnRow = () => undefined;

export function createSqlServer(connection: SqlConnection, options: PoolOptions): SqlServer {
  const { limits, log } = options;
  const pool = createPool(connection, options);
  const slots = createSlots(options.parallelism);

  async function once(request: SqlRequest, onRow: OnRow, signal: AbortSignal): Promise<Attempt<number>> {
    const release = await slots.take(signal);
    try {
      return await runRequest(await pool.open(signal), request, onRow, limits.cancel, signal);
    } finally {
      release();
    }
  }

  async function repeated<T>(
    request: SqlRequest,
    attempt: () => Promise<Attempt<T>>,
    mayRepeat: (failure: SqlFailure) => boolean,
    writes: boolean,
    signal: AbortSignal,
  ): Promise<T> {
    const outcome = await repeat(
      attempt,
      {
        ...options,
        budget: (failure) => (!mayRepeat(failure) ? 0 : isRefusal(failure) ? limits.retryRefused : limits.retry),
        onWait: (failure, delay) =>
          log('warn', `${request.what}: ${describeFailure(failure)} Again in ${(delay / 1000).toFixed(1)} s.`),
      },
      signal,
    );
    if (outcome.done) return outcome.value;
    throw errorOf(outcome.failure, { what: request.what, writes }, connection);
  }

  return {
    read(request, collector, signal) {
      const attempt = async () => {
        const rows = collector();
        const outcome = await once(request, rows.onRow, signal);
        return outcome.done ? { done: true as const, value: rows.end() } : outcome;
      };
      return repeated(request, attempt, isTransient, false, signal);
    },
    write(request, repeatable, signal) {
      const mayRepeat = (failure: SqlFailure) =>
        failure.stage === 'connect' ? isTransient(failure) : repeatable && isLockConflict(failure);
      return repeated(request, () => once(request, noRows, signal), mayRepeat, true, signal);
    },
    [Symbol.asyncDispose]: () => pool[Symbol.asyncDispose](),
  };
}
