import { execFileSync } from 'node:child_process';
import { EventEmitter } from 'node:events';
import {
  appendFileSync,
  closeSync,
  existsSync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openTriggers, watchFile, watchSignal } from '../../../src/watch/triggers/open-triggers.js';
import { lacking } from '../../support/posix.js';
import { temporaryDirectory } from '../../support/temporary-directory.js';
import { until } from '../../support/until.js';
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

/** So long that no test is helped by it. */
const poll = 600_000;

async function watched(path: string) {
  const seen = wakes();
  const trigger = watchFile(path, { onWake: seen.onWake, poll });
  await trigger.ready;
  return { seen, trigger, [Symbol.asyncDispose]: () => trigger[Symbol.asyncDispose]() };
}

test('a saved change wakes within 200 ms', async () => {
  using place = temporaryDirectory();
  const file = join(place.path, 'topology.yaml');
  writeFileSync(file, 'a');
  await using watch = await watched(file);
  const times: number[] = [];
  for (const text of ['b', 'c', 'd', 'e', 'f']) {
    times.push(await watch.seen.after('a save', () => writeFileSync(file, text)));
  }
  expect(Math.min(...times)).toBeLessThan(200);
  expect(watch.seen.reasons).toEqual(['file', 'file', 'file', 'file', 'file']);
});

test.each<[string, (file: string) => void]>([
  ['a rename over it', (file) => replace(file, 'new')],
  ['a rename over it, of the same size and the same time of change', (file) => replaceAlike(file)],
  ['a backup by rename, then a new file', (file) => backup(file)],
  ['a change in place that keeps size and time', (file) => changeAlike(file)],
])('%s wakes, and the next one as well', async (_name, save) => {
  using place = temporaryDirectory();
  const file = join(place.path, 'topology.yaml');
  writeFileSync(file, 'old');
  await using watch = await watched(file);
  for (let time = 0; time < 3; time += 1) await watch.seen.after('a save', () => save(file));
});

test.skipIf(lacking.links)('a swap of a ConfigMap wakes, each time', async () => {
  using place = temporaryDirectory();
  const file = join(place.path, 'topology.yaml');
  swap(place.path, 1);
  symlinkSync(join('..data', 'topology.yaml'), file);
  await using watch = await watched(file);
  for (const version of [2, 3, 4]) {
    await watch.seen.after(`version ${version}`, () => swap(place.path, version));
    expect(readFileSync(file, 'utf8')).toBe(`version ${version}`);
  }
});

test.skipIf(lacking.links)('a file that a link leads to is watched where it is', async () => {
  using place = temporaryDirectory();
  const [there, here] = [join(place.path, 'there'), join(place.path, 'here')];
  mkdirSync(there);
  mkdirSync(here);
  writeFileSync(join(there, 'real.yaml'), 'a');
  symlinkSync(join('..', 'there', 'real.yaml'), join(here, 'topology.yaml'));
  await using watch = await watched(join(here, 'topology.yaml'));
  await watch.seen.after('the target changes', () => writeFileSync(join(there, 'real.yaml'), 'b'));
  await watch.seen.after('the link changes', () => {
    writeFileSync(join(there, 'other.yaml'), 'c');
    symlinkSync(join('..', 'there', 'other.yaml'), join(here, 'next'));
    renameSync(join(here, 'next'), join(here, 'topology.yaml'));
  });
  await watch.seen.after('the new target changes', () => writeFileSync(join(there, 'other.yaml'), 'd'));
});

test('gone and back: both wake', async () => {
  using place = temporaryDirectory();
  const file = join(place.path, 'topology.yaml');
  writeFileSync(file, 'a');
  await using watch = await watched(file);
  await watch.seen.after('gone', () => unlinkSync(file));
  await watch.seen.after('back', () => writeFileSync(file, 'a'));
});

test.skipIf(lacking.openFolders)('its folder, and the one above, go and come back', async () => {
  using place = temporaryDirectory();
  const folder = join(place.path, 'one', 'two');
  const file = join(folder, 'topology.yaml');
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, 'a');
  await using watch = await watched(file);
  for (let time = 0; time < 2; time += 1) {
    await watch.seen.after('gone', () => rmSync(join(place.path, 'one'), { recursive: true }));
    await watch.seen.after('back', () => {
      mkdirSync(folder, { recursive: true });
      writeFileSync(file, 'b');
    });
    await watch.seen.after('changed', () => writeFileSync(file, 'c'));
  }
});

test.skipIf(lacking.openFolders)(
  'another folder in the place of its own: the file in that one is watched, by all who watch',
  async () => {
    using place = temporaryDirectory();
    const folder = join(place.path, 'release');
    const file = join(folder, 'topology.yaml');
    const fill = (name: string) => {
      mkdirSync(join(place.path, name));
      writeFileSync(join(place.path, name, 'topology.yaml'), name);
    };
    fill('release');
    await using one = await watched(file);
    await using other = await watched(file);
    for (const name of ['second', 'third']) {
      fill(name);
      renameSync(folder, join(place.path, `before-${name}`));
      await one.seen.after('swapped', () => renameSync(join(place.path, name), folder));
      await until('the other one saw it', () => other.seen.reasons.length > 0);
      await one.seen.after('changed', () => writeFileSync(file, `changed after ${name}`));
    }
    const before = other.seen.reasons.length;
    await one.seen.after('changed', () => writeFileSync(file, 'at last'));
    await until('the other one saw it too', () => other.seen.reasons.length > before);
  },
);

test('a file that is not there yet is waited for, also in a folder that is not there', async () => {
  using place = temporaryDirectory();
  const file = join(place.path, 'later', 'topology.yaml');
  await using watch = await watched(file);
  await watch.seen.after('made', () => {
    mkdirSync(join(place.path, 'later'));
    writeFileSync(file, 'a');
  });
});

test('a file that is written in pieces wakes once, when it is whole', async () => {
  using place = temporaryDirectory();
  const file = join(place.path, 'topology.yaml');
  writeFileSync(file, 'old');
  await using watch = await watched(file);
  const handle = openSync(file, 'w');
  let pieces = 0;
  await new Promise<void>((done) => {
    const timer = setInterval(() => {
      writeSync(handle, 'piece\n');
      pieces += 1;
      if (pieces < 8) return;
      clearInterval(timer);
      closeSync(handle);
      done();
    }, 10);
  });
  await until('it woke', () => watch.seen.reasons.length > 0);
  expect(readFileSync(file, 'utf8')).toBe('piece\n'.repeat(8));
  expect(watch.seen.reasons).toEqual(['file']);
});

test('a file that is written without end wakes all the same', async () => {
  using place = temporaryDirectory();
  const file = join(place.path, 'topology.yaml');
  writeFileSync(file, 'old');
  await using watch = await watched(file);
  const timer = setInterval(() => appendFileSync(file, '.'), 5);
  try {
    await until('it woke', () => watch.seen.reasons.length > 0);
  } finally {
    clearInterval(timer);
  }
});

test('noise beside the file wakes nobody, and delays nothing', async () => {
  using place = temporaryDirectory();
  const file = join(place.path, 'topology.yaml');
  writeFileSync(file, 'a');
  await using watch = await watched(file);
  let written = 0;
  const timer = setInterval(() => writeFileSync(join(place.path, `history-${written++ % 3}.jsonl`), '.'), 5);
  try {
    await until('noise', () => written > 30);
    expect(watch.seen.reasons).toEqual([]);
    const times: number[] = [];
    for (const text of ['b', 'c', 'd']) {
      times.push(await watch.seen.after('a save', () => writeFileSync(file, text)));
    }
    expect(Math.min(...times)).toBeLessThan(200);
  } finally {
    clearInterval(timer);
  }
});

test('a git checkout of another branch wakes', async () => {
  using place = temporaryDirectory();
  const git = (...words: string[]) =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...words], { cwd: place.path, stdio: 'ignore' });
  const file = join(place.path, 'envs', 'topology.yaml');
  git('init', '-b', 'main');
  mkdirSync(join(place.path, 'envs'));
  writeFileSync(file, 'one');
  git('add', '.');
  git('commit', '-m', 'one');
  git('checkout', '-b', 'other');
  writeFileSync(file, 'two');
  git('commit', '-a', '-m', 'two');
  git('checkout', '--orphan', 'empty');
  git('rm', '-rf', '.');
  git('commit', '--allow-empty', '-m', 'none');
  git('checkout', 'main');
  await using watch = await watched(file);
  await watch.seen.after('other', () => git('checkout', 'other'));
  await watch.seen.after('empty', () => git('checkout', 'empty'));
  expect(existsSync(file)).toBe(false);
  await watch.seen.after('main', () => git('checkout', 'main'));
  await watch.seen.after('other again', () => git('checkout', 'other'));
});

test('files that the topology refers to are watched from when they are named', async () => {
  using place = temporaryDirectory();
  const [file, certificate, other] = ['topology.yaml', 'etl01.cer', 'etl02.cer'].map((name) => join(place.path, name));
  for (const path of [file, certificate, other]) writeFileSync(String(path), 'a');
  await using watch = await watched(String(file));
  watch.trigger.alsoWatch([String(certificate)]);
  await watch.seen.after('the file still', () => writeFileSync(String(file), 'b'));
  expect(watch.seen.reasons).toEqual(['file']);
  await watch.seen.after('the certificate', () => writeFileSync(String(certificate), 'b'));
  watch.trigger.alsoWatch([String(other)]);
  await watch.seen.after('the file again', () => writeFileSync(String(file), 'c'));
  writeFileSync(String(certificate), 'c');
  await watch.seen.after('the other one', () => writeFileSync(String(other), 'b'));
  expect(watch.seen.reasons).toEqual(['file', 'file', 'file', 'file']);
});

test('where nothing tells of changes, looking now and then finds them', async () => {
  using place = temporaryDirectory();
  const file = join(place.path, 'topology.yaml');
  const other = join(place.path, 'elsewhere', 'same.yaml');
  mkdirSync(join(place.path, 'elsewhere'));
  writeFileSync(file, 'a');
  // What is written by a name in another folder is not told in this one.
  linkSync(file, other);
  const seen = wakes();
  const looks: (() => void)[] = [];
  await using trigger = watchFile(file, {
    onWake: seen.onWake,
    poll,
    // The long waits are this test's, the short ones real.
    timer: (milliseconds, run) => {
      if (milliseconds === poll) looks.push(run);
      const timeout = milliseconds === poll ? undefined : setTimeout(run, milliseconds);
      return { [Symbol.dispose]: () => clearTimeout(timeout) };
    },
  });
  await trigger.ready;
  writeFileSync(other, 'changed');
  await seen.after('a look', () => looks[0]?.());
  expect(looks).toHaveLength(2);
});

test('disposing closes every handle, and wakes nobody any more', async () => {
  using place = temporaryDirectory();
  const file = join(place.path, 'topology.yaml');
  writeFileSync(file, 'a');
  await until('those of the tests before are closed', () => handles() === 0);
  for (let time = 0; time < 20; time += 1) {
    const watch = await watched(file);
    expect(handles()).toBe(1);
    writeFileSync(file, String(time));
    await watch.trigger[Symbol.asyncDispose]();
    expect(watch.seen.reasons).toEqual([]);
  }
  await using last = watchFile(file, { onWake: () => undefined });
  await last[Symbol.asyncDispose]();
  await until('all closed', () => handles() === 0);
});

function handles(): number {
  return process.getActiveResourcesInfo().filter((name) => name === 'FSEventWrap').length;
}

function replace(file: string, text: string): void {
  writeFileSync(`${file}.tmp`, text);
  renameSync(`${file}.tmp`, file);
}

const moment = new Date('2026-01-01T00:00:00Z');

function replaceAlike(file: string): void {
  writeFileSync(`${file}.tmp`, 'new');
  utimesSync(`${file}.tmp`, moment, moment);
  renameSync(`${file}.tmp`, file);
}

function changeAlike(file: string): void {
  writeFileSync(file, 'new');
  utimesSync(file, moment, moment);
}

function backup(file: string): void {
  renameSync(file, `${file}~`);
  writeFileSync(file, 'new');
}

function swap(folder: string, version: number): void {
  const name = `..2026_${version}`;
  mkdirSync(join(folder, name));
  writeFileSync(join(folder, name, 'topology.yaml'), `version ${version}`);
  symlinkSync(name, join(folder, '..data_tmp'));
  renameSync(join(folder, '..data_tmp'), join(folder, '..data'));
  for (const old of readdirSync(folder)) {
    if (old.startsWith('..2026_') && old !== name) rmSync(join(folder, old), { recursive: true });
  }
}
