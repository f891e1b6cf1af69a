import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { rehearsalLimit } from '../../src/rehearsal/rehearsal-limit.js';
import { simulatedTime } from '../../src/rehearsal/simulated-time.js';
import { catalogOf, planOf, topologyOf } from '../support/build.js';
import { plainSteps } from '../support/step-of.js';

const topology = topologyOf();
const plan = { ...planOf(topology, catalogOf([])), steps: [plainSteps.drainWorker] };
const never = new AbortController().signal;

function limited(workers: number) {
  const time = simulatedTime();
  const cuts: string[] = [];
  const reached: number[] = [];
  const parts = { plan, topology, time, workers, onLeave() {}, onReach: () => reached.push(time.now()) };
  return { time, cuts, reached, limit: rehearsalLimit({ ...parts, cut: (why) => cuts.push(why) }) };
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

test('a wait that never ends comes to the limit of simulated time', async () => {
  const { time, cuts, limit } = limited(5);
  using _ = limit;
  const hanging = time.pause(8 * 86_400_000, never);
  await vi.waitFor(() => expect(cuts).toEqual(['After 7 d of simulated time it is not at its end.']));
  void hanging;
});

test('a call that hangs is given a minute of real time, and all of it half an hour', () => {
  const { time, cuts, limit } = limited(5);
  using _ = limit;
  void time.call('read', () => new Promise(() => {}), never);
  vi.advanceTimersByTime(59_000);
  expect(cuts).toEqual([]);
  vi.advanceTimersByTime(2_000);
  expect(cuts[0]).toBe('Nothing has happened on the twin for 1 minute.');
  vi.advanceTimersByTime(30 * 60_000);
  expect(cuts.at(-1)).toBe('It has taken 30 min, and is at 0 s.');
});

test('a small fleet is looked at each second, a large one each fifth', async () => {
  const after = async (workers: number) => {
    const { time, reached, limit } = limited(workers);
    using _ = limit;
    await time.pause(10_000, never);
    return reached.length;
  };
  expect(await after(5)).toBe(10);
  expect(await after(1_000)).toBe(2);
});

test('once it is over nobody watches any more', async () => {
  const { time, cuts, reached, limit } = limited(5);
  limit[Symbol.dispose]();
  await time.pause(9 * 86_400_000, never);
  vi.advanceTimersByTime(3_600_000);
  expect({ cuts, reached }).toEqual({ cuts: [], reached: [] });
});
