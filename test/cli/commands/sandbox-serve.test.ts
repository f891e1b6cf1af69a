import { once } from 'node:events';
import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { finished, runCli, startCli, temporaryFolder } from '../../support/run-cli.js';
import { type Served, servedByCli } from '../../support/served-sandbox.js';
import { twoWorkers } from '../topologies.js';

let sandbox: Served;
beforeAll(async () => {
  sandbox = await servedByCli();
});
afterAll(async () => {
  await sandbox[Symbol.asyncDispose]();
});

interface Login {
  readonly user: string;
  readonly password?: string;
  readonly database?: string;
  readonly trust?: boolean;
  readonly lines?: readonly string[];
}

/** Writes a topology that logs in to the served sandbox as somebody. */
async function runAs(words: readonly string[], { user, password, database = 'SSISDB', trust = true, lines }: Login) {
  const { host, port } = sandbox.served;
  const name = `${user}-${Math.random().toString(36).slice(2)}.yaml`;
  await sandbox.folder.write(
    name,
    [
      'apiVersion: ssis-scaleout/v1',
      'name: served',
      'catalog:',
      `  server: "${host},${port}"`,
      `  database: ${database}`,
      `  trustServerCertificate: ${trust}`,
      `  authentication: { type: sql, user: ${user}, password: { env: TEST_PASSWORD } }`,
      ...(lines ?? ['workers: [{ machine: ETL01, tags: night }]']),
      '',
    ].join('\n'),
  );
  const env = { TEST_PASSWORD: password ?? sandbox.passwordOf(user) };
  return runCli([...words, '-f', name], { cwd: sandbox.folder.path, env });
}

function expectOneClearError(err: string, code: string): void {
  expect(err).toContain(`[${code}]`);
  expect(err.match(/^error: /gm)).toHaveLength(1);
  expect(err).toContain('What to do: ');
  expect(err).not.toMatch(/^\s+at /m);
}

describe('reaching and reading the catalog', () => {
  test.each([
    ['a wrong password', { user: 'scaleout', password: 'not-it-9f3a' }, 'catalog.login-failed'],
    ['a database that is not there', { user: 'scaleout', database: 'NoSuchDb' }, 'catalog.database-not-found'],
    ['a login without a user in SSISDB', { user: 'outsider' }, 'catalog.database-not-found'],
    ['a certificate that nobody vouches for', { user: 'scaleout', trust: false }, 'catalog.tls-untrusted'],
    ['a login that sees no workers', { user: 'reader' }, 'catalog.no-rights'],
  ])('%s: plan, apply and status end with 4', async (_, login, code) => {
    for (const words of [['plan'], ['apply', '--yes'], ['status']]) {
      const { code: exit, err, out } = await runAs(words, login);
      expect({ exit, err }).toEqual({ exit: 4, err: expect.any(String) });
      expectOneClearError(err, code);
      expect(`${out}${err}`).not.toContain('not-it-9f3a');
    }
  });
});

describe('rights', () => {
  test('a login that sees workers but may not change them: it plans, with a note; apply refuses before it asks', async () => {
    const planned = await runAs(['plan', '--detailed-exitcode'], { user: 'executor' });
    expect(planned).toMatchObject({ code: 2, err: '' });
    expect(planned.out).toContain('worker/ETL01');
    expect(planned.out).toMatch(/note: .*\[guard\.ssis-admin-needed\]/);
    const shown = await runAs(['plan', '--json'], { user: 'executor' });
    expect(JSON.parse(shown.out)).toMatchObject({ applyable: true, steps: [expect.anything()] });
    for (const words of [['apply', '--yes'], ['apply']]) {
      const applied = await runAs(words, { user: 'executor' });
      expect(applied.code).toBe(5);
      expect(applied.out).toMatch(/error: .*\[guard\.ssis-admin-needed\]/);
      // Without a terminal the question itself would have been refused.
      expect(`${applied.out}${applied.err}`).not.toContain('guard.no-terminal');
    }
  });

  test('ssis_admin is enough for workers, and not for enabling Scale Out', async () => {
    const applied = await runAs(['apply', '--yes'], { user: 'operator' });
    expect(applied).toMatchObject({ code: 0, err: '' });
    const enabling = await runAs(['apply', '--yes'], {
      user: 'operator',
      lines: ['scaleOut: { enabled: true }', 'workers: []'],
    });
    expect(enabling.code).toBe(5);
    expect(enabling.out).toContain('guard.sysadmin-needed');
  });

  test('a SQL Server login may not set the default execution mode', async () => {
    const lines = ['scaleOut: { defaultExecutionMode: scaleOut }', 'workers: []'];
    const planned = await runAs(['plan'], { user: 'scaleout', lines });
    expect(planned.code).toBe(0);
    expect(planned.out).toContain('guard.windows-login-needed');
    const applied = await runAs(['apply', '--yes'], { user: 'scaleout', lines });
    expect(applied.code).toBe(5);
  });
});

test('a second server of one folder is refused and says who serves', async () => {
  const { code, err } = await runCli(['sandbox', 'serve', 'fleet'], { cwd: sandbox.folder.path });
  expect(code).toBe(5);
  expectOneClearError(err, 'sandbox.already-served');
  expect(err).toContain(String(sandbox.served.port));
});

test('a folder that holds something else is never taken for a sandbox', async () => {
  await sandbox.folder.write('holiday.txt', 'sun');
  const { code, err } = await runCli(['sandbox', 'reset', '.'], { cwd: sandbox.folder.path });
  expect(code).toBe(3);
  expectOneClearError(err, 'sandbox.not-a-sandbox');
});

/** A sandbox whose serving process was killed over the last line of its journal. */
async function cutOff(): Promise<Awaited<ReturnType<typeof temporaryFolder>>> {
  const folder = await temporaryFolder();
  await folder.write('topology.yaml', twoWorkers);
  await runCli(['apply', '--yes', '--sandbox', 'fleet'], { cwd: folder.path });
  const { generation } = JSON.parse(readFileSync(folder.file('fleet/state.json'), 'utf8'));
  writeFileSync(folder.file('fleet/journal.jsonl'), `${JSON.stringify({ generation })}\n[{"table":"workerAgents","ke`);
  return folder;
}

const warning =
  /^warn: The last change of the sandbox was cut off while it was written: .*journal\.jsonl:2 ends after 28 bytes\. They were dropped, and all before them is kept\. \[sandbox\.journal-cut-off\]\n$/;

describe('a sandbox whose journal was cut off', () => {
  test('is told of by a command that opens it, once, and works', async () => {
    await using folder = await cutOff();
    const first = await runCli(['plan', '--sandbox', 'fleet'], { cwd: folder.path });
    expect(first.err).toMatch(warning);
    expect(first).toMatchObject({ code: 0, out: expect.stringContaining('Nothing to do') });
    expect(existsSync(folder.file('fleet/journal.jsonl'))).toBe(false);
    expect((await runCli(['plan', '--sandbox', 'fleet'], { cwd: folder.path })).err).toBe('');
  });

  test('is told of by sandbox serve', async () => {
    await using folder = await cutOff();
    const child = startCli(['sandbox', 'serve', 'fleet', '--json'], { cwd: folder.path });
    const end = finished(child);
    await once(child.stdout, 'data');
    child.kill('SIGTERM');
    expect((await end).err).toMatch(warning);
  });

  test('in its middle is an error: nothing is passed over', async () => {
    await using folder = await cutOff();
    appendFileSync(folder.file('fleet/journal.jsonl'), '\n[]\n');
    const { code, err } = await runCli(['plan', '--sandbox', 'fleet'], { cwd: folder.path });
    expect(code).toBe(4);
    expect(err).toMatch(/journal\.jsonl:2: .*\[?/);
    expect(err).toContain('sandbox.state-damaged');
    expect(existsSync(folder.file('fleet/journal.jsonl'))).toBe(true);
  });
});
