import { describe, expect, test } from 'vitest';
import type { EventBody, Plan } from '../../../src/domain/documents.js';
import { workerMark } from '../../../src/domain/machine-name.js';
import { type Thumbprint, thumbprint } from '../../../src/domain/machines.js';
import { ScaleoutError } from '../../../src/errors/errors.js';
import { apply } from '../../../src/reconciler/apply/apply.js';
import { observe } from '../../../src/reconciler/observe.js';
import { plan } from '../../../src/reconciler/plan/plan.js';
import { rolloutLimits } from '../../../src/reconciler/rollout/rollout.js';
import { fleetInOrder } from '../../faults/fleet-in-order.js';
import type { Scenario, WorkerPart } from '../../property/fleet-scenario.js';
import { nodeName, topologyFor, workerName, worldFor } from '../../property/fleet-world.js';
import { modelFleet } from '../../support/model-fleet.js';
import { modelTime } from '../../support/model-time.js';
import { type ModelMachine, settingOf } from '../../support/model-world.js';

const never = new AbortController().signal;
const [worker] = fleetInOrder.workers;
const [node] = fleetInOrder.nodes;

/** Workers whose certificate ends in 10 days, each trusted by so many nodes of the master. */
function endingFleet(count: number, nodes: number, parts: Partial<WorkerPart> = {}) {
  const part = { ...worker, own: 'endingOurs', marked: true, maxTaskCount: undefined, ...parts } as WorkerPart;
  const scenario: Scenario = {
    ...fleetInOrder,
    workers: Array.from({ length: count }, () => part),
    nodes: Array.from({ length: nodes }, () => node as Scenario['nodes'][number]),
    mode: undefined,
    policy: { ...fleetInOrder.policy, maxUnavailable: { workers: 1 }, maxFailures: 0 },
  };
  const time = modelTime();
  const topology = topologyFor(scenario);
  const { world, certificates, ghosts } = worldFor(scenario, time);
  const machines = Array.from({ length: count }, (_, index) => world.machines.get(workerName(index)) as ModelMachine);
  const masters = Array.from({ length: nodes }, (_, index) => world.machines.get(nodeName(index)) as ModelMachine);
  const before = machines.map((machine) => thumbprint(settingOf(machine.loaded, 'WorkerHttpsCertThumbprint')));
  let writes = 0;
  let onWrite: (operation: string, machine: string | undefined) => void = () => undefined;
  let isSilent = () => false;
  const fleet = modelFleet({
    world,
    time,
    certificates,
    ghosts,
    seesLeases: true,
    latency: () => 100,
    nextFault: () => (isSilent() ? 'lostBefore' : undefined),
    onTouch: () => undefined,
    onWrite({ operation, machine }) {
      writes += 1;
      onWrite(operation, machine);
    },
  });
  const broken: string[] = [];
  const look = (when: string) => {
    world.settle();
    for (const machine of machines) {
      const row = [...world.rows.values()].find(({ machineName }) => machineName === machine.name);
      if (row?.enabled === true && !(machine.running && world.isHeard(machine)))
        broken.push(`${when}: ${machine.name} is enabled and cannot work`);
      const pair = thumbprint(settingOf(machine.loaded, 'WorkerHttpsCertThumbprint'));
      if (!masters.every(({ root }) => root.has(pair))) broken.push(`${when}: not every node trusts ${machine.name}`);
    }
  };
  return {
    topology,
    world,
    time,
    machines,
    masters,
    before,
    broken,
    onWrite(listener: typeof onWrite) {
      onWrite = listener;
    },
    silence(when: () => boolean) {
      isSilent = when;
    },
    async plan(): Promise<Plan> {
      const observation = await observe(topology, fleet, never);
      return plan(topology, observation, { createdAt: '2026-11-24T02:15:21.000Z', toolVersion: '0.0.0' });
    },
    /** Applies what the world asks for; killed after so many events, or at so many writes, whose answers are lost. */
    async apply(kill: { readonly events?: number; readonly writes?: number } = {}) {
      const observation = await observe(topology, fleet, never);
      const made = plan(topology, observation, { createdAt: '2026-11-24T02:15:21.000Z', toolVersion: '0.0.0' });
      const stop = new AbortController();
      const killed = new ScaleoutError('command.interrupted', 'killed');
      const listener = onWrite;
      onWrite = (operation, machine) => {
        listener(operation, machine);
        if (writes === kill.writes) stop.abort(killed);
      };
      const events: EventBody[] = [];
      const outcome = await apply(made, {
        ...fleet,
        parallelism: 4,
        rollout: rolloutLimits(topology.policy.rollout, observation.catalog),
        clock: time.now,
        pause: time.pause,
        emit(event) {
          if (event.type === 'step_start' || event.type === 'step_complete') look(`after ${event.step}`);
          events.push(event);
          if (events.length === kill.events) stop.abort(killed);
        },
        stop: stop.signal,
        abort: stop.signal,
      });
      onWrite = listener;
      look('at the end');
      return { made, outcome, events };
    },
    isRenewed: () =>
      machines.every((machine, index) => {
        const now = thumbprint(settingOf(machine.loaded, 'WorkerHttpsCertThumbprint'));
        const isTrusted = masters.every(({ root }) => root.get(now)?.friendlyName === workerMark('test', machine.name));
        return now !== before[index] && isTrusted && world.isHeard(machine);
      }),
    areEnabled: () => [...world.rows.values()].every(({ enabled }) => enabled),
  };
}

const codes = (events: readonly EventBody[]) =>
  events.flatMap((event) =>
    event.type === 'diagnostic' || event.type === 'step_errored' ? [event.diagnostic.code] : [],
  );

describe('workers whose certificates end soon', () => {
  test.each([1, 2])(
    'each get a new one that all of %s nodes trust, in one apply, and the next plan finds nothing',
    async (nodes) => {
      const fleet = endingFleet(3, nodes);
      const rows = [...fleet.world.rows.keys()];
      const { outcome } = await fleet.apply();
      expect(outcome).toMatchObject({ result: 'done', errored: 0 });
      expect(fleet.isRenewed()).toBe(true);
      expect(fleet.areEnabled()).toBe(true);
      expect([...fleet.world.rows.keys()]).toEqual(rows);
      expect(fleet.broken).toEqual([]);
      const next = await fleet.plan();
      expect([next.steps, next.diagnostics]).toEqual([[], []]);
      // The old ones stay trusted, so that one can go back.
      expect(fleet.masters.every(({ root }) => fleet.before.every((print) => root.has(print)))).toBe(true);
    },
  );

  test('the old ones leave the Root of the nodes when keepOld is over, and their keys stay', async () => {
    const fleet = endingFleet(2, 2);
    await fleet.apply();
    await fleet.time.pause(8 * 86_400_000, never);
    const { outcome } = await fleet.apply();
    expect(outcome).toMatchObject({ result: 'done', done: 4 });
    expect(fleet.masters.some(({ root }) => fleet.before.some((print) => root.has(print)))).toBe(false);
    // What stands in their own Root has not come there by us.
    expect(fleet.machines.every(({ root }, index) => root.has(fleet.before[index] as Thumbprint))).toBe(true);
    expect(fleet.machines.every(({ my }, index) => my.has(fleet.before[index] as Thumbprint))).toBe(true);
    expect(fleet.isRenewed()).toBe(true);
    expect((await fleet.plan()).steps).toEqual([]);
  });
});

describe('a run that is killed', () => {
  test.each([
    ['before or after any step, 1 node', 1, 'events', 40],
    ['before or after any step, 2 nodes', 2, 'events', 40],
    ['at any write, 2 nodes', 2, 'writes', 15],
  ] as const)('%s: every worker has a pair that works, and the next run goes on', async (_, nodes, at, least) => {
    let kills = 0;
    for (let cut = 1; ; cut += 1) {
      const fleet = endingFleet(2, nodes);
      const { outcome } = await fleet.apply({ [at]: cut });
      if (outcome.result === 'done') break;
      kills += 1;
      await fleet.time.pause(120_000, never);
      const second = await fleet.apply();
      expect([cut, second.outcome.result, second.outcome.errored]).toEqual([cut, 'done', 0]);
      expect([cut, fleet.isRenewed(), fleet.areEnabled(), fleet.broken]).toEqual([cut, true, true, []]);
      expect((await fleet.plan()).steps).toEqual([]);
      // What a run has made is used by the next: nobody gets two.
      expect(fleet.machines.map(({ my }) => my.size)).toEqual([2, 2]);
    }
    expect(kills).toBeGreaterThan(least);
  });
});

describe('a new certificate that does not work', () => {
  /** The key that the service is granted cannot be read by it after all. */
  function unreadable(fleet: ReturnType<typeof endingFleet>) {
    fleet.onWrite((operation, name) => {
      if (operation !== 'restartService') return;
      const machine = fleet.machines.find((found) => found.name === name);
      for (const [print, found] of machine?.my ?? []) {
        if (!fleet.before.includes(print))
          machine?.my.set(print, { ...found, keyReaders: { known: true, value: ['S-1-5-18'] } });
      }
    });
  }

  test('is taken back: the worker works with the old one, and is enabled', async () => {
    const fleet = endingFleet(1, 2);
    unreadable(fleet);
    const { outcome, events } = await fleet.apply();
    expect(outcome).toMatchObject({ result: 'partial', errored: 1, rolledBack: 1 });
    expect(codes(events)).toEqual(['machine.worker-not-heard', 'apply.rolled-back']);
    expect(fleet.machines.map(({ loaded }) => settingOf(loaded, 'WorkerHttpsCertThumbprint'))).toEqual(fleet.before);
    expect(fleet.areEnabled()).toBe(true);
    expect(fleet.broken).toEqual([]);
    // When it is mended, the one that was made is used.
    fleet.onWrite(() => undefined);
    await fleet.apply();
    expect(fleet.isRenewed()).toBe(true);
    expect(fleet.machines[0]?.my.size).toBe(2);
  });

  test('is tried with one worker alone: the others keep theirs, by policy.rollout', async () => {
    const fleet = endingFleet(4, 1);
    unreadable(fleet);
    const { outcome } = await fleet.apply();
    expect(outcome).toMatchObject({ result: 'partial', rolledBack: 1 });
    expect(fleet.machines.map(({ loaded }) => settingOf(loaded, 'WorkerHttpsCertThumbprint'))).toEqual(fleet.before);
    expect(fleet.areEnabled()).toBe(true);
    expect(fleet.broken).toEqual([]);
  });
});

test('a catalog that does not answer for minutes after the restart proves nothing against the new one', async () => {
  const fleet = endingFleet(1, 1);
  let since = Number.POSITIVE_INFINITY;
  fleet.onWrite((operation) => {
    if (operation === 'restartService') since = fleet.time.now() + 300;
  });
  // For longer than the wait and its patience together.
  fleet.silence(() => fleet.time.now() > since && fleet.time.now() < since + 1_200_000);
  const { outcome, events } = await fleet.apply();
  expect(outcome.rolledBack).toBeUndefined();
  expect(codes(events)).not.toContain('apply.rolled-back');
  expect(codes(events)).not.toContain('machine.worker-not-heard');
  expect(settingOf(fleet.machines[0]?.loaded, 'WorkerHttpsCertThumbprint')).not.toBe(fleet.before[0]);
  await fleet.time.pause(1_200_000, never);
  expect((await fleet.apply()).outcome.result).toBe('done');
  expect([fleet.isRenewed(), fleet.areEnabled()]).toEqual([true, true]);
});
