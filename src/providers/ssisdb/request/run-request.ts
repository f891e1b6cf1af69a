import { onAbort } from '../../waiting/on-abort.js';
import type { Attempt, SqlFailure } from '../errors/sql-failure.js';
import type { OnRow, Send, Sending } from './sending.js';
import type { SqlRequest } from './sql-request.js';

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
