import { EventEmitter } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openTriggers } from '../../../src/watch/triggers/open-triggers.js';
import { watchSignal } from '../../../src/watch/triggers/watch-signal.js';
import { temporaryDirectory } from '../../support/temporary-directory.js';
import { wakes } from './wakes.js';

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

test('both wake one loop, and both are closed together', async () => {
  using place = temporaryDirectory();
  const file = join(place.path, 'topology.yaml');
  writeFileSync(file, 'a');
  const seen = wakes();
  const signals = new EventEmitter();
  const triggers = openTriggers({ file, signals, platform: 'linux', onWake: seen.onWake });
  await triggers.ready;
  signals.emit('SIGHUP');
  await seen.after('a save', () => writeFileSync(file, 'b'));
  expect(seen.reasons).toEqual(['signal', 'file']);
  await triggers[Symbol.asyncDispose]();
  expect(signals.listenerCount('SIGHUP')).toBe(0);
});
