import type { Plan, Step } from '../../domain/documents.js';
import { ScaleoutError } from '../../errors/errors.js';

type Rollback = NonNullable<Plan['rollbacks']>[number];

/** How far a rollback is: nothing has failed yet, it is under way, or it has ended. */
type State = 'watched' | 'failing' | 'undoing' | 'over';

/** What becomes of the steps of a rollback of the plan, while an apply goes on. */
export interface Group {
  readonly rollback: Rollback;
  /** Aborted where one of its steps has failed: waits among the others are of no use then. */
  readonly given: AbortSignal;
}

/**
 * The rollbacks of a plan as an apply meets them. Who carries a step out tells when it begins and how it ends; once a step
 * of a group has failed and none of it is under way any more, `due` has the steps that take back what had begun.
 */
export interface RollBacks {
  /** The group that a step of the plan belongs to while nothing of it is decided. */
  groupOf(step: Step): Group | undefined;
  /** The step of the plan that this one takes back; undefined: it is of the plan itself. */
  undoneBy(step: Step): string | undefined;
  begun(step: Step): void;
  /**
   * A step of the plan or of a rollback has ended, or will not begin. `leftAsFound`: it has failed, and changed nothing that
   * would have to be undone.
   */
  ended(step: Step, how: 'done' | 'failed' | 'leftAsFound' | 'cutOff' | 'skipped'): void;
  /** The steps of rollbacks that may begin now, each list once. */
  due(): readonly Step[];
  /** Rollbacks that have ended since the last call. */
  over(): readonly EndedRollback[];
}

export interface EndedRollback {
  readonly rollback: Rollback;
  /** Steps of the plan that were taken back. */
  readonly back: readonly string[];
  /** Steps of the plan that were not, as what takes them back has failed or could not begin; none: all of it was done. */
  readonly lacking: readonly string[];
}

interface Watched extends Group {
  readonly steps: ReadonlySet<string>;
  readonly control: AbortController;
  readonly begun: Set<string>;
  readonly underWay: Set<string>;
  /** Of the plan's steps those that are not done; while undoing, those of the rollback that have not ended. */
  readonly left: Set<string>;
  readonly back: string[];
  readonly lacking: string[];
  state: State;
}

export function rollBacks(rollbacks: NonNullable<Plan['rollbacks']>): RollBacks {
  const groups = rollbacks.map(watched);
  const byStep = new Map<string, Watched>();
  const undo = new Map(rollbacks.flatMap((one) => one.undo.map(({ undoes, step }) => [step.id, undoes] as const)));
  for (const group of groups) {
    for (const id of group.steps) byStep.set(id, group);
    for (const { step } of group.rollback.undo) byStep.set(step.id, group);
  }
  const ended: EndedRollback[] = [];
  const end = (group: Watched) => {
    group.state = 'over';
    const { rollback, back, lacking } = group;
    ended.push({ rollback, back, lacking });
  };
  return {
    groupOf(step) {
      const group = byStep.get(step.id);
      return group?.state === 'watched' ? group : undefined;
    },
    undoneBy: ({ id }) => undo.get(id),
    begun({ id }) {
      const group = byStep.get(id);
      if (group === undefined) return;
      group.begun.add(id);
      group.underWay.add(id);
    },
    ended({ id }, how) {
      const group = byStep.get(id);
      if (group === undefined) return;
      group.underWay.delete(id);
      if (how === 'done' || group.state === 'undoing') group.left.delete(id);
      if (group.state === 'undoing') (how === 'done' ? group.back : group.lacking).push(undo.get(id) ?? id);
      if (how === 'leftAsFound') group.begun.delete(id);
      if ((how === 'failed' || how === 'leftAsFound') && group.state === 'watched') {
        group.state = 'failing';
        group.control.abort(new ScaleoutError('apply.taken-back', `${id} failed.`));
      }
      if (group.left.size > 0) return;
      // All that holds together is done: it stays.
      if (group.state === 'watched') group.state = 'over';
      if (group.state === 'undoing') end(group);
    },
    due() {
      return groups.flatMap((group) => {
        if (group.state !== 'failing' || group.underWay.size > 0) return [];
        const steps = undoing(group);
        group.state = 'undoing';
        group.left.clear();
        for (const { id } of steps) group.left.add(id);
        if (steps.length === 0) group.state = 'over';
        return steps;
      });
    },
    over: () => ended.splice(0),
  };
}

function watched(rollback: Rollback): Watched {
  const control = new AbortController();
  return {
    rollback,
    given: control.signal,
    control,
    steps: new Set(rollback.steps),
    begun: new Set(),
    underWay: new Set(),
    left: new Set(rollback.steps),
    back: [],
    lacking: [],
    state: 'watched',
  };
}

/** The steps that undo what had begun, with their needs among each other alone. */
function undoing({ rollback, begun }: Watched): readonly Step[] {
  const chosen = rollback.undo.filter(({ undoes }) => begun.has(undoes)).map(({ step }) => step);
  const ids = new Set(chosen.map(({ id }) => id));
  return chosen.map((step) => ({ ...step, needs: step.needs.filter((need) => ids.has(need)) }));
}
