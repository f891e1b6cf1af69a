import { execFile, execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { type ServedSandbox, serveSandbox } from '../src/directory/serve.js';
import { joinServer } from './support/join.js';
import { temporaryDirectory } from './support/temporary-directory.js';

/** FreeTDS's tsql (Debian: freetds-bin): a client that shares nothing with ours, TLS library included. */
const program = 'tsql';
const installed = (() => {
  try {
    execFileSync(program, ['-C'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

/** Runs statements in tsql; rows come as lines of fields between tabs. */
async function tsql(served: ServedSandbox, directory: string, login: { name: string; password: string }, text: string) {
  const configuration = join(directory, 'freetds.conf');
  writeFileSync(
    configuration,
    [
      '[sandbox]',
      `host = ${served.host}`,
      `port = ${served.port}`,
      'tds version = 7.4',
      'encryption = require',
      `ca file = ${served.certificateFile}`,
      'use ntlmv2 = yes',
      '',
    ].join('\n'),
  );
  const running = promisify(execFile)(
    program,
    ['-S', 'sandbox', '-U', login.name, '-P', login.password, '-D', served.database, '-o', 'fhq', '-t', '\t'],
    { env: { ...process.env, FREETDSCONF: configuration }, timeout: 15_000 },
  );
  running.child.stdin?.end(`${text}\ngo\nexit\n`);
  const { stdout } = await running;
  return stdout
    .trim()
    .split('\n')
    .map((line) => line.split('\t'));
}

describe.skipIf(!installed)(`tsql of FreeTDS${installed ? '' : ' (skipped: it is not installed)'}`, () => {
  test.each(['sql', 'windows'] as const)('lists the workers of a served sandbox, by a %s login', async (kind) => {
    using at = temporaryDirectory();
    const stop = new AbortController();
    const { served, ended } = await serveSandbox(join(at.path, 'fleet'), { join: joinServer, signal: stop.signal });
    const found = served.logins.find(({ kind: known, user }) => known === kind && user === 'scaleout');
    if (found === undefined) throw new Error('the sandbox has such a login');
    const name = found.kind === 'windows' ? `${found.domain}\\${found.user}` : found.user;
    const login = { name, password: found.password };
    const rows = await tsql(served, at.path, login, 'SELECT * FROM catalog.worker_agents');
    expect(rows.map((row) => row[4])).toEqual(['ETL01', 'ETL02', 'ETL03', 'ETL04']);
    expect(await tsql(served, at.path, login, 'SELECT SUSER_SNAME()')).toEqual([[name]]);
    stop.abort();
    await ended;
  });

  test('is refused with a wrong password', async () => {
    using at = temporaryDirectory();
    const stop = new AbortController();
    const { served, ended } = await serveSandbox(join(at.path, 'fleet'), { join: joinServer, signal: stop.signal });
    await expect(tsql(served, at.path, { name: 'scaleout', password: 'wrong' }, 'SELECT 1')).rejects.toMatchObject({
      stderr: expect.stringContaining('18456'),
    });
    stop.abort();
    await ended;
  });
});
