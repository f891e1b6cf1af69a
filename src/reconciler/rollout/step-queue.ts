import type { Step } from '../../domain/documents.js';

/** Steps that wait for the steps they need. A plan's needs have no cycle; one that had would never be ready. */
export interface StepQueue {
  /** The next step whose needs have all succeeded, in the plan's order; with a closed gate only one that needs no gate. */
  next(isOpen?: boolean): Step | undefined;
  succeeded(step: Step): void;
  /** Takes out every step that needs this one, directly or not, and returns them. */
  failed(step: Step): readonly Step[];
  /** Takes out the steps that are chosen and have not been given out, with all that need them; returns them. */
  withdraw(isChosen: (step: Step) => boolean): readonly Step[];
  /** More steps, which need only each other. */
  add(steps: readonly Step[]): void;
  /** Takes out and returns all that have not been given out. */
  drain(): readonly Step[];
}

/** `isGated` names the steps that pass only while a gate is open. */
export function stepQueue(steps: readonly Step[], isGated: (step: Step) => boolean = () => false): StepQueue {
  const missing = new Map<Step, number>();
  const dependants = new Map<string, Step[]>();
  const free = line();
  const gated = line();
  const enqueue = (step: Step) => (isGated(step) ? gated : free).add(step);
  const add = (added: readonly Step[]) => {
    for (const step of added) {
      missing.set(step, step.needs.length);
      for (const need of step.needs) {
        const known = dependants.get(need);
        if (known === undefined) dependants.set(need, [step]);
        else known.push(step);
      }
    }
    for (const step of added) if (step.needs.length === 0) enqueue(step);
  };
  add(steps);
  const take = (step: Step) => missing.delete(step);
  const takeDependants = (step: Step): readonly Step[] => {
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
  };
  return {
    next(isOpen = true) {
      for (;;) {
        const step = (isOpen ? gated.shift() : undefined) ?? free.shift();
        if (step === undefined || take(step)) return step;
      }
    },
    succeeded(step) {
      for (const dependant of dependants.get(step.id) ?? []) {
        const left = missing.get(dependant);
        if (left === undefined) continue;
        missing.set(dependant, left - 1);
        if (left === 1) enqueue(dependant);
      }
    },
    failed: takeDependants,
    withdraw(isChosen) {
      const lost: Step[] = [];
      for (const step of [...missing.keys()]) {
        if (!isChosen(step) || !take(step)) continue;
        lost.push(step, ...takeDependants(step));
      }
      return lost;
    },
    add,
    drain() {
      const left = [...missing.keys()];
      missing.clear();
      return left;
    },
  };
}

/** Steps in the order in which they came; what was taken out meanwhile is passed over by who asks. */
function line() {
  const waiting: Step[] = [];
  let given = 0;
  return {
    add: (step: Step) => waiting.push(step),
    shift(): Step | undefined {
      const step = waiting[given];
      if (step !== undefined) given += 1;
      return step;
    },
  };
}
