import { expect, test } from 'vitest';
import { failureOf } from '../../../../src/providers/ssisdb/errors/sql-failure.js';
import { repeat } from '../../../../src/providers/ssisdb/request/sql-request.js';
import { systemClock } from '../../../../src/providers/waiting.js';
import { simulatedClock } from '../../../support/simulated-clock.js';

const failure = failureOf('request', [Object.assign(new Error('gone'), { code: 'ECONNRESET' })]);
const { signal } = new AbortController();

test('the waits double up to 5 s and end with the budget', async () => {
  const clock = simulatedClock();
  const told: number[] = [];
  let attempts = 0;
  const outcome = await repeat(
    async () => {
      attempts += 1;
      return { done: false, failure } as const;
    },
    { clock, random: () => 0, budget: () => 20_000, onWait: (_, delay) => told.push(delay) },
    signal,
  );
  expect(outcome).toEqual({ done: false, failure });
  expect(clock.sleeps).toEqual([250, 500, 1000, 2000, 4000, 5000, 5000]);
  expect(told).toEqual(clock.sleeps);
  expect(attempts).toBe(8);
});

test('chance shortens a wait by up to a half', async () => {
  const clock = simulatedClock();
  const options = { clock, random: () => 1, budget: () => 200, onWait: () => undefined };
  await repeat(async () => ({ done: false, failure }) as const, options, signal);
  expect(clock.sleeps).toEqual([125]);
});

test('what has no budget is tried once; a success ends it', async () => {
  const clock = simulatedClock();
  const options = { clock, random: () => 0, budget: () => 0, onWait: () => undefined };
  expect(await repeat(async () => ({ done: false, failure }) as const, options, signal)).toMatchObject({ done: false });
  let attempts = 0;
  const second = async () => {
    attempts += 1;
    return attempts === 2 ? ({ done: true, value: 'rows' } as const) : ({ done: false, failure } as const);
  };
  expect(await repeat(second, { ...options, budget: () => 1000 }, signal)).toEqual({ done: true, value: 'rows' });
});

test('a wait of the system clock ends with the reason of an aborted signal', async () => {
  const controller = new AbortController();
  const asleep = systemClock.sleep(60_000, controller.signal);
  controller.abort(new Error('enough'));
  await expect(asleep).rejects.toThrow('enough');
  await expect(systemClock.sleep(1, controller.signal)).rejects.toThrow('enough');
  const before = systemClock.now();
  await systemClock.sleep(5, signal);
  expect(systemClock.now() - before).toBeGreaterThanOrEqual(4);
});
