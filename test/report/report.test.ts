import { expect, test } from 'vitest';
import type { ShapedColumn } from '../../src/domain/survey.js';
import { facts } from '../../src/facts/facts.js';
import { checks } from '../../src/report/checks.js';
import { farm, judge, known, reportOn, shown, unexpected } from './reported.js';

/** A whole farm, looked at once: what differs is changed in what was found. */
const installed = reportOn();

test('each fact has one check, or a reason why no look can tell', () => {
  expect(checks.map(({ fact }) => fact.id).sort()).toEqual(facts.map(({ id }) => id).sort());
  for (const check of checks) {
    expect(facts).toContain(check.fact);
    if ('cannot' in check) expect(check.cannot).toMatch(/^[A-Z].{20,}\.$/);
  }
});

test('on the sandbox each fact is as expected, and nothing is left unseen', async () => {
  const { report, markdown } = await installed;
  expect(unexpected(report)).toEqual({});
  expect(report.summary).toMatchObject({ otherwise: 0, notSeen: 0, leftOut: 0, allAsExpected: true });
  expect(report.facts.every(({ looks }) => looks.length > 0)).toBe(true);
  await expect(markdown).toMatchFileSnapshot('sandbox.md');
});

test('a report changes nothing: the state is the same, no lock is taken, and its SQL is SELECTs only', async () => {
  let before = '';
  await reportOn(
    farm,
    {},
    (sandbox) => {
      const texts = sandbox.requests.map(({ request }) => JSON.stringify(request));
      expect(texts.length).toBeGreaterThan(3);
      for (const text of texts)
        expect(text).not.toMatch(
          /\b(insert|update|delete|merge|exec|execute|create|alter|drop|grant|into|getapplock)\b[^_]/i,
        );
      expect(JSON.stringify(sandbox.running.store.content())).toBe(before);
    },
    (sandbox) => {
      before = JSON.stringify(sandbox.running.store.content());
    },
  );
});

test('a service of another name is otherwise, on its machine and for that fact', async () => {
  const { report } = await reportOn(farm, { changes: { ETL02: { worker: { serviceName: 'SQLScaleOutWorker160' } } } });
  expect(unexpected(report)).toEqual({ 'service.names': 'otherwise' });
  expect(report.facts.find(({ fact }) => fact === 'service.names')?.looks).toEqual([
    { where: 'machine-1', verdict: 'as expected', found: 'SSISScaleOutMaster160' },
    { where: 'machine-2', verdict: 'as expected', found: 'SSISScaleOutWorker160' },
    { where: 'machine-3', verdict: 'otherwise', found: 'SQLScaleOutWorker160' },
  ]);
  expect(report.summary).toMatchObject({ otherwise: 1, allAsExpected: false });
});

test('a column, a parameter or a type that is another one is otherwise, for that fact, with its name', async () => {
  const { topology, found } = await installed;
  const survey = known(found.catalog);
  const without = (object: string, change: (column: ShapedColumn) => readonly ShapedColumn[]) => {
    const shape = survey.objects.get(object);
    if (shape === undefined) throw new Error(object);
    const objects = new Map(survey.objects).set(object, { ...shape, columns: shape.columns.flatMap(change) });
    return judge(topology, { ...found, catalog: { known: true, value: { ...survey, objects } } }).report;
  };
  const noTags = without('catalog.worker_agents', (column) => (column.name === 'Tags' ? [] : [column]));
  expect(unexpected(noTags)).toEqual({ 'ssisdb.views': 'otherwise' });
  expect(shown(noTags, 'ssisdb.views')).toEqual(['catalog.worker_agents: no Tags, of 7 columns']);
  const shorter = without('catalog.update_master_address', (column) => [{ ...column, type: 'nvarchar(128)' }]);
  expect(unexpected(shorter)).toEqual({ 'ssisdb.procedures': 'otherwise' });
  expect(shown(shorter, 'ssisdb.procedures')).toEqual([
    'catalog.update_master_address: MasterAddress is nvarchar(128), of 1 parameters',
  ]);
});

test('a row of another name is otherwise', async () => {
  const { topology, found } = await installed;
  const observation = known(found.observation);
  const workers = known(observation.workers).map((row) => ({ ...row, machineName: 'SOMEBODY' }));
  const value = { ...observation, workers: { known: true, value: workers } } as const;
  const { report } = judge(topology, { ...found, observation: { known: true, value } });
  expect(unexpected(report)).toEqual({ 'names.worker-row': 'otherwise' });
  expect(shown(report, 'names.worker-row')).toEqual(['another name, of 8 characters', 'another name, of 8 characters']);
});

test('a host with a long name is cut by NetBIOS as expected', async () => {
  const { report } = await reportOn(farm.replace('ETL02', 'ETL-PRODUCTION-NUMBER-02'));
  expect(unexpected(report)).toEqual({});
  expect(shown(report, 'names.netbios-length')).toContain('15 characters of a host name of 24');
});

test('a machine that cannot be reached is not seen, and nothing is said to be as expected everywhere', async () => {
  const { report, markdown } = await reportOn(farm, { changes: { ETL02: { windows: { reachable: false } } } });
  expect(report.summary).toMatchObject({ otherwise: 0, allAsExpected: false });
  expect(report.summary.notSeen).toBeGreaterThan(0);
  expect(report.machines[2]).toMatchObject({
    name: 'machine-3',
    seen: false,
    why: expect.stringMatching(/^machine\./),
  });
  expect(markdown).not.toContain('that were looked at are as expected');
  expect(markdown).toContain('1 place of 4 could not be looked at');
});

test('machines without access are left out, which is said and is no failure', async () => {
  const { report, markdown } = await reportOn(farm.replace('transport: ssh', 'transport: none'));
  expect(report.summary).toMatchObject({ notSeen: 0, otherwise: 0, allAsExpected: true });
  expect(report.summary.leftOut).toBeGreaterThan(0);
  expect(markdown).toContain('3 places of 4 could not be looked at or were left out');
});

test('who may not see a part of SSISDB is told that it was not seen', async () => {
  const { topology, found } = await installed;
  const denied = {
    known: false,
    reason: 'SELECT was denied',
    error: { code: 'catalog.no-rights', remedy: '' },
  } as const;
  const catalog = { known: true, value: { ...known(found.catalog), masterProperties: denied } } as const;
  const { report } = judge(topology, { ...found, catalog });
  expect(unexpected(report)).toMatchObject({ 'master.heartbeat': 'not seen', 'ssisdb.master-properties': 'not seen' });
  expect(report.summary.allAsExpected).toBe(false);
});
