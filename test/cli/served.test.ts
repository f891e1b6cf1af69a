import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runCli } from '../support/run-cli.js';
import { type ServedByCli, servedByCli } from '../support/served-sandbox.js';

let sandbox: ServedByCli;
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
  test('a login that sees workers but may not change them: the plan says so, apply refuses', async () => {
    const planned = await runAs(['plan'], { user: 'executor' });
    expect(planned.code).toBe(5);
    expect(planned.out).toContain('guard.ssis-admin-needed');
    const applied = await runAs(['apply', '--yes'], { user: 'executor' });
    expect(applied.code).toBe(5);
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
    expect(planned.code).toBe(5);
    expect(planned.out).toContain('guard.windows-login-needed');
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
