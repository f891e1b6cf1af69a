import { readFileSync } from 'node:fs';
import { cp, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { registry } from '../../src/errors/errors.js';
import { startProxy } from '../support/faulty-proxy.js';
import { lacking } from '../support/posix.js';
import { type Folder, finished, runProgram, startCli, temporaryFolder } from '../support/run-cli.js';
import { servedSandbox } from '../support/served-sandbox.js';
import { until } from '../support/until.js';
import { twoWorkers } from './topologies.js';

const dist = fileURLToPath(new URL('../../dist', import.meta.url));
const { summary } = registry['command.unexpected'];

/** Has the program throw, where nobody catches it, as soon as it gets SIGUSR2. */
async function throwing(folder: Folder, how: string): Promise<Readonly<Record<string, string>>> {
  const file = await folder.write('throwing.mjs', `process.on('SIGUSR2', () => { ${how} });\n`);
  return { NODE_OPTIONS: `--import ${pathToFileURL(file).href}` };
}

function collected(child: ReturnType<typeof startCli>) {
  const text = { out: '', err: '' };
  child.stdout.on('data', (bytes: Buffer) => (text.out += bytes.toString()));
  child.stderr.on('data', (bytes: Buffer) => (text.err += bytes.toString()));
  return text;
}

const thrown = "throw new Error('out of nowhere')";
const hint = 'Run the command again with --log-level debug';

/** Reading a topology never comes to an end, nor does its limit, as a defect of a library would have it. */
const losingPromise = `
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
const { open } = fs;
const { setTimeout } = globalThis;
fs.open = (path, ...more) => {
  if (!/topology.yaml$/.test(path)) return open(path, ...more);
  globalThis.setTimeout = setTimeout;
};
globalThis.setTimeout = (...given) => setTimeout(...given).unref();
syncBuiltinESMExports();
`;

// The exception is set off by a signal, which a process on Windows does not get.
describe.skipIf(lacking.signals)('an exception that nobody catches', () => {
  test.each([
    ['nothing', 'throw undefined'],
    ['an object that no text can be made of', 'throw Object.create(null)'],
    ['a rejection with one', 'Promise.reject(Object.create(null))'],
    [
      'an error whose message, name and stack cannot be read',
      `throw Object.defineProperties(new Error(), Object.fromEntries(
        ['message', 'name', 'stack'].map((name) => [name, { get() { throw new Error(name); } }])))`,
    ],
  ])('%s: one message with a code, exit code 1, no source, also at the level debug', async (_, how) => {
    await using folder = await temporaryFolder();
    const env = await throwing(folder, how);
    for (const level of ['warn', 'debug']) {
      const child = startCli(['sandbox', 'serve', 'fleet', '--json', '--log-level', level], { cwd: folder.path, env });
      const text = collected(child);
      const ended = finished(child);
      await until('it serves', () => text.out.includes('\n'), 30_000);
      child.kill('SIGUSR2');
      expect((await ended).code).toBe(1);
      expect(text.err).toContain('[command.unexpected]');
      expect(text.err).not.toMatch(/function \w*\(|=>|Node\.js v/);
    }
  });

  test.each([
    ['thrown', thrown],
    ['a rejection', "Promise.reject(new Error('out of nowhere'))"],
    [
      'an error event without a listener',
      "new (require('node:net').Socket)().emit('error', new Error('out of nowhere'))",
    ],
  ])('%s: one message with a code and a hint, exit code 1, no source and no stack', async (_, how) => {
    await using folder = await temporaryFolder();
    const env = await throwing(folder, how.replace("require('node:net')", "process.getBuiltinModule('node:net')"));
    const child = startCli(['sandbox', 'serve', 'fleet', '--json'], { cwd: folder.path, env });
    const text = collected(child);
    const ended = finished(child);
    await until('it serves', () => text.out.includes('\n'), 30_000);
    child.kill('SIGUSR2');
    expect((await ended).code).toBe(1);
    expect(text.err).toBe(
      `error: ${summary} [command.unexpected]\n  out of nowhere\n  What to do: ${registry['command.unexpected'].remedy}\n  More: scaleout explain command.unexpected\n`,
    );
    expect(text.err).toContain(hint);
  });

  test('with --log-level debug the stack is shown, and no source', async () => {
    await using folder = await temporaryFolder();
    const env = await throwing(folder, thrown);
    const words = ['sandbox', 'serve', 'fleet', '--log-level', 'debug'];
    const child = startCli(words, { cwd: folder.path, env });
    const text = collected(child);
    const ended = finished(child);
    await until('it serves', () => text.out.includes('\n'), 30_000);
    child.kill('SIGUSR2');
    expect((await ended).code).toBe(1);
    expect(text.err).toMatch(/^\s+at .*throwing\.mjs/m);
    expect(text.err).not.toContain(thrown);
  });

  test('in the middle of an apply: it ends with 1, and the history says of what', async () => {
    await using sandbox = await servedSandbox();
    await using proxy = await startProxy(sandbox.served);
    const { folder } = sandbox;
    await folder.write(
      'topology.yaml',
      [
        'apiVersion: ssis-scaleout/v1',
        'name: test',
        'catalog:',
        `  server: "127.0.0.1,${proxy.port}"`,
        '  trustServerCertificate: true',
        '  authentication: { type: sql, user: scaleout, password: { env: TEST_PASSWORD } }',
        'policy: { rollout: { maxUnavailable: 1, pauseAfterFirst: 10m } }',
        'workers: [{ machine: ETL01, enabled: true }, { machine: ETL02, enabled: true }]',
        '',
      ].join('\n'),
    );
    const env = { TEST_PASSWORD: sandbox.passwordOf('scaleout') };
    const enabled = await finished(startCli(['apply', '--yes'], { cwd: folder.path, env }));
    expect(enabled).toMatchObject({ code: 0, err: '' });
    const topology = readFileSync(folder.file('topology.yaml'), 'utf8');
    await folder.write('topology.yaml', topology.replaceAll('true }', 'false }'));
    const words = ['apply', '--yes', '--json', '--allow-destructive'];
    const child = startCli(words, { cwd: folder.path, env: { ...env, ...(await throwing(folder, thrown)) } });
    const text = collected(child);
    const ended = finished(child);
    await until('the pause after the first step', () => text.out.includes('step_complete'), 30_000);
    child.kill('SIGUSR2');
    expect((await ended).code).toBe(1);
    expect(text.err.match(/\[command\.unexpected\]/g)).toHaveLength(1);
    const events = text.out.trim().split('\n');
    expect(JSON.parse(events.at(-1) ?? '')).toMatchObject({ type: 'apply_summary', result: 'interrupted', done: 1 });
    const shown = await finished(startCli(['history', '2'], { cwd: folder.path }));
    expect(shown.out).toMatch(/Errors +command\.unexpected/);
    expect(shown.out).toMatch(/:disable +done/);
  });

  test('watch goes on, and tells it without the source', async () => {
    await using folder = await temporaryFolder();
    await folder.write('topology.yaml', twoWorkers);
    const env = await throwing(folder, thrown);
    const child = startCli(['watch', '--sandbox', 'fleet', '--create', '--json', '--interval', '1s'], {
      cwd: folder.path,
      env,
    });
    const text = collected(child);
    const ended = finished(child);
    const runs = () => text.out.split('"type":"reconciled"').length - 1;
    await until('a run', () => runs() > 0, 30_000);
    child.kill('SIGUSR2');
    await until('the message', () => text.err.includes('out of nowhere'), 10_000);
    const before = runs();
    await until('another run', () => runs() > before, 30_000);
    child.kill('SIGTERM');
    expect((await ended).code).toBe(0);
    expect(text.err).toContain('error: [command.unexpected] Error: out of nowhere\n');
    expect(text.err).not.toContain(thrown);
  });

  test('a command that has nothing left to wait for says so, and is no success', async () => {
    await using folder = await temporaryFolder();
    await folder.write('topology.yaml', twoWorkers);
    const file = await folder.write('lost.mjs', losingPromise);
    const env = { NODE_OPTIONS: `--import ${pathToFileURL(file).href}` };
    const child = startCli(['validate'], { cwd: folder.path, env });
    const { code, err } = await finished(child);
    expect(code).toBe(1);
    expect(err).toMatch(/\[command\.unexpected\]\n {2}The command stopped before its end\.\n/);
    expect(err).not.toContain('await');
  });
});

describe('a damaged installation', () => {
  /** The built program with its packages, and one of its parts not as it was. */
  async function damaged(part: RegExp, text: string | undefined) {
    const folder = await temporaryFolder();
    await cp(dist, folder.file('dist'), { recursive: true });
    await folder.write('package.json', '{ "type": "module" }');
    for (const name of await readdir(folder.file('dist'))) {
      if (!part.test(name)) continue;
      const file = join(folder.file('dist'), name);
      if (text === undefined) await rm(file);
      else await writeFile(file, text);
    }
    return folder;
  }

  test.each([
    ['is missing', undefined],
    ['was cut off', 'const secretSource = { '],
    ['throws', "const secretSource = 1; throw new Error('no');"],
  ])('whose main part %s: one message, exit code 1, and no source', async (_, text) => {
    await using folder = await damaged(/^run-/, text);
    const { code, out, err } = await runProgram(join(folder.file('dist'), 'cli/main.js'), ['validate']);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(
      /^error: .* \[command\.unexpected\]\n {2}A part of the program could not be loaded: .+\n {2}What to do: .*\n$/,
    );
    expect(err).toContain(summary);
    expect(err).not.toContain('secretSource');
  });

  test('whose command is missing: the same', async () => {
    await using folder = await damaged(/^validate-/, undefined);
    const { code, err } = await runProgram(join(folder.file('dist'), 'cli/main.js'), [
      'validate',
      '--log-level',
      'debug',
    ]);
    expect(code).toBe(1);
    expect(err).toContain('[command.unexpected]');
    expect(err).toContain(hint);
  });
});
