import { describe, expect, test } from 'vitest';
import type { EventBody, Plan } from '../../../src/domain/documents.js';
import type { MachineOperation } from '../../../src/domain/machines.js';
import { apply } from '../../../src/reconciler/apply/apply.js';
import { observe } from '../../../src/reconciler/observe.js';
import { plan } from '../../../src/reconciler/plan/plan.js';
import { rolloutLimits } from '../../../src/reconciler/rollout/rollout.js';
import { fleetInOrder } from '../../faults/fleet-in-order.js';
import { topologyFor, worldFor } from '../../property/fleet-world.js';
import { type ModelWrite, modelFleet } from '../../support/model-fleet.js';
import { modelTime } from '../../support/model-time.js';
import { type ModelWorld, settingOf } from '../../support/model-world.js';

interface Parts {
  readonly nodes?: 1 | 2;
  /** Happens right before a write takes effect. */
  readonly onWrite?: (write: ModelWrite, world: ModelWorld) => void;
  /** The apply is killed right before so many writes. */
  readonly killAfter?: number;
}

/** Five workers in order, each with a package of two minutes, under a master whose certificate ends in 26 days. */
function fleet({ nodes = 1, onWrite, killAfter = Number.POSITIVE_INFINITY }: Parts = {}) {
  const policy = { ...fleetInOrder.policy, drainTimeout: 400, onTimeout: 'stop' } as const;
  const [node] = fleetInOrder.nodes;
  if (node === undefined) throw new Error('no node');
  const scenario = { ...fleetInOrder, policy, masterEnds: true, nodes: Array.from({ length: nodes }, () => node) };
  const time = modelTime();
  const topology = topologyFor(scenario);
  const { world, certificates, ghosts } = worldFor(scenario, time);
  const writes: string[] = [];
  let killed = new AbortController();
  let left = killAfter;
  const providers = modelFleet({
    world,
    time,
    certificates,
    ghosts,
    seesLeases: true,
    latency: () => 50,
    nextFault: () => undefined,
    onTouch: () => undefined,
    onWrite(write) {
      if (left === 0) {
        killed.abort(new Error('killed'));
        throw killed.signal.reason;
      }
      left -= 1;
      writes.push(`${write.operation} ${write.machine ?? write.row}`);
      onWrite?.(write, world);
    },
  });
  const signal = new AbortController().signal;
  const look = async () => {
    const observation = await observe(topology, providers, signal);
    return { observation, made: plan(topology, observation, { createdAt: '', toolVersion: '0.0.0' }) };
  };
  const run = async (): Promise<{ made: Plan; events: EventBody[]; result: string }> => {
    const abort = killed.signal;
    const { observation, made } = await look();
    const events: EventBody[] = [];
    const outcome = await apply(made, {
      ...providers,
      parallelism: 8,
      rollout: rolloutLimits(topology.policy.rollout, observation.catalog),
      clock: time.now,
      pause: time.pause,
      emit: (event) => events.push(event),
      stop: abort,
      abort,
    });
    return { made, events, result: outcome.result };
  };
  const workers = [...world.machines.values()].filter(({ role }) => role === 'worker');
  const pull = () => {
    world.settle();
    for (const machine of workers) world.pull(machine, 120_000);
  };
  const state = () => {
    world.settle();
    const master = world.master();
    return {
      enabled: [...world.rows.values()].filter((row) => row.enabled).length,
      heard: workers.filter((machine) => world.isHeard(machine)).length,
      bound: master?.bindings.get(8391),
      named: settingOf(master?.loaded, 'SSLCertThumbprint'),
      lost: world.lost.map(({ how }) => how),
    };
  };
  const revive = () => {
    left = Number.POSITIVE_INFINITY;
    killed = new AbortController();
  };
  return { world, time, look, run, pull, state, writes, workers, revive, signal };
}

const codes = (events: readonly EventBody[]) =>
  events.flatMap((event) => (event.type === 'diagnostic' ? [event.diagnostic.code] : []));
const failed = (events: readonly EventBody[]) =>
  events.flatMap((event) => (event.type === 'step_errored' ? [event.step, event.diagnostic.code] : []));

describe.each([1, 2] as const)('the certificate of a master of %i node(s), under running packages', (nodes) => {
  test('is switched in one apply: no package is lost, and the next plan has nothing to do', async () => {
    const one = fleet({ nodes });
    one.pull();
    const before = one.state();
    const { result, events } = await one.run();
    expect(failed(events)).toEqual([]);
    expect(result).toBe('done');
    const after = one.state();
    expect(after).toMatchObject({ enabled: 5, heard: 5, lost: [] });
    expect(after.named).not.toBe(before.named);
    expect(after.bound).toBe(after.named);
    expect((await one.look()).made.steps).toEqual([]);
  });

  test('an apply that is killed before any of its writes is gone on with, and nobody is cut off', async () => {
    const whole = fleet({ nodes });
    whole.pull();
    await whole.run();
    for (let at = 0; at < whole.writes.length; at += 1) {
      const one = fleet({ nodes, killAfter: at });
      one.pull();
      await one.run();
      // Whoever is enabled gets new work meanwhile.
      one.pull();
      for (let round = 0; round < 3; round += 1) {
        await one.time.pause(61_000, one.signal);
        one.revive();
        await one.run();
      }
      expect({ at, ...one.state() }).toMatchObject({ at, enabled: 5, heard: 5, lost: [] });
      expect((await one.look()).made.steps, `killed before write ${at}`).toEqual([]);
    }
  });
});

describe('a switch of the master is taken back as a whole', () => {
  const isOf = (write: ModelWrite, operation: MachineOperation['operation'], machine: string) =>
    write.operation === operation && write.machine === machine;

  test('where a drain takes too long: the master is not touched, and all are enabled', async () => {
    const one = fleet();
    one.world.settle();
    const [slow] = one.workers;
    if (slow !== undefined) one.world.pull(slow, 3_600_000);
    const before = one.state();
    const { events, result } = await one.run();
    expect(result).toBe('partial');
    expect(failed(events)).toEqual(['worker/ETL01:drain', 'guard.drain-timeout']);
    expect(codes(events)).toEqual(['apply.rolled-back']);
    expect(one.state()).toEqual({ ...before, lost: [] });
    expect(one.writes.filter((write) => write.includes('SQLETL01'))).toEqual(['createCertificate SQLETL01']);
  });

  test('where the master does not come up with the new one: config, port and service go back', async () => {
    let isBroken = true;
    const one = fleet({
      onWrite(write, world) {
        // The new one cannot be used by the service: it dies after its first restart.
        if (isBroken && isOf(write, 'restartService', 'SQLETL01')) {
          isBroken = false;
          throw Object.assign(new Error('it does not start'));
        }
        world.settle();
      },
    });
    const before = one.state();
    const { events, result } = await one.run();
    expect(result).toBe('partial');
    expect(codes(events)).toEqual(['apply.rolled-back']);
    await one.time.pause(61_000, one.signal);
    expect(one.state()).toEqual(before);
  });

  test('where the first worker is not heard of with it, and the others were not touched', async () => {
    let isUntouched = true;
    const one = fleet({
      onWrite(write, world) {
        // Somebody takes the new certificate out of its Root right before its restart.
        if (!isUntouched || !isOf(write, 'restartService', 'ETL01')) return;
        isUntouched = false;
        const machine = world.machines.get('ETL01');
        const named = settingOf(world.master()?.loaded, 'SSLCertThumbprint');
        for (const print of machine?.root.keys() ?? []) if (print === named) machine?.root.delete(print);
      },
    });
    const before = one.state();
    const { events, result } = await one.run();
    expect(result).toBe('partial');
    expect(failed(events)).toEqual(['worker/ETL01:online', expect.any(String)]);
    expect(codes(events)).toContain('apply.rolled-back');
    expect(one.writes.filter((write) => /^(writeConfig|restartService) ETL0[2-5]/.test(write))).toEqual([]);
    await one.time.pause(61_000, one.signal);
    expect(one.state()).toMatchObject({ ...before });
  });

  test('but not where a later worker fails: it stays out and is told, and the others are back', async () => {
    const one = fleet({
      onWrite(write, world) {
        if (!isOf(write, 'restartService', 'ETL03')) return;
        const named = settingOf(world.master()?.loaded, 'SSLCertThumbprint');
        const machine = world.machines.get('ETL03');
        for (const print of machine?.root.keys() ?? []) if (print === named) machine?.root.delete(print);
      },
    });
    const before = one.state();
    const { events, result } = await one.run();
    expect(result).toBe('partial');
    expect(codes(events)).toEqual(['apply.worker-left-out']);
    const after = one.state();
    expect(after).toMatchObject({ enabled: 4, heard: 4 });
    expect(after.named).not.toBe(before.named);
  });
});
