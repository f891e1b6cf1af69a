import { spawn } from 'node:child_process';
import { mkdirSync, open, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { type FileReading, readFileBytes, withinFileLimit } from '../../src/files/files.js';
import { lacking } from '../support/posix.js';
import { makeDevice, makePipe, withoutDevices } from '../support/special-files.js';
import { temporaryDirectory } from '../support/temporary-directory.js';

const regular: FileReading = { largest: 1024, kinds: 'regular' };
const any: FileReading = { largest: 256 * 1024, kinds: 'any' };

async function whyNot(file: string, reading: FileReading): Promise<string | undefined> {
  const bytes = await readFileBytes(file, reading);
  return 'failed' in bytes ? bytes.failed.why : undefined;
}

async function textOf(file: string, reading: FileReading): Promise<string> {
  const bytes = await readFileBytes(file, reading);
  return 'failed' in bytes ? bytes.failed.phrase : Buffer.from(bytes.read).toString('latin1');
}

/** Writes into a file as another process does, when it has been asked to; resolves when it has ended. */
function writing(command: string): Promise<unknown> {
  return new Promise((resolve) => spawn('sh', ['-c', command]).on('close', resolve));
}

test('a regular file of at most so many bytes', async () => {
  using folder = temporaryDirectory();
  const file = join(folder.path, 'x');
  expect(await whyNot(file, regular)).toBe('missing');
  expect(await whyNot(join(file, 'below'), regular)).toBe('missing');
  writeFileSync(file, '');
  expect(await textOf(file, regular)).toBe('');
  expect(await whyNot(join(file, 'below'), regular)).toBe('missing');
  writeFileSync(file, 'x'.repeat(1024));
  expect(await textOf(file, regular)).toBe('x'.repeat(1024));
  writeFileSync(file, 'x'.repeat(1025));
  expect(await textOf(file, regular)).toBe('is larger than 1 KiB');
  expect(await whyNot(folder.path, regular)).toBe('folder');
  expect(await whyNot(folder.path, any)).toBe('folder');
});

describe.skipIf(lacking.devices)('a pipe', () => {
  test('is refused at once where a regular file is wanted, also behind a link', async () => {
    using folder = temporaryDirectory();
    const pipe = makePipe(folder.path, 'pipe');
    symlinkSync(pipe, join(folder.path, 'link'));
    const began = performance.now();
    expect(await textOf(pipe, regular)).toBe('is a pipe, not a regular file');
    expect(await whyNot(join(folder.path, 'link'), regular)).toBe('special');
    expect(performance.now() - began).toBeLessThan(5_000);
  });

  test('gives what its writer writes, in pieces, until the writer closes it', async () => {
    using folder = temporaryDirectory();
    const pipe = makePipe(folder.path, 'pipe');
    const [text] = await Promise.all([
      textOf(pipe, any),
      writing(`exec > '${pipe}'; printf one; printf two; head -c 200000 /dev/zero | tr '\\0' x`),
    ]);
    expect(text).toBe(`onetwo${'x'.repeat(200_000)}`);
  });

  test('that gives more than is wanted is left alone then', async () => {
    using folder = temporaryDirectory();
    const pipe = makePipe(folder.path, 'pipe');
    const [text] = await Promise.all([textOf(pipe, any), writing(`cat /dev/zero > '${pipe}'`)]);
    expect(text).toBe('is larger than 256 KiB');
  });

  test('without a writer is waited for within the limit, and costs no thread: twenty of them do no harm', async () => {
    using folder = temporaryDirectory();
    const pipes = Array.from({ length: 20 }, (_, index) => makePipe(folder.path, `pipe${index}`));
    const began = performance.now();
    const waiting = pipes.map((pipe) => whyNot(pipe, { ...any, limit: 1_500 }));
    // All of the process's threads would be taken by twenty plain opens.
    await stat(folder.path);
    expect(performance.now() - began).toBeLessThan(1_400);
    expect(new Set(await Promise.all(waiting))).toEqual(new Set(['late']));
    // It is over for good: the folder is asked for again.
    expect(await whyNot(join(folder.path, 'none'), regular)).toBe('missing');
  });
});

describe.skipIf(withoutDevices)('a device', () => {
  test('is refused where a regular file is wanted, and read to the limit where anything is', async () => {
    using folder = temporaryDirectory();
    const zero = makeDevice(folder.path, 'zero', 'zero');
    expect(await whyNot(zero, regular)).toBe('special');
    expect(await whyNot(zero, any)).toBe('large');
    expect(await textOf(makeDevice(folder.path, 'null', 'null'), any)).toBe('');
  });
});

test.skipIf(lacking.devices)('a link is followed, or refused where none is wanted', async () => {
  using folder = temporaryDirectory();
  writeFileSync(join(folder.path, 'x'), 'text');
  const link = join(folder.path, 'link');
  symlinkSync('x', link);
  expect(await textOf(link, regular)).toBe('text');
  expect(await whyNot(link, { ...regular, followLink: false })).toBe('link');
  expect(await textOf(join(folder.path, 'x'), { ...regular, followLink: false })).toBe('text');
});

describe.skipIf(lacking.devices)('a file system that gives no answer', () => {
  test('is not asked again about that folder until it has answered', async () => {
    using folder = temporaryDirectory();
    const hung = join(folder.path, 'hung');
    mkdirSync(hung);
    writeFileSync(join(hung, 'x'), 'text');
    // A plain open of a pipe without a writer stands still in the system, as any call on a dead network disk does.
    const pipe = makePipe(hung, 'pipe');
    const stuck = () => promisify(open)(pipe, 'r');
    await expect(withinFileLimit(pipe, stuck, 300)).rejects.toMatchObject({ code: 'command.file-late' });
    const began = performance.now();
    expect(await whyNot(join(hung, 'x'), regular)).toBe('late');
    expect(performance.now() - began).toBeLessThan(5_000);
    writeFileSync(join(folder.path, 'y'), 'elsewhere');
    expect(await textOf(join(folder.path, 'y'), regular)).toBe('elsewhere');
    // The answer comes.
    await writing(`: > '${pipe}'`);
    await expect.poll(() => textOf(join(hung, 'x'), regular)).toBe('text');
    rmSync(hung, { recursive: true });
  });
});
