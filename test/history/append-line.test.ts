import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { appendLine, rotationSize } from '../../src/history/append-line.js';
import { existingFiles, lastNumber } from '../../src/history/history-files.js';
import { lacking } from '../support/posix.js';
import { temporaryDirectory } from '../support/temporary-directory.js';
import { appendingModule, startAppending } from './appending.js';

async function linesOf(file: string): Promise<readonly string[]> {
  return (await existingFiles(file)).flatMap((one) =>
    readFileSync(one, 'utf8')
      .split('\n')
      .filter((line) => line !== ''),
  );
}

test('a line and its end, for the owner only, and no lock left behind', async () => {
  using folder = temporaryDirectory();
  const file = join(folder.path, 'deep', '.scaleout', 'x.history.jsonl');
  await appendLine(file, () => 'one');
  await appendLine(file, () => 'two');
  expect(readFileSync(file, 'utf8')).toBe('one\ntwo\n');
  expect(readdirSync(join(file, '..'))).toEqual(['x.history.jsonl']);
  if (lacking.modes !== undefined) return;
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(statSync(join(file, '..')).mode & 0o777).toBe(0o700);
});

test('a line that was cut off is not continued', async () => {
  using folder = temporaryDirectory();
  const file = join(folder.path, 'x.history.jsonl');
  writeFileSync(file, 'one\n{"cut');
  await appendLine(file, () => 'two');
  expect(readFileSync(file, 'utf8')).toBe('one\n{"cut\ntwo\n');
});

test('a folder that cannot be written: the system says so', async () => {
  using folder = temporaryDirectory();
  const file = join(folder.path, 'file');
  writeFileSync(file, '');
  await expect(appendLine(join(file, 'x.history.jsonl'), () => 'one')).rejects.toThrow(/is not a folder/);
});

describe('the lock', () => {
  test('of one who died long ago is taken away', async () => {
    using folder = temporaryDirectory();
    const file = join(folder.path, 'x.history.jsonl');
    mkdirSync(`${file}.lock`);
    const longAgo = Date.now() / 1000 - 60;
    utimesSync(`${file}.lock`, longAgo, longAgo);
    await appendLine(file, () => 'one');
    expect(readdirSync(folder.path)).toEqual(['x.history.jsonl']);
  });

  test('of one who never lets go is not waited for without end', async () => {
    using folder = temporaryDirectory();
    const file = join(folder.path, 'x.history.jsonl');
    mkdirSync(`${file}.lock`);
    const soon = Date.now() / 1000 + 3_600;
    utimesSync(`${file}.lock`, soon, soon);
    await appendLine(file, () => 'one');
    expect(readFileSync(file, 'utf8')).toBe('one\n');
  });

  test('that is no folder was left by nobody: nothing is written', async () => {
    using folder = temporaryDirectory();
    const file = join(folder.path, 'x.history.jsonl');
    writeFileSync(`${file}.lock`, '');
    await expect(appendLine(file, () => 'one')).rejects.toMatchObject({ code: 'history.unwritable' });
    expect(readdirSync(folder.path)).toEqual(['x.history.jsonl.lock']);
  });
});

describe('rotation', () => {
  const full = 'x'.repeat(rotationSize);

  test('nine older files, the newest of them .1, and only then one is lost', async () => {
    using folder = temporaryDirectory();
    const file = join(folder.path, 'x.history.jsonl');
    for (let index = 1; index <= 12; index += 1) await appendLine(file, () => `${index} ${full}`);
    const firsts = (await existingFiles(file)).map((one) => readFileSync(one, 'utf8').slice(0, 3).trim());
    expect(firsts).toEqual(['12', '11', '10', '9 x', '8 x', '7 x', '6 x', '5 x', '4 x', '3 x']);
    expect(readdirSync(folder.path)).toHaveLength(10);
  });

  test('a gap, left by one who died in between, is filled', async () => {
    using folder = temporaryDirectory();
    const file = join(folder.path, 'x.history.jsonl');
    for (let index = 1; index <= 4; index += 1) await appendLine(file, () => `${index} ${full}`);
    rmSync(`${file}.2`);
    await appendLine(file, () => '5');
    const firsts = (await existingFiles(file)).map((one) => readFileSync(one, 'utf8').slice(0, 1));
    expect(firsts).toEqual(['5', '4', '3', '1']);
  });

  test('the number goes on over it', async () => {
    using folder = temporaryDirectory();
    const file = join(folder.path, 'x.history.jsonl');
    const begin = (filling: string) => async () =>
      JSON.stringify({ type: 'begin', number: (await lastNumber(file)) + 1, filling });
    await appendLine(file, begin(full));
    await appendLine(file, begin(''));
    await appendLine(file, () => '{"type":"end","number":1}');
    await appendLine(file, () => '{"cut');
    expect(await lastNumber(file)).toBe(2);
    expect(await existingFiles(file)).toHaveLength(2);
  });
});

describe('several processes at once', () => {
  test('each line is whole, none is lost, and each has a number of its own', async () => {
    using folder = temporaryDirectory();
    const module = appendingModule(folder.path);
    const file = join(folder.path, 'history', 'x.history.jsonl');
    // Past the size at which files are set aside, so that this happens meanwhile too.
    const names = ['a', 'b', 'c'];
    const started = names.map((name) => startAppending(module, file, { name, count: 60, length: 40_000 }));
    await Promise.all(started.map(({ ended }) => ended));
    const lines = (await linesOf(file)).map((line) => JSON.parse(line));
    expect((await existingFiles(file)).length).toBeGreaterThan(1);
    expect(lines).toHaveLength(180);
    for (const name of names) {
      const own = lines.filter((line) => line.name === name);
      expect(own.map((line) => line.index).sort((one, other) => one - other)).toEqual(
        Array.from({ length: 60 }, (_, index) => index),
      );
      expect(own.every((line) => line.filling === name.repeat(40_000))).toBe(true);
    }
    expect(new Set(lines.map((line) => line.number)).size).toBe(180);
  });

  test('one that is killed leaves at most its last line, and the next goes on', async () => {
    using folder = temporaryDirectory();
    const module = appendingModule(folder.path);
    const file = join(folder.path, 'x.history.jsonl');
    const { child, ended } = startAppending(module, file, { name: 'k', count: 100_000, length: 1_000 });
    ended.catch(() => undefined);
    await expect.poll(() => lastNumber(file)).toBeGreaterThan(20);
    child.kill('SIGKILL');
    await once(child, 'exit');
    const before = (await linesOf(file)).length;
    await appendLine(file, () => '{"after":true}');
    const lines = await linesOf(file);
    expect(lines).toHaveLength(before + 1);
    expect(lines.at(-1)).toBe('{"after":true}');
    for (const line of lines.slice(0, -2)) expect(() => JSON.parse(line)).not.toThrow();
  });
});
