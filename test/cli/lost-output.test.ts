import type { ChildProcess } from 'node:child_process';
import { closeSync, existsSync, openSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { noTinyDisk, tinyDisk } from '../../packages/sandbox/test/support/tiny-disk.js';
import { lacking } from '../support/posix.js';
import { type Folder, type Output, runCli, spawnCli, temporaryFolder } from '../support/run-cli.js';
import { runHere } from '../support/run-here.js';
import { until } from '../support/until.js';
import { topologyText, twoWorkers } from './topologies.js';

const apply = ['apply', '--yes', '--sandbox', 'fleet'] as const;

async function folderWith(topology: string): Promise<Folder> {
  const folder = await temporaryFolder();
  await folder.write('topology.yaml', topology);
  return folder;
}

const children = new Set<ChildProcess>();
afterEach(() => {
  for (const child of children) child.kill('SIGKILL');
  children.clear();
});

/** Starts the program with these outputs, and tells how it ended. */
function started(folder: Folder, words: readonly string[], outputs: readonly [Output, Output]) {
  const child = spawnCli(words, { cwd: folder.path }, outputs);
  children.add(child);
  const text = { out: '', err: '' };
  child.stdout?.on('data', (bytes: Buffer) => (text.out += bytes.toString()));
  child.stderr?.on('data', (bytes: Buffer) => (text.err += bytes.toString()));
  const code = new Promise<number | null>((resolve) => child.on('close', resolve));
  return { child, text, code };
}

/** The lines of the folder's history. */
function historyOf(folder: Folder) {
  const file = folder.file('.scaleout/test.history.jsonl');
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  return text.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line)]));
}

/** How many applies have ended there. */
function endsOf(folder: Folder): number {
  return historyOf(folder).filter(({ type }) => type === 'end').length;
}

/** Whether the fleet is as the topology says: no worker was left disabled. */
async function expectWhole(folder: Folder): Promise<void> {
  expect(historyOf(folder)).toMatchObject([{ type: 'begin' }, { type: 'end', result: 'done' }]);
  const planned = await runHere(['plan', '--detailed-exitcode', '--sandbox', 'fleet'], { cwd: folder.path });
  expect(planned.code).toBe(0);
}

describe('a reader that goes away', () => {
  const closing = {
    'standard output': (child: ChildProcess) => child.stdout?.destroy(),
    'standard error': (child: ChildProcess) => child.stderr?.destroy(),
    both: (child: ChildProcess) => {
      child.stdout?.destroy();
      child.stderr?.destroy();
    },
  } as const;
  const moments = [
    ['standard output', 'at the start', []],
    ['standard output', 'after the first bytes', []],
    ['standard output', 'in the middle of the steps', []],
    ['standard output', 'in the middle of the steps', ['--json']],
    ['standard output', 'after the first bytes', ['--json']],
    ['standard error', 'at the start', []],
    ['both', 'in the middle of the steps', []],
  ] as const;

  test.each(moments)('%s, %s (%o): apply goes on to its end and ends with its own code', async (which, when, more) => {
    await using folder = await folderWith(twoWorkers);
    const { child, text, code } = started(folder, [...apply, ...more], ['pipe', 'pipe']);
    if (when === 'after the first bytes') await until('output', () => text.out !== '', 30_000);
    if (when === 'in the middle of the steps') {
      await until('a step that ended', () => /\bdone {5}|"step_complete"/.test(text.out), 30_000);
    }
    closing[which](child);
    expect(await code).toBe(0);
    if (which === 'standard output') {
      expect(text.err).toMatch(/^warn: Nobody reads standard output any more\. The apply goes on/m);
    }
    expect(text.err).not.toMatch(/^\s+at |EPIPE/m);
    await expectWhole(folder);
  });

  test('commands that only print end quietly, with the code that they have anyway', async () => {
    await using folder = await folderWith(twoWorkers);
    for (const [words, expected] of [
      [['plan', '--sandbox', 'fleet', '--create', '--detailed-exitcode'], 2],
      [['plan', '--sandbox', 'fleet', '--json'], 0],
      [['status', '--sandbox', 'fleet'], 0],
      [['validate'], 0],
      [['history'], 0],
      [['--help'], 0],
      [['--version'], 0],
      [['plan', '-f', 'none.yaml', '--json'], 3],
    ] as const) {
      const { child, text, code } = started(folder, words, ['pipe', 'pipe']);
      child.stdout?.destroy();
      expect([words, await code]).toEqual([words, expected]);
      expect(text.err).not.toMatch(/EPIPE|output-lost|Nobody reads|^\s+at /m);
    }
  });

  test('watch goes on, says it once, and stops as ever', async () => {
    await using folder = await folderWith(twoWorkers);
    const words = ['watch', '--mode', 'full', '--sandbox', 'fleet', '--create', '--json', '--interval', '1s'];
    const { child, text, code } = started(folder, words, ['pipe', 'pipe']);
    await until('output', () => text.out !== '', 30_000);
    child.stdout?.destroy();
    await until('an apply that nobody reads of', () => endsOf(folder) === 1, 30_000);
    await folder.write('topology.yaml', twoWorkers.replace('Loader 1', 'Loader 2'));
    await until('one more', () => endsOf(folder) === 2, 30_000);
    child.kill('SIGTERM');
    expect(await code).toBe(0);
    expect(text.err.match(/Nobody reads standard output/g)).toHaveLength(1);
  });

  test.skipIf(lacking.signals)(
    'sandbox serve goes on serving (a process on Windows gets no signal that ends it)',
    async () => {
      await using folder = await folderWith(twoWorkers);
      const { child, text, code } = started(folder, ['sandbox', 'serve', 'fleet', '--json'], ['pipe', 'pipe']);
      await until('where it serves', () => text.out.includes('\n'), 30_000);
      child.stdout?.destroy();
      expect((await runCli(['status', '--sandbox', 'fleet'], { cwd: folder.path })).code).toBe(0);
      child.kill('SIGTERM');
      expect({ code: await code, err: text.err }).toEqual({ code: 0, err: '' });
    },
  );
});

test.skipIf(lacking.signals)(
  'a reader that does not read holds no step up, and a signal then ends the process with the code of the apply (a pipe blocks its writer on Windows)',
  async () => {
    const machines = Array.from({ length: 300 }, (_, index) => `ETL${index + 100}`);
    const workers = machines.map((machine) => `  - { machine: ${machine}, description: ${'x'.repeat(900)} }`);
    await using folder = await folderWith(topologyText('workers:', ...workers));
    const child = spawnCli([...apply, '--json'], { cwd: folder.path }, ['pipe', 'ignore']);
    children.add(child);
    const code = new Promise((resolve) => child.on('exit', resolve));
    await until('the end of the apply', () => endsOf(folder) === 1, 50_000);
    // The fleet is closed a little later, and what is waited for after that is the reader alone.
    await until('the fleet is free', () => !readdirSync(folder.file('fleet')).some((name) => name === 'server.json'));
    expect(child.exitCode).toBeNull();
    child.kill('SIGTERM');
    expect(await code).toBe(0);
  },
);

// Only Linux and the BSDs have a device that is always full.
describe.skipIf(!existsSync('/dev/full'))('a full disk under standard output', () => {
  function onFullDisk(folder: Folder, words: readonly string[], which: 'out' | 'err' | 'both') {
    const full = openSync('/dev/full', 'w');
    const { text, code } = started(folder, words, [which === 'err' ? 'pipe' : full, which === 'out' ? 'pipe' : full]);
    closeSync(full);
    return code.then((ended) => ({ code: ended, ...text }));
  }

  test('what only prints is no success, and says so once', async () => {
    await using folder = await folderWith(twoWorkers);
    for (const words of [
      ['plan', '--sandbox', 'fleet', '--create', '--json'],
      ['plan', '--sandbox', 'fleet', '--detailed-exitcode'],
      ['status', '--sandbox', 'fleet'],
      ['validate'],
      ['history'],
      ['--help'],
      ['plan', '--help'],
      ['--version'],
    ]) {
      const { code, err } = await onFullDisk(folder, words, 'out');
      expect([words, code]).toEqual([words, 1]);
      expect(err.match(/\[command\.output-lost\]/g)).toHaveLength(1);
      expect(err).toContain('ENOSPC');
      expect(err).not.toMatch(/^\s+at |node:/m);
    }
  });

  test('a command that failed keeps its code', async () => {
    await using folder = await folderWith('name: [');
    expect((await onFullDisk(folder, ['plan', '--json'], 'out')).code).toBe(3);
  });

  test.each(['out', 'err', 'both'] as const)('apply does all of it and ends with its own code (%s)', async (which) => {
    await using folder = await folderWith(twoWorkers);
    const { code, err } = await onFullDisk(folder, apply, which);
    expect(code).toBe(0);
    if (which === 'out') {
      expect(err.match(/\[command\.output-lost\]/g)).toHaveLength(1);
      expect(err).not.toMatch(/^\s+at |node:/m);
    }
    await expectWhole(folder);
  });

  test('what was printed counts where only standard error is full', async () => {
    await using folder = await folderWith(twoWorkers);
    const { code, out } = await onFullDisk(folder, ['plan', '--sandbox', 'fleet', '--create', '--json'], 'err');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ formatVersion: 1 });
  });
});

describe.skipIf(noTinyDisk)('a full disk', () => {
  test('under the history is one warning, and the apply goes on', async () => {
    await using folder = await folderWith(twoWorkers);
    using disk = tinyDisk(folder.file('tiny'));
    disk.fill();
    const { code, out, err } = await runCli([...apply, '--history', disk.path], { cwd: folder.path });
    expect(code).toBe(0);
    expect(`${out}${err}`.match(/\[history\.unwritable\]/g)).toHaveLength(1);
    expect(out).toContain('Applied: 6 steps done');
    expect(readdirSync(disk.path).filter((name) => name.endsWith('.lock'))).toEqual([]);
  });

  test('under --out leaves no half file, and no other', async () => {
    await using folder = await folderWith(twoWorkers);
    using disk = tinyDisk(folder.file('tiny'));
    await runCli(['plan', '--sandbox', 'fleet', '--create', '--out', join(disk.path, 'plan.json')], {
      cwd: folder.path,
    });
    const before = readFileSync(join(disk.path, 'plan.json'), 'utf8');
    disk.fill();
    for (const name of ['plan.json', 'other.json']) {
      const words = ['plan', '--sandbox', 'fleet', '--out', join(disk.path, name)];
      const { code, err } = await runCli(words, { cwd: folder.path });
      expect({ code, err }).toEqual({ code: 3, err: expect.stringContaining('[command.output-unwritable]') });
    }
    expect(readdirSync(disk.path).sort()).toEqual(['filler', 'plan.json']);
    expect(readFileSync(join(disk.path, 'plan.json'), 'utf8')).toBe(before);
  });

  test('under the log of watch: it goes on, says it once, and the log goes on when there is room', async () => {
    await using folder = await folderWith(twoWorkers);
    using disk = tinyDisk(folder.file('tiny'));
    const log = join(disk.path, 'watch.log');
    const file = openSync(log, 'a');
    const words = ['watch', '--mode', 'full', '--sandbox', 'fleet', '--create', '--interval', '1s'];
    const { child, text, code } = started(folder, words, [file, 'pipe']);
    closeSync(file);
    const written = () => readFileSync(log, 'utf8');
    await until('the first apply', () => written().includes('"done":6'), 30_000);
    disk.fill();
    let applies = endsOf(folder);
    const applied = async () => {
      applies += 1;
      await folder.write('topology.yaml', twoWorkers.replace('Loader 1', `Loader number ${applies}`));
      await until('one more apply', () => endsOf(folder) === applies, 30_000);
    };
    // The last page of the log has room for a few lines.
    while (!text.err.includes('[command.output-lost]')) {
      await applied();
      expect(applies).toBeLessThan(20);
    }
    await applied();
    disk.free();
    await applied();
    await until('a line after it', () => text.err.includes('can be written again'), 30_000);
    child.kill('SIGTERM');
    expect(await code).toBe(0);
    const lines = written().trimEnd().split('\n');
    // One line at most was cut off, and none was glued to it.
    const torn = lines.filter((line) => !/^\{.*\}$/.test(line));
    expect(torn.length).toBeLessThanOrEqual(1);
    expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ event: 'watch_stopped' });
    expect(text.err.match(/\[command\.output-lost\]/g)).toHaveLength(1);
  });
});
