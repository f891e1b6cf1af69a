import { EventEmitter } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openTriggers } from '../../../src/watch/triggers/open-triggers.js';
import { watchInterval } from '../../../src/watch/triggers/watch-interval.js';
import { watchSignal } from '../../../src/watch/triggers/watch-signal.js';
import { temporaryDirectory } from '../../support/temporary-directory.js';
import { wakes } from './wakes.js';

/** Timers that end when the test says so. */
function simulatedTimers() {
  const running = new Map<symbol, { readonly milliseconds: number; readonly run: () => void }>();
  return {
    timer: (milliseconds: number, run: () => void) => {
      const key = Symbol();
      running.set(key, { milliseconds, run });
      return { [Symbol.dispose]: () => void running.delete(key) };
    },
    get lengths() {
      return [...running.values()].map(({ milliseconds }) => milliseconds);
    },
    end() {
      for (const [key, { run }] of [...running]) {
        running.delete(key);
        run();
      }
    },
  };
}

test('the interval wakes again and again, up to a tenth earlier or later', async () => {
  const seen = wakes();
  const timers = simulatedTimers();
  const draws = [0, 0.5, 0.999];
  const interval = watchInterval({ interval: 60_000, random: () => draws.shift() ?? 0, timer: timers.timer, ...seen });
  const lengths: number[] = [];
  for (let time = 0; time < 3; time += 1) {
    lengths.push(...timers.lengths);
    timers.end();
  }
  expect(lengths.map(Math.round)).toEqual([54_000, 60_000, 65_988]);
  expect(seen.reasons).toEqual(['interval', 'interval', 'interval']);
  await interval[Symbol.asyncDispose]();
  expect(timers.lengths).toEqual([]);
});

test('an interval longer than a timer can be does not fire at once', () => {
  const timers = simulatedTimers();
  watchInterval({ interval: 2 ** 40, random: Math.random, timer: timers.timer, onWake: () => undefined });
  expect(timers.lengths).toEqual([2 ** 31 - 1]);
});

test('SIGHUP wakes until it is disposed of, and is left alone on Windows', async () => {
  const seen = wakes();
  const signals = new EventEmitter();
  const trigger = watchSignal({ onWake: seen.onWake, signals, platform: 'linux' });
  signals.emit('SIGHUP');
  expect(seen.reasons).toEqual(['signal']);
  await trigger[Symbol.asyncDispose]();
  expect(signals.listenerCount('SIGHUP')).toBe(0);
  await using _none = watchSignal({ onWake: seen.onWake, signals, platform: 'win32' });
  expect(signals.listenerCount('SIGHUP')).toBe(0);
});

test('all of them wake one loop, and all are closed together', async () => {
  using place = temporaryDirectory();
  const file = join(place.path, 'topology.yaml');
  writeFileSync(file, 'a');
  const seen = wakes();
  const signals = new EventEmitter();
  const triggers = openTriggers({ file, interval: 30, random: Math.random, signals, platform: 'linux', ...seen });
  await triggers.ready;
  await seen.after('the interval', () => undefined);
  signals.emit('SIGHUP');
  writeFileSync(file, 'b');
  while (!seen.reasons.includes('file')) await seen.after('a wake', () => undefined);
  expect(new Set(seen.reasons)).toEqual(new Set(['interval', 'signal', 'file']));
  await triggers[Symbol.asyncDispose]();
  expect(signals.listenerCount('SIGHUP')).toBe(0);
});
