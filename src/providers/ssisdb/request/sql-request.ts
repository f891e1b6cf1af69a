import type sql from 'mssql';
import { onAbort } from '../../../domain/on-abort.js';
import type { Clock } from '../../waiting.js';
import type { Attempt, SqlFailure } from '../errors/sql-failure.js';

export type ParameterType =
  | 'int'
  | 'uniqueidentifier'
  | 'nvarchar(255)'
  | 'nvarchar(256)'
  | 'nvarchar(3750)'
  | 'nvarchar(max)';

export interface Parameter {
  /** Without its `@`. */
  readonly name: string;
  readonly type: ParameterType;
  readonly value: string | number | null;
}

/** One request: a statement with parameters (sp_executesql), or a call of a procedure (RPC). */
export interface SqlRequest {
  readonly kind: 'query' | 'procedure';
  /** The statement, or the procedure's name. */
  readonly text: string;
  readonly parameters: readonly Parameter[];
  /** For messages: `reading the workers`, `catalog.enable_worker_agent`. */
  readonly what: string;
  /** Milliseconds. */
  readonly limit: number;
}

/** Takes a row: the number of its result set, from 0, and its values in the order of the columns. It must not throw. */
export type OnRow = (set: number, values: readonly unknown[]) => void;

/** A request under way. */
export interface Sending {
  /** The return status of a procedure, 0 of a query; it never rejects. */
  readonly ended: Promise<Attempt<number>>;
  /** Takes the request back, or asks the server to stop it; `ended` comes when it has. */
  cancel(): void;
}

/** Sends one request once, on a connection of the pool that it was made for. */
export type Send = (request: SqlRequest, onRow: OnRow) => Sending;

/**
 * Sends one request once and waits for all of its answer, row by row. Gives the procedure's return status. An aborted
 * signal cancels it on the server, then throws the signal's reason; a request that outlasts its limit fails.
 */
export async function runRequest(
  send: Send,
  request: SqlRequest,
  onRow: OnRow,
  cancelLimit: number,
  signal: AbortSignal,
): Promise<Attempt<number>> {
  signal.throwIfAborted();
  const sending = send(request, onRow);
  // Ours and not the driver's: tedious stops its timer at the first packet of an answer.
  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    sending.cancel();
  }, request.limit);
  const outcome = await settled(sending, cancelLimit, signal).finally(() => clearTimeout(timer));
  signal.throwIfAborted();
  return timedOut && !outcome.done ? { done: false, failure: timeoutOf(request, outcome.failure) } : outcome;
}

/** The end of a request; after an abort not long after it, should the driver not end it: it may hang in a login. */
function settled(sending: Sending, cancelLimit: number, signal: AbortSignal): Promise<Attempt<number>> {
  return new Promise((resolve, reject) => {
    let timer: NodeJS.Timeout | undefined;
    const stopListening = onAbort(signal, () => {
      timer = setTimeout(() => reject(signal.reason), 2 * cancelLimit);
      sending.cancel();
    });
    sending.ended.then((outcome) => {
      stopListening();
      clearTimeout(timer);
      resolve(outcome);
    }, reject);
  });
}

function timeoutOf({ limit }: SqlRequest, { stage }: SqlFailure): SqlFailure {
  const cause = new Error(`no answer within ${limit / 1000} s`);
  return { stage, messages: [], codes: ['ETIMEOUT'], cause };
}

export interface Repetition {
  readonly clock: Clock;
  /** From 0 to 1. */
  readonly random: () => number;
  /** How long, from the first attempt on, this failure may be answered with another attempt; 0: not at all. */
  readonly budget: (failure: SqlFailure) => number;
  /** Told before each wait of so many milliseconds. */
  readonly onWait: (failure: SqlFailure, delay: number) => void;
}

const firstDelay = 250;
const longestDelay = 5_000;

/** Repeats what fails, after waits that double from 0.25 s up to 5 s and are shortened at random by up to a half. */
export async function repeat<T>(
  attempt: () => Promise<Attempt<T>>,
  { clock, random, budget, onWait }: Repetition,
  signal: AbortSignal,
): Promise<Attempt<T>> {
  const start = clock.now();
  for (let count = 0; ; count += 1) {
    const outcome = await attempt();
    if (outcome.done) return outcome;
    const delay = Math.min(longestDelay, firstDelay * 2 ** count) * (1 - random() / 2);
    if (clock.now() - start + delay > budget(outcome.failure)) return outcome;
    onWait(outcome.failure, delay);
    await clock.sleep(delay, signal);
  }
}

/** mssql with one of its two drivers, which share their interface. */
export type DriverModule = Pick<typeof sql, 'ConnectionPool' | 'Request' | 'RequestError' | 'TYPES' | 'MAX'>;
