import { describe, expect, test } from 'vitest';
import type { Row } from '../../packages/sandbox/src/model/store.js';
import { type Way, worldOf } from '../../packages/sandbox/src/model/ways.js';
import { changeConfig, editWindows } from '../../packages/sandbox/test/support/sandbox-machines.js';
import { machineName } from '../../src/domain/machine-name.js';
import type { MachineRequest } from '../../src/providers/machines/script/wire.js';
import { observe } from '../../src/reconciler/observe.js';
import { startWorld, type WorldFleet, wanted, wantedIn, workers } from './world-fleet.js';

const never = new AbortController().signal;
const [first, second] = workers;

/** Worlds in which a farm can be brought in order. */
const worlds: readonly string[] = [
  '',
  'no-retry',
  'netbios-names',
  'slow-heartbeat',
  'late-agent-id',
  'other-case',
  'typo-spelling',
  'no-spelling',
  'long-lease',
  'runs-on',
  'plain-logs',
  'cluster-logs',
  'tls13',
  'binding-keeps',
  'strict',
];

function waysOfWorld(names: string): readonly Way[] {
  const ways = worldOf(names === '' ? [] : names.split(','));
  if (typeof ways === 'string') throw new Error(ways);
  return ways;
}

describe.each(worlds)('in the world "%s"', (name) => {
  test('a farm is installed, mended, changed under running packages, and a worker removed', async () => {
    const ways = waysOfWorld(name);
    await using fleet = await startWorld(ways);
    const rowOf = async (worker: string) => (await fleet.catalog.findWorkers(machineName(worker), never))[0];

    expect((await fleet.apply()).outcome).toMatchObject({ result: 'done', errored: 0, skipped: 0, manual: 0 });
    expect(await fleet.plan()).toMatchObject({ changes: [], steps: [], complete: true });
    for (const worker of workers) expect(await rowOf(worker)).toMatchObject({ enabled: true });
    await fleet.wait(20);
    expect(await fleet.plan()).toMatchObject({ changes: [], steps: [], complete: true });

    const own = fleet.inForce(second).workerThumbprint;
    await fleet.machines.run(machineName(first), { operation: 'stopService', service, timeoutSeconds: 30 }, never);
    await changeConfig((...asked) => fleet.running.world.answer(...asked), first, 'worker', {
      MasterEndpoint: 'https://elsewhere:8391',
    });
    editWindows(fleet.running.world, 'SQLETL01', ({ root }) => ({
      root: Object.fromEntries(Object.entries(root as object).filter(([print]) => print !== own)),
      firewall: {},
      // Somebody took the options of the binding away.
      bindings: bindingsOf(fleet, (binding) => ({ ...binding, flags: 0 })),
    }));
    await fleet.wait(20);
    expect((await fleet.plan()).changes.map(({ id }) => id)).toEqual(
      expect.arrayContaining([`worker/${first}`, `worker/${second}`, 'master/SQLETL01']),
    );
    expect((await fleet.apply()).outcome).toMatchObject({ result: 'done', errored: 0 });
    expect(await fleet.plan()).toMatchObject({ changes: [], steps: [] });

    const tolerance = ways.includes('no-spelling') ? {} : { HeartbeatErrorTolerance: '00:20:00' };
    const base = wantedIn(ways);
    const changed = {
      ...base,
      workers: base.workers.map((worker) =>
        worker.machine === first ? { ...worker, settings: { MaxTaskCount: 7, ...tolerance } } : worker,
      ),
    };
    const ids = await fleet.startPackages(6);
    await fleet.wait(0.5);
    fleet.touched.length = 0;
    expect((await fleet.apply(changed)).outcome).toMatchObject({ result: 'done', errored: 0 });
    expect(fleet.touched.filter(({ machine }) => machine === second)).toEqual([]);
    expect(fleet.inForce(first)).toMatchObject({
      maxTaskCount: 7,
      ...(ways.includes('no-spelling') ? {} : { tolerance: 1_200_000 }),
    });
    await fleet.wait(10);
    expect(fleet.standing(ids)).toEqual(ids.map(() => ({ status: 7, begun: 1 })));
    expect(await rowOf(second)).toMatchObject({ enabled: true });

    const rest = { ...base, workers: changed.workers.filter(({ machine }) => machine === first) };
    const pruned = { ...rest, policy: { ...base.policy, prune: true } };
    // Of a cut-off name the whole one is known by our mark: the machine is looked at, and its service stopped.
    expect((await fleet.plan(pruned)).diagnostics).toEqual([]);
    fleet.touched.length = 0;
    expect((await fleet.apply(pruned)).outcome).toMatchObject({ result: 'done', errored: 0 });
    expect(fleet.touched.filter(({ machine }) => machine === first)).toEqual([]);
    await fleet.wait(30);
    expect(await rowOf(second)).toBeUndefined();
    expect(await rowOf(first)).toMatchObject({ enabled: true });
    expect(await fleet.plan(pruned)).toMatchObject({ changes: [], steps: [] });
    expect(fleet.killed).toEqual([]);
  }, 60_000);
});

const service = 'SSISScaleOutWorker160';
const master = 'SSISScaleOutMaster160';

/** The entries of http.sys on the master's machine, each as it is made. */
function bindingsOf({ running }: WorldFleet, edit: (binding: Row) => Row): Row {
  const bindings = Object.entries((running.store.get('windows', 'SQLETL01')?.bindings ?? {}) as Record<string, Row>);
  return Object.fromEntries(bindings.map(([address, binding]) => [address, edit(binding)]));
}

test('where TLS 1.3 is spoken and nobody asks for client certificates, the plan names that cause, and its cure is one', async () => {
  await using fleet = await startWorld(['tls13'], wanted());
  // Ten minutes of waiting would show no more.
  const base = wanted();
  const { outcome, events } = await fleet.apply({
    ...base,
    policy: { ...base.policy, registrationTimeoutSeconds: 120 },
  });
  expect(outcome).toMatchObject({ result: 'partial', errored: 2 });
  const errors = events.flatMap((event) => (event.type === 'step_errored' ? [event.diagnostic] : []));
  expect(errors.map(({ code }) => code)).toEqual(['machine.worker-not-heard', 'machine.worker-not-heard']);
  // Their logs also have what was wrong before the farm was set up.
  for (const { detail } of errors) expect(detail).toContain('(403)');
  await fleet.wait(20);
  expect(fleet.running.store.rows('workerAgents').size).toBe(0);
  const found = (await fleet.plan()).diagnostics.find(({ code }) => code === 'plan.client-certificate-not-asked');
  expect(found?.detail).toContain('SQLETL01 (Windows build 20348)');
  for (const worker of workers) expect(found?.detail).toContain(worker);
  expect(found?.remedy).toContain('negotiateClientCertificate: true');

  const asking = wantedIn([], true);
  expect((await fleet.apply(asking)).outcome).toMatchObject({ result: 'done', errored: 0, manual: 0 });
  expect(await fleet.plan(asking)).toMatchObject({ changes: [], steps: [], diagnostics: [] });
});

test('where netsh keeps what it is not given, plan and end are as where it does not', async () => {
  const ends = async (ways: readonly Way[]) => {
    const topology = wantedIn(ways, false);
    await using fleet = await startWorld(ways, topology);
    await fleet.apply();
    const drifted = { thumbprint: 'C'.repeat(40), store: 'MY', flags: 0x42, others: ['sslctlstorename=Root'] };
    editWindows(fleet.running.world, 'SQLETL01', () => ({ bindings: { '0.0.0.0:8391': drifted } }));
    const own = fleet.inForce(first).masterThumbprint;
    const made = await fleet.plan();
    expect((await fleet.apply()).outcome).toMatchObject({ result: 'done', errored: 0 });
    expect(await fleet.plan()).toMatchObject({ changes: [], steps: [] });
    return {
      changes: made.changes.map(({ id, reason, risk }) => [id, reason, risk]),
      told: made.diagnostics.map(({ code }) => code),
      steps: made.steps.map(({ id }) => id),
      bindings: bindingsOf(fleet, (binding) => ({ ...binding, thumbprint: binding.thumbprint === own })),
    };
  };
  const usual = await ends([]);
  const bound = { thumbprint: true, store: 'Root', flags: 0x40, others: ['sslctlstorename=Root'] };
  expect(usual).toMatchObject({ steps: ['master/SQLETL01:bind'], bindings: { '0.0.0.0:8391': bound } });
  expect(usual.changes).toEqual([['master/SQLETL01', expect.stringContaining('another certificate'), 'disruptive']]);
  expect(await ends(['binding-keeps'])).toEqual(usual);
});

test('where nobody can tell what a cluster owns, its services are left alone, which is said, and the rest goes on', async () => {
  await using fleet = await startWorld(['cluster-unknown']);
  const doubts = async () =>
    (await fleet.plan()).diagnostics.flatMap(({ code, detail }) => (code === 'plan.cluster-unknown' ? [detail] : []));
  const unread = `${service} on ${first} is left as it is (running, start mode automatic): HKLM\\Cluster\\Resources cannot be read: Requested registry access is not allowed.`;
  expect(await doubts()).toEqual([unread]);
  expect((await fleet.apply()).outcome).toMatchObject({ result: 'partial', errored: 0, manual: 1, unresolved: 1 });
  const ofServices = () =>
    fleet.touched.flatMap(({ machine, request }) => ('service' in request ? [[machine, request.operation]] : []));
  expect(ofServices()).toEqual([[second, 'restartService']]);
  expect(fleet.touched.filter(({ machine }) => machine === first).map(({ request }) => request.operation)).toEqual(
    expect.arrayContaining(['trustCertificate', 'writeConfig']),
  );
  const rowOf = async (worker: string) => (await fleet.catalog.findWorkers(machineName(worker), never))[0];
  expect(await rowOf(second)).toMatchObject({ enabled: true });
  expect(await rowOf(first)).toBeUndefined();

  // The master is stopped by its own administrators.
  byHand(fleet, 'SQLETL01', { operation: 'stopService', service: master, timeoutSeconds: 30 });
  await fleet.wait(20);
  expect((await fleet.plan()).changes.find(({ id }) => id === 'master/SQLETL01')).toMatchObject({
    action: 'unknown',
    reasonCode: 'cluster-unknown',
  });
  expect(await doubts()).toEqual([
    `${master} on SQLETL01 is left as it is (stopped, start mode automatic): ClusSvc is stopped, so its hive is not loaded.`,
    unread,
  ]);
  expect((await fleet.apply()).outcome.result).toBe('partial');
  expect(ofServices().filter(([machine]) => machine !== second)).toEqual([]);
  expect(fleet.running.store.get('masters', 'SQLETL01')).toMatchObject({ service: 'stopped', startMode: 'automatic' });

  byHand(fleet, 'SQLETL01', { operation: 'startService', service: master, timeoutSeconds: 30 });
  byHand(fleet, first, { operation: 'restartService', service, timeoutSeconds: 30 });
  await fleet.wait(5);
  expect((await fleet.apply()).outcome).toMatchObject({ result: 'done', errored: 0, unresolved: 0 });
  expect(await rowOf(first)).toMatchObject({ enabled: true });
  expect(await fleet.plan()).toMatchObject({ changes: [], steps: [], diagnostics: [] });
  expect(ofServices().filter(([machine]) => machine !== second)).toEqual([]);
});

/** What a person does to a service where the sandbox does not know whether it is a cluster's. */
function byHand({ running }: WorldFleet, machine: string, request: MachineRequest): void {
  const { clusterService = null, clusterError = null } = running.store.get('windows', machine) ?? {};
  editWindows(running.world, machine, () => ({ clusterService: null, clusterError: null }));
  expect(running.world.answer(machine, request)).toMatchObject({ ok: true });
  editWindows(running.world, machine, () => ({ clusterService, clusterError }));
}

test("where the master's account has no login, the plan says which and how; with it the farm comes into order", async () => {
  await using fleet = await startWorld(['domain-account']);
  const found = (await fleet.plan()).diagnostics.find(({ code }) => code === 'plan.master-login-missing');
  expect(`${found?.detail} ${found?.remedy}`).toContain('svc-scaleout-master');
  const name = 'SANDBOX\\svc-scaleout-master';
  fleet.running.store.put('logins', name, {
    ...{ name, kind: 'windows', password: null, serverRoles: [], databaseRoles: ['ssis_admin'], disabled: false },
    sid: '010500000000000515000000',
  });
  expect((await fleet.apply()).outcome).toMatchObject({ result: 'done', errored: 0 });
  expect(await fleet.plan()).toMatchObject({ changes: [], steps: [] });
});

test('where PowerShell is constrained, the plan says so of each machine, and nothing is done there', async () => {
  await using fleet = await startWorld(['constrained']);
  const made = await fleet.plan();
  expect(made.complete).toBe(false);
  for (const machine of ['SQLETL01', ...workers]) {
    expect(
      made.diagnostics.some(({ code, detail }) => code === 'machine.language-mode' || detail.includes(machine)),
    ).toBe(true);
  }
  expect(JSON.stringify([made.diagnostics, made.changes])).toMatch(/language/i);
  const there = made.steps.filter(({ target }) => target.startsWith('master/') || target.startsWith('worker/'));
  expect(there.filter(({ operation }) => operation !== 'byHand')).toEqual([]);
  expect(fleet.touched).toEqual([]);
});

test('where configs are XML, the plan says that they cannot be read, and no config and no service is touched', async () => {
  await using fleet = await startWorld(['xml-config']);
  const { store } = fleet.running;
  const configs = () =>
    [...store.rows('machines').values(), ...store.rows('masters').values()].map((row) => row.config);
  const before = configs();
  const made = await fleet.plan();
  expect(made.complete).toBe(false);
  const machines = made.changes.filter(({ id }) => id.includes('/') && !id.startsWith('catalog/'));
  expect(machines.map(({ id, action, reasonCode }) => [id, action, reasonCode])).toEqual(
    [`master/SQLETL01`, ...workers.map((worker) => `worker/${worker}`)].map((id) => [
      id,
      'unknown',
      'config-unreadable',
    ]),
  );
  const unreadable = made.diagnostics.filter(({ code }) => code === 'machine.config-unreadable');
  expect(unreadable.map(({ detail }) => detail.split(':')[0])).toEqual(['SQLETL01', ...workers]);
  expect((await fleet.apply()).outcome).toMatchObject({ result: 'partial', errored: 0, unresolved: 3 });
  // What no config has a say in is done all the same.
  const done = new Set(fleet.touched.map(({ request }) => request.operation));
  expect([...done].sort()).toEqual(['openFirewall', 'trustCertificate']);
  expect(configs()).toEqual(before);
});

test('where a view lacks a column, the refusal names it', async () => {
  await using fleet = await startWorld(['other-schema']);
  await expect(observe(wanted(), fleet, never)).rejects.toMatchObject({
    code: expect.stringMatching(/^catalog\./),
    message: expect.stringContaining('Tags'),
  });
  expect(fleet.touched).toEqual([]);
});
