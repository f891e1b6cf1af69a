import { expect, test } from 'vitest';
import { lacking } from '../support/posix.js';
import { until } from '../support/until.js';
import { isLongRun, tell } from './extent.js';
import { type Asked, type Replica, stepCount, watchedReplicas } from './watched-replicas.js';

const rounds = isLongRun ? 20 : 3;

/** Milliseconds after a leader's death within which another leads. */
const takeOver = 10_000;

// One at a time: a process writes by one session.
test.skipIf(lacking.signals).each([1, 3])(
  `a leader that is killed in the middle of an apply, ${rounds} times in a row: the standby finishes it (%i steps at a time)`,
  async (parallelism) => {
    await using world = await watchedReplicas(parallelism);
    let leader = world.replica();
    await until('the first replica leads', () => leader.leads() === true, 20_000);
    let slowest = 0;
    let twice = 0;
    for (let round = 0; round < rounds; round += 1) {
      const standby = world.replica();
      await until('the other stands by', () => standby.leads() === false && hasLooked(standby), 20_000);
      await until('all is well before', world.isMended, 20_000);

      let killedAt = 0;
      let before: readonly Asked[] = [];
      const last = 1 + Math.floor((round * 0.7 * stepCount) / rounds);
      world.watchWrites(() => {
        if (killedAt > 0 || world.asked.length < last) return;
        killedAt = performance.now();
        leader.kill();
        before = [...world.asked];
      });
      world.drift();
      await until('the leader is killed while it applies', () => killedAt > 0, 20_000);
      await until('the standby leads', () => standby.leads() === true, takeOver);
      const took = performance.now() - killedAt;
      await until('the standby has mended the rest', world.isMended, 20_000);
      await until('it says so', () => lastResult(standby) === 'in-sync', 20_000);

      twice += repeated(world.asked).length;
      tell(`killed at write ${last}: ${took.toFixed(0)} ms, ${world.asked.length} writes`);
      slowest = Math.max(slowest, took);
      // Each took effect once, whoever asked for it.
      expect(world.effects.toSorted()).toEqual([...new Set(world.effects)].toSorted());
      expect(world.effects).toHaveLength(stepCount);
      // What was asked for twice was under way when the leader died.
      expect(repeated(world.asked).length).toBeLessThanOrEqual(parallelism);
      if (parallelism === 1) {
        const [first, ...others] = turns(world.asked);
        expect({ first, others: others.length }).toEqual({ first: before[0]?.session, others: 1 });
      }
      leader = standby;
    }
    console.log(`${rounds} kills: another led within ${slowest.toFixed(0)} ms; ${twice} writes were asked for twice`);
    expect(await leader.stop()).toBe(0);
  },
  isLongRun ? 900_000 : 240_000,
);

function hasLooked(replica: Replica): boolean {
  return lastResult(replica) !== undefined;
}

function lastResult({ events }: Replica): string | undefined {
  return events.findLast((event) => event.type === 'reconciled')?.result.result;
}

/** The sessions that wrote, as one took over from another. */
function turns(asked: readonly Asked[]): readonly number[] {
  return asked.map(({ session }) => session).filter((session, index, all) => session !== all[index - 1]);
}

function repeated(asked: readonly Asked[]): readonly string[] {
  const whats = asked.map(({ what }) => what);
  return whats.filter((what, index) => whats.indexOf(what) < index);
}
