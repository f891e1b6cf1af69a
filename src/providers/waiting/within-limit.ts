import type { Clock } from './clock.js';
import { onAbort } from './on-abort.js';

/**
 * Carries out work under a limit in milliseconds. When it passes, the work's own signal is aborted with the error that
 * `late` makes, as it is with the reason of the outer signal: the work ends itself, and its outcome is the outcome here.
 */
export async function withinLimit<T>(
  clock: Clock,
  limit: number,
  late: () => Error,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  signal.throwIfAborted();
  const inner = new AbortController();
  const stopListening = onAbort(signal, () => inner.abort(signal.reason));
  const done = new AbortController();
  clock.sleep(limit, done.signal).then(
    () => inner.abort(late()),
    () => undefined,
  );
  try {
    return await work(inner.signal);
  } finally {
    done.abort();
    stopListening();
  }
}
