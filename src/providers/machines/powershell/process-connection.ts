import { onAbort } from '../../waiting/on-abort.js';
import type { Connection, Exchange } from '../connection.js';

/** A connection of which every exchange is a process of its own; closing it ends those that run. */
export function processConnection(run: (input: string, signal: AbortSignal) => Promise<Exchange>): Connection {
  const running = new Set<AbortController>();
  let alive = true;
  return {
    get alive() {
      return alive;
    },
    async exchange(input, signal) {
      signal.throwIfAborted();
      const ending = new AbortController();
      const stopListening = onAbort(signal, () => ending.abort(signal.reason));
      running.add(ending);
      try {
        return await run(input, ending.signal);
      } catch (error) {
        signal.throwIfAborted();
        if (ending.signal.aborted) return { outcome: 'cut', reason: 'the process was ended here' };
        throw error;
      } finally {
        running.delete(ending);
        stopListening();
      }
    },
    async [Symbol.asyncDispose]() {
      alive = false;
      for (const ending of running) ending.abort();
    },
  };
}
