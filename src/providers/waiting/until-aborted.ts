import { onAbort } from './on-abort.js';

/** The promise's outcome, or the signal's reason if that comes first. What the promise does is not stopped. */
export async function untilAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  let stopListening: () => void = () => undefined;
  const aborted = new Promise<never>((_, reject) => {
    stopListening = onAbort(signal, () => reject(signal.reason));
  });
  return Promise.race([promise, aborted]).finally(stopListening);
}
