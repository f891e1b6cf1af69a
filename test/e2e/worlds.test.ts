import { describe, expect, test } from 'vitest';
import { machineName } from '../../src/machine-name.js';
import { observe } from '../../src/reconciler/observe.js';
import { type Way, worldOf } from '../../src/sandbox/model/ways.js';
import { changeConfig, editWindows } from '../support/sandbox-machines.js';
import { startWorld, wanted, workers } from './world-fleet.js';

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
    }));
    await fleet.wait(20);
    expect((await fleet.plan()).changes.map(({ id }) => id)).toEqual(
      expect.arrayContaining([`worker/${first}`, `worker/${second}`, 'master/SQLETL01']),
    );
    expect((await fleet.apply()).outcome).toMatchObject({ result: 'done', errored: 0 });
    expect(await fleet.plan()).toMatchObject({ changes: [], steps: [] });

    const tolerance = ways.includes('no-spelling') ? {} : { HeartbeatErrorTolerance: '00:20:00' };
    const base = wanted();
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
    if (ways.includes('netbios-names')) {
      // A machine of which there is but a cut-off name cannot be reached: that is told, with what a person is to do.
      const told = (await fleet.plan(pruned)).diagnostics.map(({ code }) => code);
      // Nobody knows the interval of a machine that was not seen: between two slow heartbeats it passes for offline.
      if (!ways.includes('slow-heartbeat')) expect(told).toEqual(['plan.will-register-again']);
      fleet.running.world.answer(second, { operation: 'setStartMode', service, mode: 'disabled' });
      fleet.running.world.answer(second, { operation: 'stopService', service, timeoutSeconds: 30 });
    }
    fleet.touched.length = 0;
    expect((await fleet.apply(pruned)).outcome).toMatchObject({ result: 'done', errored: 0 });
    expect(fleet.touched.filter(({ machine }) => machine === first)).toEqual([]);
    await fleet.wait(30);
    expect(await rowOf(second)).toBeUndefined();
    expect(await rowOf(first)).toMatchObject({ enabled: true });
    // What is left of a machine whose row had but the cut-off name is found by its mark, when the row is gone.
    if (ways.includes('netbios-names')) expect((await fleet.apply(pruned)).outcome).toMatchObject({ result: 'done' });
    expect(await fleet.plan(pruned)).toMatchObject({ changes: [], steps: [] });
    expect(fleet.killed).toEqual([]);
  }, 60_000);
});

const service = 'SSISScaleOutWorker160';

test('where the master’s account has no login, the plan says which and how; with it the farm comes into order', async () => {
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
