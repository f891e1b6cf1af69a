import { EventEmitter } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { isScaleoutError } from '../../../src/errors/errors.js';
import { watchFile } from '../../../src/watch/triggers/open-triggers.js';
import { temporaryDirectory } from '../../support/temporary-directory.js';
import { until } from '../../support/until.js';
import { wakes } from './wakes.js';

const failure = vi.hoisted(() => ({ code: '' }));

/** A system whose handles are used up, as inotify says it. */
vi.mock(import('chokidar'), async (original) => {
  const actual = await original();
  const watch = () => {
    const watcher = Object.assign(new EventEmitter(), { close: async () => undefined });
    setImmediate(() => {
      watcher.emit('error', Object.assign(new Error(`${failure.code}: no handles`), { code: failure.code }));
      watcher.emit('ready');
    });
    return watcher as never;
  };
  return { ...actual, watch } as never;
});

test.each([
  ['ENOSPC', true],
  ['EMFILE', true],
  ['ENFILE', true],
  ['EIO', false],
])('%s from the system: told as missing events: %s; changes are found by looking', async (code, isMissing) => {
  failure.code = code;
  using place = temporaryDirectory();
  const file = join(place.path, 'topology.yaml');
  writeFileSync(file, 'one');
  const seen = wakes();
  const told: unknown[] = [];
  await using trigger = watchFile(file, { onWake: seen.onWake, onError: (error) => told.push(error), poll: 50 });
  await trigger.ready;
  expect(told.length).toBeGreaterThan(0);
  expect(told.map((error) => isScaleoutError(error, 'watch.file-events-missing'))).toEqual(told.map(() => isMissing));
  writeFileSync(file, 'another one');
  await until('the change is found', () => seen.reasons.length > 0);
  expect(seen.reasons[0]).toBe('file');
});
