import { ScaleoutError } from '../../../errors.js';
import { messageOf } from '../../../message-of.js';
import type { HeldLock } from '../../../reconciler/lock.js';
import type { Clock } from '../../waiting/clock.js';
import type { LockSession } from './lock-session.js';

export interface Holding {
  readonly clock: Clock;
  /** Milliseconds between two looks. */
  readonly keepalive: number;
  /** Milliseconds for the answer to one of them. */
  readonly answer: number;
  /** Milliseconds for giving it back. */
  readonly release: number;
}

/** A lock that the session holds. It looks after it until it is disposed of; then the session is closed. */
export function holdLock(session: LockSession, { clock, keepalive, answer, release }: Holding): HeldLock {
  const lost = new AbortController();
  const over = new AbortController();
  const lose = (why: string) => {
    if (over.signal.aborted) return;
    over.abort();
    lost.abort(new ScaleoutError('guard.lock-lost', `The connection that held it is gone: ${why}`));
    // The server frees it as soon as it hears of the end.
    void session[Symbol.asyncDispose]();
  };
  session.onEnd(() => lose('it was closed.'));

  async function lookAfter(): Promise<void> {
    while (!over.signal.aborted) {
      await clock.sleep(keepalive, over.signal);
      const answered = new AbortController();
      const silent = silence(AbortSignal.any([over.signal, answered.signal]));
      const why = await Promise.race([session.whyLost(over.signal), silent]).finally(() => answered.abort());
      if (why !== undefined) lose(why);
    }
  }
  /** The driver would say it too, but only when it has given the request up. */
  async function silence(signal: AbortSignal): Promise<string> {
    await clock.sleep(answer, signal);
    return `no answer within ${answer / 1000} s.`;
  }
  const looking = lookAfter().catch((error: unknown) => {
    lose(messageOf(error));
  });

  return {
    lost: lost.signal,
    async [Symbol.asyncDispose]() {
      const held = !over.signal.aborted;
      over.abort();
      await looking;
      if (held) await session.release(AbortSignal.timeout(release)).catch(() => false);
      await session[Symbol.asyncDispose]();
    },
  };
}
