import { readFileSync } from 'node:fs';
import sql from 'mssql';
import { expect, test } from 'vitest';
import { proceduresByName } from '../../packages/sandbox/src/model/procedures/registry.js';
import { viewsByName } from '../../packages/sandbox/src/model/views/registry.js';
import { worldNames } from '../../packages/sandbox/src/model/ways.js';
import { serverViews } from '../../packages/sandbox/src/sql/server-views.js';
import { runCli } from '../support/run-cli.js';
import { runHere } from '../support/run-here.js';
import { type Served, servedSandbox } from '../support/served-sandbox.js';
import { topologyText } from './topologies.js';

const page = readFileSync(new URL('../../docs/sandbox.md', import.meta.url), 'utf8');

function section(title: string): string {
  const [, rest = ''] = page.split(`\n## ${title}\n`);
  return rest.split('\n## ')[0] ?? '';
}

/** Runs a text of the page, by a SQL login or by NTLM. */
async function batch(
  { served: { host, port, database, certificateFile, serverName } }: Served,
  login: { readonly user: string; readonly password: string; readonly domain?: string },
  script: string,
): Promise<void> {
  const { user: userName, password, domain } = login;
  const pool = await sql.connect({
    server: host,
    port,
    database,
    ...(domain === undefined
      ? { user: userName, password }
      : { authentication: { type: 'ntlm', options: { userName, password, domain } } }),
    options: { encrypt: true, serverName, cryptoCredentialsDetails: { ca: readFileSync(certificateFile) } },
  } as sql.config);
  try {
    await pool.request().batch(script);
  } finally {
    await pool.close();
  }
}

test('the page names every procedure and view that the sandbox has, and no other', () => {
  const named =
    section('The procedures it has').match(/\b(?:catalog|internal|information_schema|sys|dbo)\.[a-z_]+/g) ?? [];
  expect([...named].sort()).toEqual(
    [...proceduresByName.keys(), ...viewsByName.keys(), ...[...serverViews.keys()].map((name) => `sys.${name}`)].sort(),
  );
});

test('the page names every world with its sentence, and so does --help', async () => {
  const rows = [...section('Worlds that are otherwise').matchAll(/^\| `([a-z0-9-]+)` \| (.*) \|$/gm)];
  expect(rows.map(([, name, says]) => ({ name, says }))).toEqual(worldNames);
  const out = (await runCli(['sandbox', 'serve', '--help'])).out.replaceAll(/\s+/g, ' ');
  for (const { name, says } of worldNames) expect(out).toContain(` ${name} ${says}`);
});

test('the drift that the page makes is found by a plan, both of it, and taken back by an apply', async () => {
  const [, script = ''] = /```sql\n(.*?)```/s.exec(section('Make drift, and see it found')) ?? [];
  await using sandbox = await servedSandbox();
  const { user, password } = sandbox.served;
  const worker = '{ machine: ETL01, enabled: true, description: Nightly loads }';
  await sandbox.folder.write('topology.yaml', topologyText(`workers: [${worker}, { machine: ETL02, enabled: true }]`));
  const run = (...words: readonly string[]) => runHere([...words, '--sandbox', 'fleet'], { cwd: sandbox.folder.path });
  expect((await run('apply', '--yes')).code).toBe(0);

  await batch(sandbox, { user, password }, script);

  const planned = await run('plan', '--detailed-exitcode');
  expect(planned.code).toBe(2);
  expect(planned.out).toContain('~ worker/ETL01  the worker is disabled; description differs\n');
  expect(planned.out).toContain('"do not touch! -- Bob" -> "Nightly loads"');
  expect((await run('apply', '--yes')).code).toBe(0);
  expect((await run('plan', '--detailed-exitcode')).code).toBe(0);
});

test('the package that the page starts by the Windows login is started, and a rehearsal knows of it', async () => {
  const [, script = ''] = /```sql\n(.*?)```/s.exec(section('Run packages, so that there is something to drain')) ?? [];
  expect(script).not.toBe('');
  await using sandbox = await servedSandbox();
  const text = topologyText('workers: [{ machine: ETL01, enabled: true }, { machine: ETL02, enabled: true }]');
  await sandbox.folder.write('topology.yaml', text);
  const run = (...words: readonly string[]) => runHere([...words, '--sandbox', 'fleet'], { cwd: sandbox.folder.path });
  expect((await run('apply', '--yes')).code).toBe(0);
  const { logins, user, password } = sandbox.served;
  await expect(batch(sandbox, { user, password }, script)).rejects.toThrow('not open to a SQL Server login');
  const windows = logins.find((login) => login.kind === 'windows' && login.user === 'scaleout');
  if (windows?.kind !== 'windows') throw new Error('the sandbox has such a login');
  expect(`${windows.domain}\\${windows.user}`).toBe('SANDBOX\\scaleout');
  await batch(sandbox, windows, script);
  await sandbox.folder.write('topology.yaml', text.replace('ETL01, enabled: true', 'ETL01, enabled: false'));
  const rehearsed = await run('rehearse');
  expect(rehearsed.code, rehearsed.out + rehearsed.err).toBe(0);
  // For some seconds it is pending: until a worker pulls it.
  expect(rehearsed.out).toMatch(/1 execution waits for a worker|LoadSales\.dtsx/);
});
