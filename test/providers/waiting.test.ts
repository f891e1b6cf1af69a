import { getEventListeners } from 'node:events';
import { expect, test } from 'vitest';
import { onAbort } from '../../src/domain/on-abort.js';
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

const listeners = (signal: AbortSignal) => getEventListeners(signal, 'abort').length;

test('a hundred that wait on one signal share one listener, which goes with the last of them', () => {
  const { signal } = new AbortController();
  const stops = Array.from({ length: 100 }, () => onAbort(signal, () => undefined));
  expect(listeners(signal)).toBe(1);
  for (const stop of stops.slice(1)) stop();
  expect(listeners(signal)).toBe(1);
  stops[0]?.();
  stops[0]?.();
  expect(listeners(signal)).toBe(0);
});

test('on abort each of them is called once, but not who stopped before', () => {
  const controller = new AbortController();
  const called: string[] = [];
  onAbort(controller.signal, () => called.push('first'));
  const stop = onAbort(controller.signal, () => called.push('stopped'));
  onAbort(controller.signal, () => called.push('second'));
  stop();
  controller.abort();
  expect(called).toEqual(['first', 'second']);
  expect(listeners(controller.signal)).toBe(0);
});

test('a signal can be waited on again after all had stopped', () => {
  const controller = new AbortController();
  onAbort(controller.signal, () => undefined)();
  let called = false;
  onAbort(controller.signal, () => {
    called = true;
  });
  controller.abort();
  expect(called).toBe(true);
});
