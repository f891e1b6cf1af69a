import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTwin } from '../../packages/sandbox/src/twin/open-twin.js';
import { readCertificate } from '../../src/certificate/read-certificate.js';
import type { Known } from '../../src/domain/known.js';
import { machineName } from '../../src/domain/machine-name.js';
import { type MachineObservation, type StoredCertificate, thumbprint } from '../../src/domain/machines.js';
import { observe } from '../../src/reconciler/observe.js';
import { plan } from '../../src/reconciler/plan/plan.js';
import type { Observation } from '../../src/reconciler/view/machine.js';
import { describeTwin } from '../../src/rehearsal/twin-description.js';
import { type Fleet, startFleet } from '../e2e/fleet.js';
import { assumed, type OpenedTwin, openedTwin, planned } from '../support/open-twin.js';
import { sshTopology } from '../support/scale-out-world.js';

const topology = sshTopology({ nodes: ['SQLETL01'], workers: ['ETL01', 'ETL02'] });
const never = new AbortController().signal;
const service = 'SSISScaleOutWorker160';

let fleet: Fleet;
let live: Observation;
beforeAll(async () => {
  fleet = await startFleet(topology);
  expect((await fleet.apply()).outcome.result).toBe('done');
  live = await observe(topology, fleet, never);
}, 60_000);
afterAll(() => fleet[Symbol.asyncDispose]());

/** The twin of a world that is as the fleet, but for what is changed of machines and rows. */
async function twinWith(
  change: (name: string, machine: MachineObservation) => MachineObservation | string,
  ages: Readonly<Record<string, number>> = {},
): Promise<OpenedTwin> {
  const machines = [...live.machines].map(([name, seen]): readonly [string, Known<MachineObservation>] => {
    if (!seen.known) throw new Error(seen.reason);
    const changed = change(name, seen.value);
    return [name, typeof changed === 'string' ? { known: false, reason: changed } : { known: true, value: changed }];
  });
  const { workers, observedAt } = live.catalog;
  const rows = workers.known ? workers.value : [];
  const value = rows.map((row) => {
    const age = ages[row.machineName ?? ''] ?? row.lastOnlineAge;
    return { ...row, lastOnlineAge: age, lastOnline: new Date(Date.parse(observedAt) - age * 1000).toISOString() };
  });
  const observation: Observation = {
    ...live,
    catalog: { ...live.catalog, workers: { known: true, value } },
    machines: new Map(machines),
  };
  const work = await fleet.catalog.readFleetWork(never);
  return openedTwin(topology, observation, describeTwin(topology, observation, work, assumed));
}

/** Whether each worker is heard of when some minutes have passed. */
async function heardAfter(
  { clock, twin, catalog }: OpenedTwin,
  minutes: number,
): Promise<Readonly<Record<string, boolean>>> {
  clock.now += minutes * 60_000;
  const { workers } = await catalog.observe(never);
  const ages = workers.known
    ? workers.value.map((row) => [row.machineName ?? '', row.lastOnlineAge <= 60] as const)
    : [];
  const heard = Object.fromEntries(ages);
  const connected = twin.look().workers.map((worker) => [worker.machine, worker.connected]);
  expect(Object.fromEntries(connected)).toEqual(heard);
  return heard;
}

const restart = ({ machines }: OpenedTwin, machine: string) =>
  machines.run(machineName(machine), { operation: 'restartService', service, timeoutSeconds: 60 }, never);

const emptyRoot = (machine: MachineObservation): MachineObservation => ({
  ...machine,
  root: { known: true, value: { thumbprints: new Set(), certificates: [] } },
});

test('who is heard of goes on being heard of, and who is silent stays silent until its service starts anew', async () => {
  await using opened = await twinWith((_, machine) => machine, { ETL02: 3_600 });
  expect(opened.twin.unexplained).toEqual([
    { machine: 'ETL02', role: 'worker', heard: false, trouble: null, granted: null },
  ]);
  expect(await heardAfter(opened, 30)).toEqual({ ETL01: true, ETL02: false });
  await restart(opened, 'ETL02');
  expect(await heardAfter(opened, 1)).toEqual({ ETL01: true, ETL02: true });
});

test('a worker that is heard of although it trusts nobody goes on, and is lost with its next start', async () => {
  await using opened = await twinWith((name, machine) => (name === 'ETL01' ? emptyRoot(machine) : machine));
  expect(opened.twin.unexplained).toEqual([
    { machine: 'ETL01', role: 'worker', heard: true, trouble: 'trust', granted: null },
  ]);
  expect(await heardAfter(opened, 30)).toEqual({ ETL01: true, ETL02: true });
  await restart(opened, 'ETL01');
  expect(await heardAfter(opened, 5)).toEqual({ ETL01: false, ETL02: true });
});

test('a worker that missed its heartbeat, and by what is seen cannot be heard of, is not held for alive', async () => {
  await using opened = await twinWith((name, machine) => (name === 'ETL01' ? emptyRoot(machine) : machine), {
    ETL01: 100,
  });
  expect(opened.twin.unexplained).toEqual([]);
  expect(await heardAfter(opened, 10)).toEqual({ ETL01: false, ETL02: true });
});

test('a master that nobody looked at is heard of by its workers, and nothing that was seen speaks against it', async () => {
  const { master: _, ...unlisted } = topology;
  const machines = new Map([...live.machines].filter(([name]) => name !== 'SQLETL01'));
  const observation: Observation = { ...live, machines };
  const work = await fleet.catalog.readFleetWork(never);
  await using opened = await openedTwin(topology, observation, describeTwin(unlisted, observation, work, assumed));
  expect(opened.twin.unexplained).toEqual([]);
  expect(await heardAfter(opened, 10)).toEqual({ ETL01: true, ETL02: true });
});

test('a machine that could not be reached cannot be reached in the twin; its worker beats as before', async () => {
  await using opened = await twinWith((name, machine) => (name === 'ETL01' ? 'no route to host' : machine));
  const seen = await opened.machines.inspect(machineName('ETL01'), never);
  expect(seen.known).toBe(false);
  expect(await heardAfter(opened, 30)).toEqual({ ETL01: true, ETL02: true });
  const again = await opened.observe();
  expect(planned(topology, again)).toMatchObject({
    fingerprint: plan(topology, opened.live, { createdAt: '', toolVersion: '' }).fingerprint,
  });
});

test('where the only node of the master cannot be reached, workers are heard of through it', async () => {
  await using opened = await twinWith((name, machine) => (name === 'SQLETL01' ? 'no route to host' : machine));
  expect(await heardAfter(opened, 30)).toEqual({ ETL01: true, ETL02: true });
  await restart(opened, 'ETL01');
  expect(await heardAfter(opened, 2)).toEqual({ ETL01: true, ETL02: true });
});

test('parts that could not be read are not shown, and are right where the worker is heard of', async () => {
  const hide = (machine: MachineObservation): MachineObservation => ({
    ...machine,
    root: { known: false, reason: 'The store is closed.' },
    my: { known: false, reason: 'The store is closed too.' },
    bindings: { known: false, reason: 'The registry is closed.' },
    firewall: { known: false, reason: 'The firewall is closed.' },
  });
  await using opened = await twinWith((_, machine) => hide(machine));
  expect(opened.twin.unexplained).toEqual([]);
  const again = await opened.observe();
  for (const machine of again.machines.values()) {
    if (!machine.known) throw new Error(machine.reason);
    const { root, my, bindings, firewall } = machine.value;
    expect([root, my, bindings, firewall].map((part) => (part.known ? '' : part.reason))).toEqual([
      expect.stringContaining('The store is closed.'),
      expect.stringContaining('The store is closed too.'),
      expect.stringContaining('The registry is closed.'),
      expect.stringContaining('The firewall is closed.'),
    ]);
  }
  await restart(opened, 'ETL01');
  expect(await heardAfter(opened, 5)).toEqual({ ETL01: true, ETL02: true });
});

test('a firewall without our rule, and a binding that asks for nothing, are taken for open where workers get through', async () => {
  const closed = (machine: MachineObservation): MachineObservation => ({
    ...machine,
    build: 20_348,
    firewall: { known: true, value: [] },
  });
  await using opened = await twinWith((_, machine) => closed(machine));
  expect(opened.twin.unexplained.map(({ machine, granted }) => [machine, granted])).toEqual([
    ['SQLETL01', 'firewall'],
    ['SQLETL01', 'handshake'],
  ]);
  expect(planned(topology, await opened.observe())).toEqual(planned(topology, opened.live));
  await restart(opened, 'ETL01');
  expect(await heardAfter(opened, 5)).toEqual({ ETL01: true, ETL02: true });
});

test('services, bindings and keys are shown as they were seen, whatever they are', async () => {
  const first = 'C'.repeat(40);
  const tpm = (certificate: StoredCertificate): StoredCertificate => ({
    ...certificate,
    keyReaders: { known: false, reason: 'The key lies in the TPM.' },
    keyInTpm: true,
  });
  const odd = (machine: MachineObservation): MachineObservation => ({
    ...machine,
    my: machine.my.known
      ? { known: true, value: { ...machine.my.value, certificates: machine.my.value.certificates.map(tpm) } }
      : machine.my,
    bindings: {
      known: true,
      value: [
        {
          address: '0.0.0.0:8391',
          thumbprint: thumbprint(first),
          store: 'MY',
          options: [
            'clientcertnegotiation=enable',
            'disablehttp2=enable',
            'usagecheck=disable',
            'sslctlstorename=Root',
          ],
          lost: ['flag 0x2000', 'check mode 0x40000'],
        },
        { address: '[::]:443', thumbprint: thumbprint(first), store: 'Root', options: [], lost: [] },
      ],
    },
    schannel: { sendTrustedIssuerList: 1, clientAuthTrustMode: 2 },
    installations: machine.installations.map((installation) => ({
      ...installation,
      service: {
        ...installation.service,
        startMode: 'other',
        clustered: null,
        clusterDoubt: 'nobody may ask the cluster',
        configWritten: true,
        configWrittenAt: '2026-11-01T00:00:00.000Z',
        accountSid: null,
      },
    })),
    trouble: [
      { role: 'worker', kind: 'security', file: 'C:\\a.log', line: 'x', at: '2026-11-01T00:00:00.000Z' },
      { role: 'worker', kind: 'trust', file: 'C:\\a.log', line: 'y', notAfter: '2026-11-01T00:00:00.000Z' },
    ],
  });
  await using opened = await twinWith((name, machine) => (name === 'ETL01' ? odd(machine) : machine));
  const again = (await opened.observe()).machines.get('ETL01');
  const seen = opened.live.machines.get('ETL01');
  if (!again?.known || !seen?.known) throw new Error('not seen');
  const { bindings, schannel, installations, my, trouble } = again.value;
  expect({ bindings, schannel, installations }).toEqual({
    bindings: seen.value.bindings,
    schannel: seen.value.schannel,
    installations: seen.value.installations,
  });
  expect(my.known ? my.value.certificates : []).toMatchObject([{ keyInTpm: true, keyReaders: { known: false } }]);
  expect(trouble).toMatchObject([
    { kind: 'security', file: 'C:\\a.log', at: '2026-11-01T00:00:00.000Z' },
    { kind: 'trust', file: 'C:\\a.log', notAfter: '2026-11-01T00:00:00.000Z' },
  ]);
});

test('a certificate that is made in a time to come is valid from the beginning, as its folder is opened before', async () => {
  await using opened = await twinWith((_, machine) => machine);
  opened.clock.now += 3 * 3_600_000;
  const wish = {
    names: ['ETL01'],
    mark: 'ssis-scaleout test worker ETL01',
    days: 365,
    store: 'My',
    usage: 'client',
  } as const;
  const made = await opened.machines.run(machineName('ETL01'), { operation: 'createCertificate', ...wish }, never);
  const certificate = readCertificate(Buffer.from(made.certificate?.der ?? '', 'base64'));
  expect(Date.parse(certificate.notBefore)).toBeLessThan(Date.parse(live.catalog.observedAt));
  expect(Date.parse(certificate.notAfter)).toBeGreaterThan(opened.clock.now + 364 * 86_400_000);
});

test('who is as before at the next look is the same object, and who stops being heard of by time alone is not', async () => {
  await using opened = await twinWith((_, machine) => machine);
  const { clock, twin } = opened;
  const first = twin.look().workers;
  clock.now += 60_000;
  const second = twin.look().workers;
  expect(second.map((worker, index) => worker === first[index])).toEqual([true, true]);
  await restart(opened, 'ETL01');
  expect(twin.look().workers.filter((worker) => second.includes(worker))).toMatchObject([{ machine: 'ETL02' }]);
  // Their certificates end: nothing is written then.
  clock.now += 20 * 366 * 86_400_000;
  expect(twin.look().workers.map(({ connected }) => connected)).toEqual([false, false]);
});

test('a twin of a thousand machines is described and opened in less than three seconds of work', async () => {
  const worker = live.machines.get('ETL01');
  const { workers } = live.catalog;
  const row = workers.known ? workers.value[0] : undefined;
  if (!worker?.known || row === undefined) throw new Error('not seen');
  const names = Array.from({ length: 1_000 }, (_, index) => `ETL${1000 + index}`);
  const machines = names.map(
    (name) => [name, { known: true, value: { ...worker.value, machine: machineName(name), hostName: name } }] as const,
  );
  const node = [...live.machines].filter(([name]) => name.startsWith('SQL'));
  const rows = names.map((name, index) => ({
    ...row,
    id: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}` as typeof row.id,
    machineName: name,
  }));
  const observation = {
    catalog: { ...live.catalog, workers: { known: true, value: rows } as const },
    machines: new Map([...node, ...machines]),
  };
  // What else runs on this computer does not count.
  const began = process.cpuUsage();
  const { description } = describeTwin(topology, observation, await fleet.catalog.readFleetWork(never), assumed);
  const twin = await openTwin(description, { now: () => Date.parse(description.observedAt) });
  expect(twin.look().workers).toHaveLength(1_000);
  const { user, system } = process.cpuUsage(began);
  await twin.close();
  expect((user + system) / 1000).toBeLessThan(3_000);
});
