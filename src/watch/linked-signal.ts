import { onAbort } from '../providers/waiting/on-abort.js';

export interface LinkedSignal extends Disposable {
  readonly signal: AbortSignal;
}

/** A signal of its own for one piece of work, aborted with each of these until it is disposed of: what the work hangs on it dies with it. */
export function linkedSignal(...outer: readonly AbortSignal[]): LinkedSignal {
  const inner = new AbortController();
  const takeBack = outer.map((signal) => {
    if (signal.aborted) inner.abort(signal.reason);
    return onAbort(signal, () => inner.abort(signal.reason));
  });
  return {
    signal: inner.signal,
    [Symbol.dispose]() {
      for (const take of takeBack) take();
    },
  };
}
