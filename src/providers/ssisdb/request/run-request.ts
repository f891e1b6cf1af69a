import type { OpenPool } from '../connection/pool.js';
import { type Attempt, failureOf, type SqlFailure } from '../errors/sql-failure.js';
import { onAbort } from './on-abort.js';
import { driverType, type SqlRequest } from './sql-request.js';

/** Takes a row: the number of its result set, from 0, and its values in the order of the columns. It must not throw. */
export type OnRow = (set: number, values: readonly unknown[]) => void;

/**
 * Sends one request once and waits for all of its answer, row by row. Gives the procedure's return status. An aborted
 * signal cancels it on the server, then throws the signal's reason; a request that outlasts its limit fails.
 */
export async function runRequest(
  { pool, module, loginMessagesOf }: OpenPool,
  request: SqlRequest,
  onRow: OnRow,
  cancelLimit: number,
  signal: AbortSignal,
): Promise<Attempt<number>> {
  signal.throwIfAborted();
  const driverRequest = new module.Request(pool);
  for (const { name, type, value } of request.parameters) {
    driverRequest.input(name, driverType(type, module), value);
  }
  const errors: unknown[] = [];
  let set = -1;
  driverRequest.on('error', (error: unknown) => errors.push(error));
  driverRequest.on('recordset', () => {
    set += 1;
  });
  driverRequest.on('row', (values: readonly unknown[]) => onRow(set, values));

  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    driverRequest.cancel();
  }, request.limit);
  const abandoned = abandonment(signal, cancelLimit, () => driverRequest.cancel());
  try {
    const status = await Promise.race([send(driverRequest, request, errors), abandoned.promise]);
    signal.throwIfAborted();
    if (errors.length === 0 && status !== undefined) return { done: true, value: status };
    if (timedOut) return { done: false, failure: timeoutOf(request) };
    const stage = errors.every((error) => error instanceof module.RequestError) ? 'request' : 'connect';
    return { done: false, failure: failureOf(stage, errors, errors.flatMap(loginMessagesOf)) };
  } finally {
    clearTimeout(timer);
    abandoned.forget();
  }
}

/** In the stream mode of mssql errors are events, and what these promises throw is a fault of the driver. */
async function send(
  driverRequest: InstanceType<OpenPool['module']['Request']>,
  request: SqlRequest,
  errors: unknown[],
): Promise<number | undefined> {
  try {
    if (request.kind === 'query') {
      await driverRequest.query(request.text);
      return 0;
    }
    const { returnValue } = await driverRequest.execute(request.text);
    return Number(returnValue ?? 0);
  } catch (error) {
    errors.push(error);
    return undefined;
  }
}

/** On abort cancels, and ends some time later should the driver not end the request: it may hang in a login. */
function abandonment(signal: AbortSignal, cancelLimit: number, cancel: () => void) {
  let timer: NodeJS.Timeout | undefined;
  let stopListening: () => void = () => undefined;
  const promise = new Promise<undefined>((resolve) => {
    stopListening = onAbort(signal, () => {
      timer = setTimeout(() => resolve(undefined), cancelLimit);
      cancel();
    });
  });
  return {
    promise,
    forget() {
      stopListening();
      clearTimeout(timer);
    },
  };
}

function timeoutOf({ limit }: SqlRequest): SqlFailure {
  const cause = new Error(`no answer within ${limit / 1000} s`);
  return { stage: 'request', messages: [], codes: ['ETIMEOUT'], cause };
}
