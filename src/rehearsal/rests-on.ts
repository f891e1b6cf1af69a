import type { RehearsalDocument } from '../generated/rehearsal.js';
import type { Rehearsal } from './rehearsal.js';
import type { TwinState, TwinWorker } from './twin-state.js';

type RestsOn = RehearsalDocument['restsOn'];

type Tried = Pick<RehearsalDocument, 'steps' | 'waitedFor'>;

export interface RestsOnOptions {
  readonly idOf: (worker: Pick<TwinWorker, 'agentId' | 'machine'>) => string;
  /** What each worker runs at the beginning. */
  readonly first: TwinState;
}

/**
 * The packages whose ends nobody knows, and which have to end before the time of a drain is up: those that a drain waited for, and
 * those that were taken to be over by the time at which it began. A drain that fails anyway rests on nothing.
 */
export function restsOn(
  { plan, packages }: Pick<Rehearsal, 'plan' | 'packages'>,
  { steps, waitedFor }: Tried,
  { idOf, first }: RestsOnOptions,
): RestsOn {
  const held = new Map(first.workers.map((worker) => [idOf(worker), worker.executions]));
  const found = new Map<string, RestsOn[number]>();
  for (const step of plan.steps) {
    if (step.operation !== 'drainWorker') continue;
    const { target: worker, arguments: given } = step;
    const began = steps.find(({ id, outcome }) => id === step.id && outcome === 'done')?.from;
    if (began === undefined) continue;
    const own = waitedFor.filter((one) => one.worker === worker);
    const left = new Set(own.flatMap(({ outcome, executionId }) => (outcome === undefined ? [] : executionId)));
    const ids = [...(held.get(worker) ?? []), ...own.map(({ executionId }) => executionId)];
    for (const executionId of ids) {
      const one = packages.get(executionId);
      if (one?.basis !== 'assumed' || left.has(executionId) || found.has(executionId)) continue;
      const runs = one.runs === undefined ? {} : { runs: one.runs };
      const { onTimeout, timeoutSeconds } = given;
      const endsBy = Math.round((began + timeoutSeconds) * 1000) / 1000;
      found.set(executionId, { worker, executionId, package: one.package, ...runs, endsBy, onTimeout });
    }
  }
  return [...found.values()];
}
