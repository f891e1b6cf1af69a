import { expect, test } from 'vitest';
import type { WorkerRow } from '../../src/domain/rows.js';
import { draftOf, noOmissions, type Omissions } from '../../src/import/draft.js';
import { findOmissions, isEmptyPlan } from '../../src/import/find-omissions.js';
import { loadText } from '../../src/import/import-source.js';
import { readingOf } from '../../src/import/reading.js';
import { draftText, headText } from '../../src/import/render-draft.js';
import { policyKeys } from '../../src/import/render-head.js';
import { catalogOf, planOf, rowOf, topologyOf } from '../support/build.js';

const rows = [
  rowOf('ETL01', 1, { enabled: true, displayName: 'one', description: 'first', tags: 'a' }),
  rowOf('ETL02', 2, { enabled: true, displayName: 'two' }),
];
const origin = { toolVersion: '0.0.0', schema: 'topology.schema.json' };

/** Imports one catalog and plans against another, as a defect would have it: until nothing more is left out. */
function importAgainst(written: readonly WorkerRow[], found: ReturnType<typeof catalogOf>) {
  const reading = readingOf(topologyOf(), { catalog: catalogOf(written), machines: new Map() }, written);
  let omissions: Omissions = noOmissions;
  for (let round = 0; round < 10; round += 1) {
    const draft = draftOf(reading, omissions);
    const text = draftText(reading, draft, omissions, origin);
    const loaded = loadText(text);
    if (!('topology' in loaded)) throw new Error(JSON.stringify(loaded.errors));
    const plan = planOf(loaded.topology, found);
    if (isEmptyPlan(plan)) return { text, omissions, topology: loaded.topology };
    omissions = findOmissions(plan, draft, omissions, reading);
  }
  throw new Error('it never ends');
}

test('a field that a plan would change is left out alone, and said to be', () => {
  const other = rows.map((row) =>
    row.machineName === 'ETL01' ? { ...row, displayName: 'other', enabled: false } : row,
  );
  const { topology, omissions, text } = importAgainst(rows, catalogOf(other));
  expect(topology.workers[0]).toMatchObject({ machine: 'ETL01', description: 'first', tags: 'a' });
  expect(topology.workers[0]).not.toHaveProperty('displayName');
  expect(topology.workers[0]).not.toHaveProperty('enabled');
  expect(topology.workers[1]).toMatchObject({ displayName: 'two', enabled: true });
  expect(omissions.unexpected).toEqual(['worker/ETL01']);
  expect(text).toContain('# displayName "one" is not managed: a plan would change it.');
});

test('a worker that a plan would not know is left out whole', () => {
  const { topology, omissions } = importAgainst(rows, catalogOf(rows.slice(1)));
  expect(topology.workers.map(({ machine }) => machine)).toEqual(['ETL02']);
  expect(omissions.unexpected).toEqual(['worker/ETL01']);
});

test('the mode and the address that a plan would change are left out', () => {
  const found = catalogOf(rows, { defaultExecutionMode: 'scaleOut', scaleOut: 'neverEnabled' });
  const master = { ...found.master, address: 'https://elsewhere:8391' };
  const { topology, omissions, text } = importAgainst(rows, { ...found, master });
  expect(topology.scaleOut).toEqual({ ranges: {} });
  expect(topology.master).toEqual({ machines: ['SQLETL01'] });
  expect(omissions.unexpected.toSorted()).toEqual([
    'master.endpoint',
    'scaleOut.defaultExecutionMode',
    'scaleOut.enabled',
  ]);
  expect(text).toContain('is not managed: the address differs.');
});

test('the policy that is written is the one of a topology without any', () => {
  const head = headText({ name: 'x', catalog: { server: 'SQL' }, access: { transport: 'none' } });
  const policy = Object.fromEntries(policyKeys.map(({ key, value }) => [key, value]));
  const [bare, written] = [head, `${head}policy: ${JSON.stringify(policy)}\n`].map(loadText);
  if (bare === undefined || written === undefined || !('topology' in bare) || !('topology' in written)) {
    throw new Error(JSON.stringify([bare, written]));
  }
  expect(written.topology.policy).toEqual(bare.topology.policy);
});
