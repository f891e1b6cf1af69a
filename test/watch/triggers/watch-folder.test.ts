import { mkdirSync, renameSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { watchFolder } from '../../../src/watch/triggers/watch-folder.js';
import { watchSettled } from '../../../src/watch/triggers/watch-settled.js';
import { lacking } from '../../support/posix.js';
import { temporaryDirectory } from '../../support/temporary-directory.js';
import { until } from '../../support/until.js';

async function watched(path: string) {
  const told: (readonly string[])[] = [];
  const trigger = watchFolder(path, { poll: 600_000, onFiles: (files) => void told.push(files) });
  await trigger.ready;
  return {
    told,
    names: () => (told.at(-1) ?? []).map((file) => file.slice(path.length + 1)),
    [Symbol.asyncDispose]: () => trigger[Symbol.asyncDispose](),
  };
}

test('topology files are told at first, and when one is added or removed; nothing else is', async () => {
  using place = temporaryDirectory();
  const at = (name: string) => join(place.path, name);
  for (const name of ['b.yaml', 'a.yml', 'README.md', '.a.yaml.swp', '.hidden.yaml', 'a.yaml~'])
    writeFileSync(at(name), '');
  mkdirSync(at('folder.yaml'));
  await using watch = await watched(place.path);
  expect(watch.told).toEqual([[at('a.yml'), at('b.yaml')]]);
  writeFileSync(at('c.YAML'), '');
  await until('one more', () => watch.told.length === 2);
  expect(watch.names()).toEqual(['a.yml', 'b.yaml', 'c.YAML']);
  writeFileSync(at('b.yaml'), 'changed');
  unlinkSync(at('a.yml'));
  await until('one less', () => watch.told.length === 3);
  expect(watch.names()).toEqual(['b.yaml', 'c.YAML']);
  renameSync(at('b.yaml'), at('d.yaml'));
  await until('renamed', () => watch.told.length === 4);
  expect(watch.names()).toEqual(['c.YAML', 'd.yaml']);
});

test('an atomic save of one of them is no removal', async () => {
  using place = temporaryDirectory();
  const file = join(place.path, 'a.yaml');
  writeFileSync(file, 'a');
  await using watch = await watched(place.path);
  for (let time = 0; time < 5; time += 1) {
    writeFileSync(join(place.path, '.a.yaml.tmp'), 'b');
    renameSync(join(place.path, '.a.yaml.tmp'), file);
  }
  writeFileSync(join(place.path, 'b.yaml'), '');
  await until('told', () => watch.told.length === 2);
  expect(watch.names()).toEqual(['a.yaml', 'b.yaml']);
});

test.skipIf(lacking.links)('the files of a ConfigMap come and go by its links', async () => {
  using place = temporaryDirectory();
  const swap = (version: string, names: readonly string[]) => {
    mkdirSync(join(place.path, version));
    for (const name of names) writeFileSync(join(place.path, version, name), version);
    symlinkSync(version, join(place.path, '..data_tmp'));
    renameSync(join(place.path, '..data_tmp'), join(place.path, '..data'));
  };
  swap('..1', ['a.yaml', 'b.yaml']);
  for (const name of ['a.yaml', 'b.yaml']) symlinkSync(join('..data', name), join(place.path, name));
  await using watch = await watched(place.path);
  expect(watch.names()).toEqual(['a.yaml', 'b.yaml']);
  swap('..2', ['b.yaml', 'c.yaml']);
  symlinkSync(join('..data', 'c.yaml'), join(place.path, 'c.yaml'));
  unlinkSync(join(place.path, 'a.yaml'));
  await until('swapped', () => watch.names().join() === 'b.yaml,c.yaml');
});

test('a folder that is gone for a while keeps its files', async () => {
  using place = temporaryDirectory();
  const folder = join(place.path, 'topologies');
  mkdirSync(folder);
  writeFileSync(join(folder, 'a.yaml'), '');
  await using watch = await watched(folder);
  rmSync(folder, { recursive: true });
  mkdirSync(folder);
  writeFileSync(join(folder, 'a.yaml'), '');
  writeFileSync(join(folder, 'b.yaml'), '');
  await until('told', () => watch.names().length === 2);
  expect(watch.told.every((files) => files.length > 0)).toBe(true);
});

test('a look that never comes to its end does not keep the watch from ending', async () => {
  const settled = watchSettled({
    look: () => new Promise<never>(() => undefined),
    onSettled: () => undefined,
    onError: () => undefined,
  });
  settled.hint();
  await expect(settled[Symbol.asyncDispose]()).resolves.toBeUndefined();
});
