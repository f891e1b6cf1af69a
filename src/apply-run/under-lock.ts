import type { Diagnostic } from '../diagnostic.js';
import { diagnosticOf } from '../diagnostic.js';
import { isScaleoutError } from '../errors.js';
import type { ApplyOutcome } from '../reconciler/apply/apply.js';
import type { HeldLock } from '../reconciler/lock.js';

/**
 * Carries out steps under a lock: `stop` is aborted too when the lock is lost, with its reason, which is told at once. Who
 * lost the lock was not interrupted by the user: what is left undone makes the result partial.
 */
export async function underLock(
  { lost }: Pick<HeldLock, 'lost'>,
  stop: AbortSignal,
  tell: (lost: Diagnostic) => void,
  carryOut: (stop: AbortSignal) => Promise<ApplyOutcome>,
): Promise<ApplyOutcome> {
  lost.throwIfAborted();
  const onLost = () => {
    if (isScaleoutError(lost.reason)) tell(diagnosticOf(lost.reason));
  };
  lost.addEventListener('abort', onLost, { once: true });
  try {
    const outcome = await carryOut(AbortSignal.any([stop, lost]));
    const byUser = stop.aborted || !lost.aborted;
    return outcome.result === 'interrupted' && !byUser ? { ...outcome, result: 'partial' } : outcome;
  } finally {
    lost.removeEventListener('abort', onLost);
  }
}
