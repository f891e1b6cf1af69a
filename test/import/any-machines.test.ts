import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CatalogObservation } from '../../src/domain/catalog.js';
import { firewallRule } from '../../src/domain/machine-name.js';
import type { MachineObservation } from '../../src/domain/machines.js';
import type { Topology } from '../../src/topology/topology.js';
import { rowOf, topologyOf } from '../support/build.js';
import { certificateOf, type MachineParts, machineOf } from '../support/machine-build.js';
import {
  certificates,
  endpoint,
  masterMachine,
  publicHalf,
  workerConfig,
  workerMachine,
  workingCatalog,
} from '../support/scale-out-world.js';
import { temporaryDirectory } from '../support/temporary-directory.js';
import { hostileText } from './hostile-texts.js';
import { changesOf, importAndPlan } from './import-and-plan.js';

const scalar = fc.oneof(fc.integer(), fc.boolean(), hostileText, fc.constantFrom('8', 10, 1e300, -0, null, { a: 1 }));
const names = ['ETL01', 'ETL02'] as const;

const optional: { requiredKeys: []; noNullPrototype: true } = { requiredKeys: [], noNullPrototype: true };

const settings = fc.record(
  {
    MaxTaskCount: fc.oneof(fc.integer({ min: 1, max: 50 }), scalar),
    TasksRootFolder: scalar,
    HeartbeatErrorTollerance: fc.oneof(fc.constant('00:05:00'), scalar),
    HeartbeatErrorTolerance: fc.oneof(fc.constant('00:05:00'), scalar),
    TaskRequestMaxCPU: scalar,
  },
  optional,
);

const drift = fc.record(
  {
    MasterEndpoint: fc.constantFrom(endpoint, `${endpoint}/`, 'https://old:8391', ''),
    MasterHttpsCertThumbprint: fc.constantFrom(certificates.master.thumbprint, 'B'.repeat(40), ''),
    WorkerHttpsCertThumbprint: fc.constantFrom(certificates.ETL01.thumbprint, certificates.ETL02.thumbprint, ''),
    AgentId: fc.constantFrom(rowOf('', 1).id, rowOf('', 2).id, rowOf('', 9).id, '', 'no guid'),
    // What a topology refuses as settings is in no file that import writes: loading it would fail.
    StoreLocation: fc.constantFrom('LocalMachine', 'CurrentUser'),
    StoreName: fc.constantFrom('My', 'Root'),
    MaxTaskCounts: fc.integer({ min: 1, max: 50 }),
    leaseinterval: fc.constantFrom('00:02:00', '00:01:00'),
  },
  optional,
);

/** Mostly nothing is wrong with a part, so that whole machines are right often enough. */
const seldom = <T>(one: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.oneof({ weight: 7, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: one });
const mostly = fc.integer({ min: 0, max: 7 }).map((number) => number > 0);

const worker = (name: 'ETL01' | 'ETL02'): fc.Arbitrary<MachineObservation | string> =>
  fc.oneof(
    { weight: 1, arbitrary: hostileText.map((reason) => `${name}: ${reason}`) },
    { weight: 1, arbitrary: fc.constant(machineOf(name, 'master', {})) },
    {
      weight: 8,
      arbitrary: fc
        .record({
          settings: fc.option(settings, { nil: undefined }),
          config: seldom(drift),
          service: seldom(fc.constantFrom({ state: 'stopped' as const }, { startMode: 'disabled' as const })),
          root: seldom(fc.constantFrom([], [publicHalf(certificates.master)])),
          my: seldom(fc.constantFrom([], [publicHalf(certificates[name])], [certificateOf('other')])),
          administrator: mostly,
          unknown: seldom(fc.constantFrom('root', 'my', 'config')),
        })
        .map(({ settings, config, service, root, my, administrator, unknown }) => {
          const parts: MachineParts = {
            config: { ...workerConfig(name), ...settings, ...config },
            ...(service === undefined ? {} : { service }),
            ...(root === undefined ? {} : { root }),
            ...(my === undefined ? {} : { my }),
            observation: {
              administrator,
              ...(unknown === undefined || unknown === 'config'
                ? {}
                : { [unknown]: { known: false, reason: 'access is denied' } }),
            },
          };
          const machine = workerMachine(name, parts);
          if (unknown !== 'config') return machine;
          const installations = machine.installations.map((one) => ({
            ...one,
            config: { known: false as const, reason: 'locked' },
          }));
          return { ...machine, installations };
        }),
    },
  );

const master: fc.Arbitrary<MachineObservation | string> = fc.oneof(
  { weight: 1, arbitrary: hostileText },
  {
    weight: 6,
    arbitrary: fc
      .record({
        PortNumber: fc.constantFrom(8391, '8391', 8391, 8391, '8391', 8392),
        SSLCertThumbprint: seldom(fc.constant('C'.repeat(40))).map((other) => other ?? certificates.master.thumbprint),
        firewall: mostly,
        bound: mostly,
        uncovered: seldom(fc.constant(['SQLETL01'])),
        clustered: fc.boolean(),
        trusts: mostly,
      })
      .map(({ PortNumber, SSLCertThumbprint, firewall, bound, uncovered, clustered, trusts }) =>
        masterMachine('SQLETL01', {
          config: { PortNumber, SSLCertThumbprint },
          service: { clustered },
          root: [
            { ...certificates.master, ...(uncovered === undefined ? {} : { names: uncovered }) },
            publicHalf(certificates.ETL01),
            ...(trusts ? [publicHalf(certificates.ETL02)] : []),
          ],
          firewall: firewall ? [{ name: firewallRule, enabled: true, allows: true, ports: ['8391'] }] : [],
          ...(bound ? {} : { bindings: [] }),
        }),
      ),
  },
);

const row = fc.record({
  machineName: fc.constantFrom<(string | null)[]>('ETL01', 'ETL01', 'etl01.corp.example', 'ETL02', 'ETL02', null),
  enabled: fc.boolean(),
  description: fc.option(hostileText, { nil: null }),
  lastOnlineAge: fc.constantFrom(5, 5, 90_000),
});

const catalog: fc.Arbitrary<CatalogObservation> = fc
  .record({
    rows: fc.array(row, { maxLength: 4 }),
    masterName: seldom(fc.constant('ETL01')).map((name) => name ?? 'SQLETL01'),
  })
  .map(({ rows, masterName }) => {
    const made = rows.map((parts, index) => rowOf(parts.machineName, index + 1, parts));
    const base = workingCatalog({ workers: { known: true, value: made } });
    return { ...base, master: { ...base.master, machineName: masterName } };
  });

const ssh = { transport: 'ssh', user: 'svc' } as const;
const base: fc.Arbitrary<Topology> = fc
  .constantFrom('ssh', 'winrm', 'manual', 'none')
  .chain((transport) => fc.constantFrom(undefined, 'ssh', 'manual', 'none').map((own) => ({ transport, own }) as const))
  .map(({ transport, own }) => {
    const access = transport === 'ssh' ? ssh : { transport };
    const workers = own === undefined ? [] : [{ machine: 'ETL02', access: own === 'ssh' ? ssh : { transport: own } }];
    return { ...topologyOf({ workers }), access };
  });

test('a topology of any catalog and any machines loads, and plans to nothing', async () => {
  using place = temporaryDirectory();
  const file = join(place.path, 'topology.yaml');
  const counts = { settings: 0, leftAlone: 0, looked: 0, master: 0 };
  await fc.assert(
    fc.asyncProperty(base, catalog, worker('ETL01'), worker('ETL02'), master, async (from, found, one, two, node) => {
      const machines = { ETL01: one, 'etl01.corp.example': one, ETL02: two, SQLETL01: node };
      const { imported, topology, plan } = await importAndPlan(file, from, found, machines);
      expect([changesOf(plan), plan.steps, plan.applyable, imported.unexpected], imported.text).toEqual([
        [],
        [],
        true,
        [],
      ]);
      counts.settings += topology.workers.filter(({ settings }) => settings !== undefined).length;
      counts.leftAlone += imported.leftAlone.length;
      counts.looked += topology.workers.filter(({ access }) => access.transport === 'ssh').length;
      if (topology.master !== undefined && topology.access.transport === 'ssh') counts.master += 1;
    }),
    { numRuns: 400 },
  );
  // Not all of it is left out: each of these happens often.
  for (const count of Object.values(counts)) expect(count, JSON.stringify(counts)).toBeGreaterThan(15);
});

test('a fleet that is as it should be is taken over whole, with its machines', async () => {
  using place = temporaryDirectory();
  const file = join(place.path, 'topology.yaml');
  const machines = {
    SQLETL01: masterMachine('SQLETL01'),
    ...Object.fromEntries(
      names.map((name) => [name, workerMachine(name, { config: { ...workerConfig(name), MaxTaskCount: 4 } })]),
    ),
  };
  const from = { ...topologyOf(), access: ssh };
  const { imported, topology, plan } = await importAndPlan(file, from, workingCatalog(), machines);
  expect([imported.doubtful, imported.leftAlone, changesOf(plan)]).toEqual([[], [], []]);
  expect(topology).toMatchObject({
    scaleOut: { enabled: true, defaultExecutionMode: 'server' },
    master: { machines: ['SQLETL01'], endpoint },
    workers: names.map((machine) => ({ machine, enabled: true, settings: { MaxTaskCount: 4 }, access: ssh })),
  });
  expect(imported.text).toContain(certificates.ETL01.thumbprint);
});
