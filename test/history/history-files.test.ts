import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { appendLine, rotationSize } from '../../src/history/append-line.js';
import { historyFile } from '../../src/history/history-files.js';
import { isRunning } from '../../src/history/provenance.js';
import { readHistory } from '../../src/history/read-history.js';
import { lacking } from '../support/posix.js';
import { makeDevice, makePipe, withoutDevices } from '../support/special-files.js';
import { temporaryDirectory } from '../support/temporary-directory.js';
import { beginLine, textOf } from './lines.js';

test.each([
  ['warehouse', 'warehouse.history.jsonl'],
  ['nul', '_nul.history.jsonl'],
  ['Com1.finance', '_Com1.finance.history.jsonl'],
  ['console', 'console.history.jsonl'],
])('the history of %s is no device of Windows', (topologyName, name) => {
  expect(basename(historyFile({ topologyFile: 'topology.yaml', topologyName }))).toBe(name);
});

/** That nothing is written there, and nothing read from there, and that neither is waited for. */
async function expectRefused(file: string, phrase: string): Promise<void> {
  const began = performance.now();
  await expect(appendLine(file, () => 'a line')).rejects.toMatchObject({
    code: 'history.unwritable',
    message: expect.stringContaining(phrase),
  });
  await expect(readHistory(file, { isRunning })).rejects.toMatchObject({ code: 'history.unreadable' });
  expect(performance.now() - began).toBeLessThan(5_000);
}

describe.skipIf(lacking.devices)('a history', () => {
  test('whose folder is a symbolic link is refused: nothing is made where it leads', async () => {
    using folder = temporaryDirectory();
    mkdirSync(join(folder.path, 'elsewhere'));
    symlinkSync('elsewhere', join(folder.path, '.scaleout'));
    await expectRefused(join(folder.path, '.scaleout', 'h'), '.scaleout is a symbolic link: it is not followed.');
    expect(readdirSync(join(folder.path, 'elsewhere'))).toEqual([]);
  });

  test('whose folder is a link to nothing is refused, and nothing is made there', async () => {
    using folder = temporaryDirectory();
    symlinkSync('elsewhere', join(folder.path, '.scaleout'));
    await expectRefused(join(folder.path, '.scaleout', 'h'), 'is a symbolic link');
    expect(existsSync(join(folder.path, 'elsewhere'))).toBe(false);
  });

  test('whose file is a symbolic link is refused: what it leads to stays as it is', async () => {
    using folder = temporaryDirectory();
    const victim = join(folder.path, 'victim');
    writeFileSync(victim, textOf(beginLine(1)));
    symlinkSync('victim', join(folder.path, 'h'));
    await expectRefused(join(folder.path, 'h'), 'h is a symbolic link: it is not followed.');
    expect(readFileSync(victim, 'utf8')).toBe(textOf(beginLine(1)));
  });

  test('whose file is a link to nothing is refused, and nothing is made there', async () => {
    using folder = temporaryDirectory();
    symlinkSync('elsewhere', join(folder.path, 'h'));
    await expectRefused(join(folder.path, 'h'), 'is a symbolic link');
    expect(existsSync(join(folder.path, 'elsewhere'))).toBe(false);
  });

  test('one of whose older files is a link is not read', async () => {
    using folder = temporaryDirectory();
    const file = join(folder.path, 'h');
    writeFileSync(file, textOf(beginLine(2)));
    writeFileSync(join(folder.path, 'other'), textOf(beginLine(1)));
    symlinkSync('other', `${file}.1`);
    await expect(readHistory(file, { isRunning })).rejects.toMatchObject({ code: 'history.unreadable' });
  });

  test('behind a link is not set aside for the size of what it leads to', async () => {
    using folder = temporaryDirectory();
    writeFileSync(join(folder.path, 'large'), 'x'.repeat(rotationSize));
    symlinkSync('large', join(folder.path, 'h'));
    await expectRefused(join(folder.path, 'h'), 'is a symbolic link');
    expect(existsSync(join(folder.path, 'h.1'))).toBe(false);
  });

  test('whose lock is a link is refused', async () => {
    using folder = temporaryDirectory();
    const file = join(folder.path, 'h');
    mkdirSync(join(folder.path, 'elsewhere'));
    symlinkSync('elsewhere', `${file}.lock`);
    await expect(appendLine(file, () => 'a line')).rejects.toMatchObject({ code: 'history.unwritable' });
    expect(existsSync(join(folder.path, 'elsewhere'))).toBe(true);
    expect(existsSync(file)).toBe(false);
  });

  test('that is a pipe is refused, and not waited for', async () => {
    using folder = temporaryDirectory();
    await expectRefused(makePipe(folder.path, 'h'), 'is not a regular file');
  });

  test.skipIf(withoutDevices)('that is a device is refused', async () => {
    using folder = temporaryDirectory();
    await expectRefused(makeDevice(folder.path, 'h', 'null'), 'is not a regular file');
  });
});
