import { describe, expect, it } from 'vitest';
import { backOff, delayAfter, longestDelay } from '../../../src/reconciler/hold/back-off.js';

function subject(random = 0) {
  let time = 0;
  const made = backOff({ clock: () => time, now: () => 1_000_000 + time, random: () => random });
  return { ...made, pass: (milliseconds: number) => (time += milliseconds) };
}

const passing = { isLasting: false, why: 'no answer' };
const lasting = { isLasting: true, why: 'refused' };

describe('the back-off of a target', () => {
  it('doubles from 750 ms to 15 minutes', () => {
    const delays = Array.from({ length: 14 }, (_, index) => delayAfter(index + 1, () => 0));
    expect(delays.slice(0, 4)).toEqual([750, 1_500, 3_000, 6_000]);
    expect(delays.at(-1)).toBe(longestDelay);
    expect(delayAfter(100_000, () => 0.99)).toBe(longestDelay);
  });

  it('is lengthened at random by up to a quarter', () => {
    expect(delayAfter(1, () => 0.999)).toBeGreaterThan(900);
    expect(delayAfter(1, () => 0.999)).toBeLessThan(938);
  });

  it('holds the target until its time is over, and no other', () => {
    const { failed, hindrance, pass, next } = subject();
    failed('worker/ETL01', 'a', passing);
    expect(hindrance('worker/ETL01', () => 'a')).toEqual({ reason: 'it failed: no answer', until: 1_000_750 });
    expect(hindrance('worker/ETL02', () => 'a')).toBeUndefined();
    expect(next()).toBe(750);
    pass(750);
    expect(hindrance('worker/ETL01', () => 'a')).toBeUndefined();
    expect(next()).toBeUndefined();
    failed('worker/ETL01', 'a', passing);
    expect(hindrance('worker/ETL01', () => 'a')).toMatchObject({ reason: 'it failed 2 times: no answer' });
    expect(next()).toBe(1_500);
  });

  it('begins anew after a success, and where nothing is wrong with the target any more', () => {
    const { failed, succeeded, retain, next, pass } = subject();
    for (const forget of [() => succeeded('a'), () => retain(new Set(['b']))]) {
      failed('a', '', passing);
      pass(10_000);
      failed('a', '', passing);
      expect(next()).toBe(1_500);
      forget();
      failed('a', '', passing);
      expect(next()).toBe(750);
      forget();
    }
  });

  it('waits for a change after a lasting failure, however long it takes', () => {
    const { failed, hindrance, next, pass } = subject();
    failed('worker/ETL01', 'seen', lasting);
    expect(next()).toBeUndefined();
    pass(365 * 86_400_000);
    expect(hindrance('worker/ETL01', () => 'seen')).toEqual({ reason: 'it failed and waits for a change: refused' });
    expect(hindrance('worker/ETL01', () => 'something else')).toBeUndefined();
  });

  it('ends for all when a person asks, and is not shorter for it the next time', () => {
    const { failed, hindrance, release, next } = subject();
    failed('a', 's', lasting);
    failed('b', 's', passing);
    release();
    expect([hindrance('a', () => 's'), hindrance('b', () => 's')]).toEqual([undefined, undefined]);
    failed('b', 's', passing);
    expect(next()).toBe(1_500);
  });
});
