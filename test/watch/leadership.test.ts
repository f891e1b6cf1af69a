import { expect, test } from 'vitest';
import { type Leadership, type Standing, standingKeeper } from '../../src/watch/leadership.js';
import { topologyOf } from '../support/build.js';
import { idleTime } from './idle-time.js';

type Tell = (standing: Standing) => void;

const topology = topologyOf({ workers: [] });
const { signal: never } = new AbortController();

/** A keeper in virtual time, over attempts that do as the script says: each call of it is one attempt. */
function keeperOf(script: (attempt: number, tell: Tell, signal: AbortSignal) => Promise<void>) {
  const time = idleTime();
  const began: number[] = [];
  const changes: (readonly [number, Standing])[] = [];
  const leadership: Leadership = {
    lead(_, tell, signal) {
      began.push(time.now());
      return script(began.length, tell, signal);
    },
  };
  const keeper = standingKeeper(leadership, {
    time: { now: time.now, clock: time.now, pause: time.pause },
    random: () => 0,
    changed: (standing) => changes.push([time.now(), standing]),
  });
  return { time, began, changes, keeper };
}

const untilAborted = (signal: AbortSignal) =>
  new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));

test('who cannot ask for the lock tries again, ever more seldom, at least each five seconds', async () => {
  const { time, began, changes, keeper } = keeperOf(() => Promise.reject(new Error('no answer')));
  keeper.follow(topology);
  await time.pause(30_000, never);
  expect(began.slice(0, 6)).toEqual([0, 750, 2_250, 5_250, 10_250, 15_250]);
  expect(changes).toEqual([[0, { isLeader: false, detail: 'no answer' }]]);
  await keeper[Symbol.asyncDispose]();
});

test('who lost the lock competes again after the shortest wait, however often it failed before', async () => {
  const { time, began, changes, keeper } = keeperOf(async (attempt, tell, signal) => {
    if (attempt < 5) throw new Error('no answer');
    tell({ isLeader: true, lost: signal });
    await time.pause(1_000, signal);
    throw new Error('the lock was lost');
  });
  keeper.follow(topology);
  await time.pause(15_000, never);
  expect(began.slice(4, 7)).toEqual([10_250, 12_000, 13_750]);
  expect(changes.slice(0, 4)).toMatchObject([
    [0, { isLeader: false, detail: 'no answer' }],
    [10_250, { isLeader: true }],
    [11_250, { isLeader: false, detail: 'the lock was lost' }],
    [12_000, { isLeader: true }],
  ]);
  await keeper[Symbol.asyncDispose]();
});

test('the first run waits until it is known who leads, but not for ever', async () => {
  const { time, keeper } = keeperOf(async (_, tell, signal) => {
    await time.pause(3_000, signal).catch(() => undefined);
    tell({ isLeader: false, detail: 'b leads' });
    await untilAborted(signal);
  });
  keeper.follow(topology);
  await keeper.known(2_000, never);
  expect(time.now()).toBe(2_000);
  await keeper.known(2_000, never);
  expect(time.now()).toBe(3_000);
  expect(keeper.standing()).toEqual({ isLeader: false, detail: 'b leads' });
  await keeper.known(2_000, never);
  expect(time.now()).toBe(3_000);
  await keeper[Symbol.asyncDispose]();
});

test('another topology ends the old attempt before its own begins; the same one does not', async () => {
  const ended: number[] = [];
  const { began, keeper, time } = keeperOf(async (attempt, tell, signal) => {
    tell({ isLeader: true, lost: signal });
    await untilAborted(signal);
    await time.pause(500, never);
    ended.push(attempt);
  });
  keeper.follow(topology);
  keeper.follow({ ...topology, workers: [] });
  expect(keeper.standing().isLeader).toBe(true);
  keeper.follow({ ...topology, name: 'other' });
  expect(keeper.standing().isLeader).toBe(false);
  await keeper.known(10_000, never);
  expect({ began, ended }).toEqual({ began: [0, 500], ended: [1] });
  expect(keeper.standing().isLeader).toBe(true);
  await keeper[Symbol.asyncDispose]();
  expect(keeper.standing().isLeader).toBe(false);
  expect(ended).toEqual([1, 2]);
});
