import type { Known } from '../../../src/domain/known.js';
import type { LeasedTask, WorkElsewhere, WorkerExecution, WorkerRow, WorkerWork } from '../../../src/domain/rows.js';
import { type DrainOutcome, drain } from '../../../src/reconciler/drain/drain.js';
import type { Policy } from '../../../src/topology/topology.js';
import { catalogOf, rowOf } from '../../support/build.js';
import { type Fault, type ModelCatalog, modelCatalog } from '../../support/model-catalog.js';

type Work = Partial<Omit<WorkerWork, 'row'>>;

/** What happens to the worker, and when, in seconds from the drain's beginning. */
export type Happening = readonly [second: number, what: Work | ((catalog: ModelCatalog) => void)];

export interface Scene {
  readonly row?: Partial<WorkerRow>;
  /** What it runs at the beginning: nothing unless told otherwise. */
  readonly work?: Work;
  readonly later?: readonly Happening[];
  /** Right when a write has taken effect: the number of it, from 1, and what happens. */
  readonly afterWrite?: Readonly<Record<number, Work>>;
  readonly policy?: Partial<Policy['drain']>;
  readonly faults?: readonly Fault[];
  readonly heartbeatInterval?: number;
  readonly beforeStop?: boolean;
  readonly offline?: boolean;
  /** Aborted at that second. */
  readonly abortAt?: number;
}

export const known = <T>(value: T): Known<T> => ({ known: true, value });
export const hidden = { known: false, reason: 'the login CORP\\etl may not read it' } as const;

/** Worker ETL01. */
export const etl01 = rowOf('ETL01', 1, { enabled: true });

export function execution(id: number, age = 60, parts: Partial<WorkerExecution> = {}): WorkerExecution {
  return {
    executionId: String(id),
    folder: 'ETL',
    project: 'Loads',
    package: `Load${id}.dtsx`,
    status: 'running',
    started: '2026-11-24T02:00:00.000Z',
    age,
    ...parts,
  };
}

export function lease(id: number, status: LeasedTask['status'] = 'running'): LeasedTask {
  return { taskId: `TASK${id}`, status, leaseLeft: 200 };
}

export function elsewhere(parts: Partial<WorkElsewhere>): Known<WorkElsewhere> {
  return known({ pending: 0, youngestPending: null, running: 0, ...parts });
}

/** Runs executions of those numbers, each with a lease. */
export function running(...ids: readonly number[]): Work {
  return { executions: known(ids.map((id) => execution(id))), leases: known(ids.map((id) => lease(id))) };
}

/** What a login sees that may not read internal.tasks. */
export function seenWithoutLeases(ids: readonly number[], others: Partial<WorkElsewhere> = {}): Work {
  return { executions: known(ids.map((id) => execution(id))), elsewhere: elsewhere(others), leases: hidden };
}

export interface DrainRun {
  readonly outcome: DrainOutcome | undefined;
  readonly error: unknown;
  readonly catalog: ModelCatalog;
  /** Each write with the second at which it took effect. */
  readonly writes: readonly string[];
  readonly messages: readonly string[];
  /** Seconds that it took. */
  readonly seconds: number;
  readonly looks: number;
  readonly row: WorkerRow | undefined;
}

/** Drains ETL01 in a world where time moves by the drain's own pauses alone. */
export async function simulatedDrain(scene: Scene): Promise<DrainRun> {
  let time = 0;
  let looks = 0;
  const messages: string[] = [];
  const writes: string[] = [];
  const faults = [...(scene.faults ?? [])];
  const row = { ...etl01, ...scene.row };
  const model = modelCatalog(catalogOf([row]), () => faults.shift() ?? 'none');
  if (scene.work !== undefined) model.setWork(row.id, scene.work);
  const happenings = [...(scene.later ?? [])];
  const abort = new AbortController();
  const reason = new Error('enough');

  const moveTo = (target: number) => {
    for (let [next] = happenings; next !== undefined && next[0] * 1000 <= target; [next] = happenings) {
      happenings.shift();
      time = Math.max(time, next[0] * 1000);
      if (typeof next[1] === 'function') next[1](model);
      else model.setWork(row.id, next[1]);
    }
    time = target;
    if (scene.abortAt !== undefined && time >= scene.abortAt * 1000) abort.abort(reason);
  };
  const catalog: ModelCatalog = {
    ...model,
    readWork(id, signal) {
      looks += 1;
      return model.readWork(id, signal);
    },
    async setWorkerEnabled(id, enabled, signal) {
      const before = model.writes.length;
      try {
        await model.setWorkerEnabled(id, enabled, signal);
      } finally {
        if (model.writes.length > before) {
          writes.push(`${enabled ? 'enable' : 'disable'} at ${time / 1000}`);
          const next = scene.afterWrite?.[writes.length];
          if (next !== undefined) model.setWork(id, next);
        }
      }
    },
  };
  const options = {
    catalog,
    worker: {
      id: row.id,
      machineName: 'ETL01',
      ...(scene.heartbeatInterval === undefined ? {} : { heartbeatInterval: scene.heartbeatInterval }),
      ...(scene.beforeStop === undefined ? {} : { beforeStop: scene.beforeStop }),
      ...(scene.offline === undefined ? {} : { offline: scene.offline }),
    },
    policy: { timeoutSeconds: 1_800, onTimeout: 'stop', ...scene.policy },
    clock: () => time,
    pause: async (milliseconds: number, signal: AbortSignal) => {
      if (!(milliseconds > 0)) throw new Error(`a pause of ${milliseconds} ms`);
      moveTo(time + milliseconds);
      signal.throwIfAborted();
    },
    progress: (message: string) => messages.push(`${Math.round(time / 1000)}: ${message}`),
    signal: abort.signal,
  } as const;
  const settled = await drain(options).then(
    (outcome) => ({ outcome, error: undefined }),
    (error: unknown) => ({ outcome: undefined, error }),
  );
  const now = await model.readWorkers([row.id], new AbortController().signal);
  return { ...settled, catalog, writes, messages, seconds: time / 1000, looks, row: now.get(row.id) };
}
