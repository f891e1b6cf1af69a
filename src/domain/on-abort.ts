interface Waiting {
  readonly callbacks: Set<() => void>;
  readonly listener: () => void;
}

const waitingOn = new WeakMap<AbortSignal, Waiting>();

/**
 * Calls back once when the signal is aborted; the function that it returns takes that back. However many wait on one
 * signal, it has one listener, and none when nobody waits: Node 20 warns of a leak from the eleventh listener on.
 */
export function onAbort(signal: AbortSignal, callback: () => void): () => void {
  const waiting = waitingOn.get(signal) ?? listenTo(signal);
  const entry = () => callback();
  waiting.callbacks.add(entry);
  return () => {
    if (waiting.callbacks.delete(entry) && waiting.callbacks.size === 0) stopListening(signal, waiting);
  };
}

function listenTo(signal: AbortSignal): Waiting {
  const waiting: Waiting = {
    callbacks: new Set(),
    listener() {
      const callbacks = [...waiting.callbacks];
      waiting.callbacks.clear();
      waitingOn.delete(signal);
      for (const callback of callbacks) callback();
    },
  };
  waitingOn.set(signal, waiting);
  signal.addEventListener('abort', waiting.listener, { once: true });
  return waiting;
}

function stopListening(signal: AbortSignal, waiting: Waiting): void {
  signal.removeEventListener('abort', waiting.listener);
  waitingOn.delete(signal);
}
