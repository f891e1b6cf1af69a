import { expect, test } from 'vitest';
import { doctorDocument } from '../../src/doctor/doctor-document.js';
import { type DoctorWorld, gather } from '../../src/doctor/gather.js';
import type { CatalogExamination, ExamineRequest, NetworkPlace } from '../../src/domain/examination.js';
import { machineName } from '../../src/domain/machine-name.js';
import { ScaleoutError } from '../../src/errors/errors.js';
import type { Topology } from '../../src/topology/topology.js';
import { catalogOf, rowOf, topologyOf } from '../support/build.js';
import { machineOf } from '../support/machine-build.js';

const signal = new AbortController().signal;
const unknown = { known: false, reason: 'not in this test' } as const;

const examination: CatalogExamination = {
  windowsLoginsOnly: unknown,
  availability: unknown,
  logLogin: unknown,
  masterKeyByServer: unknown,
  schemaBuild: unknown,
  pending: unknown,
  repeated: unknown,
  workShare: unknown,
  jobs: unknown,
  growth: {
    retention: null,
    cleanupEnabled: null,
    maintenance: unknown,
    eventMessages: unknown,
    perfCounters: unknown,
  },
  failedLogins: unknown,
};

const ssh = { transport: 'ssh' } as const;
const topology: Topology = {
  ...topologyOf({ workers: [{ machine: machineName('ETL01'), access: ssh }] }),
  master: { machines: [machineName('SQLETL01')], endpoint: 'https://sqletl01.corp.example:8391' },
  access: ssh,
};
const catalog = catalogOf([rowOf('ETL01', 1, { enabled: true })]);

function world(parts: Partial<DoctorWorld['catalog']> = {}, more: Partial<DoctorWorld> = {}): DoctorWorld {
  return {
    catalog: {
      observe: async () => catalog,
      readAccount: async () => unknown,
      examine: async () => examination,
      ...parts,
    },
    machines: { inspect: async () => unknown },
    network: 'no network in this test',
    ...more,
  };
}

test('an examination that fails as a whole leaves the observation, and its checks unknown', async () => {
  const failing = async () => {
    throw new ScaleoutError('catalog.timeout', 'It took too long.');
  };
  const seen = await gather(topology, world({ examine: failing }), signal);
  expect(seen.catalog.workers.known).toBe(true);
  const { checks } = doctorDocument(topology, seen, { sandbox: undefined, isFile: true });
  for (const id of ['catalog.log-login', 'catalog.master-key', 'catalog.growth', 'catalog.executions-pending']) {
    expect(checks.filter((one) => one.id === id)).toEqual([
      { id, target: 'catalog', result: 'unknown', reason: 'It took too long.' },
    ]);
  }
});

test('a catalog that cannot be reached is thrown where no machine was seen either', async () => {
  const failing = async () => {
    throw new ScaleoutError('catalog.unreachable', 'It is down.');
  };
  await expect(gather(topology, world({ observe: failing }), signal)).rejects.toMatchObject({
    code: 'catalog.unreachable',
  });
});

test('machines that can be looked at are, without the catalog; of that nothing is concluded', async () => {
  const failing = async () => {
    throw new ScaleoutError('catalog.unreachable', 'It is down.');
  };
  const stopped = machineOf('ETL01', 'worker', { service: { state: 'stopped' } });
  const machines = {
    inspect: async (name: string) => (name === 'ETL01' ? ({ known: true, value: stopped } as const) : unknown),
  };
  const seen = await gather(topology, world({ observe: failing, examine: failing }, { machines }), signal);
  expect(seen.catalogUnseen).toBe('It is down.');
  const { findings, checks } = doctorDocument(topology, seen, { sandbox: undefined, isFile: true });
  expect(findings.map(({ id, target }) => `${id} ${target}`)).toContain('catalog.unreachable catalog');
  expect(findings.map(({ id, target }) => `${id} ${target}`)).toContain('worker.service worker/ETL01');
  for (const id of ['catalog.scale-out-off', 'master.silent', 'worker.offline', 'catalog.workers-hidden']) {
    expect(checks.filter((one) => one.id === id)).toEqual([
      { id, target: 'catalog', result: 'unknown', reason: 'It is down.' },
    ]);
  }
});

test('each machine is asked once, for an examination and the places that workers have to reach', async () => {
  const asked: (readonly [string, ExamineRequest | undefined])[] = [];
  const machines: DoctorWorld['machines'] = {
    async inspect(name, _, examine) {
      asked.push([name, examine]);
      return unknown;
    },
  };
  await gather(topology, world({}, { machines }), signal);
  const connect = [
    { host: 'sqletl01.corp.example', port: 8391 },
    { host: 'SQLETL01', port: 1433 },
  ];
  expect(asked).toEqual([
    ['SQLETL01', { connect }],
    ['ETL01', { connect }],
  ]);
});

test('the endpoint is tried from here: that of the topology, else the address that the catalog has', async () => {
  const tried: NetworkPlace[] = [];
  const reachEndpoint: Exclude<DoctorWorld['network'], string> = async (place) => {
    tried.push(place);
    return { endpoint: { known: true, value: { ...place, result: 'silent', addresses: ['192.0.2.1'] } } };
  };
  const seen = await gather(topology, world({}, { network: reachEndpoint }), signal);
  const { master: _, ...alone } = topology;
  const address = { ...catalog, master: { ...catalog.master, address: 'https://[2001:db8::1]:8392' } };
  await gather(alone, world({ observe: async () => address }, { network: reachEndpoint }), signal);
  expect(tried).toEqual([
    { host: 'sqletl01.corp.example', port: 8391 },
    { host: '2001:db8::1', port: 8392 },
  ]);
  const { checks } = doctorDocument(topology, seen, { sandbox: undefined, isFile: true });
  expect(checks).toContainEqual({ id: 'network.endpoint-port', target: 'network', result: 'warning' });
});
