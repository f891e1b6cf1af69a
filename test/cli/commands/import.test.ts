import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadTopology } from '../../../src/topology/load-topology.js';
import { lacking } from '../../support/posix.js';
import { type Folder, runCli, temporaryFolder } from '../../support/run-cli.js';
import { runHere } from '../../support/run-here.js';
import { type Served, servedSandbox } from '../../support/served-sandbox.js';

const wanted = `
apiVersion: ssis-scaleout/v1
name: warehouse
catalog: { server: SQLETL01 }
scaleOut: { enabled: true, defaultExecutionMode: scaleOut }
master: { machines: [SQLETL01], endpoint: "https://sqletl01.corp.example:8391" }
workers:
  - { machine: ETL01, enabled: true, displayName: "Loader: 1", tags: nightly, settings: { MaxTaskCount: 4 } }
  - { machine: ETL02, enabled: true, description: "a\\nb", protect: true }
access: { transport: ssh, user: svc-scaleout }
`;

/** What differs from one run to the next. */
function timeless(text: string): string {
  return text
    .replace(/\d{4}-\d\d-\d\d( \d\d:\d\d:\d\d UTC)?/g, (date) => (date.length > 10 ? 'MOMENT' : 'DATE'))
    .replace(/\b[0-9A-F]{40}\b/g, 'THUMBPRINT')
    .replace(/(scaleout import )\S+,/, '$1VERSION,')
    .replace(/\$schema=.*/, '$schema=SCHEMA');
}

describe('a sandbox that was brought into service', () => {
  let folder: Folder;
  const run = (...words: readonly string[]) => runHere([...words, '--sandbox', 'fleet'], { cwd: folder.path });
  beforeAll(async () => {
    folder = await temporaryFolder();
    await folder.write('topology.yaml', wanted);
    expect((await run('apply', '--yes')).code).toBe(0);
  });
  afterAll(() => folder[Symbol.asyncDispose]());

  test('import, validate, plan: nothing to do, in the catalog and on the machines', async () => {
    const imported = await run('import', '--access', 'ssh', '--ssh-user', 'svc-scaleout', '--out', 'found.yaml');
    const next = 'Wrote found.yaml. Next: scaleout plan found.yaml --sandbox fleet\n';
    expect(imported).toEqual({ code: 0, out: '', err: next });
    const text = await readFile(folder.file('found.yaml'), 'utf8');
    await expect(timeless(text)).toMatchFileSnapshot('../../golden/import/sandbox.yaml');
    if (lacking.modes === undefined) expect((await stat(folder.file('found.yaml'))).mode & 0o777).toBe(0o600);
    const schema = /^# yaml-language-server: \$schema=(.+)$/m.exec(text)?.[1] ?? '';
    expect(JSON.parse(await readFile(join(folder.path, schema), 'utf8'))).toMatchObject({ title: 'TopologyFile' });

    expect(await runCli(['validate', 'found.yaml'], { cwd: folder.path })).toMatchObject({ code: 0, err: '' });
    const planned = await run('plan', 'found.yaml', '--detailed-exitcode');
    expect(planned).toMatchObject({ code: 0, err: '' });
    expect(planned.out).toContain('Nothing to do');
  });

  test('standard output holds the same text, and without access only what the catalog says', async () => {
    const { code, out, err } = await run('import', '--name', 'Warehouse');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    await writeFile(folder.file('printed.yaml'), out);
    const { topology, diagnostics } = await loadTopology(folder.file('printed.yaml'));
    expect(diagnostics).toEqual([]);
    expect(topology).toMatchObject({
      name: 'Warehouse',
      catalog: { server: { text: 'SQLETL01' } },
      access: { transport: 'none' },
      workers: [
        { machine: 'ETL01', displayName: 'Loader: 1', tags: 'nightly' },
        { machine: 'ETL02', description: 'a\nb', protect: true },
      ],
    });
    expect(topology?.workers[0]).not.toHaveProperty('settings');
    expect((await run('plan', 'printed.yaml', '--detailed-exitcode')).code).toBe(0);
  });

  test('-f takes over catalog and access, also those of single workers', async () => {
    await folder.write(
      'given.yaml',
      `
apiVersion: ssis-scaleout/v1
name: warehouse
catalog: { server: SQLETL01, authentication: { type: sql, user: me, password: { file: secrets/sql } } }
workers: [{ machine: etl02, access: { transport: manual } }, { machine: ETL77 }]
access: { transport: ssh, user: svc, identity: { env: KEY }, jump: { host: bastion, user: j } }
`,
    );
    const { code, out, err } = await run('import', '-f', 'given.yaml', '--json');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const document = JSON.parse(out);
    expect(document).toMatchObject({ formatVersion: 1, workers: 2, doubtful: [], leftAlone: [] });
    await writeFile(folder.file('taken.yaml'), document.topology);
    const { topology } = await loadTopology(folder.file('taken.yaml'));
    expect(topology).toMatchObject({
      name: 'warehouse',
      catalog: { authentication: { type: 'sql', user: 'me', password: { file: folder.file('secrets/sql') } } },
      access: { transport: 'ssh', user: 'svc', identity: { env: 'KEY' }, jump: { host: 'bastion', user: 'j' } },
      workers: [{ machine: 'ETL01' }, { machine: 'ETL02', access: { transport: 'manual' } }],
    });
    expect(topology?.workers).toHaveLength(2);
  });

  test('a topology of another name than the one that set it up would be refused, and is not written', async () => {
    const { code, out, err } = await run('import', '--name', 'finance');
    expect({ code, out }).toEqual({ code: 5, out: '' });
    expect(err).toContain('[guard.other-topology]');
    expect(err).toContain('--name');
  });

  test('a file that is there is written over only with --force', async () => {
    await folder.write('mine.yaml', 'mine');
    const refused = await run('import', '--out', 'mine.yaml');
    expect(refused).toMatchObject({ code: 3, out: '' });
    expect(refused.err).toContain('[command.output-exists]');
    expect(await readFile(folder.file('mine.yaml'), 'utf8')).toBe('mine');
    const next = 'Wrote mine.yaml. Next: scaleout plan mine.yaml --sandbox fleet\n';
    expect(await run('import', '--out', 'mine.yaml', '--force')).toMatchObject({ code: 0, err: next });
    expect(await readFile(folder.file('mine.yaml'), 'utf8')).toContain('apiVersion: ssis-scaleout/v1');
    expect((await run('import', '--out', 'no/such/folder.yaml')).err).toContain('[command.output-unwritable]');
  });

  test('a folder without a sandbox gets none', async () => {
    const { code, err } = await runCli(['import', '--sandbox', 'other'], { cwd: folder.path });
    expect(code).toBe(3);
    expect(err).toContain('[sandbox.no-sandbox]');
    await expect(stat(folder.file('other'))).rejects.toThrow('ENOENT');
  });
});

describe('a server by its name and a login', () => {
  let sandbox: Served;
  beforeAll(async () => {
    sandbox = await servedSandbox();
  });
  afterAll(() => sandbox[Symbol.asyncDispose]());

  const importAs = (user: string, words: readonly string[] = [], password = sandbox.passwordOf(user)) => {
    const { host, port } = sandbox.served;
    const server = ['--server', `${host},${port}`, '--user', user, '--trust-server-certificate'];
    const env = { SCALEOUT_SQL_PASSWORD: password };
    return runCli(['import', ...server, ...words], { cwd: sandbox.folder.path, env });
  };

  test('the password is in the environment only, and the file says where', async () => {
    const { code, out, err } = await importAs('executor', ['--encrypt', 'true']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).not.toContain(sandbox.passwordOf('executor'));
    expect(out).toContain('authentication: { type: sql, user: executor, password: { env: SCALEOUT_SQL_PASSWORD } }');
    // The address is 127.0.0.1 and a port: the server's own name says more.
    expect(out).toMatch(/^name: sqletl01$/m);
    const file = await sandbox.folder.write('found.yaml', out);
    const env = { SCALEOUT_SQL_PASSWORD: sandbox.passwordOf('executor') };
    expect(await runCli(['plan', file, '--detailed-exitcode'], { env })).toMatchObject({ code: 0, err: '' });
  });

  test('a login that sees no workers, a wrong password: 4, and nothing is written', async () => {
    const blind = await importAs('reader', ['--out', 'blind.yaml']);
    expect(blind).toMatchObject({ code: 4, out: '' });
    expect(blind.err).toContain('[catalog.no-rights]');
    await expect(stat(sandbox.folder.file('blind.yaml'))).rejects.toThrow('ENOENT');
    const wrong = await importAs('executor', ['--json'], 'not-it-77');
    expect(wrong.code).toBe(4);
    expect(JSON.parse(wrong.out)).toMatchObject({ diagnostics: [{ code: 'catalog.login-failed' }] });
    expect(wrong.out + wrong.err).not.toContain('not-it-77');
  });
});

test.each([
  ['nothing to import from', [], 'Say where to import from'],
  ['a file and a server', ['-f', 'a.yaml', '--server', 'x'], 'say where the catalog is'],
  ['a file and a login', ['-f', 'a.yaml', '--trust-server-certificate'], '--trust-server-certificate'],
  ['an account without ssh', ['--server', 'x', '--ssh-user', 'me'], '--access ssh'],
  ['a connection string', ['--server', 'Server=x;Password=y'], 'not a connection string'],
  ['a name that no topology can have', ['--server', 'x', '--name', 'a b'], 'name must'],
  ['a login with blanks', ['--server', 'x', '--user', ' me'], 'spaces'],
  ['a transport that there is not', ['--server', 'x', '--access', 'telnet'], 'telnet'],
])('%s: the command line is wrong', async (_, words, said) => {
  const { code, out, err } = await runCli(['import', ...words]);
  expect({ code, out }).toEqual({ code: 3, out: '' });
  expect(err).toContain('[command.usage]');
  expect(err).toContain(said);
});
