import { describe, expect, it } from 'vitest';
import { machineName } from '../../src/domain/machine-name.js';
import type { Machines } from '../../src/domain/machines.js';
import { machineCache } from '../../src/watch/machine-cache.js';
import { masterMachine, sshTopology, workerMachine, workingCatalog } from '../support/scale-out-world.js';
import { idleTime } from './idle-time.js';
import { watchModel } from './watched-model.js';

const never = new AbortController().signal;
const [one, two] = [machineName('ETL01'), machineName('ETL02')];

/** Machines that answer after so many virtual milliseconds; what they show is counted. */
function subject(delays: Readonly<Record<string, number>> = {}) {
  const time = idleTime();
  const looks: string[] = [];
  const dead = new Set<string>();
  let arrivals = 0;
  const machines: Machines = {
    async inspect(machine, signal) {
      looks.push(`${machine} ${time.now()}`);
      await time.pause(delays[machine] ?? 1, signal);
      if (dead.has(machine)) return { known: false, reason: 'no answer' };
      return { known: true, value: { ...workerMachine('ETL01'), machine, observedAt: String(time.now()) } };
    },
    run: async () => ({ changed: true }),
    async [Symbol.asyncDispose]() {},
  };
  const cache = machineCache({
    time: { now: time.now, clock: time.now, pause: time.pause },
    random: () => 0,
    interval: 600_000,
    patience: 10_000,
    arrived: () => {
      arrivals += 1;
    },
  });
  cache.use(machines, true);
  const pass = (milliseconds: number) => time.pause(milliseconds, never);
  const inspect = (machine = one) => cache.looking.inspect(machine, never);
  return { time, cache, machines, looks, dead, pass, inspect, arrivals: () => arrivals };
}

describe('a machine in the cache', () => {
  it('is looked at once in its interval, and shown once more while it is looked at again', async () => {
    const { inspect, looks, pass } = subject();
    const first = await inspect();
    expect(first.known).toBe(true);
    for (let count = 0; count < 17; count += 1) {
      await pass(30_000);
      expect(await inspect()).toBe(first);
    }
    expect(looks).toHaveLength(1);
    await pass(90_000);
    expect(await inspect()).toBe(first);
    await pass(10);
    expect(await inspect()).not.toBe(first);
    expect(looks).toHaveLength(2);
  });

  it('asked for twice at a time is looked at once', async () => {
    const { inspect, looks } = subject({ ETL01: 500 });
    await Promise.all([inspect(), inspect()]);
    expect(looks).toHaveLength(1);
  });

  it('that is dropped is looked at at once, also where a look is under way', async () => {
    const { inspect, looks, cache, pass } = subject({ ETL01: 100 });
    await inspect();
    cache.drop(one);
    const under = inspect();
    await pass(10);
    cache.drop(one);
    const seen = await inspect();
    await under;
    expect(looks.map((look) => Number(look.split(' ')[1]))).toEqual([0, 100, 200]);
    expect(seen).toMatchObject({ known: true, value: { observedAt: '300' } });
  });

  it('that a step touched is looked at again, also where the step failed', async () => {
    const { inspect, looks, cache, machines } = subject();
    await inspect();
    await cache.acting.run(one, { operation: 'readConfig', path: 'x' }, never);
    await inspect();
    expect(looks).toHaveLength(2);
    const failing = async () => {
      throw new Error('it failed');
    };
    cache.use({ ...machines, run: failing }, false);
    await expect(cache.acting.run(one, { operation: 'readConfig', path: 'x' }, never)).rejects.toThrow('it failed');
    await inspect();
    expect(looks).toHaveLength(3);
  });

  it('that does not answer is unknown after a while, delays nobody, and comes later', async () => {
    const { inspect, arrivals, time, pass, looks } = subject({ ETL02: 60_000 });
    const [seen, hung] = await Promise.all([inspect(one), inspect(two)]);
    expect([seen.known, hung]).toEqual([true, { known: false, reason: 'ETL02 has not answered yet' }]);
    expect(time.now()).toBeLessThan(10_100);
    // Nobody waits for it twice.
    expect((await inspect(two)).known).toBe(false);
    expect(time.now()).toBeLessThan(10_200);
    expect(arrivals()).toBe(0);
    await pass(50_001);
    expect(arrivals()).toBe(1);
    expect((await inspect(two)).known).toBe(true);
    expect(looks).toHaveLength(2);
  });

  it('that fails is left alone for longer and longer, without anybody waiting for it', async () => {
    const { inspect, dead, looks, pass, time } = subject({ ETL01: 20_000 });
    dead.add('ETL01');
    await inspect();
    await pass(30_000);
    const began = time.now();
    for (let count = 0; count < 240; count += 1) {
      const before = time.now();
      expect((await inspect()).known).toBe(false);
      expect(time.now()).toBe(before);
      await pass(30_000);
    }
    // Two hours: a quarter of an hour at the longest between two.
    expect(looks.length).toBeLessThan(22);
    dead.delete('ETL01');
    for (let count = 0; count < 40; count += 1) {
      await inspect();
      await pass(30_000);
    }
    expect((await inspect()).known).toBe(true);
    expect(time.now()).toBeGreaterThan(began);
  });

  it('of another world does not count', async () => {
    const { inspect, cache, machines, looks } = subject();
    await inspect();
    cache.use(machines, false);
    await inspect();
    expect(looks).toHaveLength(1);
    cache.use(machines, true);
    await inspect();
    expect(looks).toHaveLength(2);
  });

  it('is not waited for when that is aborted, and a look under way ends with the cache', async () => {
    const { cache, pass } = subject({ ETL01: 1_000_000 });
    const stop = new AbortController();
    const asked = cache.looking.inspect(one, stop.signal);
    const ended = expect(asked).rejects.toThrow('enough');
    await pass(5);
    stop.abort(new Error('enough'));
    await ended;
    await cache[Symbol.asyncDispose]();
  });
});

describe('a watch with machines', () => {
  const fleet = (hung: ReadonlySet<string>) => {
    const looks: string[] = [];
    const shown = { SQLETL01: masterMachine('SQLETL01'), ETL01: workerMachine('ETL01'), ETL02: workerMachine('ETL02') };
    const machines: Machines = {
      async inspect(machine, signal) {
        looks.push(machine);
        if (hung.has(machine)) {
          await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
        }
        const value = shown[machine as keyof typeof shown];
        return { known: true, value };
      },
      run: async () => ({ changed: false }),
      async [Symbol.asyncDispose]() {},
    };
    return { machines, looks };
  };

  it('reads the catalog often and the machines seldom', async () => {
    const { machines, looks } = fleet(new Set());
    const model = await watchModel(3_600_000, { topology: sshTopology(), observation: workingCatalog(), machines });
    expect(model.looks.length).toBeGreaterThan(110);
    expect(looks.length).toBeLessThanOrEqual(3 * 8);
    expect(new Set(model.results.map(({ result }) => result))).toEqual(new Set(['in-sync']));
  });

  it("looks at a machine at once when its worker is not heard of, and at the master's, for the cause may be there", async () => {
    const { machines, looks } = fleet(new Set());
    const observation = workingCatalog();
    const row = observation.workers.known ? observation.workers.value[0] : undefined;
    await watchModel(300_000, { topology: sshTopology(), observation, machines }, ({ at, catalog }) => {
      at(100_000, () => {
        looks.length = 0;
        if (row !== undefined) catalog.edit(row.id, { lastOnlineAge: 600 });
      });
    });
    expect(looks.length).toBeGreaterThan(1);
    expect(new Set(looks)).toEqual(new Set(['ETL01', 'SQLETL01']));
  });

  it('mends the catalog of the others while one machine hangs', async () => {
    const { machines } = fleet(new Set(['ETL02']));
    const observation = workingCatalog();
    const row = observation.workers.known ? observation.workers.value[0] : undefined;
    const model = await watchModel(300_000, { topology: sshTopology(), observation, machines }, ({ at, catalog }) => {
      at(100_000, () => {
        if (row !== undefined) catalog.edit(row.id, { enabled: false });
      });
    });
    expect(model.catalog.writes).toContain(`enable ${row?.id}`);
    expect(model.results.every(({ durationMs }) => durationMs < 15_000)).toBe(true);
    expect(model.results.at(-1)?.result).toBe('partial');
  });
});
