import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { Request } from '../../packages/sandbox/src/engine.js';
import { startTestSandbox, type TestSandboxOptions } from '../../packages/sandbox/test/support/sandbox.js';
import { openLock } from '../../src/providers/ssisdb/lock/open-lock.js';
import { systemClock } from '../../src/providers/waiting.js';
import { startProxy } from '../support/faulty-proxy.js';
import { lacking } from '../support/posix.js';
import { connectionTo } from '../support/provider-connection.js';
import { finished, runCli, startCli, temporaryFolder } from '../support/run-cli.js';
import { until } from '../support/until.js';

const { signal } = new AbortController();

/** A sandbox in this process, which records what it is asked, and topologies for it. */
async function recordedWorld(options: TestSandboxOptions = {}) {
  const sandbox = await startTestSandbox(options);
  const folder = await temporaryFolder();
  const runOptions = { cwd: folder.path, env: { TEST_PASSWORD: sandbox.passwordOf('scaleout') } };
  return {
    sandbox,
    options: runOptions,
    topology(name: string, lines: readonly string[], port = sandbox.connection.port): Promise<string> {
      const head = [
        'apiVersion: ssis-scaleout/v1',
        `name: ${name}`,
        'catalog:',
        `  server: "127.0.0.1,${port}"`,
        '  trustServerCertificate: true',
        '  authentication: { type: sql, user: scaleout, password: { env: TEST_PASSWORD } }',
      ];
      return folder.write(`${randomUUID()}.yaml`, [...head, ...lines, ''].join('\n'));
    },
    run: (words: readonly string[]) => runCli(words, runOptions),
    async [Symbol.asyncDispose]() {
      await sandbox[Symbol.asyncDispose]();
      await folder[Symbol.asyncDispose]();
    },
  };
}

/** Sets the tags and the description of both workers, and tells whose doing a write is. */
const workersOf = (mark: string) => [
  'workers:',
  ...['ETL01', 'ETL02'].map((machine) => `  - { machine: ${machine}, tags: ${mark}, description: ${mark} }`),
];

/** `O` for an observation, the first letter of its value for a write. */
function letter(request: Request): string {
  if (request.type !== 'rpc') return '';
  if (request.procedure === 'catalog.set_worker_agent_property')
    return String(request.parameters[2]?.value).slice(0, 1);
  return JSON.stringify(request.parameters[0]?.value ?? '').includes('FROM catalog.executions') ? 'O' : '';
}

const eventsOf = (out: string) =>
  out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

describe('two applies at once', () => {
  test('that wait for each other: nothing interleaves, and the last one wins', async () => {
    await using world = await recordedWorld();
    const files = await Promise.all(['a', 'b', 'c'].map((mark) => world.topology('same', workersOf(mark))));
    const done = await Promise.all(
      files.map((file) => world.run(['apply', file, '--yes', '--lock-timeout', '60s', '--parallelism', '2'])),
    );
    expect(done.map(({ code, err }) => [code, err.replace(/^waiting for the lock: .*\n/gm, '')])).toEqual([
      [0, ''],
      [0, ''],
      [0, ''],
    ]);
    const record = world.sandbox.requests.map(({ request }) => letter(request)).join('');
    // Each observes when it has the lock, writes its four values, and looks how the fleet is then.
    expect(record).toMatch(/^(O([abc])\2{3}O){3}$/);
    const last = record.at(-2);
    const pool = await world.sandbox.connect();
    const rows = await pool
      .request()
      .query("SELECT Tags, Description FROM catalog.worker_agents WHERE MachineName IN (N'ETL01', N'ETL02')");
    expect(rows.recordset).toEqual([
      { Tags: last, Description: last },
      { Tags: last, Description: last },
    ]);
  });

  test('of two topologies: one is done, the other refused, and only the first one writes', async () => {
    await using world = await recordedWorld();
    const files = await Promise.all(['alpha', 'beta'].map((name) => world.topology(name, workersOf(name))));
    const [one, other] = await Promise.all(
      files.map((file) => world.run(['apply', file, '--yes', '--lock-timeout', '60s'])),
    );
    expect([one?.code, other?.code].sort()).toEqual([0, 5]);
    const refused = one?.code === 5 ? one : other;
    expect(refused?.out).toContain('[guard.other-topology]');
    expect(world.sandbox.requests.map(({ request }) => letter(request)).join('')).toMatch(/^O([ab])\1{3}OO$/);
    const loser = files[one?.code === 5 ? 0 : 1] ?? '';
    expect((await world.run(['plan', loser])).code).toBe(5);
    const planned = await world.run(['plan', loser, '--take-over']);
    expect(planned).toMatchObject({ code: 0, out: expect.stringContaining('[plan.takes-over]') });
    expect((await world.run(['apply', loser, '--yes', '--take-over'])).code).toBe(0);
    expect((await world.run(['apply', loser, '--yes'])).code).toBe(0);
  });
});

describe('while another holds the lock', () => {
  async function heldWorld() {
    const world = await recordedWorld();
    const options = { clock: systemClock, random: Math.random, who: 'anna@build7', now: () => new Date() };
    const lock = openLock(connectionTo(world.sandbox), options);
    const held = await lock.acquire({ purpose: 'apply warehouse', timeout: 0, onWait: () => undefined }, signal);
    return {
      ...world,
      held,
      async [Symbol.asyncDispose]() {
        await lock[Symbol.asyncDispose]();
        await world[Symbol.asyncDispose]();
      },
    };
  }

  test('apply is refused at once and says who, plan and status go on', async () => {
    await using world = await heldWorld();
    const file = await world.topology('same', workersOf('a'));
    const applied = await world.run(['apply', file, '--yes']);
    expect(applied).toMatchObject({ code: 5, out: '' });
    expect(applied.err).toMatch(
      /Held by anna@build7, login SANDBOX\\scaleout since \d{4}-.* for: apply warehouse .*KILL \d+/,
    );
    expect(applied.err).toContain('--lock-timeout');
    expect((await world.run(['plan', file])).code).toBe(0);
    expect((await world.run(['status', file])).code).toBe(0);
  });

  test('apply --json tells it by events', async () => {
    await using world = await heldWorld();
    const file = await world.topology('same', workersOf('a'));
    const { code, out } = await world.run(['apply', file, '--yes', '--json', '--lock-timeout', '1s']);
    expect(code).toBe(5);
    const held = { type: 'diagnostic', diagnostic: { code: 'guard.lock-held' } };
    expect(eventsOf(out)).toMatchObject([
      { type: 'version' },
      {
        ...held,
        diagnostic: { severity: 'note', detail: expect.stringContaining('waiting for the lock: anna@build7') },
      },
      { ...held, diagnostic: { severity: 'error' } },
      { type: 'apply_summary', result: 'refused', done: 0 },
    ]);
  });

  test('apply --lock-timeout waits, tells for whom, and goes on when it is free', async () => {
    await using world = await heldWorld();
    const file = await world.topology('same', workersOf('a'));
    const child = startCli(['apply', file, '--yes', '--lock-timeout', '1m'], world.options);
    let told = '';
    child.stderr.on('data', (bytes: Buffer) => {
      told += bytes.toString();
    });
    const ended = finished(child);
    await until('it waits', () => told.includes('waiting for the lock'), 20_000);
    await world.held[Symbol.asyncDispose]();
    const { code, err } = await ended;
    expect({ code, err }).toEqual({
      code: 0,
      err: expect.stringMatching(
        /^waiting for the lock: anna@build7, login SANDBOX\\scaleout holds it since \d{4}-\d\d-\d\d \d\d:\d\d:\d\d \+00:00 \(\d+ s\) for: apply warehouse \(session \d+\)\n$/,
      ),
    });
  });

  test.skipIf(lacking.signals)('Ctrl-C ends the wait at once', async () => {
    await using world = await heldWorld();
    const file = await world.topology('same', workersOf('a'));
    const child = startCli(['apply', file, '--yes', '--lock-timeout', '1m'], world.options);
    let told = '';
    child.stderr.on('data', (bytes: Buffer) => {
      told += bytes.toString();
    });
    const ended = finished(child);
    await until('it waits', () => told.includes('waiting for the lock'), 20_000);
    const began = performance.now();
    child.kill('SIGINT');
    expect((await ended).code).toBe(130);
    expect(performance.now() - began).toBeLessThan(5_000);
  });

  test.each(['5', 'soon', '-1s', '200h'])('--lock-timeout %s is no time', async (time) => {
    await using world = await recordedWorld();
    const file = await world.topology('same', workersOf('a'));
    const { code, err } = await world.run(['apply', file, '--yes', '--lock-timeout', time]);
    expect({ code, err }).toEqual({ code: 3, err: expect.stringContaining('[command.usage]') });
  });
});

test('a lock that is lost while steps run: no further step is begun, and the result is partial', async () => {
  await using world = await recordedWorld();
  await using proxy = await startProxy(world.sandbox.connection);
  const machines = ['ETL01', 'ETL02', 'ETL03'];
  const lines = (enabled: readonly string[]) => [
    'policy: { rollout: { maxUnavailable: 1, pauseAfterFirst: 10m } }',
    'workers:',
    ...machines.map((machine) => `  - { machine: ${machine}, enabled: ${enabled.includes(machine)} }`),
  ];
  const enabled = await world.run(['apply', await world.topology('same', lines(machines)), '--yes']);
  expect(enabled.code).toBe(0);
  const file = await world.topology('same', lines(['ETL03']), proxy.port);
  const child = startCli(['apply', file, '--yes', '--json'], world.options);
  let out = '';
  child.stdout.on('data', (bytes: Buffer) => {
    out += bytes.toString();
  });
  const ended = finished(child);
  await until('the first step is done', () => out.includes('step_complete'), 20_000);
  proxy.hangUp();
  const { code } = await ended;
  expect(code).toBe(6);
  const events = eventsOf(out);
  expect(events.filter(({ type }) => type === 'step_start')).toHaveLength(1);
  expect(events).toContainEqual(
    expect.objectContaining({ type: 'diagnostic', diagnostic: expect.objectContaining({ code: 'guard.lock-lost' }) }),
  );
  expect(events.at(-1)).toMatchObject({ type: 'apply_summary', result: 'partial', done: 1 });
  const skipped = 'the lock on the catalog was lost before it began';
  expect(events).toContainEqual(expect.objectContaining({ type: 'step_skipped', reason: skipped }));
  const { applies } = JSON.parse((await world.run(['history', file, '--json'])).out);
  expect(applies[0]).toMatchObject({
    state: 'ended',
    result: 'partial',
    counts: { done: 1, skipped: 1 },
    codes: ['guard.lock-lost'],
    steps: [{ outcome: 'done' }, { outcome: 'skipped', detail: skipped }],
  });
  const shown = (await world.run(['history', file])).out;
  expect(shown).toMatch(/^2 .* in part +apply +2 changes, 1 of 2 steps/m);
  expect(shown).not.toContain('refused');
  expect((await world.run(['history', file, '2'])).out).toMatch(/^ +Errors +guard\.lock-lost$/m);
  expect((await world.run(['apply', await world.topology('same', lines(machines)), '--yes'])).code).toBe(0);
});

test('a worker that somebody protects while another is drained: its drain fails, and it is not said to be out', async () => {
  const machines = ['ETL01', 'ETL02', 'ETL03'];
  await using world = await recordedWorld({
    onRequest(request, { store }) {
      if (request.type !== 'rpc' || request.procedure !== 'catalog.disable_worker_agent') return;
      for (const [key, row] of store.rows('workerAgents')) {
        if (row.machineName === 'ETL02') store.put('workerAgents', key, { ...row, tags: 'scaleout:protected' });
      }
    },
  });
  const lines = (enabled: readonly string[]) => [
    'policy: { rollout: { maxUnavailable: 1, maxFailures: 1 } }',
    'workers:',
    ...machines.map((machine) => `  - { machine: ${machine}, enabled: ${enabled.includes(machine)} }`),
    '  - { machine: ETL04, enabled: true }',
  ];
  expect((await world.run(['apply', await world.topology('same', lines(machines)), '--yes'])).code).toBe(0);
  const { code, out } = await world.run(['apply', await world.topology('same', lines([])), '--yes', '--json']);
  expect(code).toBe(6);
  const events = eventsOf(out);
  expect(events).toContainEqual(
    expect.objectContaining({
      type: 'step_errored',
      step: 'worker/ETL02:disable',
      diagnostic: expect.objectContaining({ code: 'guard.step-stale', detail: expect.stringContaining('protected') }),
    }),
  );
  expect(events.filter(({ diagnostic }) => diagnostic?.code === 'apply.worker-left-out')).toEqual([]);
  // Its place is free for the next one.
  expect(events.at(-1)).toMatchObject({ type: 'apply_summary', result: 'partial', done: 2, errored: 1, skipped: 0 });
});
