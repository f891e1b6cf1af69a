import { readFileSync } from 'node:fs';
import sql from 'mssql';
import { expect, test } from 'vitest';
import { proceduresByName } from '../../packages/sandbox/src/model/procedures/registry.js';
import { viewsByName } from '../../packages/sandbox/src/model/views/registry.js';
import { worldNames } from '../../packages/sandbox/src/model/ways.js';
import { serverViews } from '../../packages/sandbox/src/sql/server-views.js';
import { runCli } from '../support/run-cli.js';
import { runHere } from '../support/run-here.js';
import { servedSandbox } from '../support/served-sandbox.js';
import { topologyText } from './topologies.js';

const page = readFileSync(new URL('../../docs/sandbox.md', import.meta.url), 'utf8');

function section(title: string): string {
  const [, rest = ''] = page.split(`\n## ${title}\n`);
  return rest.split('\n## ')[0] ?? '';
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
  const { host, port, user, password, database, certificateFile, serverName } = sandbox.served;
  const worker = '{ machine: ETL01, enabled: true, description: Nightly loads }';
  await sandbox.folder.write('topology.yaml', topologyText(`workers: [${worker}, { machine: ETL02, enabled: true }]`));
  const run = (...words: readonly string[]) => runHere([...words, '--sandbox', 'fleet'], { cwd: sandbox.folder.path });
  expect((await run('apply', '--yes')).code).toBe(0);

  const pool = await sql.connect({
    server: host,
    port,
    user,
    password,
    database,
    options: { encrypt: true, serverName, cryptoCredentialsDetails: { ca: readFileSync(certificateFile) } },
  } as sql.config);
  try {
    await pool.request().batch(script);
  } finally {
    await pool.close();
  }

  const planned = await run('plan', '--detailed-exitcode');
  expect(planned.code).toBe(2);
  expect(planned.out).toContain('~ worker/ETL01  the worker is disabled; description differs\n');
  expect(planned.out).toContain('"do not touch! -- Bob" -> "Nightly loads"');
  expect((await run('apply', '--yes')).code).toBe(0);
  expect((await run('plan', '--detailed-exitcode')).code).toBe(0);
});
