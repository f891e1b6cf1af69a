import { describe, expect, test } from 'vitest';
import { stepQueue } from '../../../src/reconciler/rollout/step-queue.js';
import { stepOf } from '../../support/step-of.js';

const a = stepOf('setWorkerProperty', 'x:a');
const b = stepOf('setWorkerProperty', 'x:b', { needs: ['x:a'] });
const c = stepOf('setWorkerProperty', 'x:c', { needs: ['x:b'] });
const other = stepOf('setWorkerProperty', 'y:a');

describe('a queue of steps', () => {
  test('gives a step when all that it needs has succeeded', () => {
    const both = stepOf('setWorkerProperty', 'x:both', { needs: ['x:a', 'y:a'] });
    const queue = stepQueue([both, a, other]);
    expect([queue.next(), queue.next(), queue.next()]).toEqual([a, other, undefined]);
    queue.succeeded(a);
    expect(queue.next()).toBeUndefined();
    queue.succeeded(other);
    expect(queue.next()).toBe(both);
  });

  test('a failure takes with it what needs it, directly or not, and nothing else', () => {
    const queue = stepQueue([a, b, c, other]);
    queue.next();
    expect(queue.failed(a)).toEqual([b, c]);
    expect([queue.next(), queue.next()]).toEqual([other, undefined]);
    expect(queue.drain()).toEqual([]);
  });

  test('withdraws what is chosen and has not been given out, with all that needs it', () => {
    const queue = stepQueue([a, b, c, other]);
    expect(queue.next()).toBe(a);
    expect(queue.withdraw((step) => step === a || step === b)).toEqual([b, c]);
    queue.succeeded(a);
    expect([queue.next(), queue.next()]).toEqual([other, undefined]);
  });

  test('withdraws each step once, also where another chosen one needs it', () => {
    const queue = stepQueue([a, b, c]);
    expect(queue.withdraw(() => true)).toEqual([a, b, c]);
    expect(queue.withdraw(() => true)).toEqual([]);
    expect(queue.next()).toBeUndefined();
  });

  test('gated steps wait for an open gate, and come first then; the others pass them', () => {
    const queue = stepQueue([a, other], (step) => step === a);
    expect(queue.next(false)).toBe(other);
    expect(queue.next(false)).toBeUndefined();
    expect(queue.next(true)).toBe(a);
  });

  test('one that was withdrawn behind a closed gate is not given out when it opens', () => {
    const queue = stepQueue([a, other], () => true);
    expect(queue.next(false)).toBeUndefined();
    queue.withdraw((step) => step === a);
    expect(queue.next(true)).toBe(other);
  });
});
