import { describe, expect, test } from 'vitest';
import { startProxy } from '../support/faulty-proxy.js';
import { finished, runCli, startCli } from '../support/run-cli.js';
import { servedByCli } from '../support/served-sandbox.js';
import { until } from '../support/until.js';

/** A served sandbox behind a proxy, and a topology that goes through it. */
async function behindProxy() {
  const sandbox = await servedByCli();
  const proxy = await startProxy(sandbox.served);
  await sandbox.folder.write(
    'topology.yaml',
    [
      'apiVersion: ssis-scaleout/v1',
      'name: interrupted',
      'catalog:',
      `  server: "127.0.0.1,${proxy.port}"`,
      '  trustServerCertificate: true',
      '  authentication: { type: sql, user: scaleout, password: { env: TEST_PASSWORD } }',
      'workers: [{ machine: ETL01, tags: night }, { machine: ETL02, tags: night }]',
      '',
    ].join('\n'),
  );
  return {
    proxy,
    options: { cwd: sandbox.folder.path, env: { TEST_PASSWORD: sandbox.passwordOf('scaleout') } },
    async [Symbol.asyncDispose]() {
      await proxy[Symbol.asyncDispose]();
      await sandbox[Symbol.asyncDispose]();
    },
  };
}

// A process on Windows gets no signal from another one, only from its console.
describe.skipIf(process.platform === 'win32')('Ctrl-C', () => {
  test('while the server hangs: ends at once with 130 and one clear error', async () => {
    await using world = await behindProxy();
    world.proxy.answers = { kind: 'stall' };
    const child = startCli(['plan'], world.options);
    const ended = finished(child);
    await until('a connection', () => world.proxy.connections > 0, 20_000);
    child.kill('SIGINT');
    const { code, out, err } = await ended;
    expect({ code, out }).toEqual({ code: 130, out: '' });
    expect(err).toContain('[command.interrupted]');
    expect(err).not.toMatch(/^\s+at /m);
  });

  test('while steps hang: the first finishes them, the second cuts them off, and the next run goes on', async () => {
    await using world = await behindProxy();
    const marking = ['apply', '--yes', '--exclude', 'worker/ETL01', '--exclude', 'worker/ETL02'];
    expect((await runCli(marking, world.options)).code).toBe(0);
    const before = world.proxy.received;
    expect((await runCli(['apply'], world.options)).err).toContain('[guard.no-terminal]');
    // So much did the logins, the lock and an observation take; the first step's answer is held back.
    world.proxy.answers = { kind: 'stall', after: world.proxy.received - before + 100 };
    const child = startCli(['apply', '--yes', '--json'], world.options);
    let out = '';
    let err = '';
    child.stdout.on('data', (text: Buffer) => {
      out += text.toString();
    });
    child.stderr.on('data', (text: Buffer) => {
      err += text.toString();
    });
    const ended = finished(child);
    await until('a step under way', () => out.includes('step_start'), 20_000);
    child.kill('SIGINT');
    await until('the first answer to Ctrl-C', () => err.includes('Ctrl-C again'), 10_000);
    expect(child.exitCode).toBeNull();
    child.kill('SIGINT');
    expect((await ended).code).toBe(130);
    const events = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(events.at(-1)).toMatchObject({ type: 'apply_summary', result: 'interrupted' });
    expect(events).toContainEqual(
      expect.objectContaining({
        type: 'step_errored',
        diagnostic: expect.objectContaining({ code: 'command.interrupted' }),
      }),
    );

    world.proxy.answers = { kind: 'forward' };
    const next = await runCli(['apply', '--yes'], world.options);
    expect(next.code).toBe(0);
    const last = await runCli(['plan', '--detailed-exitcode'], world.options);
    expect(last.code).toBe(0);
  });
});

test('a server that closes in mid-answer: one clear error, and 4', async () => {
  await using world = await behindProxy();
  await runCli(['plan'], world.options);
  world.proxy.answers = { kind: 'cut', after: world.proxy.received - 300 };
  const { code, out, err } = await runCli(['plan'], world.options);
  // The read is tried again on a new connection, which is cut before its first byte.
  expect({ code, out }).toEqual({ code: 4, out: '' });
  expect(err.match(/^error: /gm)).toHaveLength(1);
  expect(err).toMatch(/\[catalog\.(connection-lost|unreachable|tls-failed)\]/);
  expect(err).not.toMatch(/^\s+at /m);
});
