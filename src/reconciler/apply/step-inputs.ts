import { ScaleoutError } from '../../errors.js';
import type { Yields } from '../operations/operation.js';
import type { Step } from '../plan-document.js';

/** What the steps of one run hand to later ones. */
export interface StepInputs {
  keep(step: Step, yields: Yields): void;
  /** The step with its inputs among its arguments. */
  filledIn(step: Step): Step;
}

export function stepInputs(): StepInputs {
  const kept = new Map<string, Yields>();
  return {
    keep(step, yields) {
      kept.set(step.id, yields);
    },
    filledIn(step) {
      if (step.inputs === undefined) return step;
      const found = Object.entries(step.inputs).map(([name, source]) => {
        const value = kept.get(source)?.[name];
        if (value === undefined) {
          throw new ScaleoutError('command.unexpected', `Step ${source} yielded no ${name}, which ${step.id} takes.`);
        }
        return [name, value] as const;
      });
      return { ...step, arguments: { ...step.arguments, ...Object.fromEntries(found) } };
    },
  };
}
