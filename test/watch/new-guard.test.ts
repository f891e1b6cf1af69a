import { expect, test, vi } from 'vitest';
import type { Diagnostic } from '../../src/errors/errors.js';
import type { Guard } from '../../src/reconciler/guards/guard.js';
import { catalogOf, rowOf, topologyOf } from '../support/build.js';
import { watchModel } from './watched-model.js';

/** A rule that no list of codes can know of: nobody describes a worker as secret. */
const noSecrets = vi.hoisted(
  (): Guard =>
    ({ changes }) => {
      const refused = changes.filter(({ fields }) => fields.some(({ after }) => after === 'secret'));
      const diagnostic = {
        severity: 'error',
        code: 'guard.no-secrets',
        summary: 'A description is secret',
        detail: 'It says so.',
        remedy: 'Write another one.',
      } as unknown as Diagnostic;
      return refused.length === 0 ? [] : [{ diagnostic, changes: refused.map(({ id }) => id) }];
    },
);

vi.mock(import('../../src/reconciler/guards/guards.js'), async (original) => {
  const actual = await original();
  return { ...actual, guards: [...actual.guards, noSecrets] };
});

test('a guard that is added to the registry alone: watch holds what it refuses, and goes on with the others', async () => {
  const rows = [1, 2, 3].map((agent) => rowOf(`ETL0${agent}`, agent, { enabled: true }));
  const topology = topologyOf({
    scaleOut: { enabled: true },
    workers: [
      { machine: 'ETL01', description: 'loads' },
      { machine: 'ETL02', description: 'secret' },
      { machine: 'ETL03', description: 'loads' },
    ],
  });
  const { results, catalog } = await watchModel(1_000, { topology, observation: catalogOf(rows) });
  expect(results[0]?.held).toEqual([
    { id: 'worker/ETL02', by: 'guard', reason: 'A description is secret: It says so.' },
  ]);
  expect(results[0]?.plan?.applyable).toBe(false);
  expect(catalog.writes).toEqual(['mark test', `Description ${rows[0]?.id}`, `Description ${rows[2]?.id}`]);
});
