import type { Step } from '../plan-document.js';

/** Steps that wait for the steps they need. A plan's needs have no cycle; one that had would never be ready. */
export interface StepQueue {
  /** The next step whose needs have all succeeded, in the plan's order. */
  next(): Step | undefined;
  succeeded(step: Step): void;
  /** Takes out every step that needs this one, directly or not, and returns them. */
  failed(step: Step): readonly Step[];
  /** Takes out and returns all that have not been given out. */
  drain(): readonly Step[];
}

export function stepQueue(steps: readonly Step[]): StepQueue {
  const missing = new Map(steps.map((step) => [step, step.needs.length]));
  const dependants = new Map<string, Step[]>();
  for (const step of steps) {
    for (const need of step.needs) {
      const known = dependants.get(need);
      if (known === undefined) dependants.set(need, [step]);
      else known.push(step);
    }
  }
  const ready = steps.filter((step) => step.needs.length === 0);
  let given = 0;
  const take = (step: Step) => missing.delete(step);
  return {
    next() {
      const step = ready[given];
      if (step === undefined) return undefined;
      given += 1;
      take(step);
      return step;
    },
    succeeded(step) {
      for (const dependant of dependants.get(step.id) ?? []) {
        const left = missing.get(dependant);
        if (left === undefined) continue;
        missing.set(dependant, left - 1);
        if (left === 1) ready.push(dependant);
      }
    },
    failed(step) {
      const lost: Step[] = [];
      const queue = [step];
      for (let at = queue.shift(); at !== undefined; at = queue.shift()) {
        for (const dependant of dependants.get(at.id) ?? []) {
          if (!take(dependant)) continue;
          lost.push(dependant);
          queue.push(dependant);
        }
      }
      return lost;
    },
    drain() {
      const left = [...missing.keys()];
      missing.clear();
      given = ready.length;
      return left;
    },
  };
}
