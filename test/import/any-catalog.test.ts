import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CatalogObservation } from '../../src/domain/catalog.js';
import { sameMachine } from '../../src/domain/machine-name.js';
import { catalogOf, rowOf, topologyOf } from '../support/build.js';
import { temporaryDirectory } from '../support/temporary-directory.js';
import { hostileText } from './hostile-texts.js';
import { changesOf, importAndPlan } from './import-and-plan.js';

// Few names, so that rows of one machine meet; and names that cannot be a machine's.
const names = [
  'ETL01',
  'etl01',
  'etl01.corp.example',
  'etl01.other.example',
  'ETL02',
  'etl02.corp.example',
  'ETL03',
  'é7',
];
const wrong = ['', ' ', 'b d', '10.0.0.5', '10', 'a..b', 'ETL01 ', 'x\ny: 1', '- a', '#1', 'ETL01\\INST', '\u202eETL'];
const text = fc.option(hostileText, { nil: null });

const tags = fc.oneof(
  text,
  fc.constantFrom(
    'scaleout:protected',
    'a scaleout:protected',
    'scaleout:protected a',
    'a, ScaleOut:Protected; b',
    'a\nscaleout:protected',
  ),
);

const row = fc.record({
  machineName: fc.oneof(fc.constantFrom(...names), fc.constantFrom(...names), fc.constantFrom(...wrong, null), text),
  enabled: fc.boolean(),
  displayName: text,
  description: text,
  tags,
  lastOnlineAge: fc.constantFrom(5, 90, 200, 90_000, 9_000_000),
});

const master = fc.record(
  {
    machineName: fc.constantFrom('SQLETL01', 'ETL01', 'sqletl01.corp.example', null, 'no machine', '\u202ex\n'),
    address: fc.constantFrom(
      'https://sqletl01.corp.example:8391',
      'https://sqletl01:8391/',
      'HTTPS://SQLETL01:08391',
      'https://sqletl01',
      'http://x:1',
      '',
      'a: b # c\nworkers: []',
      null,
    ),
    certificateThumbprint: fc.constantFrom('A'.repeat(40), null),
  },
  { noNullPrototype: true },
);

const catalog: fc.Arbitrary<CatalogObservation> = fc
  .record({
    rows: fc.array(row, { maxLength: 7 }),
    scaleOut: fc.constantFrom<CatalogObservation['scaleOut']>('enabled', 'neverEnabled', 'disabled'),
    mode: fc.constantFrom<CatalogObservation['defaultExecutionMode']>('server', 'scaleOut', null),
    master,
    login: hostileText,
    isAdmin: fc.boolean(),
  })
  .map(({ rows, scaleOut, mode, master, login, isAdmin }) => {
    const made = rows.map((parts, index) => rowOf(parts.machineName, index + 1, parts));
    const rights = isAdmin ? {} : { isSysadmin: false, isSsisAdmin: false, isClusterExecutor: true, isSqlLogin: true };
    const found = catalogOf(made, { scaleOut, defaultExecutionMode: mode });
    return { ...found, master: { ...found.master, ...master }, login: { ...found.login, ...rights, name: login } };
  });

/** Whether a topology may say a text: no control characters but those that part lines and columns. */
const canBeSaid = (value: string) => !/[\p{Cc}\p{Cs}]/u.test(value.replace(/[\t\r\n]/g, ''));

test('a topology of any catalog loads, plans to nothing, and says every text as it is', async () => {
  using place = temporaryDirectory();
  const file = join(place.path, 'topology.yaml');
  await fc.assert(
    fc.asyncProperty(catalog, async (found) => {
      const { imported, topology, plan } = await importAndPlan(file, topologyOf(), found);
      expect([changesOf(plan), plan.steps, plan.applyable, imported.unexpected]).toEqual([[], [], true, []]);
      expect(topology.workers.length).toBe(imported.listed);
      const rows = found.workers.known ? found.workers.value : [];
      for (const worker of topology.workers) {
        const own = rows.filter(({ machineName }) => machineName !== null && sameMachine(machineName, worker.machine));
        const live = own.find(({ lastOnlineAge }) => lastOnlineAge <= 180) ?? own[0];
        expect(worker.enabled).toBe(live?.enabled);
        for (const field of ['displayName', 'description'] as const) {
          const value = live?.[field] ?? '';
          const said = value !== '' && canBeSaid(value) && (field === 'description' || value.length <= 256);
          expect(worker[field]).toBe(said ? value : undefined);
        }
      }
      // Each row is spoken of: as an entry, or by its id in a comment.
      const unspoken = rows.filter(
        ({ id, machineName }) =>
          !imported.text.includes(id) &&
          !topology.workers.some(({ machine }) => sameMachine(machine, machineName ?? '')),
      );
      expect(unspoken).toEqual([]);
    }),
    { numRuns: 400 },
  );
});

test('tags and protection of any row come apart and together again', async () => {
  using place = temporaryDirectory();
  const file = join(place.path, 'topology.yaml');
  await fc.assert(
    fc.asyncProperty(tags, async (value) => {
      const { topology, plan } = await importAndPlan(
        file,
        topologyOf(),
        catalogOf([rowOf('ETL01', 1, { tags: value })]),
      );
      expect(changesOf(plan)).toEqual([]);
      const [worker] = topology.workers;
      if (value === 'scaleout:protected') expect(worker).toMatchObject({ protect: true });
      if (value === 'a scaleout:protected') expect(worker).toMatchObject({ tags: 'a', protect: true });
      if (worker?.tags !== undefined) expect(worker.tags).not.toMatch(/^scaleout:protected$/i);
    }),
    { numRuns: 200 },
  );
});
