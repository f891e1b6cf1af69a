import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { closeSync, constants, openSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { afterAll, describe, expect, test } from 'vitest';
import { listenForInterrupts } from '../../src/cli/interrupts.js';
import { startProxy } from '../support/faulty-proxy.js';
import { lacking } from '../support/posix.js';
import { finished, runCli, startCli, temporaryFolder } from '../support/run-cli.js';
import { servedSandbox } from '../support/served-sandbox.js';
import { until } from '../support/until.js';

/** A served sandbox behind a proxy, and a topology that goes through it. */
async function behindProxy() {
  const sandbox = await servedSandbox();
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

// These wait for limits to pass: together they wait once.
describe.skipIf(lacking.signals)('Ctrl-C', { concurrent: true }, () => {
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

// Named pipes and signals are POSIX's.
describe.skipIf(lacking.signals)('what hangs for good', { concurrent: true }, () => {
  const children = new Set<ChildProcess>();
  // What does hang for good does not even outlive a test that fails.
  afterAll(() => {
    for (const child of children) child.kill('SIGKILL');
  });

  /**
   * A process that listens as the program does, and hangs where nothing hears of an abort: one of its threads reads from a
   * pipe without a writer, so that even process.exit would never return.
   */
  async function hangingProcess(isGraceful: boolean) {
    const folder = await temporaryFolder();
    execFileSync('mkfifo', [folder.file('pipe')]);
    const interrupts = folder.file('interrupts.mjs');
    await build({
      entryPoints: [fileURLToPath(new URL('../../src/cli/interrupts.ts', import.meta.url))],
      outfile: interrupts,
      bundle: true,
      platform: 'node',
      format: 'esm',
    });
    const script = await folder.write(
      'hanging.mjs',
      `import { readFile } from 'node:fs/promises';
       import { listenForInterrupts } from ${JSON.stringify(pathToFileURL(interrupts).href)};
       const interrupts = listenForInterrupts(process, (text) => process.stderr.write(text));
       if (${isGraceful}) interrupts.finishGracefully(() => process.stdout.write('stopping'));
       interrupts.abort.addEventListener('abort', () => process.stdout.write('aborted'));
       void readFile(${JSON.stringify(folder.file('pipe'))});
       process.stdout.write('ready');`,
    );
    const child = spawn(process.execPath, [script]);
    children.add(child);
    const text = { out: '', err: '' };
    child.stdout.on('data', (bytes: Buffer) => (text.out += bytes.toString()));
    child.stderr.on('data', (bytes: Buffer) => (text.err += bytes.toString()));
    const ended = new Promise((resolve) => child.on('close', (code, signal) => resolve({ code, signal })));
    await until('it hangs', () => text.out === 'ready', 20_000);
    return {
      child,
      text,
      ended,
      [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose](),
    };
  }

  test.each([
    ['the second interrupt of a command that finishes gracefully', true, 'readystoppingaborted'],
    ['the first interrupt of any other', false, 'readyaborted'],
  ])('%s ends it within 10 s, as SIGINT does', async (_, isGraceful, said) => {
    await using hanging = await hangingProcess(isGraceful);
    hanging.child.kill('SIGTERM');
    if (isGraceful) {
      await until('the first answer', () => hanging.text.out.includes('stopping'), 10_000);
      hanging.child.kill('SIGTERM');
    }
    await until('the abort', () => hanging.text.out.includes('aborted'), 10_000);
    const began = performance.now();
    expect(await hanging.ended).toEqual({ code: null, signal: 'SIGINT' });
    // The other second is for a machine that is busy.
    expect(performance.now() - began).toBeLessThan(11_000);
    expect(hanging.text).toEqual({
      out: said,
      err: expect.stringMatching(/^What was under way did not end within 9 s.*\n$/),
    });
  });

  test('the third interrupt ends it at once', async () => {
    await using hanging = await hangingProcess(true);
    for (const heard of ['stopping', 'aborted']) {
      hanging.child.kill('SIGTERM');
      await until(heard, () => hanging.text.out.includes(heard), 10_000);
    }
    const began = performance.now();
    hanging.child.kill('SIGTERM');
    expect(await hanging.ended).toEqual({ code: null, signal: 'SIGINT' });
    expect(performance.now() - began).toBeLessThan(5_000);
    expect(hanging.text.err).toBe('');
  });

  test('a topology that is a pipe to which nobody writes: plan ends within 10 s of the first interrupt', async () => {
    await using folder = await temporaryFolder();
    const pipe = folder.file('topology.yaml');
    execFileSync('mkfifo', [pipe]);
    const child = startCli(['plan'], { cwd: folder.path });
    children.add(child);
    const ended = finished(child);
    let writer: number | undefined;
    const isRead = () => {
      try {
        // Refused as long as nobody has the other end.
        writer = openSync(pipe, constants.O_WRONLY | constants.O_NONBLOCK);
        return true;
      } catch {
        return false;
      }
    };
    await until('the pipe is read', isRead, 20_000);
    const began = performance.now();
    child.kill('SIGTERM');
    await ended;
    expect(performance.now() - began).toBeLessThan(11_000);
    if (writer !== undefined) closeSync(writer);
  });
});

test.concurrent('a server that closes in mid-answer: one clear error, and 4', async () => {
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

describe('the signals that a process listens to', () => {
  const listening = (platform: NodeJS.Platform) => {
    const signals = new EventEmitter();
    const process = Object.assign(signals, {
      platform,
      exit: () => {
        throw new Error('the process was ended');
      },
    }) as unknown as NodeJS.Process;
    const interrupts = listenForInterrupts(process, () => undefined);
    // The first one only stops then: nothing of the process that runs this test is ended.
    interrupts.finishGracefully(() => undefined);
    return { signals, interrupts };
  };

  test('on Windows Ctrl-Break interrupts, and closing the console does even where hangups are left to a service', () => {
    for (const signal of ['SIGBREAK', 'SIGHUP']) {
      const { signals, interrupts } = listening('win32');
      interrupts.leaveHangups();
      signals.emit(signal);
      expect([signal, interrupts.stop.aborted]).toEqual([signal, true]);
    }
  });

  test('elsewhere a hangup interrupts, unless it is left to a service', () => {
    const told = listening('linux');
    told.signals.emit('SIGHUP');
    expect(told.interrupts.stop.aborted).toBe(true);
    const left = listening('linux');
    left.interrupts.leaveHangups();
    left.signals.emit('SIGHUP');
    expect(left.interrupts.stop.aborted).toBe(false);
  });
});
