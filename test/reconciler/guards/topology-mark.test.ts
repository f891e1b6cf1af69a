import { expect, test } from 'vitest';
import { topologyMark } from '../../../src/reconciler/guards/topology-mark.js';
import { plan } from '../../../src/reconciler/plan/plan.js';
import { catalogOf, rowOf, topologyOf } from '../../support/build.js';

const marked = (value: string | null) => ({ known: true, value }) as const;

const judge = (mark: Parameters<typeof observed>[0], takeOver = false) =>
  topologyMark({ topology: topologyOf(), observation: observed(mark), changes: [], steps: [], takeOver }).map(
    ({ diagnostic }) => diagnostic,
  );

function observed(mark: ReturnType<typeof catalogOf>['mark']) {
  return { catalog: catalogOf([], { mark }), machines: new Map() };
}

test.each([
  ['no mark', marked(null)],
  ['our own mark', marked('test')],
  ['our own mark in another case', marked('TEST')],
  ['a mark that cannot be seen', { known: false, reason: 'no rights' } as const],
])('%s refuses nothing', (_, mark) => {
  expect(judge(mark)).toEqual([]);
  expect(judge(mark, true)).toEqual([]);
});

test('the mark of another topology refuses, and both are named', () => {
  const [found, ...more] = judge(marked('finance'));
  expect(found).toMatchObject({ severity: 'error', code: 'guard.other-topology' });
  expect(found?.detail).toMatch(/finance.*test/);
  expect(found?.remedy).toContain('--take-over');
  expect(more).toEqual([]);
});

test('a takeover is told', () => {
  expect(judge(marked('finance'), true)).toMatchObject([{ severity: 'note', code: 'plan.takes-over' }]);
});

test('a plan for the catalog of another topology is not applyable, unless it takes over', () => {
  const topology = topologyOf({ workers: [{ machine: 'ETL01', enabled: true }] });
  const observation = { catalog: catalogOf([rowOf('ETL01', 1)], { mark: marked('finance') }), machines: new Map() };
  const options = { createdAt: '2026-11-24T02:15:21.000Z', toolVersion: '0.0.0' };
  expect(plan(topology, observation, options).applyable).toBe(false);
  expect(plan(topology, observation, { ...options, takeOver: true })).toMatchObject({ applyable: true });
});
