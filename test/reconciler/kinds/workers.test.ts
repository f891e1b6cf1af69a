import { expect, test } from 'vitest';
import type { CatalogObservation } from '../../../src/domain/catalog.js';
import { catalogOf, planOf, rowOf, topologyOf } from '../../support/build.js';

const names = ['ETL01', 'ETL02', 'ETL03', 'ETL04'];
const rows = names.map((machine, at) => rowOf(machine, at, { enabled: true }));
const busy = new Map(rows.flatMap((row, at) => (at === 0 || at === 2 ? [[row.id, 1] as const] : [])));

function order(rolloutOrder: 'listed' | 'idleFirst', parts: Partial<CatalogObservation>): readonly string[] {
  const base = topologyOf({ workers: names.map((machine) => ({ machine, enabled: false })) });
  const rollout = { ...base.policy.rollout, order: rolloutOrder };
  const topology = { ...base, policy: { ...base.policy, rollout } };
  return planOf(topology, catalogOf(rows, parts)).steps.map((step) => step.target.slice(-5));
}

test('idle workers first, each group as the topology lists it', () => {
  expect(order('idleFirst', { busy: { known: true, value: busy } })).toEqual(['ETL02', 'ETL04', 'ETL01', 'ETL03']);
});

test('as listed, whoever is busy', () => {
  expect(order('listed', { busy: { known: true, value: busy } })).toEqual(names);
});

test('as listed where it cannot be seen who is busy', () => {
  expect(order('idleFirst', { busy: { known: false, reason: 'hidden' } })).toEqual(names);
});
