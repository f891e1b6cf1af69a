import type { RehearsalDocument } from '../generated/rehearsal.js';
import type { LeftWork } from './rehearsed-steps.js';
import type { TwinPackage, TwinState, TwinWorker } from './twin-state.js';

type WaitedFor = RehearsalDocument['waitedFor'][number];

/** Takes down which packages drains wait for. */
export interface WaitRecorder {
  look(at: number, state: TwinState): void;
  /** A drain has ended: what its worker still runs was left in this way. */
  drainEnded(at: number, target: string, left: LeftWork): void;
  /** In the order of their ends. */
  waited(): readonly WaitedFor[];
}

export interface WaitRecorderOptions {
  readonly idOf: (worker: Pick<TwinWorker, 'agentId' | 'machine'>) => string;
  readonly isDraining: (target: string) => boolean;
  readonly packages: ReadonlyMap<string, TwinPackage>;
}

export function waitRecorder({ idOf, isDraining, packages }: WaitRecorderOptions): WaitRecorder {
  /** By worker and execution: since when. Only drains that are under way wait. */
  const open = new Map<string, Map<string, number>>();
  const waited: WaitedFor[] = [];
  const close = (worker: string, executionId: string, from: number, to: number, left?: LeftWork) => {
    open.get(worker)?.delete(executionId);
    // It ended as the drain looked for the first time: nobody waited.
    if (left === undefined && to === from) return;
    const { package: name = '', basis = 'assumed', runs, pending } = packages.get(executionId) ?? {};
    waited.push({
      ...{ worker, executionId, package: name, from, to, basis },
      ...(left === undefined ? {} : { outcome: left }),
      ...(runs === undefined ? {} : { runs }),
      ...(pending === true ? { pending } : {}),
    });
  };
  return {
    look(at, { workers }) {
      for (const worker of workers) {
        const id = idOf(worker);
        if (!isDraining(id)) continue;
        const own = open.get(id) ?? new Map<string, number>();
        open.set(id, own);
        for (const executionId of worker.executions) if (!own.has(executionId)) own.set(executionId, at);
        for (const [executionId, from] of own) {
          if (!worker.executions.includes(executionId)) close(id, executionId, from, at);
        }
      }
    },
    drainEnded(at, target, left) {
      for (const [executionId, from] of open.get(target) ?? []) close(target, executionId, from, at, left);
      open.delete(target);
    },
    waited: () => waited,
  };
}
