import { expect, test } from 'vitest';
import { refusedToLogin } from '../../../src/reconciler/guards/rights.js';
import { catalogOf, judgedPlanOf, rowOf, topologyOf } from '../../support/build.js';

const executor = { name: 'ci', isSqlLogin: true, isSysadmin: false, isSsisAdmin: false, isClusterExecutor: true };
const topology = topologyOf({ workers: [{ machine: 'ETL01', tags: 'night' }] });

test('a login that only reads: the plan is whole and notes the right, watch holds each change of it', () => {
  const { plan, refused } = judgedPlanOf(
    topology,
    catalogOf([rowOf('ETL01', 1, { enabled: true })], { login: executor }),
  );
  expect(plan).toMatchObject({
    applyable: true,
    changes: [{ id: 'worker/ETL01', action: 'update' }],
    diagnostics: [{ code: 'guard.ssis-admin-needed', severity: 'note' }],
  });
  expect([...refused]).toEqual([['worker/ETL01', expect.stringContaining('neither ssis_admin nor sysadmin')]]);
});

test('nothing to do: nothing is noted, and nothing refused', () => {
  const rows = [rowOf('ETL01', 1, { tags: 'night', enabled: true })];
  const { plan, refused } = judgedPlanOf(topology, catalogOf(rows, { login: executor }));
  expect(plan.diagnostics).toEqual([]);
  expect(refused.size).toBe(0);
  expect(refusedToLogin(plan, executor)).toBe(plan);
});

test('a member of ssis_admin: refused is only what takes sysadmin', () => {
  const login = { ...executor, isSsisAdmin: true };
  const both = topologyOf({ scaleOut: { enabled: true }, workers: [{ machine: 'ETL01', tags: 'night' }] });
  const { refused } = judgedPlanOf(both, catalogOf([rowOf('ETL01', 1)], { login, scaleOut: 'neverEnabled' }));
  expect([...refused.keys()]).toEqual(['scaleOut']);
});
