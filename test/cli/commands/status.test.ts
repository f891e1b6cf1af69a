import { existsSync } from 'node:fs';
import stringWidth from 'string-width';
import { expect, test } from 'vitest';
import { hasPty, runInPty } from '../../support/pty.js';
import { runCli, temporaryFolder } from '../../support/run-cli.js';
import { runHere } from '../../support/run-here.js';
import { servedByCli } from '../../support/served-sandbox.js';
import { isStatus } from '../schemas.js';
import { topologyText, twoWorkers } from '../topologies.js';

test('forms and filters of one fleet', async () => {
  await using folder = await temporaryFolder();
  await folder.write('topology.yaml', twoWorkers);
  const run = (...words: readonly string[]) => runHere([...words, '--sandbox', 'fleet'], { cwd: folder.path });
  expect((await run('apply', '--yes')).code).toBe(0);

  const wide = await run('status', '-o', 'wide');
  expect(wide.out).toMatch(/^WORKER +HEALTH .* NAME +VERSION +CERTIFICATE ENDS +ACCOUNT +DESCRIPTION$/m);
  expect(wide.out).toMatch(/^ETL01 +healthy .* Loader 1 .* Nightly loads$/m);
  const json = JSON.parse((await run('status', '-o', 'json')).out);
  expect(isStatus(json), JSON.stringify(isStatus.errors)).toBe(true);

  const unhealthy = await run('status', '--unhealthy', '--detailed-exitcode');
  expect(unhealthy.code).toBe(0);
  expect(unhealthy.out).toContain('Nothing is unhealthy, as far as it was looked at.');
  expect(unhealthy.out).toContain('Left out by --unhealthy: 2 healthy workers');
  const part = JSON.parse((await run('status', '--target', 'worker/etl02', '--json')).out);
  expect(isStatus(part), JSON.stringify(isStatus.errors)).toBe(true);
  expect(part).toMatchObject({
    workers: [{ machine: 'ETL02' }],
    filter: { include: ['worker/etl02'], hidden: { healthy: 1 } },
  });

  expect(await run('status', '--target', 'worker/ETL1')).toMatchObject({
    code: 3,
    err: expect.stringMatching(/not in the topology, nor in the catalog\. Did you mean worker\/ETL01\?/),
  });
  expect((await run('status', '-o', 'wide', '--json')).code).toBe(3);

  if (!hasPty) return;
  const screens = [60, 80].flatMap((columns) =>
    [['status', '-o', 'wide', '--sandbox', 'fleet'], ['history'], ['history', '1']].map((words) => ({
      columns,
      words,
    })),
  );
  for (const { columns, words } of screens) {
    const { code, text } = await runInPty(columns, words, { cwd: folder.path });
    expect(code).toBe(0);
    expect(text.split('\n').filter((line) => stringWidth(line) > columns)).toEqual([]);
  }
}, 120_000);

test('a half-edited file: the world is shown, then what is wrong with the file, and it ends with 3', async () => {
  await using folder = await temporaryFolder();
  await folder.write('topology.yaml', twoWorkers);
  const run = (...words: readonly string[]) =>
    runHere(['status', '--sandbox', 'fleet', ...words], { cwd: folder.path });
  await folder.write('half.yaml', topologyText('workers: [{ machine: ETL01, enabeld: true }]'));
  // A fleet is not made after a half.
  expect(await run('half.yaml')).toMatchObject({ code: 3, out: '' });
  expect(existsSync(folder.file('fleet'))).toBe(false);
  await runHere(['apply', '--yes', '--sandbox', 'fleet'], { cwd: folder.path });

  // In a process of its own, which tells each error at its place.
  const words = ['status', 'half.yaml', '--sandbox', 'fleet', '--detailed-exitcode'];
  const shown = await runCli(words, { cwd: folder.path });
  expect(shown.code).toBe(3);
  expect(shown.out.split('\n')[1]).toMatch(/^The topology's file has 1 error, told at the end\. /);
  expect(shown.out).toMatch(/^ETL01 +healthy /m);
  expect(shown.out).not.toContain('not in the topology');
  expect(shown.err).toMatch(/half\.yaml:.*enabeld/);

  const { out, code } = await run('half.yaml', '--json');
  expect(code).toBe(3);
  const document = JSON.parse(out);
  expect(isStatus(document), JSON.stringify(isStatus.errors)).toBe(true);
  expect(document).toMatchObject({
    workers: [{ standing: 'notCompared' }, { standing: 'notCompared' }],
    topologyProblems: [{ code: 'topology.unknown-key' }],
  });
  expect(document).not.toHaveProperty('topology');

  await folder.write('half.yaml', topologyText('workers: [').replace('SQLETL01', 'a=b'));
  expect(await run('half.yaml')).toMatchObject({ code: 3, out: '' });
}, 120_000);

test('a half-edited file of a catalog that cannot be reached: both are told', async () => {
  await using folder = await temporaryFolder();
  const text = topologyText('workers: [{ machine: ETL01, enabeld: true }]').replace('SQLETL01', '"127.0.0.1,1"');
  await folder.write('half.yaml', text);
  const env = { SCALEOUT_SQL_USER: 'nobody', SCALEOUT_SQL_PASSWORD: 'x' };
  const { code, out, err } = await runHere(['status', 'half.yaml'], { cwd: folder.path, env });
  expect({ code, out }).toEqual({ code: 3, out: '' });
  expect(err).toContain('[catalog.unreachable]');
  expect(err).toContain('enabeld');
}, 60_000);

test('a server alone is looked at without a file, and nobody is said to be missing in one', async () => {
  await using sandbox = await servedByCli();
  const { host, port, certificateFile } = sandbox.served;
  const status = (...words: readonly string[]) =>
    runCli(['status', '--server', `${host},${port}`, '--user', 'scaleout', '--trust-server-certificate', ...words], {
      cwd: sandbox.folder.path,
      env: { SCALEOUT_SQL_PASSWORD: sandbox.passwordOf('scaleout'), NODE_EXTRA_CA_CERTS: certificateFile },
    });
  const document = JSON.parse((await status('--json')).out);
  expect(isStatus(document), JSON.stringify(isStatus.errors)).toBe(true);
  expect(document).not.toHaveProperty('topology');
  expect(document.workers.every(({ standing }: { standing: string }) => standing === 'notCompared')).toBe(true);
  const shown = await status();
  expect(shown.code).toBe(0);
  expect(shown.out).toMatch(new RegExp(`^SSISDB on ${host},${port}, `));
  expect(shown.out).not.toContain('not in the topology');
  expect(shown.out).toMatch(/scaleout doctor --server .* looks at more/);
  expect((await status('topology.yaml')).code).toBe(3);
}, 120_000);
