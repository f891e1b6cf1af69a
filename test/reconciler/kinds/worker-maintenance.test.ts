import { describe, expect, it } from 'vitest';
import type { CatalogObservation } from '../../../src/domain/catalog.js';
import { type PlanOptions, plan } from '../../../src/reconciler/plan/plan.js';
import { type Suspension, writeSuspensions } from '../../../src/reconciler/view/suspensions.js';
import { catalogOf, rowOf, topologyOf } from '../../support/build.js';

const patching: Suspension = {
  topology: 'test',
  target: 'worker/ETL02',
  reason: 'patching',
  who: 'anna@build7',
  since: '2026-11-24T01:00:00.000Z',
  until: '2026-11-24T13:00:00.000Z',
  drained: { enabled: true },
};
const emptied: Suspension = { ...patching, drained: { enabled: true, emptied: true } };
const over: Suspension = { ...emptied, until: '2026-11-24T01:30:00.000Z' };
const others = { ...patching, target: 'worker/ETL01', drained: { enabled: true } };

const on = { enabled: true };
const kept = 'night scaleout:protected';
const managed = topologyOf({
  workers: [
    { machine: 'ETL01', enabled: true },
    { machine: 'ETL02', enabled: true, tags: 'night', protect: true },
  ],
});
const unmanaged = topologyOf({ workers: [{ machine: 'ETL01' }, { machine: 'ETL02' }] });

const world = (
  suspensions: readonly Suspension[],
  two: Partial<ReturnType<typeof rowOf>> = on,
  parts: Partial<CatalogObservation> = {},
) =>
  catalogOf([rowOf('ETL01', 1, on), rowOf('ETL02', 2, { tags: kept, ...two })], {
    notes: {
      known: true,
      value: { suspensions: writeSuspensions(suspensions), approvals: null, waiting: null, acknowledgements: null },
    },
    ...parts,
  });

const planOf = (catalog: CatalogObservation, topology = managed, options: Partial<PlanOptions> = {}) =>
  plan(
    topology,
    { catalog, machines: new Map() },
    { createdAt: '2026-11-24T02:15:21.000Z', toolVersion: '0.0.0', suspended: 'leaveOut', ...options },
  );

const brief = ({ steps }: ReturnType<typeof plan>) => steps.map(({ id, operation }) => `${id} ${operation}`);

describe('a maintenance that holds', () => {
  it('wants its worker emptied and disabled, says for whom, and touches nothing else of it', () => {
    const made = planOf(world([patching], { ...on, tags: 'day' }));
    expect(made.changes).toMatchObject([
      {
        id: 'worker/ETL02',
        action: 'update',
        reason: 'in maintenance by anna@build7 until 2026-11-24 13:00:00 UTC: patching',
        reasonCode: 'maintenance',
        risk: 'disruptive',
        fields: [{ path: 'enabled', before: true, after: false }],
      },
    ]);
    expect(brief(made)).toEqual(['worker/ETL02:drain drainWorker']);
    expect(made.steps[0]).toMatchObject({ arguments: { timeoutSeconds: 1800, onTimeout: 'stop' } });
    // It comes back: the worker's protection is against being taken out for good.
    expect(made.applyable).toBe(true);
    expect(made.steps[0]?.expects).not.toHaveProperty('protected');
  });

  it('is waited for as it was asked for, where that was said', () => {
    const quick = { ...patching, drained: { enabled: true, timeoutSeconds: 60, onTimeout: 'disable' } } as const;
    expect(planOf(world([quick])).steps[0]).toMatchObject({ arguments: { timeoutSeconds: 60, onTimeout: 'disable' } });
  });

  it('once its worker is emptied leaves all of it alone, and shows it as suspended', () => {
    const made = planOf(world([emptied], { enabled: false, tags: 'day' }));
    expect(made.changes).toMatchObject([{ id: 'worker/ETL02', suspended: { who: 'anna@build7', reason: 'patching' } }]);
    expect(made.steps).toEqual([]);
    expect(made.suspensions).toMatchObject([{ target: 'worker/ETL02', drained: { enabled: true, emptied: true } }]);
  });

  it('of a worker that somebody enabled by hand empties it again', () => {
    expect(brief(planOf(world([emptied])))).toEqual(['worker/ETL02:drain drainWorker']);
  });

  it('whose drain was killed right after it had disabled the worker goes on with it, for a task may have slipped in', () => {
    const made = planOf(world([patching], { enabled: false }));
    expect(made.steps[0]).toMatchObject({ operation: 'drainWorker', arguments: { continues: true } });
    expect(made.changes[0]?.fields).toEqual([]);
  });

  it.each([
    ['that somebody else had disabled before', { enabled: false }],
    ['whose work was to be cut off', { enabled: true, onTimeout: 'disable' }],
  ] as const)('never enables a worker %s', (_, drained) => {
    const made = planOf(world([{ ...patching, drained }], { enabled: false }));
    expect(made.steps[0]).toMatchObject({ operation: 'drainWorker' });
    expect(made.steps[0]?.arguments).not.toHaveProperty('continues');
  });

  it('of the last worker is destructive, and so are those of both at one time', () => {
    const one = planOf(world([patching], on, { workers: { known: true, value: [rowOf('ETL02', 2, on)] } }));
    expect(one.changes.find(({ id }) => id === 'worker/ETL02')).toMatchObject({
      risk: 'destructive',
      reason: expect.stringContaining('no other worker would be left'),
    });
    const both = planOf(world([patching, others]));
    expect(both.steps.map(({ risk }) => risk)).toEqual(['destructive', 'destructive']);
  });

  it('counts as leaving for who is disabled beside it', () => {
    const rest = topologyOf({
      workers: [{ machine: 'ETL01', enabled: false }, { machine: 'ETL02' }],
    });
    expect(planOf(world([patching]), rest).steps.map(({ risk }) => risk)).toEqual(['destructive', 'destructive']);
  });

  it('gives way to a suspension of the whole topology, and to one of the same worker', () => {
    const { until: _, drained: __, target: ___, ...whole } = patching;
    expect(planOf(world([patching, { ...whole, reason: 'month end' }])).changes[0]).toMatchObject({
      suspended: { reason: 'month end' },
    });
    const disk = { ...whole, target: 'worker/ETL02', reason: 'disk' };
    expect(planOf(world([patching, disk])).changes[0]).toMatchObject({ suspended: { reason: 'disk' } });
  });

  it('with --include-suspended has the rest of its worker brought into line, and keeps it disabled all the same', () => {
    const made = planOf(world([emptied], { enabled: false, tags: 'day' }), managed, { suspended: 'takeIn' });
    expect(brief(made)).toEqual(['worker/ETL02:tags setWorkerProperty']);
    expect(made.diagnostics).toMatchObject([{ code: 'plan.suspended-taken-in' }]);
  });

  it('of a worker without a row that is its own asks for nothing', () => {
    const none = planOf(world([patching], on, { workers: { known: true, value: [rowOf('ETL01', 1, on)] } }));
    expect(none.steps).toEqual([]);
  });
});

describe('a maintenance whose time is over, by the server', () => {
  it('has its worker brought back as the topology says, and says why it was out', () => {
    const made = planOf(world([over], { enabled: false }));
    expect(made.changes[0]).toMatchObject({
      reason: 'its maintenance by anna@build7 has ended; the worker is disabled',
      reasonCode: 'maintenance-over',
    });
    expect(brief(made)).toEqual(['worker/ETL02:enable setWorkerEnabled']);
  });

  it('has one brought back whose enabled the topology does not manage, as it was before', () => {
    expect(brief(planOf(world([over], { enabled: false }), unmanaged))).toEqual([
      'worker/ETL02:enable setWorkerEnabled',
    ]);
    const before = { ...over, drained: { enabled: false } };
    expect(brief(planOf(world([before], { enabled: false }), unmanaged))).toEqual([]);
  });

  it('leaves one disabled that the topology wants so', () => {
    const off = topologyOf({ workers: [{ machine: 'ETL01' }, { machine: 'ETL02', enabled: false }] });
    expect(planOf(world([over], { enabled: false }), off).changes).toEqual([]);
  });

  it('asks for nothing of a worker that is back', () => {
    expect(planOf(world([over])).changes).toEqual([]);
  });
});

it('a world without maintenances makes the plan that it made before', () => {
  const without = planOf(world([], { enabled: false }));
  expect(brief(without)).toEqual(['worker/ETL02:enable setWorkerEnabled']);
  expect(without.changes[0]?.reasonCode).toBe('disabled');
});
