import { getEventListeners } from 'node:events';
import { expect, test } from 'vitest';
import { onAbort } from '../../src/domain/on-abort.js';

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
