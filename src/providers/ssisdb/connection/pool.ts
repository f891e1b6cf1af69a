// src/providers/ssisdb/connection opens connections that are encrypted, verified and limited in time, whichever driver
// is beneath. The drivers are loaded when one is needed. Nothing here knows SSISDB.

import type sql from 'mssql';
import { ScaleoutError } from '../../../errors/errors.js';
import { type Clock, untilAborted } from '../../waiting.js';
import { errorOf, isRefusal, isTransient } from '../errors/error-of.js';
import { type Attempt, describeFailure, failureOf } from '../errors/sql-failure.js';
import { repeat, type Send } from '../request/sql-request.js';
import { type Driver, loadDriver } from './driver.js';
import { createLiveConnections } from './live-connections.js';
import { type CatalogLimits, type CatalogLog, type SqlConnection, serverText } from './sql-connection.js';

interface OpenPool {
  readonly pool: sql.ConnectionPool;
  readonly send: Send;
}

/** The connections to one server: opened at the first use, kept, closed at the end. */
export interface SqlPool extends AsyncDisposable {
  /** Connects where that is not done yet, and gives the way to send. Throws errors of the registry. */
  open(signal: AbortSignal): Promise<Send>;
}

export interface PoolOptions {
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: CatalogLog;
  /** The most connections at one time. */
  readonly parallelism: number;
  readonly limits: CatalogLimits;
  /** Told of each connection that ended; through ODBC nobody hears of that. */
  readonly onEnd?: () => void;
}

export function createPool(connection: SqlConnection, options: PoolOptions): SqlPool {
  const { limits, log } = options;
  const live = createLiveConnections(limits.connect, options.onEnd);
  const closing = new AbortController();
  let opening: Promise<OpenPool> | undefined;
  let open: OpenPool | undefined;

  async function connect(): Promise<OpenPool> {
    const driver = await loadDriver(connection, options.parallelism, limits);
    let tries = 0;
    const outcome = await repeat(
      () => {
        tries += 1;
        return connectOnce(driver);
      },
      {
        ...options,
        budget: (failure) => (isRefusal(failure) ? limits.retryRefused : isTransient(failure) ? limits.retry : 0),
        // Once, and only where the wait is long: the error that may come says how often it was tried.
        onWait: (failure, delay) =>
          log(
            tries === 1 && !isRefusal(failure) ? 'warn' : 'info',
            `${serverText(connection)}: ${describeFailure(failure)} Connecting again in ${seconds(delay)}.`,
          ),
      },
      closing.signal,
    );
    if (!outcome.done) throw errorOf(outcome.failure, { what: 'connecting', writes: false, tries }, connection);
    open = { pool: outcome.value, send: driver.send(outcome.value, live.loginMessagesOf) };
    return open;
  }

  async function connectOnce(driver: Driver): Promise<Attempt<sql.ConnectionPool>> {
    const pool = new driver.module.ConnectionPool(driver.newConfig(live.watch));
    // Without a listener an error of an idle connection would end the process; the next request finds it broken.
    pool.on('error', (error: Error) => log('debug', `${serverText(connection)}: ${error.message}`));
    try {
      return { done: true, value: await pool.connect() };
    } catch (error) {
      closing.signal.throwIfAborted();
      return { done: false, failure: failureOf('connect', [error], live.loginMessagesOf(error)) };
    }
  }

  return {
    async open(signal) {
      signal.throwIfAborted();
      closing.signal.throwIfAborted();
      if (open !== undefined) return open.send;
      if (opening === undefined) {
        const attempt = connect();
        opening = attempt;
        // The next call tries again.
        attempt.catch(() => {
          if (opening === attempt) opening = undefined;
        });
      }
      return (await untilAborted(opening, signal)).send;
    },
    async [Symbol.asyncDispose]() {
      if (closing.signal.aborted) return;
      closing.abort(new ScaleoutError('catalog.closed', `The connection to ${serverText(connection)} is closed.`));
      if (open === undefined) live.drop();
      await opening?.then(({ pool }) => close(pool, limits.close)).catch(() => undefined);
      live.drop();
    },
  };
}

/** Closes idle connections and waits for the busy ones, but not longer than the limit. */
async function close(pool: sql.ConnectionPool, limit: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, limit);
  });
  await Promise.race([pool.close(), late]).finally(() => clearTimeout(timer));
}

const seconds = (milliseconds: number) => `${(milliseconds / 1000).toFixed(1)} s`;
