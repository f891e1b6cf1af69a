import { describe, expect, test } from 'vitest';
import type { CatalogObservation } from '../../../src/domain/catalog.js';
import { machineName } from '../../../src/domain/machine-name.js';
import type { WorkerRow } from '../../../src/domain/rows.js';
import { fleetHealth, unknownHealth } from '../../../src/reconciler/diagnosis/health.js';
import type { Observation } from '../../../src/reconciler/view/machine.js';
import type { Topology } from '../../../src/topology/topology.js';
import { catalogOf, rowOf, topologyOf } from '../../support/build.js';
import { certificateOf, seenMachines } from '../../support/machine-build.js';
import {
  certificates,
  masterMachine,
  publicHalf,
  sshTopology,
  workerConfig,
  workerMachine,
  workingCatalog,
} from '../../support/scale-out-world.js';

/** Silent since three hours before the moment of all observations here. */
const since = '2026-11-23T23:15:20.000Z';
const silent = { lastOnline: since, lastOnlineAge: 10_800 } as const;
const silentMaster: CatalogObservation['master'] = { ...workingCatalog().master, ...silent };
const enabled = { enabled: true };

function healthWith(
  rows: readonly WorkerRow[],
  parts: Partial<CatalogObservation> = {},
  topology: Topology = topologyOf({
    workers: rows.flatMap(({ machineName: machine }) => (machine ? [{ machine }] : [])),
  }),
  machines: Observation['machines'] = new Map(),
) {
  return fleetHealth(topology, { catalog: catalogOf(rows, parts), machines });
}

/** A fleet that is as the topology says, but for the machines that are named. */
function healthOfMachines(machines: Parameters<typeof seenMachines>[0], parts: Partial<CatalogObservation> = {}) {
  const all = { SQLETL01: masterMachine('SQLETL01'), ETL01: workerMachine('ETL01'), ETL02: workerMachine('ETL02') };
  return fleetHealth(sshTopology(), {
    catalog: workingCatalog(parts),
    machines: seenMachines({ ...all, ...machines }),
  });
}

const both = [rowOf('ETL01', 1, enabled), rowOf('ETL02', 2, enabled)];
const bothSilent = [rowOf('ETL01', 1, { ...enabled, ...silent }), rowOf('ETL02', 2, { ...enabled, ...silent })];

describe('healthy', () => {
  test('a fleet whose master and enabled workers are heard of', () => {
    expect(healthOfMachines({})).toMatchObject({
      state: 'healthy',
      isAmiss: false,
      master: { state: 'healthy' },
      nodes: [{ machine: 'SQLETL01', state: 'healthy' }],
      workers: [
        { machine: 'ETL01', state: 'healthy' },
        { machine: 'ETL02', state: 'healthy' },
      ],
      ending: [],
    });
  });

  test('a disabled worker is not unhealthy, and neither is a listed one that is not to be enabled', () => {
    const rows = [rowOf('ETL01', 1, enabled), rowOf('ETL02', 2, silent)];
    const workers = [{ machine: 'ETL01' }, { machine: 'ETL02' }, { machine: 'ETL03', enabled: false }];
    const found = healthWith(rows, {}, topologyOf({ workers }));
    expect(found.state).toBe('healthy');
    expect(found.workers.map(({ state, isWanted }) => [state, isWanted])).toEqual([
      ['healthy', true],
      ['healthy', false],
      ['healthy', false],
    ]);
  });

  test('a disabled worker that the topology has enabled was left so where it is silent: it is down', () => {
    const workers = [{ machine: 'ETL01' }, { machine: 'ETL02', enabled: true }];
    const healthOf = (parts: object) =>
      healthWith([rowOf('ETL01', 1, enabled), rowOf('ETL02', 2, parts)], {}, topologyOf({ workers }));
    expect(healthOf({})).toMatchObject({ state: 'healthy' });
    const found = healthOf(silent);
    expect(found).toMatchObject({ state: 'degraded', isAmiss: true, since });
    expect(found.reason).toMatch(/^1 of 2 workers that are or should be enabled cannot run packages: ETL02, since /);
    expect(found.workers[1]?.reason).toMatch(/^ETL02 is disabled, though the topology has it enabled, and has not/);
  });

  test('a row that an earlier installation left behind takes nobody out', () => {
    const rows = [rowOf('ETL01', 1, enabled), rowOf('ETL01', 2, { ...enabled, ...silent })];
    expect(healthWith(rows, {}, topologyOf({ workers: [{ machine: 'ETL01' }] })).state).toBe('healthy');
  });

  test('nodes that are not looked at by choice take nothing away', () => {
    const topology: Topology = { ...topologyOf(), master: { machines: [machineName('SQLETL01')] } };
    const found = healthWith(both, {}, topology);
    expect(found).toMatchObject({ state: 'healthy', nodes: [{ machine: 'SQLETL01', state: 'unknown' }] });
  });
});

describe('down', () => {
  test.each([
    ['Scale Out was never enabled', { scaleOut: 'neverEnabled' } as const, 'Scale Out is not enabled.'],
    [
      'the master is silent',
      { master: silentMaster },
      'the master has not been heard of since 2026-11-23 23:15:20 UTC (3 h).',
    ],
    [
      'the master was never heard of',
      { master: { ...silentMaster, lastOnline: null, lastOnlineAge: null } },
      'the master was never heard of.',
    ],
  ])('%s', (_, parts, why) => {
    expect(healthWith(both, parts)).toMatchObject({
      state: 'down',
      reason: `Nothing can run on a worker: ${why}`,
      isAmiss: true,
    });
  });

  test('no enabled worker is online: which, and since the last of them was', () => {
    const last = '2026-11-24T00:15:20.000Z';
    const rows = [
      ...['ETL01', 'ETL02', 'ETL03', 'ETL04'].map((name, at) => rowOf(name, at, { ...enabled, ...silent })),
      rowOf('ETL05', 5, { ...enabled, lastOnline: last, lastOnlineAge: 7_200 }),
      rowOf('ETL06', 6),
    ];
    expect(healthWith(rows)).toMatchObject({
      state: 'down',
      since: last,
      reason:
        'Nothing can run on a worker: no worker is both enabled and online since 2026-11-24 00:15:20 UTC (2 h): ETL01, ETL02, ETL03 and 2 more.',
    });
  });

  test('of several reasons all are told, and the first moment counts', () => {
    const rows = [rowOf('ETL01', 1, { ...enabled, lastOnline: '2026-11-24T00:15:20.000Z', lastOnlineAge: 7_200 })];
    const found = healthWith(rows, { master: silentMaster });
    expect(found).toMatchObject({ state: 'down', since });
    expect(found.reason).toContain('the master has not been heard of');
    expect(found.reason).toContain(', and no worker is both enabled and online');
  });

  test('nobody is registered, or enabled', () => {
    expect(healthWith([]).reason).toBe('Nothing can run on a worker: no worker is registered.');
    expect(healthWith([rowOf('ETL01', 1)]).reason).toBe('Nothing can run on a worker: no worker is enabled.');
  });
});

describe('degraded', () => {
  test('some enabled workers are silent or not registered: how many of how many, which and since when', () => {
    const rows = [rowOf('ETL01', 1, enabled), rowOf('ETL02', 2, { ...enabled, ...silent })];
    const workers = ['ETL01', 'ETL02', 'ETL03'].map((machine) => ({ machine }));
    const found = healthWith(rows, {}, topologyOf({ workers }));
    expect(found).toMatchObject({
      state: 'degraded',
      since,
      reason:
        '2 of 3 workers that are or should be enabled cannot run packages: ETL02, ETL03, the first since 2026-11-23 23:15:20 UTC (3 h).',
      isAmiss: true,
    });
    expect(found.workers.slice(1)).toEqual([
      expect.objectContaining({
        machine: 'ETL02',
        state: 'down',
        since,
        reason: 'ETL02 has not been heard of since 2026-11-23 23:15:20 UTC (3 h).',
      }),
      expect.objectContaining({
        machine: 'ETL03',
        state: 'down',
        reason: 'ETL03 is not registered: the catalog has no row of it.',
      }),
    ]);
  });

  test('an enabled worker that the topology does not list counts too', () => {
    const rows = [rowOf('ETL01', 1, enabled), rowOf('OLD01', 2, { ...enabled, ...silent })];
    const found = healthWith(rows, {}, topologyOf({ workers: [{ machine: 'ETL01' }] }));
    expect(found.reason).toMatch(/^1 of 2 enabled workers cannot run packages: OLD01, since /);
  });

  test('a node whose service does not run, and which no failover cluster owns', () => {
    const stopped = (clustered: boolean | null) =>
      healthOfMachines({ SQLETL01: masterMachine('SQLETL01', { service: { state: 'stopped', clustered } }) });
    expect(stopped(false)).toMatchObject({
      state: 'degraded',
      reason: '1 of 1 node cannot be the master: SQLETL01.',
      nodes: [{ state: 'down', reason: 'The service SSISScaleOutMaster160 on SQLETL01 does not run.' }],
    });
    expect(stopped(true)).toMatchObject({ state: 'healthy', nodes: [{ state: 'healthy' }] });
    expect(stopped(null)).toMatchObject({ state: 'healthy', nodes: [{ state: 'unknown' }] });
  });

  test('a node at which something is found that workers cannot get through, and the master with it', () => {
    const outage = { workers: { known: true, value: bothSilent } } as const;
    const shut = { SQLETL01: masterMachine('SQLETL01', { firewall: [] }) };
    const found = healthOfMachines(shut, outage);
    const summary = 'The firewall of SQLETL01 has no rule of scaleout that lets port 8391 in.';
    expect(found).toMatchObject({
      state: 'down',
      master: { state: 'degraded', reason: summary },
      nodes: [{ state: 'down', reason: `SQLETL01 cannot be the master: ${summary}` }],
    });
    // Workers are heard of: a rule of another name may let them in.
    expect(healthOfMachines(shut)).toMatchObject({
      state: 'degraded',
      reason: summary,
      isAmiss: true,
      master: { state: 'healthy' },
      nodes: [{ state: 'degraded', reason: summary }],
    });
  });

  test('a node that could not take over', () => {
    const found = fleetHealth(sshTopology({ nodes: ['SQLETL01', 'SQLETL02'] }), {
      catalog: workingCatalog(),
      machines: seenMachines({
        SQLETL01: masterMachine('SQLETL01'),
        SQLETL02: masterMachine('SQLETL02', { bindings: [], service: { state: 'stopped', clustered: true } }),
        ETL01: workerMachine('ETL01'),
        ETL02: workerMachine('ETL02'),
      }),
    });
    expect(found).toMatchObject({
      state: 'degraded',
      reason: '1 of 2 nodes cannot be the master: SQLETL02.',
      master: { state: 'healthy' },
      nodes: [
        { state: 'healthy' },
        { state: 'degraded', reason: expect.stringMatching(/^SQLETL02 cannot be the master: .*8391/) },
      ],
    });
  });

  test('a worker that is heard of and at which an error was found, but not one that is out of service', () => {
    const broken = { ETL01: workerMachine('ETL01', { service: { state: 'stopped' } }) };
    const found = healthOfMachines(broken);
    expect(found.workers).toMatchObject([{ machine: 'ETL01', state: 'degraded' }, { state: 'healthy' }]);
    expect(found).toMatchObject({ state: 'degraded', reason: found.workers[0]?.reason, isAmiss: true });
    const rows = { known: true, value: [rowOf('ETL01', 1), rowOf('ETL02', 2, enabled)] } as const;
    expect(healthOfMachines(broken, { workers: rows })).toMatchObject({
      state: 'healthy',
      workers: [{ state: 'healthy' }, { state: 'healthy' }],
    });
  });

  test('a node that could not be looked at is unknown', () => {
    const { nodes } = healthOfMachines({ SQLETL01: 'no answer within 10 s' });
    expect(nodes).toEqual([
      { machine: 'SQLETL01', state: 'unknown', reason: 'SQLETL01 could not be looked at: no answer within 10 s.' },
    ]);
  });

  test.each([
    ['2026-12-24T02:15:20.001Z', 'healthy', undefined],
    ['2026-12-06T14:00:00.000Z', 'degraded', 'The certificate of ETL01 ends 2026-12-06 14:00:00 UTC, in 12 days.'],
    ['2026-11-24T14:00:00.000Z', 'degraded', 'The certificate of ETL01 ends 2026-11-24 14:00:00 UTC, within a day.'],
    ['2026-11-20T14:00:00.000Z', 'degraded', 'The certificate of ETL01 ended 2026-11-20 14:00:00 UTC.'],
  ])("a worker's certificate until %s", (notAfter, state, reason) => {
    const own = { ...certificates.ETL01, notAfter };
    const found = healthOfMachines({ ETL01: workerMachine('ETL01', { my: [own] }) });
    const isEnded = notAfter < '2026-11-24T02';
    expect(found.state).toBe(state);
    expect(found.reason).toBe(reason);
    expect(found.isAmiss).toBe(isEnded);
    expect(found.since).toBe(isEnded ? notAfter : undefined);
    expect(found.workers[0]).toMatchObject({ state });
    expect(found.ending.map(({ thumbprint }) => thumbprint)).toEqual(
      state === 'healthy' ? [] : [certificates.ETL01.thumbprint],
    );
  });

  test('the certificate of the master, which is one on all its nodes', () => {
    const ending = { ...certificates.master, notAfter: '2026-11-20T00:00:00.000Z' };
    const node = (name: string) =>
      masterMachine(name, { root: [ending, publicHalf(certificates.ETL01), publicHalf(certificates.ETL02)] });
    const found = fleetHealth(sshTopology({ nodes: ['SQLETL01', 'SQLETL02'] }), {
      catalog: workingCatalog(),
      machines: seenMachines({
        SQLETL01: node('SQLETL01'),
        SQLETL02: node('SQLETL02'),
        ETL01: workerMachine('ETL01'),
        ETL02: workerMachine('ETL02'),
      }),
    });
    expect(found.reason).toBe('The certificate of the master ended 2026-11-20 00:00:00 UTC.');
    expect(found.master).toMatchObject({ state: 'degraded' });
    expect(found.ending).toMatchObject([{ role: 'master', machines: ['SQLETL01', 'SQLETL02'] }]);
  });

  test('the certificate of a worker that is out of service does not count', () => {
    const own = { ...certificates.ETL01, notAfter: '2026-11-20T00:00:00.000Z' };
    const rows = { known: true, value: [rowOf('ETL01', 1), rowOf('ETL02', 2, enabled)] } as const;
    expect(healthOfMachines({ ETL01: workerMachine('ETL01', { my: [own] }) }, { workers: rows }).state).toBe('healthy');
  });

  test('a certificate that the topology names as a file counts where its machine is not looked at', () => {
    const certificate = certificateOf('ETL01', { notAfter: '2026-11-30T00:00:00.000Z' });
    const workers = [{ machine: 'ETL01', certificate: { file: 'etl01.cer', certificate } }, { machine: 'ETL02' }];
    expect(healthWith(both, {}, topologyOf({ workers })).reason).toBe(
      'The certificate of ETL01 ends 2026-11-30 00:00:00 UTC, in 5 days.',
    );
  });

  test('policy.certificates.warnBefore says how soon is soon', () => {
    const own = { ...certificates.ETL01, notAfter: '2026-12-06T14:00:00.000Z' };
    const machines = seenMachines({
      SQLETL01: masterMachine('SQLETL01'),
      ETL01: workerMachine('ETL01', { my: [own], config: workerConfig('ETL01') }),
      ETL02: workerMachine('ETL02'),
    });
    const base = sshTopology();
    const patient = {
      ...base,
      policy: { ...base.policy, certificates: { ...base.policy.certificates, warnBeforeDays: 7 } },
    };
    expect(fleetHealth(patient, { catalog: workingCatalog(), machines }).state).toBe('healthy');
  });
});

describe('unknown', () => {
  const hidden = { known: false, reason: 'the login is in none of ssis_admin and ssis_cluster_executor' } as const;

  test('workers that the login may not see, whatever else is shown', () => {
    const found = healthWith([], { workers: hidden, scaleOut: 'neverEnabled', master: silentMaster });
    expect(found).toMatchObject({ state: 'unknown', master: { state: 'unknown' }, workers: [] });
    expect(found.reason).toBe(`Whether a worker can run anything cannot be seen: ${hidden.reason}.`);
  });

  test("a time of the master's that cannot be read is no silence", () => {
    const master = { ...silentMaster, lastOnline: 'soon', lastOnlineAge: null };
    expect(healthWith(both, { master })).toMatchObject({ state: 'unknown', master: { state: 'unknown' } });
    // No worker is heard of: nothing can run, whatever the master does.
    expect(healthWith(bothSilent, { master }).state).toBe('down');
  });

  test('a worker whose time cannot be read: the fleet is degraded, and unknown where no other works', () => {
    const unread = rowOf('ETL01', 1, { ...enabled, lastOnline: '?', lastOnlineAge: Number.NaN });
    const found = healthWith([unread, rowOf('ETL02', 2, enabled)]);
    expect(found).toMatchObject({
      state: 'degraded',
      reason: 'Whether ETL01 can run packages cannot be told.',
      workers: [{ state: 'unknown' }, { state: 'healthy' }],
    });
    expect(healthWith([unread, rowOf('ETL02', 2, { ...enabled, ...silent })]).state).toBe('unknown');
  });

  test('a world that could not be looked at', () => {
    expect(unknownHealth('no connection')).toMatchObject({
      state: 'unknown',
      reason: 'It could not be looked at: no connection.',
      master: { state: 'unknown' },
    });
  });
});

describe('a worker of which the row cannot be told', () => {
  const ofOne = (rows: readonly WorkerRow[]) =>
    healthWith([...rows, rowOf('ETL02', 9, enabled)], {}, topologyOf({ workers: [{ machine: 'ETL01' }] })).workers[0];

  test('is down where all rows that it may be are silent', () => {
    expect(
      ofOne([rowOf('ETL01', 1, { ...enabled, ...silent }), rowOf('ETL01', 2, { ...enabled, ...silent })]),
    ).toMatchObject({ machine: 'ETL01', state: 'down', since });
  });

  test('works where all of them are online', () => {
    expect(ofOne([rowOf('ETL01', 1, enabled), rowOf('ETL01', 2, enabled)])).toMatchObject({ state: 'healthy' });
  });

  test('is unknown where one row fits two workers', () => {
    const workers = [{ machine: 'ETL01' }, { machine: 'ETL01.corp.example' }];
    const found = healthWith([rowOf('ETL01', 1, enabled)], {}, topologyOf({ workers }));
    expect(found.workers.map(({ state }) => state)).toEqual(['unknown', 'unknown']);
  });
});

test('it is worked out once for a topology and an observation', () => {
  const topology = topologyOf();
  const observation = { catalog: catalogOf(both), machines: new Map() };
  expect(fleetHealth(topology, observation)).toBe(fleetHealth(topology, observation));
  expect(fleetHealth(topologyOf(), observation)).not.toBe(fleetHealth(topology, observation));
});

describe('what a time or a row that says nothing leaves open', () => {
  const ahead = { lastOnline: '2026-11-24T03:15:20.000Z', lastOnlineAge: -3_600 } as const;
  const unreadable = {
    id: null,
    machineName: 'ETL01',
    enabled: false,
    column: 'LastOnlineTime',
    value: 'soon',
    problem: 'LastOnlineTime is soon, which is no time',
  };

  test('a heartbeat in the future is no sign of life, for the clock was set back', () => {
    const found = healthWith(both.map((row) => ({ ...row, ...ahead })));
    expect(found.state).toBe('unknown');
    expect(found.workers[0]?.reason).toBe(
      'Whether ETL01 works cannot be told: its last heartbeat is of 2026-11-24 03:15:20 UTC, which is to come by the clock of the SQL Server.',
    );
    expect(healthWith(both, { master: { ...silentMaster, ...ahead } }).state).toBe('unknown');
    // Clocks of two servers differ by seconds.
    expect(healthWith(both.map((row) => ({ ...row, lastOnlineAge: -5 }))).state).toBe('healthy');
  });

  test('a row that cannot be read and is disabled keeps no outage from being one', () => {
    const off = [rowOf('ETL02', 2, { ...enabled, ...silent })];
    const topology = topologyOf({ workers: [{ machine: 'ETL01' }, { machine: 'ETL02' }] });
    expect(healthWith(off, { unreadable: [unreadable] }, topology).state).toBe('down');
    expect(healthWith([], { unreadable: [unreadable] }, topologyOf({ workers: [{ machine: 'ETL01' }] })).reason).toBe(
      'Nothing can run on a worker: no worker is enabled.',
    );
    expect(healthWith(off, { unreadable: [{ ...unreadable, enabled: null }] }, topology).state).toBe('unknown');
  });
});
