import type { EventBody, Plan, Step } from '../domain/documents.js';
import type { Diagnostic } from '../errors/errors.js';
import type { RehearsalDocument } from '../generated/rehearsal.js';

type RehearsedStep = RehearsalDocument['steps'][number];

/** Takes down the steps of an apply by its events, and what is under way. */
export interface StepRecorder {
  readonly emit: (event: EventBody) => void;
  isDraining(target: string): boolean;
  isAnyDraining(): boolean;
  /** The step of an id, of the plan or of one of its rollbacks. */
  stepOf(id: string): Step | undefined;
  steps(): readonly RehearsedStep[];
}

export interface StepRecorderOptions {
  readonly plan: Plan;
  /** Seconds since the beginning. */
  readonly now: () => number;
  /** Whether the rehearsal was ended from outside: what fails then was not finished. */
  readonly isCut: () => boolean;
  /** What its worker still runs was left in this way. */
  readonly drainEnded: (target: string, left: LeftWork) => void;
}

/** How a drain leaves what its worker still runs. */
export type LeftWork = NonNullable<RehearsalDocument['waitedFor'][number]['outcome']>;

/** Near the end of its time a worker that is never idle is cut off already, in the last tenth of it. */
const nearlyAll = 0.9;

export function stepRecorder({ plan, now, isCut, drainEnded }: StepRecorderOptions): StepRecorder {
  const rollbacks = plan.rollbacks ?? [];
  const known = new Map<string, Step>();
  for (const { undo } of rollbacks) for (const { step } of undo) known.set(step.id, step);
  for (const step of plan.steps) known.set(step.id, step);
  const begun = new Map<string, RehearsedStep>();
  const unbegun = new Map<string, string>();
  const draining = new Map<string, number>();

  const ended = (id: string, outcome: RehearsedStep['outcome'], more: Partial<RehearsedStep> = {}) => {
    const found = begun.get(id);
    if (found === undefined) return false;
    begun.set(id, { ...found, to: now(), outcome, ...more });
    if (found.operation === 'drainWorker') {
      const left = (draining.get(found.target) ?? 1) - 1;
      if (left > 0) draining.set(found.target, left);
      else draining.delete(found.target);
      drainEnded(found.target, outcome === 'done' ? leftBy(known.get(id), now() - (found.from ?? 0)) : 'givenUp');
    }
    return true;
  };
  return {
    emit(event) {
      switch (event.type) {
        case 'step_start': {
          const { step: id, operation, target, undoes } = event;
          const back = undoes === undefined ? {} : { undoes };
          begun.set(id, { id, operation, target, from: now(), outcome: 'unfinished', ...back });
          if (operation === 'drainWorker') draining.set(target, (draining.get(target) ?? 0) + 1);
          return;
        }
        case 'step_complete':
          ended(event.step, event.outcome);
          return;
        case 'step_errored':
          if (isCut()) ended(event.step, 'unfinished');
          else ended(event.step, 'errored', { diagnostic: event.diagnostic as Diagnostic });
          return;
        case 'step_skipped':
          if (!ended(event.step, 'skipped', { reason: event.reason })) unbegun.set(event.step, event.reason);
          return;
        default:
      }
    },
    isDraining: (target) => draining.has(target),
    isAnyDraining: () => draining.size > 0,
    stepOf: (id) => known.get(id),
    steps() {
      const skipped = [...known.values()].flatMap(({ id, operation, target }): readonly RehearsedStep[] => {
        const reason = unbegun.get(id);
        return reason === undefined ? [] : [{ id, operation, target, outcome: 'skipped', reason }];
      });
      const order = new Map([...plan.steps.map(({ id }) => id), ...known.keys()].map((id, index) => [id, index]));
      skipped.sort((one, other) => (order.get(one.id) ?? 0) - (order.get(other.id) ?? 0));
      return [...begun.values(), ...skipped];
    },
  };
}

/** A drain that is done though its worker runs something: either its time was up, or the leases were. */
function leftBy(step: Step | undefined, seconds: number): LeftWork {
  if (step?.operation !== 'drainWorker') return 'leaseEnded';
  const { onTimeout, timeoutSeconds } = step.arguments;
  return onTimeout === 'disable' && seconds >= timeoutSeconds * nearlyAll ? 'cutOff' : 'leaseEnded';
}
