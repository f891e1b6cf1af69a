import { describe, expect, test } from 'vitest';
import { machineName } from '../../src/domain/machine-name.js';
import type { MachineObservation } from '../../src/domain/machines.js';
import { isCertificateUnread, joiningChecks, topologyOfJoining } from '../../src/reconciler/joining.js';
import type { JoiningCheck } from '../../src/reconciler/joining-check.js';
import type { Topology } from '../../src/topology/topology.js';
import { catalogOf, rowOf, topologyOf } from '../support/build.js';
import { certificateOf, type MachineParts, machineOf, ownCertificate, seenMachines } from '../support/machine-build.js';

const endpoint = 'https://sqletl01.corp.example:8391';
const ssh = { transport: 'ssh', user: 'svc' } as const;
const masterCertificate = ownCertificate('SQLETL01', 'master');
const workerCertificate = ownCertificate('ETL05', 'worker');
const agent = '00000000-0000-4000-8000-000000000005';

type Listed = NonNullable<NonNullable<Parameters<typeof topologyOf>[0]>['workers']>[number];

/** A topology with ETL05 as its new worker. */
function topology(worker: Partial<Listed> = {}, others: readonly Listed[] = []): Topology {
  const made = topologyOf({ workers: [...others, { machine: 'ETL05', access: ssh, ...worker }] });
  return { ...made, access: ssh, master: { machines: [machineName('SQLETL01')], endpoint } };
}

const master = (parts: MachineParts = {}) =>
  machineOf('SQLETL01', 'master', {
    root: [masterCertificate, workerCertificate],
    config: { SSLCertThumbprint: masterCertificate.thumbprint, MasterHttpPort: 8391 },
    ...parts,
  });

const worker = (parts: MachineParts = {}) =>
  machineOf('ETL05', 'worker', {
    my: [workerCertificate],
    root: [masterCertificate, workerCertificate],
    config: {
      AgentId: agent,
      MasterEndpoint: endpoint,
      WorkerHttpsCertThumbprint: workerCertificate.thumbprint,
      MasterHttpsCertThumbprint: masterCertificate.thumbprint,
    },
    ...parts,
  });

interface Seen {
  readonly topology?: Topology;
  readonly worker?: MachineObservation | string;
  readonly master?: MachineObservation | string;
  readonly catalog?: ReturnType<typeof catalogOf>;
}

function looked(seen: Seen = {}) {
  const whole = seen.topology ?? topology();
  const joining = topologyOfJoining(whole, machineName('ETL05'));
  const machines = seenMachines({ ETL05: seen.worker ?? worker(), SQLETL01: seen.master ?? master() });
  const observation = { catalog: seen.catalog ?? catalogOf([rowOf('ETL05', 5)]), machines };
  const checks = joiningChecks(whole, joining, observation);
  const of = (check: JoiningCheck['check'], at = 'worker/ETL05') =>
    checks.find((one) => one.check === check && one.at === at);
  return { checks, of, isUnread: isCertificateUnread(joining, observation) };
}

test('a worker that is set up already: each row is as it should be', () => {
  const { checks, isUnread } = looked();
  expect(checks.filter(({ state }) => state !== 'ok')).toEqual([]);
  expect(checks.map(({ at, check }) => `${at} ${check}`)).toEqual([
    ...['access', 'administrator', 'my', 'root', 'service', 'config', 'certificate'].map(
      (check) => `worker/ETL05 ${check}`,
    ),
    'worker/ETL05 endpoint',
    'worker/ETL05 masterCertificate',
    ...['access', 'administrator', 'root', 'trust'].map((check) => `master/SQLETL01 ${check}`),
    'catalog row',
  ]);
  expect(isUnread).toBe(false);
});

describe('what keeps it from being added', () => {
  test.each([
    ['access', 'unknown', { worker: 'Nobody answers at port 22' }, 'worker/ETL05'],
    ['access', 'unknown', { master: 'Nobody answers at port 22' }, 'master/SQLETL01'],
    ['administrator', 'wrong', { worker: worker({ observation: { administrator: false } }) }, 'worker/ETL05'],
    ['administrator', 'wrong', { master: master({ observation: { administrator: false } }) }, 'master/SQLETL01'],
    ['my', 'unknown', { worker: worker({ observation: { my: { known: false, reason: 'denied' } } }) }, 'worker/ETL05'],
    [
      'root',
      'unknown',
      { worker: worker({ observation: { root: { known: false, reason: 'denied' } } }) },
      'worker/ETL05',
    ],
    [
      'root',
      'unknown',
      { master: master({ observation: { root: { known: false, reason: 'denied' } } }) },
      'master/SQLETL01',
    ],
    ['service', 'wrong', { worker: worker({ observation: { installations: [] } }) }, 'worker/ETL05'],
  ] as const)('%s is %s', (check, state, seen, at) => {
    expect(looked(seen).of(check, at)).toMatchObject({ state, blocks: {} });
  });

  test('a machine that was not seen has no other row, and nothing of it is told as known', () => {
    const { checks } = looked({ worker: 'Nobody answers at port 22' });
    expect(checks.filter(({ at }) => at === 'worker/ETL05').map(({ check }) => check)).toEqual(['access']);
    expect(checks.find(({ check }) => check === 'trust')?.state).toBe('unknown');
  });

  test('a config that cannot be read, where the entry names no certificate', () => {
    const [installation] = worker().installations;
    if (installation === undefined) throw new Error('no installation');
    const installations = [{ ...installation, config: { known: false, reason: 'denied' } as const }];
    const unread = worker({ observation: { installations } });
    expect(looked({ worker: unread })).toMatchObject({ isUnread: true });
    expect(looked({ worker: unread }).of('config')).toMatchObject({ state: 'unknown', shows: 'denied' });
    const certificate = { thumbprint: workerCertificate.thumbprint };
    expect(looked({ worker: unread, topology: topology({ certificate }) }).isUnread).toBe(false);
  });
});

test.each([
  ['service', { service: { state: 'stopped' } }, /stopped, automatic/],
  [
    'endpoint',
    { config: { MasterEndpoint: 'https://old:8391' } },
    /has https:\/\/old:8391: an apply writes https:\/\/sqletl01/,
  ],
  ['endpoint', { config: {} }, /names no endpoint of the master: an apply writes/],
  ['masterCertificate', { root: [workerCertificate] }, /is not trusted yet: an apply puts it into Root/],
  ['certificate', { my: [] }, /an apply makes a new one/],
] as const)('what an apply brings in order is to do: %s', (check, parts, shows) => {
  expect(looked({ worker: worker(parts) }).of(check)).toMatchObject({
    state: 'open',
    shows: expect.stringMatching(shows),
  });
});

test('the trust of a node: to do, or not known where the certificate is not', () => {
  const untrusting = master({ root: [masterCertificate] });
  expect(looked({ master: untrusting }).of('trust', 'master/SQLETL01')).toMatchObject({ state: 'open' });
  const fresh = looked({ worker: worker({ my: [] }) }).of('trust', 'master/SQLETL01');
  expect(fresh).toMatchObject({ state: 'open', shows: 'an apply has the new certificate trusted' });
});

test('a certificate of the entry that the machine does not have is for a person', () => {
  const other = topology({ certificate: { thumbprint: certificateOf('other').thumbprint } });
  expect(looked({ topology: other }).of('certificate')).toMatchObject({ state: 'byHand' });
});

test("an authority's certificate of the master that is not in Root itself is not told as wrong", () => {
  const issued = { ...masterCertificate, selfSigned: false };
  const seen = { master: master({ root: [issued, workerCertificate] }), worker: worker({ root: [workerCertificate] }) };
  expect(looked(seen).of('masterCertificate')).toMatchObject({ state: 'unknown' });
});

test('the row: none yet, that of a cloned machine, or one that several names can mean', () => {
  const row = (seen: Seen) => looked(seen).of('row', 'catalog');
  expect(row({ catalog: catalogOf([]) })).toMatchObject({
    state: 'open',
    shows: expect.stringContaining('no row yet'),
  });
  const cloned = row({ catalog: catalogOf([rowOf('ETL01', 5)]) });
  expect(cloned).toMatchObject({ state: 'wrong', shows: expect.stringContaining('that of ETL01') });
  const two = topology({}, [{ machine: 'etl05.other.example' }]);
  expect(row({ topology: two, worker: 'gone' })?.state).not.toBe('ok');
});

test.each(['manual', 'none'] as const)('access: %s has no row that is marked as seen', (transport) => {
  const { checks } = looked({ topology: topology({ access: { transport } }) });
  const own = checks.filter(({ at }) => at === 'worker/ETL05');
  expect(own).toMatchObject([{ check: 'access', state: 'byHand' }]);
  expect(checks.some(({ blocks }) => blocks !== undefined)).toBe(false);
});
