import { describe, expect, test } from 'vitest';
import { applyPlan } from '../../support/apply-plan.js';
import { catalogOf, planOf, rowOf, topologyOf } from '../../support/build.js';
import { type Fault, modelCatalog } from '../../support/model-catalog.js';

const names = ['ETL01', 'ETL02', 'ETL03', 'ETL04', 'ETL05', 'ETL06'];
const fleet = topologyOf({
  scaleOut: { enabled: true },
  workers: names.map((machine) => ({ machine, enabled: true, description: 'loads' })),
});
const bare = catalogOf(
  names.map((machine, index) => rowOf(machine, index + 1)),
  { scaleOut: 'neverEnabled' },
);

function faults(...list: readonly Fault[]): () => Fault {
  const left = [...list];
  return () => left.shift() ?? 'none';
}

function types(events: readonly { readonly type: string }[], type: string): number {
  return events.filter((event) => event.type === type).length;
}

describe('apply', () => {
  test('carries out every step, at most so many at a time, and the next plan is empty', async () => {
    const catalog = modelCatalog(bare);
    const { outcome } = await applyPlan(planOf(fleet, bare), catalog, { parallelism: 3 });
    expect(outcome).toMatchObject({ result: 'done', done: 13, errored: 0, skipped: 0 });
    expect(catalog.mostAtOnce()).toBe(3);
    expect(planOf(fleet, await catalog.observe(new AbortController().signal)).steps).toEqual([]);
  });

  test('enables Scale Out before any worker', async () => {
    const catalog = modelCatalog(bare);
    await applyPlan(planOf(fleet, bare), catalog);
    const enables = catalog.writes.filter((write) => write.startsWith('enable'));
    expect(enables[0]).toBe('enableScaleOut');
  });

  test('a failure takes only what needs it; the rest goes on', async () => {
    const only = topologyOf({ scaleOut: { enabled: true }, workers: [{ machine: 'ETL01', enabled: true, tags: 'x' }] });
    const { outcome, events } = await applyPlan(planOf(only, bare), modelCatalog(bare, faults('refused')));
    expect(outcome).toMatchObject({ result: 'partial', done: 1, errored: 1, skipped: 1 });
    expect(events.find((event) => event.type === 'step_skipped')).toMatchObject({
      step: 'worker/ETL01:enable',
      reason: 'needs scaleOut:enable, which failed',
    });
  });

  test.each([
    ['before the write', 'lostBefore'],
    ['after the write', 'lostAfter'],
  ] as const)('a connection lost %s: looked at again, done exactly once', async (_, fault) => {
    const one = topologyOf({ workers: [{ machine: 'ETL01', enabled: true }] });
    const world = catalogOf([rowOf('ETL01', 1)]);
    const catalog = modelCatalog(world, faults(fault));
    const { outcome } = await applyPlan(planOf(one, world), catalog);
    expect(outcome.result).toBe('done');
    expect(catalog.writes).toHaveLength(1);
  });

  test.each([
    ['before', 'lostBefore', 'partial', 0],
    ['after', 'lostAfter', 'done', 1],
  ] as const)(
    'a connection lost %s Scale Out is on: never called again, since it may be under way',
    async (_, fault, result, writes) => {
      const only = topologyOf({ scaleOut: { enabled: true } });
      const catalog = modelCatalog(bare, faults(fault));
      const { outcome, events } = await applyPlan(planOf(only, bare), catalog);
      expect(outcome.result).toBe(result);
      expect(catalog.writes).toHaveLength(writes);
      const codes = events.flatMap((event) => (event.type === 'step_errored' ? [event.diagnostic.code] : []));
      expect(codes).toEqual(result === 'done' ? [] : ['catalog.outcome-unknown']);
    },
  );

  test('a connection lost twice: the step fails and says that its outcome is unknown', async () => {
    const one = topologyOf({ workers: [{ machine: 'ETL01', enabled: true }] });
    const world = catalogOf([rowOf('ETL01', 1)]);
    const { events } = await applyPlan(planOf(one, world), modelCatalog(world, faults('lostBefore', 'lostBefore')));
    expect(events).toContainEqual(
      expect.objectContaining({
        type: 'step_errored',
        diagnostic: expect.objectContaining({ code: 'catalog.outcome-unknown' }),
      }),
    );
  });

  test('somebody did it meanwhile: nothing is written', async () => {
    const one = topologyOf({ workers: [{ machine: 'ETL01', enabled: true }] });
    const row = rowOf('ETL01', 1);
    const catalog = modelCatalog(catalogOf([row]));
    catalog.edit(row.id, { enabled: true });
    const { outcome, events } = await applyPlan(planOf(one, catalogOf([row])), catalog);
    expect(outcome.result).toBe('done');
    expect(catalog.writes).toEqual([]);
    expect(events).toContainEqual(expect.objectContaining({ type: 'step_complete', outcome: 'already' }));
  });

  test.each([
    ['the text was changed', { description: 'by hand' }],
    ['the row became another machine', { machineName: 'ETL99' }],
    ['the row is gone', null],
  ] as const)('%s since the plan: the step is refused and nothing written', async (_, edit) => {
    const one = topologyOf({ workers: [{ machine: 'ETL01', description: 'loads' }] });
    const row = rowOf('ETL01', 1);
    const catalog = modelCatalog(catalogOf([row]));
    catalog.edit(row.id, edit);
    const { outcome, events } = await applyPlan(planOf(one, catalogOf([row])), catalog);
    expect(outcome).toMatchObject({ result: 'partial', errored: 1 });
    expect(catalog.writes).toEqual([]);
    expect(events).toContainEqual(
      expect.objectContaining({ diagnostic: expect.objectContaining({ code: 'guard.step-stale' }) }),
    );
  });

  test('a row that came back to life is not removed', async () => {
    const pruning = topologyOf({ workers: [], policy: { prune: true } });
    const row = rowOf('OLD01', 1, { lastOnlineAge: 90_000 });
    const catalog = modelCatalog(catalogOf([row]));
    catalog.edit(row.id, { lastOnlineAge: 5 });
    const { outcome } = await applyPlan(planOf(pruning, catalogOf([row])), catalog);
    expect(outcome.errored).toBe(1);
    expect(catalog.writes).toEqual([]);
  });

  test('what is unknown leaves the apply in part', async () => {
    const awaited = topologyOf({ workers: [{ machine: 'ETL07', enabled: true }] });
    const { outcome } = await applyPlan(planOf(awaited, bare), modelCatalog(bare));
    expect(outcome).toMatchObject({ result: 'partial', unresolved: 1 });
  });

  test('stopped: the steps under way end, no other begins', async () => {
    const stop = new AbortController();
    const catalog = modelCatalog(catalogOf(names.map((machine, index) => rowOf(machine, index + 1))));
    const plan = planOf(topologyOf({ workers: names.map((machine) => ({ machine, enabled: true })) }), bare);
    const { outcome, events } = await applyPlan(plan, catalog, {
      parallelism: 2,
      stop: stop.signal,
      emit: (event) => {
        if (event.type === 'step_complete') stop.abort();
      },
    });
    expect(outcome).toMatchObject({ result: 'interrupted', errored: 0 });
    expect(outcome.done).toBe(types(events, 'step_start'));
    expect(outcome.done + outcome.skipped).toBe(6);
    expect(outcome.skipped).toBeGreaterThan(0);
  });

  test('aborted: the steps under way are cut off, and said to be', async () => {
    const abort = new AbortController();
    const plan = planOf(topologyOf({ workers: names.map((machine) => ({ machine, enabled: true })) }), bare);
    const { outcome, events } = await applyPlan(plan, modelCatalog(bare), {
      parallelism: 2,
      abort: abort.signal,
      stop: abort.signal,
      emit: (event) => {
        if (event.type === 'step_start') abort.abort(new Error('cut'));
      },
    });
    expect(outcome.result).toBe('interrupted');
    expect(events.filter((event) => event.type === 'step_errored')).not.toEqual([]);
  });
});
