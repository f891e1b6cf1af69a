import { describe, expect, test } from 'vitest';
import type { CatalogObservation } from '../../../src/domain/catalog.js';
import type { EventBody } from '../../../src/domain/documents.js';
import type { WorkerRow } from '../../../src/domain/rows.js';
import { ScaleoutError } from '../../../src/errors/errors.js';
import type { ApplyOptions } from '../../../src/reconciler/apply/apply.js';
import { rolloutLimits } from '../../../src/reconciler/rollout/rollout.js';
import type { Policy } from '../../../src/topology/topology.js';
import { applyPlan } from '../../support/apply-plan.js';
import { catalogOf, planOf, rowOf, topologyOf } from '../../support/build.js';
import { type Fault, type ModelCatalog, modelCatalog } from '../../support/model-catalog.js';
import { simulatedClock } from '../../support/simulated-clock.js';

const names = ['ETL01', 'ETL02', 'ETL03', 'ETL04'];

interface Rolled {
  readonly rows?: readonly WorkerRow[];
  readonly policy?: Partial<Policy['rollout']>;
  readonly drain?: Policy['drain'];
  readonly faults?: readonly Fault[];
  readonly busy?: readonly number[];
  readonly options?: Partial<ApplyOptions>;
  /** What somebody else does between the plan and the apply. */
  readonly meanwhile?: (model: ModelCatalog) => void;
  /** What somebody else does whenever a step waits. */
  readonly onPause?: (model: ModelCatalog) => void;
}

/** Disables all workers but the last, one at a time. */
async function roll({ rows = names.map((name, at) => rowOf(name, at, { enabled: true })), ...parts }: Rolled) {
  const base = topologyOf({
    workers: names.map((machine) => ({ machine, enabled: machine === 'ETL04' })),
    ...(parts.drain === undefined ? {} : { policy: { drain: parts.drain } }),
  });
  const policy = { ...base.policy.rollout, maxUnavailable: { workers: 1 }, ...parts.policy };
  const catalog: CatalogObservation = catalogOf(rows);
  const faults = [...(parts.faults ?? [])];
  const model = modelCatalog(catalog, () => faults.shift() ?? 'none');
  for (const at of parts.busy ?? []) {
    const id = rows[at]?.id;
    const lease = { taskId: `T${at}`, status: 'running', leaseLeft: 200 } as const;
    if (id !== undefined) model.setWork(id, { leases: { known: true, value: [lease] } });
  }
  const plan = planOf({ ...base, policy: { ...base.policy, rollout: policy } }, catalog);
  parts.meanwhile?.(model);
  const time = simulatedClock();
  const pause: ApplyOptions['pause'] = async (milliseconds, signal) => {
    await time.sleep(milliseconds, signal);
    parts.onPause?.(model);
  };
  const rolled = { rollout: rolloutLimits(policy, catalog), clock: time.now, pause };
  const run = await applyPlan(plan, model, { ...rolled, ...parts.options });
  return { ...run, writes: model.writes };
}

const reasons = (events: readonly EventBody[]) =>
  events.flatMap((event) => (event.type === 'step_skipped' ? [`${event.step} ${event.reason}`] : []));

const leftOut = (events: readonly EventBody[]) =>
  events.flatMap((event) =>
    event.type === 'diagnostic' && event.diagnostic.code === 'apply.worker-left-out' ? [event.diagnostic.detail] : [],
  );

describe('a rolling change', () => {
  test('goes through all, one after the other', async () => {
    const { outcome, events } = await roll({});
    expect(outcome).toMatchObject({ result: 'done', done: 3 });
    let underWay = 0;
    for (const event of events) {
      if (event.type === 'step_start') underWay += 1;
      if (event.type === 'step_complete') underWay -= 1;
      expect(underWay).toBeLessThan(2);
    }
  });

  test('that fails once too often begins no further one, and says why', async () => {
    const { outcome, events } = await roll({ faults: ['refused'] });
    expect(outcome).toMatchObject({ result: 'partial', done: 0, errored: 1, skipped: 2 });
    const why = 'more workers failed than policy.rollout.maxFailures allows';
    expect(reasons(events)).toEqual([`worker/ETL02:disable ${why}`, `worker/ETL03:disable ${why}`]);
  });

  test('that is interrupted while a worker is waited for: nobody is said to have failed', async () => {
    const stop = new AbortController();
    const { outcome, events } = await roll({
      busy: [0],
      options: {
        stop: stop.signal,
        emit(event) {
          if (event.type === 'step_progress') stop.abort(new Error('enough'));
        },
      },
    });
    expect(outcome).toMatchObject({ result: 'interrupted', done: 0, errored: 1, skipped: 2 });
    const why = 'interrupted before it began';
    expect(reasons(events)).toEqual([`worker/ETL02:disable ${why}`, `worker/ETL03:disable ${why}`]);
  });

  test('goes on after a failure that is allowed, but a worker that may be out keeps its place', async () => {
    // A drain writes twice at most, and is begun anew once.
    const faults: readonly Fault[] = Array.from({ length: 4 }, () => 'lostBefore');
    const { outcome, events } = await roll({ faults, policy: { maxFailures: 1 } });
    expect(outcome).toMatchObject({ errored: 1, skipped: 2 });
    const why = '1 worker is out already, and policy.rollout allows 1';
    expect(reasons(events)).toEqual([`worker/ETL02:disable ${why}`, `worker/ETL03:disable ${why}`]);
    expect(leftOut(events)).toEqual(['worker/ETL01 was taken out of service and is not back.']);
  });

  test('goes on after a drain that ran out of time and left the worker as it was', async () => {
    const drain = { timeoutSeconds: 30, onTimeout: 'stop' } as const;
    const { outcome, events, writes } = await roll({ busy: [0], drain, policy: { maxFailures: 1 } });
    expect(outcome).toMatchObject({ errored: 1, done: 2, skipped: 0 });
    expect(writes).toHaveLength(2);
    expect(events).toContainEqual(
      expect.objectContaining({
        step: 'worker/ETL01:disable',
        diagnostic: expect.objectContaining({ code: 'guard.drain-timeout' }),
      }),
    );
  });

  test('waits for ever for nobody: where a dead worker fills the limit, the steps are skipped with the reason', async () => {
    const rows = names.map((name, at) => rowOf(name, at, { enabled: true, lastOnlineAge: at === 3 ? 90_000 : 10 }));
    const { outcome, events, writes } = await roll({ rows });
    expect(outcome).toMatchObject({ result: 'partial', done: 0, errored: 0, skipped: 3 });
    expect(reasons(events)[0]).toBe('worker/ETL01:disable 1 worker is out already, and policy.rollout allows 1');
    expect(writes).toEqual([]);
  });

  test('disables the dead worker itself, and then goes on with the others', async () => {
    const rows = names.map((name, at) => rowOf(name, at, { enabled: true, lastOnlineAge: at === 1 ? 90_000 : 10 }));
    const { outcome } = await roll({ rows });
    expect(outcome).toMatchObject({ result: 'done', done: 3, skipped: 0 });
  });

  test('pauses after the first worker alone', async () => {
    const time = simulatedClock();
    const began: number[] = [];
    const { outcome } = await roll({
      policy: { pauseAfterFirstSeconds: 600, maxUnavailable: { workers: 3 } },
      options: {
        clock: time.now,
        pause: time.sleep,
        emit: (event) => {
          if (event.type === 'step_start') began.push(time.now());
        },
      },
    });
    expect(outcome).toMatchObject({ result: 'done', done: 3 });
    const [first = 0, second = 0, third = 0] = began;
    expect(second - first).toBeGreaterThanOrEqual(600_000);
    expect(third - second).toBeLessThan(10_000);
  });

  test('that is stopped in the pause ends at once', async () => {
    const stop = new AbortController();
    const { outcome, events } = await roll({
      policy: { pauseAfterFirstSeconds: 600, maxUnavailable: { workers: 3 } },
      options: {
        stop: stop.signal,
        emit: (event) => {
          if (event.type === 'step_complete') stop.abort(new Error('enough'));
        },
      },
    });
    expect(outcome).toMatchObject({ result: 'interrupted', done: 1, skipped: 2 });
    expect(reasons(events)[0]).toContain('interrupted before it began');
  });

  test('in which the lock is lost ends at once, and nobody is said to have interrupted it', async () => {
    const stop = new AbortController();
    const { events } = await roll({
      policy: { pauseAfterFirstSeconds: 600, maxUnavailable: { workers: 3 } },
      options: {
        stop: stop.signal,
        emit: (event) => {
          if (event.type === 'step_complete') stop.abort(new ScaleoutError('guard.lock-lost', 'gone'));
        },
      },
    });
    expect(reasons(events)).toHaveLength(2);
    for (const reason of reasons(events)) expect(reason).toContain('the lock on the catalog was lost before it began');
  });
});

describe('a drain that fails', () => {
  const etl01 = rowOf('ETL01', 0).id;
  const unheard: Fault = 'lostBefore';

  test.each<[string, Partial<Rolled>, string]>([
    ['is protected', { meanwhile: (model) => model.edit(etl01, { tags: 'scaleout:protected' }) }, 'guard.step-stale'],
    ['is another machine', { meanwhile: (model) => model.edit(etl01, { machineName: 'ETL09' }) }, 'guard.step-stale'],
    ['is gone', { meanwhile: (model) => model.edit(etl01, null) }, 'guard.step-stale'],
    [
      'hides what it runs',
      { meanwhile: (model) => model.setWork(etl01, { executions: { known: false, reason: 'no right' } }) },
      'guard.drain-blind',
    ],
    ['cannot be disabled', { faults: ['refused'] }, 'catalog.lock-timeout'],
    ['cannot be disabled at the second try', { faults: [unheard, 'refused'] }, 'catalog.lock-timeout'],
    [
      'is enabled again by somebody',
      { onPause: (model) => model.edit(etl01, { enabled: true }), policy: { maxUnavailable: { workers: 3 } } },
      'guard.step-stale',
    ],
  ])('because its worker %s leaves nobody out: nobody is warned, and its place is free', async (_, parts, code) => {
    const { outcome, events } = await roll({ ...parts, policy: { ...parts.policy, maxFailures: 1 } });
    expect(events).toContainEqual(
      expect.objectContaining({
        type: 'step_errored',
        step: 'worker/ETL01:disable',
        diagnostic: expect.objectContaining({ code }),
      }),
    );
    expect(leftOut(events)).toEqual([]);
    expect(outcome).toMatchObject({ errored: 1, done: 2, skipped: 0 });
  });

  test('because it sees nothing any more after it has disabled its worker leaves it out, and says so', async () => {
    const blind = { executions: { known: false, reason: 'the right was taken away' } } as const;
    const onPause = (model: ModelCatalog) => model.setWork(etl01, blind);
    const { outcome, events, writes } = await roll({ policy: { maxFailures: 1 }, onPause });
    expect(events).toContainEqual(
      expect.objectContaining({ diagnostic: expect.objectContaining({ code: 'guard.drain-blind' }) }),
    );
    expect(writes).toEqual([`disable ${etl01}`]);
    expect(leftOut(events)).toEqual(['worker/ETL01 was taken out of service and is not back.']);
    expect(outcome).toMatchObject({ errored: 1, done: 0, skipped: 2 });
    const wider = await roll({ policy: { maxFailures: 1, maxUnavailable: { workers: 2 } }, onPause });
    expect(wider.outcome).toMatchObject({ errored: 1, done: 2, skipped: 0 });
  });
});
