import type { Emit } from '../reconciler/events.js';
import type { Plan } from '../reconciler/plan-document.js';
import type { BackOff } from '../reconciler/watch/back-off.js';
import { isTerminal } from '../reconciler/watch/terminal-failure.js';

/** Takes down which targets failed, for the back-off. */
export interface StepOutcomes {
  readonly emit: Emit;
  /** Tells the back-off; `seenOf` is the fingerprint of a target. */
  end(backOff: BackOff, seenOf: (target: string) => string): void;
}

/** Of steps that did not fail by themselves. */
const cutOff: ReadonlySet<string> = new Set(['command.interrupted', 'guard.lock-lost']);

export function stepOutcomes({ steps }: Plan): StepOutcomes {
  const targets = new Map(steps.map((step) => [step.id, step.target]));
  const left = new Map<string, number>();
  for (const { target } of steps) left.set(target, (left.get(target) ?? 0) + 1);
  const failures = new Map<string, { readonly isTerminal: boolean; readonly why: string }>();
  return {
    emit(event) {
      if (event.type !== 'step_complete' && event.type !== 'step_errored') return;
      const target = targets.get(event.step);
      if (target === undefined) return;
      if (event.type === 'step_complete') left.set(target, (left.get(target) ?? 0) - 1);
      else if (!cutOff.has(event.diagnostic.code)) {
        const { code, summary, detail } = event.diagnostic;
        failures.set(target, { isTerminal: isTerminal(code), why: `${summary}: ${detail}` });
      }
    },
    end(backOff, seenOf) {
      for (const [target, steps] of left) {
        const failure = failures.get(target);
        if (failure !== undefined) backOff.failed(target, seenOf(target), failure);
        else if (steps === 0) backOff.succeeded(target);
      }
    },
  };
}
