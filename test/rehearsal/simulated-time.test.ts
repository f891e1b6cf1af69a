import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { simulatedTime, type TimeWatch } from '../../src/rehearsal/simulated-time.js';

const never = new AbortController().signal;
const watched = (parts: Partial<TimeWatch>): TimeWatch => ({
  ...{ onLeave() {}, onReach() {}, longestStep: Infinity, limit: Infinity, onLimit() {} },
  ...parts,
});

test('time goes on to the earliest sleeper at once, and those of one moment wake in their order', async () => {
  using time = simulatedTime();
  const woken: string[] = [];
  const sleep = async (name: string, milliseconds: number) => {
    await time.pause(milliseconds, never);
    woken.push(`${name} at ${time.now()}`);
  };
  await Promise.all([sleep('hour', 3_600_000), sleep('b', 1_000), sleep('c', 1_000), sleep('a', 10)]);
  expect(woken).toEqual(['a at 10', 'b at 1000', 'c at 1000', 'hour at 3600000']);
});

test('time stands still while a call is under way, and until all that follows from it has been begun', async () => {
  using time = simulatedTime();
  const slept = time.pause(5, never).then(() => time.now());
  const answer = await time.call('read', () => delay(30, 'answer'), never);
  expect([answer, time.now()]).toEqual(['answer', 0]);
  await time.call('write', () => delay(10), never);
  expect(time.now()).toBe(0);
  expect(await slept).toBe(5);
});

test('answers are given in the order in which the calls were begun, whichever comes first', async () => {
  using time = simulatedTime();
  const order: string[] = [];
  const call = async (name: string, milliseconds: number) => {
    await time.call('read', () => delay(milliseconds), never);
    order.push(name);
  };
  await Promise.all([call('slow', 30), call('quick', 1), call('quicker', 0)]);
  expect(order).toEqual(['slow', 'quick', 'quicker']);
});

test('what looks overlaps, what writes has the world for itself', async () => {
  using time = simulatedTime();
  let under = 0;
  const most: Record<string, number> = {};
  const call = (kind: 'read' | 'write', name: string) =>
    time.call(
      kind,
      async () => {
        under += 1;
        most[name] = Math.max(most[name] ?? 0, under);
        await delay(5);
        under -= 1;
      },
      never,
    );
  await Promise.all([call('read', 'first'), call('read', 'first'), call('write', 'write'), call('read', 'last')]);
  expect(most).toEqual({ first: 2, write: 1, last: 1 });
});

test('who is aborted leaves with the reason, asleep or in a call that hangs, and nobody waits for it', async () => {
  using time = simulatedTime();
  const control = new AbortController();
  const asleep = time.pause(1_000, control.signal);
  const hanging = time.call('write', () => new Promise<void>(() => {}), control.signal);
  const behind = time.call('write', async () => 'behind', never);
  const late = time.pause(2_000, never).then(() => time.now());
  const reason = new Error('enough');
  control.abort(reason);
  await expect(asleep).rejects.toBe(reason);
  await expect(hanging).rejects.toBe(reason);
  await expect(time.pause(1, control.signal)).rejects.toBe(reason);
  await expect(time.call('read', async () => 1, control.signal)).rejects.toBe(reason);
  expect(await behind).toBe('behind');
  expect(await late).toBe(2_000);
});

test('a call that fails gives its error in its turn', async () => {
  using time = simulatedTime();
  const failed = time.call('read', () => Promise.reject(new Error('no')), never);
  await expect(failed).rejects.toThrow('no');
});

test('it is watched in steps, and ends at its limit', async () => {
  using time = simulatedTime();
  const reached: number[] = [];
  const left: number[] = [];
  let isAtLimit = false;
  const control = new AbortController();
  time.watch(
    watched({
      longestStep: 4,
      limit: 20,
      onReach: () => reached.push(time.now()),
      onLeave: () => left.push(time.now()),
      onLimit() {
        isAtLimit = true;
        control.abort(new Error('limit'));
      },
    }),
  );
  await time.pause(10, never);
  expect([reached, left]).toEqual([
    [4, 8, 10],
    [0, 4, 8],
  ]);
  await expect(time.pause(100, control.signal)).rejects.toThrow('limit');
  expect([isAtLimit, time.now()]).toEqual([true, 10]);
});
