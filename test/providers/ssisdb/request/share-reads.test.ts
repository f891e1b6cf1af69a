import { getEventListeners } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { shareReads, watchWrites } from '../../../../src/providers/ssisdb/request/share-reads.js';

/** A reading that ends when the test says so. */
function controlled() {
  const readings: {
    inputs: readonly number[];
    signal: AbortSignal;
    end: (answer: string) => void;
    fail: () => void;
  }[] = [];
  let told: () => void = () => undefined;
  const read = shareReads<number, string>(
    (inputs, signal) =>
      new Promise((resolve, reject) => {
        readings.push({ inputs, signal, end: resolve, fail: () => reject(new Error('broken')) });
        told();
      }),
    () => setImmediate(),
  );
  return {
    read,
    readings,
    async begun(count: number) {
      while (readings.length < count) await new Promise<void>((resolve) => (told = resolve));
      return readings[count - 1];
    },
  };
}

const { signal } = new AbortController();

test('calls of one turn share a reading', async () => {
  const { read, readings, begun } = controlled();
  const calls = [read(1, signal), read(2, signal), read(3, signal)];
  (await begun(1))?.end('rows');
  expect(await Promise.all(calls)).toEqual(['rows', 'rows', 'rows']);
  expect(readings.map(({ inputs }) => inputs)).toEqual([[1, 2, 3]]);
});

test('a call is never answered by a reading that began before it', async () => {
  const { read, begun } = controlled();
  const early = read(1, signal);
  const first = await begun(1);
  const late = [read(2, signal), read(3, signal)];
  first?.end('old');
  expect(await early).toBe('old');
  const second = await begun(2);
  expect(second?.inputs).toEqual([2, 3]);
  second?.end('new');
  expect(await Promise.all(late)).toEqual(['new', 'new']);
});

test('a reading that fails fails for all of its callers, and the next one begins afresh', async () => {
  const { read, begun } = controlled();
  const calls = [read(1, signal), read(2, signal)];
  (await begun(1))?.fail();
  const outcomes = await Promise.allSettled(calls);
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  const again = read(3, signal);
  (await begun(2))?.end('rows');
  expect(await again).toBe('rows');
});

test('an aborted caller leaves at once; the reading goes on for the others', async () => {
  const { read, begun } = controlled();
  const controller = new AbortController();
  const aborted = read(1, controller.signal);
  const other = read(2, signal);
  const reading = await begun(1);
  controller.abort(new Error('enough'));
  await expect(aborted).rejects.toThrow('enough');
  expect(reading?.signal.aborted).toBe(false);
  reading?.end('rows');
  expect(await other).toBe('rows');
  expect(getEventListeners(controller.signal, 'abort')).toHaveLength(0);
  expect(getEventListeners(signal, 'abort')).toHaveLength(0);
});

test('the reading is aborted when all of its callers are', async () => {
  const { read, begun } = controlled();
  const controller = new AbortController();
  const calls = [read(1, controller.signal), read(2, controller.signal)];
  const reading = await begun(1);
  controller.abort(new Error('enough'));
  await Promise.allSettled(calls);
  expect(reading?.signal.aborted).toBe(true);
});

test('without writes a writes is there with the next turn of the event loop', async () => {
  await watchWrites(60_000).ended();
});

test('a writes comes when the last of the writes has ended, also with an error', async () => {
  const writes = watchWrites(60_000);
  const order: string[] = [];
  let end: () => void = () => undefined;
  const first = writes.during(() => new Promise<void>((resolve) => (end = resolve))).then(() => order.push('first'));
  const second = writes.during(() => Promise.reject(new Error('refused'))).catch(() => order.push('second'));
  const lulled = Promise.all([writes.ended(), writes.ended()]).then(() => order.push('writes'));
  await second;
  end();
  await Promise.all([first, lulled]);
  expect(order).toEqual(['second', 'first', 'writes']);
});

test('nobody waits for a writes longer than the limit', async () => {
  const writes = watchWrites(5);
  let end: () => void = () => undefined;
  const write = writes.during(() => new Promise<void>((resolve) => (end = resolve)));
  await writes.ended();
  end();
  await write;
});
