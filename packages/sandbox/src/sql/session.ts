// src/sql is the language: T-SQL is parsed, compiled and run over the tables of a database that somebody else has. It knows
// neither the wire nor SSISDB. A function goes into functions/, a statement into statements/, a type into types/.

import { setTimeout } from 'node:timers/promises';
import type { Instant, Reply, Request, Session, SqlValue } from '../engine.js';
import type { ApplicationLocks } from './application-locks.js';
import type { Database } from './database.js';
import { splitName } from './functions/metadata.js';
import { plansFor } from './plan.js';
import { callProcedure } from './procedures/call-procedure.js';
import type { SessionList } from './server-views.js';
import { defaultOptions, type SessionState } from './session-state.js';
import { SqlError } from './sql-error.js';
import { type Execution, runSteps, type Sleep } from './statements/execution.js';
import { endTransaction } from './statements/session-steps.js';

/*
 * T-SQL: sessions that take batches and calls, and answer with results, messages and counts. A text is parsed (parse/), compiled
 * against the database (statements/, query/, expressions/, functions/, over types/) and run. Only database.ts says what the
 * language asks of the world; nothing here knows SSISDB, the wire or the disk. A new statement goes to parse/ and statements/,
 * a new function to functions/, a text of an error to messages/.
 */

export interface SessionSettings {
  readonly database: Database;
  readonly id: number;
  readonly loginName: string;
  readonly hostName: string;
  readonly appName: string;
  readonly defaultDatabase: string;
  /** The server's clock, with its offset. */
  readonly now: () => Instant;
  readonly locks: ApplicationLocks;
  /** Where the session stands until it is closed. */
  readonly sessions?: SessionList;
  /** For WAITFOR; waits for real where it is left out. */
  readonly sleep?: Sleep;
}

/** A logged-in connection that speaks T-SQL to a database. */
export function createSession(settings: SessionSettings): Session {
  const { database, id, loginName, hostName, appName, defaultDatabase, now, locks } = settings;
  const sleep = settings.sleep ?? sleepUntilAborted;
  const plans = plansFor(database);
  const state: SessionState = {
    id,
    loginName,
    database,
    locks,
    context: { id, loginName, hostName, appName, database: defaultDatabase, now: now() },
    options: defaultOptions(),
    rowCount: 0,
    error: 0,
    transactionCount: 0,
    carriedOut: [],
    savepoints: new Set(),
    nestLevel: 0,
    caught: undefined,
    prepared: new Map(),
    lastHandle: 0,
    reset,
  };

  const loginTime = now();
  let running = false;
  const leave = settings.sessions?.add({
    id,
    loginName,
    hostName,
    appName,
    loginTime,
    database: () => state.context.database,
    isRunning: () => running,
    openTransactions: () => state.transactionCount,
  });

  function reset(): void {
    endTransaction(state);
    locks.freeSession(id);
    state.context = { ...state.context, database: defaultDatabase };
    state.options = defaultOptions();
    state.rowCount = 0;
    state.error = 0;
    state.caught = undefined;
    state.prepared.clear();
  }

  async function run(request: Request, execution: Execution): Promise<void> {
    if (request.type === 'batch') {
      const plan = await plans.get(request.text, '', state);
      const variables = new Array<SqlValue>(plan.variables.length).fill(null);
      await runSteps(plan.steps, { ...execution, variables });
      return;
    }
    const name = splitName(request.procedure);
    const parts = [name?.database ?? '', name?.schema ?? '', name?.name ?? request.procedure].filter(
      (part) => part !== '',
    );
    await callProcedure(parts, request.parameters, execution);
  }

  return {
    id,
    get database() {
      return state.context.database;
    },
    async execute(request: Request, reply: Reply, signal: AbortSignal): Promise<void> {
      state.context = { id, loginName, hostName, appName, database: state.context.database, now: now() };
      state.nestLevel = 0;
      state.caught = undefined;
      const execution: Execution = {
        session: state,
        reply,
        signal,
        plans,
        sleep: async (milliseconds, until) => {
          await sleep(milliseconds, until);
          state.context = { ...state.context, now: now() };
        },
        variables: [],
        tries: 0,
        caughtOutside: false,
      };
      running = true;
      try {
        await run(request, execution);
      } catch (error) {
        if (!(error instanceof SqlError)) throw error;
        state.error = error.detail.number;
        reply.message({ line: 1, ...error.detail });
        reply.done({ failed: true });
      } finally {
        running = false;
      }
    },
    reset,
    close() {
      leave?.();
      endTransaction(state);
      locks.freeSession(id);
    },
  };
}

/** Waits for real; ends at once, without an error, when the signal is aborted. */
const sleepUntilAborted: Sleep = async (milliseconds, signal) => {
  try {
    await setTimeout(milliseconds, undefined, { signal });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
};
