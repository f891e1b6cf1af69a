import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { noTinyDisk, tinyDisk } from '../../packages/sandbox/test/support/tiny-disk.js';
import type { Terminal } from '../../src/cli/terminal.js';
import { outputKind, windowsDevice, writeOutput } from '../../src/cli/write-output.js';
import { ScaleoutError } from '../../src/errors/errors.js';
import { lacking } from '../support/posix.js';
import { makeDevice, makePipe, withoutDevices } from '../support/special-files.js';
import { temporaryDirectory } from '../support/temporary-directory.js';

const { signal: never } = new AbortController();

/** A terminal as far as writing a file needs it; what is written on it besides. */
function terminalOf(abort: AbortSignal = never) {
  const said: string[] = [];
  const terminal = {
    interrupts: { abort },
    out: (text: string) => said.push(text),
    err: (text: string) => said.push(text),
  };
  return { said, terminal: terminal as unknown as Terminal };
}

const { terminal } = terminalOf();
const unwritable = { code: 'command.output-unwritable' };

/** What a process reads that begins to read by and by. */
async function readBy(command: string): Promise<string> {
  const child: ChildProcess = spawn('sh', ['-c', command], { stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  child.stdout?.setEncoding('utf8').on('data', (part: string) => {
    text += part;
  });
  await once(child, 'close');
  return text;
}

describe('a file', () => {
  test('is made, or replaced as a whole, for its owner alone, and nothing is left beside it', async () => {
    using folder = temporaryDirectory();
    const file = join(folder.path, 'plan.json');
    await writeOutput(file, 'one', terminal);
    chmodSync(file, 0o666);
    await writeOutput(file, 'two', terminal);
    expect(readFileSync(file, 'utf8')).toBe('two');
    expect(readdirSync(folder.path)).toEqual(['plan.json']);
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  test('may have a name as long as the file system allows', async () => {
    using folder = temporaryDirectory();
    for (const name of ['x'.repeat(255), 'ü'.repeat(120)]) {
      await writeOutput(join(folder.path, name), 'one', terminal);
      await writeOutput(join(folder.path, name), 'two', terminal);
      expect(readFileSync(join(folder.path, name), 'utf8')).toBe('two');
    }
    expect(readdirSync(folder.path)).toHaveLength(2);
  });

  test('cannot be written over a folder, or in one that is not there', async () => {
    using folder = temporaryDirectory();
    await expect(writeOutput(folder.path, 'x', terminal)).rejects.toMatchObject({
      ...unwritable,
      message: `${folder.path}: it is a folder.`,
    });
    await expect(writeOutput(join(folder.path, 'no', 'x'), 'x', terminal)).rejects.toMatchObject(unwritable);
    expect(readdirSync(folder.path)).toEqual([]);
  });

  test.skipIf(noTinyDisk)('on a disk that is full is left as it was', async () => {
    using folder = temporaryDirectory();
    using disk = tinyDisk(join(folder.path, 'disk'));
    writeFileSync(join(disk.path, 'plan.json'), 'old');
    await expect(writeOutput(join(disk.path, 'plan.json'), 'x'.repeat(200_000), terminal)).rejects.toMatchObject({
      ...unwritable,
      message: expect.stringContaining('ENOSPC'),
    });
    expect(readdirSync(disk.path)).toEqual(['plan.json']);
    expect(readFileSync(join(disk.path, 'plan.json'), 'utf8')).toBe('old');
  });
});

describe.skipIf(lacking.devices)('a symbolic link', () => {
  test('to a file, to a folder and to nothing is replaced, and what it led to is left alone', async () => {
    using folder = temporaryDirectory();
    writeFileSync(join(folder.path, 'target'), 'mine');
    mkdirSync(join(folder.path, 'folder'));
    for (const target of ['target', 'folder', 'nothing']) {
      const link = join(folder.path, `to-${target}`);
      symlinkSync(target, link);
      await writeOutput(link, 'new', terminal);
      expect(lstatSync(link).isFile()).toBe(true);
      expect(readFileSync(link, 'utf8')).toBe('new');
    }
    expect(readFileSync(join(folder.path, 'target'), 'utf8')).toBe('mine');
    expect(readdirSync(join(folder.path, 'folder'))).toEqual([]);
  });

  test('to a pipe or a device is written into', async () => {
    using folder = temporaryDirectory();
    const pipe = makePipe(folder.path, 'pipe');
    const link = join(folder.path, 'link');
    symlinkSync('pipe', link);
    const [text] = await Promise.all([readBy(`cat '${pipe}'`), writeOutput(link, 'new', terminal)]);
    expect(text).toBe('new');
    expect(readlinkSync(link)).toBe('pipe');
    expect(lstatSync(pipe).isFIFO()).toBe(true);
  });

  // Only asked, never written: a mistake here would replace them in the machine that runs the tests.
  test.each(['/dev/null', '/dev/stdout', '/dev/stderr', '/dev/fd/1', '/proc/self/fd/1'])(
    '%s is written into',
    async (path) => {
      expect(await outputKind(path)).toBe('written-into');
    },
  );

  test('that leads through the links of the system is written into, whatever stands at its end', async () => {
    using folder = temporaryDirectory();
    symlinkSync('/dev/stdin', join(folder.path, 'other'));
    expect(await outputKind(join(folder.path, 'other'))).toBe('written-into');
  });
});

describe.skipIf(lacking.devices)('a pipe', () => {
  test('in whose place somebody puts a link to a file is not written into, and the file stays as it was', async () => {
    using folder = temporaryDirectory();
    const pipe = makePipe(folder.path, 'pipe');
    writeFileSync(join(folder.path, 'mine'), 'mine');
    const link = join(folder.path, 'link');
    symlinkSync('mine', link);
    // Nobody reads the pipe yet, so that it is opened again and again.
    const writing = writeOutput(pipe, 'new', terminal);
    setTimeout(() => renameSync(link, pipe), 100);
    await expect(writing).rejects.toMatchObject({
      ...unwritable,
      message: `${pipe}: another file has taken its place.`,
    });
    expect(readFileSync(join(folder.path, 'mine'), 'utf8')).toBe('mine');
  });

  test('is written into as far as its reader reads, however much it is', async () => {
    using folder = temporaryDirectory();
    const pipe = makePipe(folder.path, 'pipe');
    const text = 'x'.repeat(1_000_000);
    const [length] = await Promise.all([readBy(`wc -c < '${pipe}'`), writeOutput(pipe, text, terminal)]);
    expect(Number(length)).toBe(1_000_000);
    expect(lstatSync(pipe).isFIFO()).toBe(true);
  });

  test('whose reader went away is an error', async () => {
    using folder = temporaryDirectory();
    const pipe = makePipe(folder.path, 'pipe');
    const writing = writeOutput(pipe, 'x'.repeat(1_000_000), terminal);
    await Promise.all([expect(writing).rejects.toMatchObject(unwritable), readBy(`head -c 10 '${pipe}'`)]);
  });

  test('that nobody reads is given up, and left as it is', async () => {
    using folder = temporaryDirectory();
    const pipe = makePipe(folder.path, 'pipe');
    await expect(writeOutput(pipe, 'x', terminal)).rejects.toMatchObject({
      ...unwritable,
      message: `${pipe}: nobody reads it within 10 s`,
    });
    expect(lstatSync(pipe).isFIFO()).toBe(true);
  }, 20_000);

  test('that nobody reads does not outlast an interrupt', async () => {
    using folder = temporaryDirectory();
    const over = new AbortController();
    const interrupted = new ScaleoutError('command.interrupted', 'The command was interrupted.');
    const writing = writeOutput(makePipe(folder.path, 'pipe'), 'x', terminalOf(over.signal).terminal);
    over.abort(interrupted);
    await expect(writing).rejects.toBe(interrupted);
  });
});

describe.skipIf(lacking.devices)('a socket', () => {
  test('is refused, and left alone', async () => {
    using folder = temporaryDirectory();
    const path = join(folder.path, 'socket');
    const server = createServer().listen(path);
    await once(server, 'listening');
    try {
      await expect(writeOutput(path, 'x', terminal)).rejects.toMatchObject({
        ...unwritable,
        message: `${path}: it is a socket.`,
      });
      expect(lstatSync(path).isSocket()).toBe(true);
    } finally {
      server.close();
    }
  });
});

describe.skipIf(withoutDevices)('a device', () => {
  test('is written into and stays one', async () => {
    using folder = temporaryDirectory();
    const device = makeDevice(folder.path, 'null', 'null');
    await writeOutput(device, 'x', terminal);
    expect(lstatSync(device).isCharacterDevice()).toBe(true);
    expect(readdirSync(folder.path)).toEqual(['null']);
  });

  test('that is full is an error', async () => {
    using folder = temporaryDirectory();
    const device = makeDevice(folder.path, 'full', 'full');
    await expect(writeOutput(device, 'x', terminal)).rejects.toMatchObject({
      ...unwritable,
      message: expect.stringContaining('ENOSPC'),
    });
    expect(lstatSync(device).isCharacterDevice()).toBe(true);
    expect(readdirSync(folder.path)).toEqual(['full']);
  });

  test('that is a disk is refused', async () => {
    using folder = temporaryDirectory();
    const disk = join(folder.path, 'disk');
    // A number that no driver has: nothing could be written even if it were tried.
    execFileSync('mknod', [disk, 'b', '254', '250']);
    await expect(writeOutput(disk, 'x', terminal)).rejects.toMatchObject({
      ...unwritable,
      message: `${disk}: it is a disk.`,
    });
    expect(lstatSync(disk).isBlockDevice()).toBe(true);
  });
});

test.each([
  ['NUL', '\\\\.\\NUL'],
  ['nul', '\\\\.\\nul'],
  ['C:\\plans\\NUL.json', '\\\\.\\NUL'],
  ['plans/con', '\\\\.\\CONOUT$'],
  ['LPT1:', '\\\\.\\LPT1'],
  ['\\\\.\\pipe\\plans', '\\\\.\\pipe\\plans'],
  ['null', undefined],
  ['contents.json', undefined],
  ['C:\\nul\\plan.json', undefined],
])('on Windows %s means the device %s', (path, device) => {
  expect(windowsDevice(path, 'win32')).toBe(device);
  expect(windowsDevice(path, 'linux')).toBeUndefined();
});
