// src/providers has the two contracts of src/domain for real, and what both need: waiting with limits (this file) and
// secrets (secret.ts). It knows nothing of the reconciler.

import { setImmediate as nextTurn } from 'node:timers/promises';
import { onAbort } from '../domain/on-abort.js';

/** Time as the provider sees it. */
export interface Clock {
  /** Milliseconds since any fixed moment. */
  now(): number;
  /** Ends after so many milliseconds, or throws the signal's reason. */
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
  now: () => performance.now(),
  sleep: (milliseconds, signal) =>
    new Promise((resolve, reject) => {
      signal.throwIfAborted();
      const timer = setTimeout(() => {
        stopListening();
        resolve();
      }, milliseconds);
      const stopListening = onAbort(signal, () => {
        clearTimeout(timer);
        reject(signal.reason);
      });
    }),
};

/** So many may be in at one time; the others wait in the order in which they came. */
export interface Slots {
  /** Waits for a slot; the function that it gives frees it. An aborted signal ends the wait with its reason. */
  take(signal: AbortSignal): Promise<() => void>;
}

export function createSlots(count: number): Slots {
  let free = count;
  const waiting = new Set<() => void>();

  const release = () => {
    const [next] = waiting;
    if (next === undefined) {
      free += 1;
      return;
    }
    waiting.delete(next);
    next();
  };

  return {
    async take(signal) {
      signal.throwIfAborted();
      if (free > 0) {
        free -= 1;
        return release;
      }
      return new Promise((resolve, reject) => {
        const enter = () => {
          stopListening();
          resolve(release);
        };
        const stopListening = onAbort(signal, () => {
          waiting.delete(enter);
          reject(signal.reason);
        });
        waiting.add(enter);
      });
    },
  };
}

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

/** The promise's outcome, or the signal's reason if that comes first. What the promise does is not stopped. */
export async function untilAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  let stopListening: () => void = () => undefined;
  const aborted = new Promise<never>((_, reject) => {
    stopListening = onAbort(signal, () => reject(signal.reason));
  });
  return Promise.race([promise, aborted]).finally(stopListening);
}

/*
 * Work that many people ask for at one moment, each of them a little of it: one part of it is done in one turn of the event loop,
 * so that whatever else the process has to answer, a probe above all, waits for one part and not for all of them.
 */

/** For each kind of work, what the next one waits for. */
const last = new Map<string, Promise<void>>();

/** Resolves when it is one's turn: what is done then without waiting is all that is done of this kind in that turn of the loop. */
export function turnOf(kind: string): Promise<void> {
  const before = last.get(kind) ?? Promise.resolve();
  // Two turns: in the first one a connection is accepted, in the second one its request is read.
  const mine = before.then(() => nextTurn()).then(() => nextTurn());
  last.set(kind, mine);
  void mine.then(() => {
    if (last.get(kind) === mine) last.delete(kind);
  });
  return mine;
}
