import { describe, expect, test } from 'vitest';
import { ScaleoutError } from '../../src/errors/errors.js';
import { observe } from '../../src/reconciler/observe.js';
import { plan } from '../../src/reconciler/plan/plan.js';
import type { Topology } from '../../src/topology/topology.js';
import { sshTopology } from '../support/scale-out-world.js';
import { parallelism, rehearsed, type Tried, tried } from './tried-fleet.js';
import { type KeptWorld, startWorld, type WorldFleet } from './world-fleet.js';

const never = new AbortController().signal;
const workers = ['ETL01', 'ETL02', 'ETL03', 'ETL04', 'ETL05'];
type Rollout = Topology['policy']['rollout'];
const usual: Rollout = {
  ...{ maxUnavailable: { percent: 25 }, order: 'listed', healthyWithinSeconds: 300 },
  ...{ pauseAfterFirstSeconds: 0, maxFailures: 0 },
};

/** Five workers, with other settings where they are named. */
function five(
  rollout: Partial<Rollout> = {},
  settings?: Readonly<Record<string, number>>,
  more: Partial<Topology['policy']> = {},
): Topology {
  const policy = { rollout: { ...usual, ...rollout }, ...more };
  return sshTopology({ workers, policy, ...(settings === undefined ? {} : { settings }) });
}

let kept: KeptWorld | undefined;

/** Five workers that work: installed once, and gone on from in each test. */
async function installed(): Promise<WorldFleet> {
  if (kept !== undefined) return startWorld([], five(), { kept });
  const fleet = await startWorld([], five());
  expect((await fleet.apply()).outcome).toMatchObject({ result: 'done' });
  await fleet.wait(3);
  kept = fleet.keep();
  return fleet;
}

function expectTheSame({ rehearsal, rehearsed, applied, lowest }: Tried): void {
  expect(rehearsal.diagnostics.filter(({ code }) => code === 'rehearsal.unlike')).toEqual([]);
  expect(rehearsed).toEqual(applied);
  expect(rehearsal.capacity.lowest).toBe(lowest);
}

/** Where workers are changed side by side, which of two neighbours is first is chance: each has the same steps in the same order. */
function expectTheSameOfEach({ rehearsed, applied, ...rest }: Tried): void {
  const byTarget = (steps: Tried['applied']) =>
    steps.toSorted(([one], [other]) => targetOf(one).localeCompare(targetOf(other)));
  expectTheSame({ ...rest, rehearsed: byTarget(rehearsed), applied: byTarget(applied) });
}

function targetOf(step: string): string {
  return step.slice(0, step.indexOf(':'));
}

/** The same five, with the master on another port. */
function onPort(port: number, policy: Partial<Topology['policy']> = {}): Topology {
  const base = five({}, undefined, policy);
  return { ...base, master: { machines: [], ...base.master, endpoint: `https://sqletl01.corp.example:${port}` } };
}

/** The firewall's rules on the master. */
function firewallOf({ running: { store } }: WorldFleet): unknown {
  return structuredClone(store.get('windows', 'SQLETL01')?.firewall);
}

/** How long each package runs, in seconds. */
function packagesRun(fleet: WorldFleet, durationSeconds: number): void {
  const { store } = fleet.running;
  for (const [key, row] of [...store.rows('packages')]) store.put('packages', key, { ...row, durationSeconds });
}

describe('a rehearsal and then the apply: the same steps in the same order, the same lowest capacity', () => {
  test('first installation, and then settings of five workers: one, two and 40 % at a time', async () => {
    await using fleet = await startWorld([], five());
    const first = await tried(fleet, five());
    expectTheSame(first);
    expect(first.rehearsal).toMatchObject({ result: 'done', capacity: { before: 0, after: 5 } });
    await fleet.wait(3);
    const ways = [{ workers: 1 }, { workers: 2 }, { percent: 40 }] as const;
    for (const [index, maxUnavailable] of ways.entries()) {
      const found = await tried(fleet, five({ maxUnavailable }, { MaxTaskCount: 7 + index }));
      expectTheSame(found);
      expect(found.rehearsal).toMatchObject({ result: 'done', waitedFor: [] });
      expect(found.rehearsal.durationSeconds).toBe(found.took);
      await fleet.wait(3);
    }
  });

  test('under running packages whose usual time is known, listed and idle first', async () => {
    await using fleet = await installed();
    packagesRun(fleet, 240);
    await fleet.startPackages(1);
    await fleet.wait(10);
    for (const [index, order] of (['listed', 'idleFirst'] as const).entries()) {
      await fleet.startPackages(1);
      await fleet.wait(1);
      const found = await tried(fleet, five({ maxUnavailable: { workers: 2 }, order }, { MaxTaskCount: 7 + index }));
      expectTheSame(found);
      const { waitedFor } = found.rehearsal;
      expect(waitedFor.length).toBeGreaterThan(0);
      expect(waitedFor.every(({ basis }) => basis === 'history')).toBe(true);
      await fleet.wait(10 - found.took / 60);
    }
  });

  test('under running packages of which nothing is known: what is assumed decides', async () => {
    await using fleet = await installed();
    packagesRun(fleet, 400);
    await fleet.startPackages(1);
    await fleet.wait(1);
    const found = await tried(fleet, five({}, { MaxTaskCount: 7 }), { assume: 340 });
    expectTheSame(found);
    expect(found.rehearsal.waitedFor).toMatchObject([{ basis: 'assumed' }]);
    expect(found.rehearsal.assumptions.packageSeconds).toBe(340);
  });

  test.each(['stop', 'disable'] as const)('a drain whose time is up, and then: %s', async (onTimeout) => {
    await using fleet = await installed();
    packagesRun(fleet, 900);
    await fleet.startPackages(3);
    await fleet.wait(1);
    const drain = { timeoutSeconds: 300, onTimeout };
    const found = await tried(fleet, five({}, { MaxTaskCount: 7 }, { drain }), { assume: 840 });
    expectTheSame(found);
    const { result, waitedFor, diagnostics } = found.rehearsal;
    expect(result).toBe(onTimeout === 'stop' ? 'partial' : 'done');
    const isStop = onTimeout === 'stop';
    expect(waitedFor[0]).toMatchObject({ outcome: isStop ? 'givenUp' : 'cutOff' });
    expect(diagnostics.map(({ code }) => code)).toContain(isStop ? 'rehearsal.gave-up' : 'rehearsal.package-lost');
  });

  test('another port of the master while packages run: all are waited for, and none is lost', async () => {
    await using fleet = await installed();
    packagesRun(fleet, 400);
    const executions = await fleet.startPackages(10);
    await fleet.wait(1);
    const moved = onPort(8399);
    const found = await tried(fleet, moved, { assume: 340 });
    expectTheSameOfEach(found);
    expect(found.rehearsal).toMatchObject({ result: 'done', capacity: { before: 5, lowest: 0, after: 5 } });
    expect(found.rehearsal.waitedFor.length).toBeGreaterThan(0);
    expect(found.rehearsal.waitedFor.map(({ outcome }) => outcome)).not.toContain('givenUp');
    expect(fleet.killed).toEqual([]);
    await fleet.wait(15);
    expect(fleet.standing(executions)).toEqual(executions.map(() => ({ status: 7, begun: 1 })));
    expect(plan(moved, await observe(moved, fleet, never), { createdAt: '', toolVersion: '' }).changes).toEqual([]);
  });

  test('another port of the master that one drain or the first worker keeps: all is as it was, and no package is lost', async () => {
    await using fleet = await installed();
    const [before, masters] = [firewallOf(fleet), () => fleet.touched.filter(({ machine }) => machine === 'SQLETL01')];
    packagesRun(fleet, 900);
    const executions = await fleet.startPackages(3);
    await fleet.wait(1);
    const touched = masters().length;
    const drain = { timeoutSeconds: 300, onTimeout: 'disable' } as const;
    const kept = await tried(fleet, onPort(8399, { drain }), { assume: 840 });
    expectTheSameOfEach(kept);
    expect(kept.rehearsal.capacity.after).toBe(5);
    expect(masters()).toHaveLength(touched);
    await fleet.wait(20);
    expect(fleet.standing(executions)).toEqual(executions.map(() => ({ status: 7, begun: 1 })));

    let hasFailed = false;
    const machines: WorldFleet['machines'] = {
      inspect: (...given) => fleet.machines.inspect(...given),
      async run(machine, operation, signal) {
        const isFull = machine === 'ETL01' && operation.operation === 'writeConfig' && !hasFailed;
        hasFailed ||= isFull;
        if (isFull) throw new ScaleoutError('machine.store-failed', 'The disk is full.');
        return fleet.machines.run(machine, operation, signal);
      },
      async [Symbol.asyncDispose]() {},
    };
    const back = await tried({ ...fleet, machines }, onPort(8399));
    const outcomes = new Map(back.applied);
    expect(outcomes.get('master/SQLETL01:afterSwitch')).toBe('done');
    expect(outcomes.get('worker/ETL01:config')).toBe('errored');
    expect(masters().length).toBeGreaterThan(touched);
    expect(firewallOf(fleet)).toEqual(before);
    await fleet.wait(3);
    expect(plan(five(), await observe(five(), fleet, never), { createdAt: '', toolVersion: '' }).changes).toEqual([]);
    expect(fleet.killed).toEqual([]);
  });

  test('new certificates of workers, then of the master, then a worker that leaves', async () => {
    await using fleet = await installed();
    const ofWorkers = await tried(fleet, five(), { plan: { rotate: { of: 'workers', ids: 'all' } } });
    expectTheSame(ofWorkers);
    expect(ofWorkers.rehearsal.result).toBe('done');
    await fleet.wait(3);
    for (const phase of ['prepare', 'switch'] as const) {
      const found = await tried(fleet, five(), { plan: { rotate: { of: 'master', phase } } });
      expectTheSame(found);
      await fleet.wait(3);
    }
    const four = { ...five(), workers: five().workers.slice(0, 4) };
    const leaves = await tried(fleet, { ...four, policy: { ...four.policy, prune: true } });
    expectTheSame(leaves);
    expect(leaves.rehearsal).toMatchObject({ result: 'done', capacity: { before: 5, after: 4 } });
  });

  test('what would fail: workers that are not let in', async () => {
    const policy = { registrationTimeoutSeconds: 120 };
    await using fleet = await startWorld(['tls13'], five({}, undefined, policy));
    const found = await tried(fleet, five({}, undefined, policy));
    expectTheSame(found);
    expect(found.rehearsal).toMatchObject({ result: 'partial', capacity: { after: 0 } });
  });

  test('machines that nobody goes to: the catalog alone is changed', async () => {
    const reached = five();
    await using fleet = await installed();
    const none = { transport: 'none' } as const;
    const apart: Topology = {
      ...reached,
      access: none,
      workers: reached.workers.map((worker, index) => ({
        ...worker,
        access: none,
        ...(index < 2 ? { enabled: false } : { description: `Loader ${index}` }),
      })),
    };
    packagesRun(fleet, 240);
    await fleet.startPackages(2);
    await fleet.wait(1);
    const found = await tried(fleet, apart, { assume: 190 });
    expectTheSame(found);
    expect(found.rehearsal).toMatchObject({ result: 'done', capacity: { before: 5, lowest: 3, after: 3 } });
    expect(found.rehearsal.diagnostics.map(({ code }) => code)).toContain('rehearsal.machine-unseen');
  });

  test('new certificates of two workers, of which the drain of one gives up: the other one goes on', async () => {
    await using fleet = await installed();
    packagesRun(fleet, 900);
    await fleet.startPackages(2);
    await fleet.wait(1);
    const drain = { timeoutSeconds: 120, onTimeout: 'stop' } as const;
    const plan = { rotate: { of: 'workers', ids: ['worker/ETL01', 'worker/ETL02'] } } as const;
    const found = await tried(fleet, five({ maxFailures: 5 }, undefined, { drain }), { plan, assume: 840 });
    expectTheSame(found);
    expect(found.rehearsal.steps.filter(({ outcome }) => outcome === 'errored')).toMatchObject([
      { id: 'worker/ETL01:drain', diagnostic: { code: 'guard.drain-timeout' } },
    ]);
  });
});

test('the same input gives the same document, but for when it was made', async () => {
  await using fleet = await installed();
  packagesRun(fleet, 120);
  await fleet.startPackages(6);
  await fleet.wait(1);
  const topology = five({ maxUnavailable: { workers: 3 } }, { MaxTaskCount: 7 });
  const planOptions = { createdAt: '2026-01-01T00:00:00.000Z', toolVersion: '0.0.0', parallelism };
  for (const rotate of [undefined, { of: 'workers', ids: 'all' } as const]) {
    const options = { ...planOptions, ...(rotate === undefined ? {} : { rotate }) };
    const observation = await observe(topology, fleet, never);
    const seen = { made: plan(topology, observation, options), observation };
    const documents = [1, 2].map(async () => {
      const { createdAt: _, ...rest } = await rehearsed(fleet, topology, seen, { planOptions: options });
      return JSON.stringify(rest, null, 1);
    });
    const [one, other] = await Promise.all(documents);
    expect(other).toBe(one);
  }
});
