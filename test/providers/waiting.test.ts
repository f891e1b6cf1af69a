import { getEventListeners } from 'node:events';
import { expect, test } from 'vitest';
import { createSlots } from '../../src/providers/waiting.js';

const { signal } = new AbortController();

test('no more than so many are in at one time, and the others follow in their order', async () => {
  const slots = createSlots(2);
  const order: number[] = [];
  const taken = [1, 2, 3, 4].map(async (number) => {
    const release = await slots.take(signal);
    order.push(number);
    return release;
  });
  const [first, second] = await Promise.all(taken.slice(0, 2));
  expect(order).toEqual([1, 2]);
  first?.();
  await taken[2];
  expect(order).toEqual([1, 2, 3]);
  second?.();
  await taken[3];
  expect(order).toEqual([1, 2, 3, 4]);
});

test('who is aborted while waiting leaves the queue with the reason of its signal', async () => {
  const slots = createSlots(1);
  const release = await slots.take(signal);
  const controller = new AbortController();
  const waiting = slots.take(controller.signal);
  const next = slots.take(signal);
  controller.abort(new Error('enough'));
  await expect(waiting).rejects.toThrow('enough');
  expect(getEventListeners(controller.signal, 'abort')).toHaveLength(0);
  release();
  (await next)();
  await expect(slots.take(controller.signal)).rejects.toThrow('enough');
});
