import { describe, expect, test } from 'vitest';
import type { CatalogObservation } from '../../../src/domain/catalog.js';
import type { Plan, Step } from '../../../src/domain/documents.js';
import type { WorkerRow } from '../../../src/domain/rows.js';
import { refusedToLogin } from '../../../src/reconciler/guards/rights.js';
import { plan } from '../../../src/reconciler/plan/plan.js';
import { savedPlanToApply } from '../../../src/reconciler/saved-plan/saved-plan.js';
import { catalogOf, planOf, rowOf, topologyOf } from '../../support/build.js';

const enabled = { enabled: true };
const topology = topologyOf({
  scaleOut: { enabled: true, defaultExecutionMode: 'scaleOut' },
  workers: [
    { machine: 'ETL01', enabled: true, tags: 'night' },
    { machine: 'ETL02', enabled: false },
    { machine: 'ETL03', enabled: true, description: 'Reports' },
  ],
});

/** The world that the plan was made from, with what changed in it since. */
function world(
  rows: { readonly [machine: string]: Partial<WorkerRow> | null } = {},
  parts: Partial<CatalogObservation> = {},
): CatalogObservation {
  const all = [rowOf('ETL01', 1), rowOf('ETL02', 2, enabled), rowOf('ETL03', 3), rowOf('ETL04', 4, enabled)];
  const changed = all.flatMap((row) => {
    const change = rows[row.machineName ?? ''];
    return change === null ? [] : [{ ...row, ...change }];
  });
  return catalogOf(changed, { scaleOut: 'neverEnabled', ...parts });
}

const saved = JSON.parse(JSON.stringify(planOf(topology, world()))) as Plan;

function against(now: CatalogObservation, plan: Plan = saved): Plan {
  return savedPlanToApply(plan, planOf(topology, now), now, topology.policy);
}

test('the same world: exactly the saved plan, with nothing to tell', () => {
  expect(against(world())).toEqual(saved);
});

test('what does not matter to its steps may change', () => {
  const now = world({ ETL03: { userAccount: 'CORP\\svc', lastOnlineAge: 25 }, ETL04: { description: 'x' } });
  expect(against(now).steps).toEqual(saved.steps);
});

test('what is suspended now is left out, and the rest carried out', () => {
  const suspensions = JSON.stringify([
    { topology: 'test', target: 'worker/ETL01', reason: 'disk', who: 'anna@b7', since: '2026-11-24T01:00:00.000Z' },
  ]);
  const now = world(
    {},
    { notes: { known: true, value: { suspensions, approvals: null, waiting: null, acknowledgements: null } } },
  );
  const options = { createdAt: '2026-11-24T02:15:21.000Z', toolVersion: '0.0.0' };
  const planned = (suspended: 'leaveOut' | 'takeIn') =>
    plan(topology, { catalog: now, machines: new Map() }, { ...options, suspended });
  const carried = savedPlanToApply(saved, planned('leaveOut'), now, topology.policy);
  const others = saved.steps.filter(({ target }) => target !== 'worker/ETL01');
  expect(others.length).toBeLessThan(saved.steps.length);
  expect(carried.steps).toEqual(others);
  expect(carried.summary).toMatchObject({ suspended: 1, steps: others.length });
  expect(carried.changes.find(({ id }) => id === 'worker/ETL01')?.suspended).toMatchObject({ reason: 'disk' });
  expect(carried.suspensions).toHaveLength(1);
  expect(carried.diagnostics.map(({ code }) => code)).toContain('plan.suspended');
  expect(carried.fingerprint).not.toBe(saved.fingerprint);
  // Taken in by name, it is the whole plan again.
  expect(savedPlanToApply(saved, planned('takeIn'), now, topology.policy).steps).toEqual(saved.steps);
});

test('how it will be carried out is told of the world now, not of when it was saved', () => {
  const stopping = topologyOf({
    workers: ['ETL01', 'ETL02', 'ETL04'].map((machine) => ({ machine, enabled: machine !== 'ETL02' })),
  });
  const then = planOf(stopping, world({ ETL01: enabled }));
  expect(then.rollout?.workers).toMatchObject({ order: ['worker/ETL02'], unavailable: 0 });
  const now = world({ ETL01: enabled, ETL04: { lastOnlineAge: 90_000 } });
  const carried = savedPlanToApply(then, planOf(stopping, now), now, stopping.policy);
  expect(carried.rollout?.workers).toMatchObject({ order: [], unavailable: 1, blocked: { workers: ['worker/ETL02'] } });
});

test('what differs besides is left alone, and named', () => {
  const later = topologyOf({
    workers: [
      { machine: 'ETL01', tags: 'night' },
      { machine: 'ETL04', description: '' },
    ],
  });
  const then = planOf(later, world());
  const now = world({ ETL04: { description: 'x' } });
  const carried = savedPlanToApply(then, planOf(later, now), now, later.policy);
  expect(carried.steps.map((step) => step.id)).toEqual(['worker/ETL01:tags']);
  expect(carried.diagnostics).toMatchObject([
    { severity: 'note', code: 'plan.disabled-unmanaged', detail: 'ETL01 takes no work.' },
    { severity: 'note', code: 'plan.also-drifted', detail: expect.stringContaining('worker/ETL04:description') },
  ]);
});

describe('stale, with what changed', () => {
  test.each<[string, CatalogObservation, string]>([
    [
      'Scale Out was enabled',
      world({}, { scaleOut: 'enabled' }),
      'scaleOut:enable: it was done already: Scale Out is enabled',
    ],
    [
      'and what needed it does no more',
      world({}, { scaleOut: 'enabled' }),
      'worker/ETL01:enable: it no longer needs scaleOut:enable',
    ],
    [
      'the mode was set',
      world({}, { defaultExecutionMode: 'scaleOut' }),
      'it was done already: the mode is "scaleOut"',
    ],
    [
      'a worker was enabled',
      world({ ETL01: enabled }),
      'worker/ETL01:enable: it was done already: the worker is enabled',
    ],
    [
      'a worker was disabled',
      world({ ETL02: { enabled: false } }),
      'worker/ETL02:disable: it was done already: the worker is disabled',
    ],
    [
      'a property was set',
      world({ ETL01: { tags: 'night' } }),
      'worker/ETL01:tags: it was done already: Tags is "night"',
    ],
    [
      'a property became another',
      world({ ETL01: { tags: 'day' } }),
      'worker/ETL01:tags: value has changed since: (none) -> "day"',
    ],
    ['a worker is gone', world({ ETL03: null }), 'of worker/ETL03 is gone from the catalog'],
    ['a machine was renamed', world({ ETL03: { machineName: 'ETL77' } }), 'was "ETL03" and is "ETL77" now'],
    [
      'a machine got a full name',
      world({ ETL03: { machineName: 'etl03.corp.example' } }),
      'machineName has changed since: "ETL03" -> "etl03.corp.example"',
    ],
    ['a machine registered anew', world({ ETL03: { id: rowOf('ETL03', 33).id } }), 'workerAgentId would be another'],
    ['it would disable the last worker now', world({ ETL04: { enabled: false } }), 'worker/ETL02:disable'],
    [
      'a worker runs packages now',
      world({}, { busy: { known: true, value: new Map([[rowOf('ETL02', 2).id, 3]]) } }),
      '',
    ],
  ])('%s', (_, now, why) => {
    if (why === '') expect(against(now).steps).toEqual(saved.steps);
    else {
      expect(() => against(now)).toThrow(expect.objectContaining({ code: 'guard.plan-stale', exitCode: 5 }));
      expect(() => against(now)).toThrow(why);
    }
  });

  test('at most ten steps are named', () => {
    const machines = Array.from({ length: 15 }, (_, index) => `W${index}`);
    const many = topologyOf({ workers: machines.map((machine) => ({ machine, enabled: true })) });
    const then = planOf(many, catalogOf(machines.map((machine, index) => rowOf(machine, index))));
    const now = catalogOf(machines.map((machine, index) => rowOf(machine, index, enabled)));
    let told = '';
    try {
      savedPlanToApply(then, planOf(many, now), now, many.policy);
    } catch (error) {
      told = (error as Error).message;
    }
    expect(told).toContain("15 of the plan's 15 steps");
    expect(told.match(/^worker/gm)).toHaveLength(10);
    expect(told).toContain('and 5 more');
  });
});

describe('a step that somebody forged', () => {
  const [step] = saved.steps;
  if (step === undefined) throw new Error('the plan has no steps');
  const forged: readonly object[] = [
    { operation: 'removeWorker' },
    { target: 'worker/ETL02' },
    { needs: ['worker/ETL01:tags'] },
    { arguments: { enabled: true } },
    { expects: { scaleOut: 'disabled' } },
    { risk: 'destructive' },
    { manual: true },
    { inputs: { x: 'worker/ETL01:tags' } },
    { id: 'worker/ETL04:remove' },
  ];
  test.each(forged)('%j is not carried out', (parts) => {
    const steps = [{ ...step, ...parts } as Step, ...saved.steps.slice(1)];
    expect(() => against(world(), { ...saved, steps })).toThrow(expect.objectContaining({ code: 'guard.plan-stale' }));
  });
});

test('another server or database is refused', () => {
  for (const parts of [{ server: 'OTHER' }, { database: 'SSISDB2' }]) {
    const other = { ...saved, catalog: { ...saved.catalog, ...parts } };
    expect(() => against(world(), other)).toThrow(expect.objectContaining({ code: 'guard.plan-other-catalog' }));
  }
});

test('a plan that a guard refuses now is not applicable, with its reason', () => {
  const carried = against(world({}, { mark: { known: true, value: 'another' } }));
  expect(carried.applyable).toBe(false);
  expect(carried.diagnostics.map(({ code }) => code)).toContain('guard.other-topology');
});

test('a plan that was refused when it was made stays refused', () => {
  const refused = planOf(topology, world({}, { mark: { known: true, value: 'another' } }));
  const carried = against(world(), refused);
  expect(carried.applyable).toBe(false);
  expect(carried.diagnostics.map(({ code }) => code)).toContain('guard.other-topology');
});

test('a plan of a login that lacks a right is one that another login may apply, and that one alone', () => {
  const reader = { name: 'ci', isSqlLogin: true, isSysadmin: false, isSsisAdmin: false, isClusterExecutor: true };
  const made = planOf(topology, world({}, { login: reader }));
  expect(made.applyable).toBe(true);
  const other = world();
  expect(refusedToLogin(against(other, made), other.login).applyable).toBe(true);
  expect(refusedToLogin(against(world({}, { login: reader }), made), reader)).toMatchObject({ applyable: false });
});

test('the targets of a plan are in it, and only where there were some', () => {
  const options = { createdAt: '2026-11-24T02:15:21.000Z', toolVersion: '0.0.0', id: 'x' };
  const observation = { catalog: world(), machines: new Map() };
  const targets = { include: ['worker/ETL01'], exclude: [] };
  expect(plan(topology, observation, { ...options, targets })).toMatchObject({ id: 'x', targets });
  expect(plan(topology, observation, { ...options, targets: { include: [], exclude: [] } })).not.toHaveProperty(
    'targets',
  );
});

test('health is told as it is now, also of a plan that was saved before plans told it', () => {
  const silent = world({ ETL01: { enabled: false }, ETL02: { lastOnlineAge: 9_999 }, ETL04: { lastOnlineAge: 9_999 } });
  const { health: _, ...older } = saved;
  const now = planOf(topology, silent);
  expect(against(silent, older).health).toEqual(now.health);
  expect(now.health).toMatchObject({ state: 'down' });
  expect(now.fingerprint).toBe(saved.fingerprint);
});
