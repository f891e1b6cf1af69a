import { chmod, readdir, readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';
import { describe, expect, test } from 'vitest';
import { openBrowser } from '../../../src/cli/commands/ui.js';
import { uiOptions } from '../../../src/cli/ui-options.js';
import type { Snapshot } from '../../../src/page/wire/stream.js';
import { lacking } from '../../support/posix.js';
import { finished, type RunOptions, runCli, startCli, temporaryFolder } from '../../support/run-cli.js';
import { servedSandbox } from '../../support/served-sandbox.js';
import { until } from '../../support/until.js';
import { twoWorkers } from '../topologies.js';

/** scaleout ui as a process, from the moment when it names its address. */
async function startUi(words: readonly string[], options: RunOptions) {
  const child = startCli(['ui', ...words], options);
  const ended = finished(child);
  const lines: string[] = [];
  const told = { err: '' };
  child.stderr.on('data', (text: string) => {
    told.err += text;
  });
  createInterface({ input: child.stdout }).on('line', (line) => lines.push(line));
  const stop = async () => {
    child.kill('SIGTERM');
    return ended;
  };
  const dispose = async () => {
    child.kill('SIGKILL');
    await ended;
  };
  await until('the address is named', () => lines.length > 0 || child.exitCode !== null, 20_000);
  return { line: lines[0] ?? (await ended).err, told, stop, [Symbol.asyncDispose]: dispose };
}

/** What a new page is shown, once the topology was looked at. */
async function shown(url: string): Promise<NonNullable<Snapshot['topology']>> {
  for (const end = performance.now() + 20_000; performance.now() < end; ) {
    const { body } = await fetch(new URL('/api/stream', url));
    let text = '';
    for await (const part of body ?? []) {
      text += Buffer.from(part).toString();
      if (/event: snapshot\ndata: .*\n\n/.test(text)) break;
    }
    const { topology }: Snapshot = JSON.parse(/event: snapshot\ndata: (.*)/.exec(text)?.[1] ?? '{}');
    if (topology?.head.lookedAt != null) return topology;
  }
  throw new Error('The topology was not looked at.');
}

describe.skipIf(lacking.signals)('scaleout ui', () => {
  test('shows the farm, leaves everything as it is, stands in nobody’s way, and ends with 0', async () => {
    await using sandbox = await servedSandbox(twoWorkers);
    const { folder } = sandbox;
    await folder.write('topology.yaml', twoWorkers);
    const run = (...words: string[]) => runCli([...words, '--sandbox', 'fleet'], { cwd: folder.path });
    // A plan that waits: a watch would take that note out of the catalog.
    const waits = ['watch', '--mode', 'safe', '--approve', '--once', '--no-history'];
    expect((await run(...waits)).code).toBe(0);
    const waiting = async () => JSON.parse((await run('status', '--json')).out).waiting;
    const before = await waiting();
    expect(before).toHaveLength(1);
    const files = (await readdir(folder.path)).sort();

    await using ui = await startUi(['--sandbox', 'fleet', '--json', '--listen', '127.0.0.1:0', '--interval', '1s'], {
      cwd: folder.path,
    });
    const { url, formatVersion } = JSON.parse(ui.line);
    expect(formatVersion).toBe(1);
    const topology = await shown(url);
    expect(topology.head).toMatchObject({ name: 'test', mode: 'looks', leader: null });
    expect(topology.workers.map(([key]) => key).sort()).toEqual(['ETL01', 'ETL02']);
    expect(await (await fetch(new URL('/api/session', url))).json()).toMatchObject({
      via: 'loopback',
      role: 'viewer',
      actions: [],
      edits: true,
    });
    expect((await fetch(new URL('/healthz', url))).status).toBe(404);

    const edit = await fetch(new URL('/api/topologies/test/edit', url), {
      method: 'POST',
      headers: { Origin: new URL(url).origin, 'Content-Type': 'application/json' },
      body: JSON.stringify({ kind: 'set', worker: 'ETL02', set: { description: 'Daily' }, unset: [] }),
    });
    expect([edit.status, await edit.json()]).toEqual([
      200,
      expect.objectContaining({ diff: expect.stringContaining('Daily') }),
    ]);
    expect(await readFile(folder.file('topology.yaml'), 'utf8')).toBe(twoWorkers);

    const lookedAt = Date.parse(topology.head.lookedAt ?? '');
    while (Date.parse((await shown(url)).head.lookedAt ?? '') <= lookedAt);
    expect(await waiting()).toEqual(before);
    expect((await readdir(folder.path)).sort()).toEqual(files);
    // A watch beside it leads, and applies under the lock: neither is taken.
    const applied = await run('watch', '--mode', 'safe', '--once', '--json', '--no-history');
    expect(applied.out).toContain('"isLeader":true');
    expect(applied.code).toBe(0);
    expect(await ui.stop()).toMatchObject({ code: 0, err: '' });
  });

  test('takes another port where the usual one is taken, and says which', async () => {
    await using place = await temporaryFolder();
    const usual = createServer().listen(8393, '127.0.0.1');
    // Another program may have it already: that is as good.
    await new Promise<void>((resolve) => usual.once('listening', resolve).once('error', () => resolve()));
    try {
      await using ui = await startUi(['missing.yaml'], { cwd: place.path });
      const [, url = ''] = /^The page is at (http:\/\/127\.0\.0\.1:\d+\/) until Ctrl-C\.$/.exec(ui.line) ?? [];
      expect(url).not.toContain(':8393/');
      expect((await fetch(url)).status).toBe(200);
      await until('what is wrong with the file is told', () => ui.told.err.includes('missing.yaml'), 20_000);
      expect(await ui.stop()).toMatchObject({ code: 0 });
    } finally {
      usual.close();
    }
  });
});

test('an address that others can reach needs a login and TLS: 3', async () => {
  await using place = await temporaryFolder();
  const run = (...words: string[]) => runCli(['ui', '--listen', '0.0.0.0:0', ...words], { cwd: place.path });
  expect(await run()).toMatchObject({ code: 3, err: expect.stringContaining('[login.needed]') });
  await place.write(
    'login.yaml',
    'apiVersion: ssis-scaleout/v1\ntokens: [{ name: a, role: viewer, token: { env: T } }]\n',
  );
  expect(await run('--login', 'login.yaml')).toMatchObject({
    code: 3,
    err: expect.stringContaining('[login.tls-needed]'),
  });
});

test('what cannot be is refused before anything is opened', () => {
  const usual = { interval: 15, machineInterval: 600 };
  expect(() => uiOptions('-', usual)).toThrow('standard input');
  expect(() => uiOptions(undefined, { ...usual, tlsCertificate: 'a.pem' })).toThrow(
    '--tls-certificate goes with --tls-key',
  );
  expect(() => uiOptions(undefined, { ...usual, tlsKey: 'a.pem' })).toThrow('--tls-key goes with --tls-certificate');
  expect(() => uiOptions(undefined, { ...usual, create: true })).toThrow('--sandbox');
});

test.runIf(process.platform === 'linux')(
  'the browser gets the address as one word, and one that is not there is told of',
  async () => {
    await using place = await temporaryFolder();
    await place.write('xdg-open', `#!/bin/sh\nprintf '%s\\n' "$#" "$1" > ${place.file('said')}\n`);
    await chmod(place.file('xdg-open'), 0o755);
    const { PATH } = process.env;
    try {
      process.env.PATH = `${place.path}:${PATH}`;
      const url = 'http://127.0.0.1:1/?a=$(touch x)&b';
      expect(await openBrowser(url, 'linux')).toBeUndefined();
      expect(await readFile(place.file('said'), 'utf8')).toBe(`1\n${url}\n`);
      process.env.PATH = place.file('nothing');
      expect(await openBrowser(url, 'linux')).toBe('xdg-open cannot be started');
    } finally {
      process.env.PATH = PATH;
    }
  },
);
