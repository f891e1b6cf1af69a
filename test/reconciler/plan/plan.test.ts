import { describe, expect, test } from 'vitest';
import { refusedToLogin } from '../../../src/reconciler/guards/rights.js';
import { catalogOf, planOf, rowOf, topologyOf } from '../../support/build.js';
import { argumentsOf } from '../../support/step-of.js';

const online = { lastOnlineAge: 10 };
const offline = { lastOnlineAge: 90_000 };
const enabled = { enabled: true };

function codes(plan: ReturnType<typeof planOf>): readonly string[] {
  return plan.diagnostics.map((found) => found.code);
}

describe('Scale Out', () => {
  test('never enabled and wanted: one step enables it', () => {
    const plan = planOf(topologyOf({ scaleOut: { enabled: true } }), catalogOf([], { scaleOut: 'neverEnabled' }));
    expect(plan.steps.map((step) => step.operation)).toEqual(['enableScaleOut']);
    expect(plan.applyable).toBe(true);
  });

  test('on and wanted: nothing, and never a step that enables it again', () => {
    const plan = planOf(topologyOf({ scaleOut: { enabled: true } }), catalogOf([]));
    expect(plan.changes).toEqual([]);
  });

  test('on and enabled: false: refused, with no step', () => {
    const plan = planOf(topologyOf({ scaleOut: { enabled: false } }), catalogOf([]));
    expect(plan).toMatchObject({ applyable: false, steps: [] });
    expect(codes(plan)).toContain('guard.scale-out-cannot-be-disabled');
  });

  test('off and enabled: false: nothing', () => {
    const plan = planOf(topologyOf({ scaleOut: { enabled: false } }), catalogOf([], { scaleOut: 'disabled' }));
    expect(plan.changes).toEqual([]);
  });

  test('a login that is no sysadmin: noted in the plan, which it may not apply', () => {
    const login = { name: 'op', isSqlLogin: true, isSysadmin: false, isSsisAdmin: true, isClusterExecutor: false };
    const topology = topologyOf({ scaleOut: { enabled: true } });
    const plan = planOf(topology, catalogOf([], { scaleOut: 'neverEnabled', login }));
    expect(plan.applyable).toBe(true);
    expect(plan.diagnostics).toMatchObject([{ code: 'guard.sysadmin-needed', severity: 'note' }]);
    expect(refusedToLogin(plan, login)).toMatchObject({
      applyable: false,
      diagnostics: [{ code: 'guard.sysadmin-needed', severity: 'error' }],
    });
  });
});

describe('the default execution mode', () => {
  test('waits until Scale Out is on, and warns of jobs that will fail', () => {
    const topology = topologyOf({ scaleOut: { enabled: true, defaultExecutionMode: 'scaleOut' } });
    const plan = planOf(topology, catalogOf([], { scaleOut: 'neverEnabled' }));
    expect(plan.steps.at(-1)).toMatchObject({ operation: 'setDefaultExecutionMode', needs: ['scaleOut:enable'] });
    expect(codes(plan)).toEqual(['plan.execution-mode-warning']);
  });

  test('a SQL Server login: it may not apply it, since the catalog refuses it', () => {
    const login = { name: 'sa', isSqlLogin: true, isSysadmin: true, isSsisAdmin: false, isClusterExecutor: false };
    const plan = planOf(topologyOf({ scaleOut: { defaultExecutionMode: 'scaleOut' } }), catalogOf([], { login }));
    expect(codes(plan)).toContain('guard.windows-login-needed');
    expect([plan.applyable, refusedToLogin(plan, login).applyable]).toEqual([true, false]);
  });

  test('a catalog without the property: refused', () => {
    const topology = topologyOf({ scaleOut: { defaultExecutionMode: 'server' } });
    const plan = planOf(topology, catalogOf([], { defaultExecutionMode: null }));
    expect(codes(plan)).toEqual(['guard.execution-mode-not-supported']);
  });
});

describe('a listed worker', () => {
  test('every field that differs gets a step, and only those', () => {
    const topology = topologyOf({
      workers: [{ machine: 'ETL01', enabled: true, displayName: 'One', description: '', tags: 'night' }],
    });
    const plan = planOf(topology, catalogOf([rowOf('etl01', 1, { description: 'old', tags: 'night' })]));
    expect(plan.steps.map((step) => [step.id, argumentsOf(step).value ?? null])).toEqual([
      ['worker/ETL01:enable', null],
      ['worker/ETL01:displayName', 'One'],
      ['worker/ETL01:description', null],
    ]);
  });

  test('an empty text and no value in the catalog are the same', () => {
    const topology = topologyOf({ workers: [{ machine: 'ETL01', description: '', tags: '' }] });
    expect(planOf(topology, catalogOf([rowOf('ETL01', 1, { tags: '' })])).changes).toEqual([]);
  });

  test('a field that is not named is not managed', () => {
    const topology = topologyOf({ workers: [{ machine: 'ETL01' }] });
    const row = rowOf('ETL01', 1, { enabled: true, displayName: 'x', description: 'y', tags: 'z' });
    expect(planOf(topology, catalogOf([row])).changes).toEqual([]);
  });

  test('the full name in the file matches the short one in the catalog', () => {
    const topology = topologyOf({ workers: [{ machine: 'etl01.corp.example', enabled: true }] });
    expect(planOf(topology, catalogOf([rowOf('ETL01', 1)])).steps).toHaveLength(1);
  });

  test('without a row: awaiting registration, and never a step', () => {
    const plan = planOf(topologyOf({ workers: [{ machine: 'ETL01', enabled: true }] }), catalogOf([]));
    expect(plan.changes).toMatchObject([{ action: 'unknown', reasonCode: 'awaiting-registration' }]);
    expect(plan.steps).toEqual([]);
    expect(plan.summary).toMatchObject({ unknown: 1, change: 0 });
  });

  test('registered twice: the stale row is shown, the live one changed', () => {
    const topology = topologyOf({ workers: [{ machine: 'ETL01', enabled: true }] });
    const live = rowOf('ETL01', 2, online);
    const plan = planOf(topology, catalogOf([rowOf('ETL01', 1, offline), live]));
    expect(plan.steps.map((step) => argumentsOf(step).workerAgentId)).toEqual([live.id]);
    expect(plan.changes.map(({ id, action, reasonCode }) => [id, action, reasonCode])).toEqual([
      ['worker/ETL01', 'update', 'disabled'],
      [`worker/ETL01/${rowOf('ETL01', 1).id}`, 'unmanaged', 'stale'],
    ]);
  });

  test.each([
    ['both online', online, online],
    ['both offline', offline, offline],
  ])('registered twice, %s: neither row is touched', (_, one, other) => {
    const topology = topologyOf({
      workers: [{ machine: 'ETL01', enabled: true }],
      policy: { prune: true, maxRemovals: 9 },
    });
    const plan = planOf(topology, catalogOf([rowOf('ETL01', 1, one), rowOf('ETL01', 2, other)]));
    expect(plan.steps).toEqual([]);
    expect(plan.changes).toMatchObject([{ action: 'unknown', reasonCode: 'ambiguous' }]);
  });

  test('a short name that fits rows of two hosts: neither is touched', () => {
    const topology = topologyOf({ workers: [{ machine: 'ETL01', enabled: true }] });
    const rows = [rowOf('etl01.north.example', 1, online), rowOf('etl01.south.example', 2, offline)];
    expect(planOf(topology, catalogOf(rows))).toMatchObject({ steps: [], changes: [{ reasonCode: 'ambiguous' }] });
  });

  test('one row claimed by two machines: it is touched for neither', () => {
    const workers = ['etl01.north.example', 'etl01.south.example'].map((machine) => ({ machine, enabled: true }));
    const plan = planOf(topologyOf({ workers }), catalogOf([rowOf('ETL01', 1)]));
    expect(plan.steps).toEqual([]);
    expect(plan.changes.map((change) => change.reasonCode)).toEqual(['claimed-twice', 'claimed-twice']);
    expect(plan.diagnostics.map(({ code }) => code)).toEqual(['plan.row-claimed-twice', 'plan.row-claimed-twice']);
    expect(plan.diagnostics[0]?.detail).toMatch(/fits etl01\.north\.example and etl01\.south\.example\.$/);
  });
});

describe('disabling', () => {
  test('is disruptive while another worker can take work', () => {
    const topology = topologyOf({ workers: [{ machine: 'ETL01', enabled: false }] });
    const rows = [rowOf('ETL01', 1, enabled), rowOf('ETL02', 2, enabled)];
    expect(planOf(topology, catalogOf(rows)).steps).toMatchObject([{ operation: 'drainWorker', risk: 'disruptive' }]);
  });

  test('the last worker that can take work is destructive, even where an enabled one is offline', () => {
    const topology = topologyOf({ workers: [{ machine: 'ETL01', enabled: false }] });
    const rows = [rowOf('ETL01', 1, enabled), rowOf('ETL02', 2, { ...enabled, ...offline })];
    expect(planOf(topology, catalogOf(rows)).steps).toMatchObject([{ risk: 'destructive' }]);
  });

  test('waits for the worker that takes over', () => {
    const topology = topologyOf({
      workers: [
        { machine: 'ETL01', enabled: false },
        { machine: 'ETL02', enabled: true },
      ],
    });
    const plan = planOf(topology, catalogOf([rowOf('ETL01', 1, enabled), rowOf('ETL02', 2)]));
    expect(plan.steps[0]).toMatchObject({
      id: 'worker/ETL01:disable',
      needs: ['worker/ETL02:enable'],
      risk: 'disruptive',
    });
  });

  const busy = { known: true, value: new Map([[rowOf('ETL01', 1).id, 3]]) } as const;
  const leaving = [{ machine: 'ETL01', enabled: false }];

  test('a worker that runs packages is emptied first, which is said', () => {
    const topology = topologyOf({ workers: leaving });
    const plan = planOf(topology, catalogOf([rowOf('ETL01', 1, enabled), rowOf('ETL02', 2, enabled)], { busy }));
    expect(plan.steps).toMatchObject([{ operation: 'drainWorker', risk: 'disruptive' }]);
    expect(plan.diagnostics).toMatchObject([
      { code: 'plan.drains-first', detail: 'worker/ETL01 runs 3 executions: waited for, at most 30 min.' },
    ]);
  });

  test('a policy that cuts work off after a time is destructive', () => {
    const drain = { timeoutSeconds: 600, onTimeout: 'disable' } as const;
    const topology = topologyOf({ workers: leaving, policy: { drain } });
    const plan = planOf(topology, catalogOf([rowOf('ETL01', 1, enabled), rowOf('ETL02', 2, enabled)], { busy }));
    expect(plan.steps).toMatchObject([{ risk: 'destructive', arguments: { timeoutSeconds: 600 } }]);
    expect(codes(plan)).toEqual(['plan.running-work-lost']);
  });

  test('a dead worker that looks busy: its work is called lost', () => {
    const rows = [rowOf('ETL01', 1, { ...enabled, ...offline }), rowOf('ETL02', 2, enabled)];
    const plan = planOf(topologyOf({ workers: leaving }), catalogOf(rows, { busy }));
    expect(plan.steps).toMatchObject([{ operation: 'drainWorker', risk: 'destructive' }]);
    expect(codes(plan)).toEqual(['plan.running-work-lost']);
  });

  test('with rights that do not show executions, that is said', () => {
    const topology = topologyOf({ workers: [{ machine: 'ETL01', enabled: false }] });
    const busy = { known: false, reason: 'not a member of ssis_admin' } as const;
    const plan = planOf(topology, catalogOf([rowOf('ETL01', 1, enabled), rowOf('ETL02', 2, enabled)], { busy }));
    expect(codes(plan)).toEqual(['plan.running-work-unseen']);
  });
});

describe('unmanaged workers', () => {
  test('are shown and left alone without prune', () => {
    const plan = planOf(topologyOf(), catalogOf([rowOf('OLD01', 1, enabled)]));
    expect(plan).toMatchObject({ steps: [], changes: [{ id: 'worker/OLD01', action: 'unmanaged' }] });
  });

  test('under prune are disabled, then removed; a running one is said to come back', () => {
    const topology = topologyOf({ workers: [{ machine: 'ETL01' }], policy: { prune: true } });
    const plan = planOf(topology, catalogOf([rowOf('ETL01', 1, enabled), rowOf('OLD01', 2, enabled)]));
    expect(plan.steps.map(({ id, needs, risk }) => [id, needs, risk])).toEqual([
      ['worker/OLD01:disable', [], 'destructive'],
      ['worker/OLD01:remove', ['worker/OLD01:disable'], 'destructive'],
    ]);
    expect(codes(plan)).toEqual(['plan.will-register-again']);
  });

  test('more than maxRemovals: refused', () => {
    const topology = topologyOf({ workers: [{ machine: 'ETL01' }], policy: { prune: true, maxRemovals: 1 } });
    const plan = planOf(topology, catalogOf([rowOf('OLD01', 2, offline), rowOf('OLD02', 3, offline)]));
    expect(plan.applyable).toBe(false);
    expect(codes(plan)).toEqual(['plan.awaiting-registration', 'guard.prune-limit']);
  });

  test('two rows of one name have ids of their own', () => {
    const plan = planOf(topologyOf(), catalogOf([rowOf('OLD01', 1), rowOf('old01', 2)]));
    expect(new Set(plan.changes.map((change) => change.id)).size).toBe(2);
  });

  test('a row without a machine name is never removed', () => {
    const topology = topologyOf({ workers: [{ machine: 'ETL01' }], policy: { prune: true, maxRemovals: 9 } });
    const plan = planOf(topology, catalogOf([rowOf(null, 1, offline), rowOf('ETL01', 2)]));
    expect(plan).toMatchObject({ steps: [], changes: [{ action: 'unmanaged', reasonCode: 'no-machine-name' }] });
  });

  test('a row without a machine name is doubtful while a listed worker has none', () => {
    const topology = topologyOf({ workers: [{ machine: 'ETL01' }] });
    const plan = planOf(topology, catalogOf([rowOf(null, 1)]));
    expect(plan.changes.map((change) => change.action)).toEqual(['unknown', 'unknown']);
  });
});

describe('targets', () => {
  const topology = topologyOf({
    scaleOut: { enabled: true },
    workers: [
      { machine: 'ETL01', enabled: true },
      { machine: 'ETL02', enabled: true },
    ],
  });
  const catalog = catalogOf([rowOf('ETL01', 1), rowOf('ETL02', 2)], { scaleOut: 'neverEnabled' });

  test('a target takes in what it needs, and says so', () => {
    const plan = planOf(topology, catalog, { include: ['WORKER/etl02'], exclude: [] });
    expect(plan.changes.map((change) => change.id)).toEqual(['scaleOut', 'worker/ETL02']);
    expect(codes(plan)).toEqual(['plan.target-pulled-in', 'plan.target-left-out']);
  });

  test('leaving out what the rest needs is refused', () => {
    const plan = planOf(topology, catalog, { include: [], exclude: ['scaleOut'] });
    expect(plan.applyable).toBe(false);
    expect(codes(plan)).toEqual(['guard.target-needs', 'guard.target-needs', 'plan.target-left-out']);
  });

  test('leaving out a worker leaves the others', () => {
    const plan = planOf(topology, catalog, { include: [], exclude: ['worker/ETL01'] });
    expect(plan.changes.map((change) => change.id)).toEqual(['scaleOut', 'worker/ETL02']);
  });

  test('an id that nothing has is an error', () => {
    expect(() => planOf(topology, catalog, { include: ['worker/ETL09'], exclude: [] })).toThrow(/ETL09/);
  });
});

test('workers that may not be seen are an error, never an empty fleet', () => {
  const workers = { known: false, reason: 'the login may not see them' } as const;
  const topology = topologyOf({ policy: { prune: true } });
  expect(() => planOf(topology, catalogOf([], { workers }))).toThrow('the login may not see them');
});
