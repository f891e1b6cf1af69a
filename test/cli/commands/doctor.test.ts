import { expect, test } from 'vitest';
import type { DoctorDocument } from '../../../src/doctor/doctor-document.js';
import { runCli, temporaryFolder } from '../../support/run-cli.js';
import { servedSandbox } from '../../support/served-sandbox.js';
import { isDoctor } from '../schemas.js';

const machines = [
  'apiVersion: ssis-scaleout/v1',
  'name: warehouse',
  'catalog: { server: SQLETL01 }',
  'scaleOut: { enabled: true }',
  'master: { machines: [SQLETL01], endpoint: "https://sqletl01.corp.example:8391" }',
  'workers: [{ machine: ETL01, enabled: true }, { machine: ETL02, enabled: true }]',
  'access: { transport: ssh }',
  '',
].join('\n');

test('of a farm that works nothing is found; before it is applied the first cause is that Scale Out is off', async () => {
  await using folder = await temporaryFolder();
  await folder.write('topology.yaml', machines);
  const run = (...words: readonly string[]) => runCli([...words, '--sandbox', 'fleet'], { cwd: folder.path });

  await run('plan', '--create');
  const before = await run('doctor', '--json');
  expect(before.code).toBe(2);
  const found = JSON.parse(before.out) as DoctorDocument;
  expect([isDoctor(found), isDoctor.errors]).toEqual([true, null]);
  expect(found.findings[0]).toMatchObject({ id: 'catalog.scale-out-off', target: 'catalog', severity: 'error' });
  expect(found.summary.error + found.summary.warning).toBe(
    found.checks.filter(({ result }) => result === 'error' || result === 'warning').length,
  );

  expect((await run('apply', '--yes')).code).toBe(0);
  const healthy = await run('doctor', '--json');
  const document = JSON.parse(healthy.out) as DoctorDocument;
  expect(document.findings).toEqual([]);
  expect(healthy.code).toBe(0);
  expect([isDoctor(document), isDoctor.errors]).toEqual([true, null]);
  const text = await run('doctor');
  expect(text.out.replace(/\s+/g, ' ')).toMatch(
    /Nothing was found in what could be looked at\. Checks: \d+ ok, 0 with a warning, 0 with an error, \d+ unknown\. /,
  );
  // The embedded fleet has no network, and that is told, not passed over.
  expect(text.out).toMatch(/^\? .*could not be looked at$/m);
}, 120_000);

test('a server alone is looked at without a topology', async () => {
  await using sandbox = await servedSandbox();
  const { host, port, certificateFile } = sandbox.served;
  const doctor = (user: string) =>
    runCli(['doctor', '--server', `${host},${port}`, '--user', user, '--trust-server-certificate', '--json'], {
      cwd: sandbox.folder.path,
      env: { SCALEOUT_SQL_PASSWORD: sandbox.passwordOf(user), NODE_EXTRA_CA_CERTS: certificateFile },
    });
  const whole = await doctor('scaleout');
  const document = JSON.parse(whole.out) as DoctorDocument;
  expect([isDoctor(document), isDoctor.errors]).toEqual([true, null]);
  expect(document.topology).toBeUndefined();
  expect(document.checks.some(({ id, result }) => id === 'catalog.workers-hidden' && result === 'ok')).toBe(true);

  const blind = await doctor('reader');
  expect(blind.code).toBe(2);
  expect((JSON.parse(blind.out) as DoctorDocument).findings[0]?.id).toBe('catalog.workers-hidden');
}, 120_000);

test('a log alone: what it says, in text and in JSON', async () => {
  await using folder = await temporaryFolder();
  await folder.write(
    'worker.log',
    'There was no endpoint listening at https://m:8391/ that could accept the message.\n',
  );
  await folder.write('empty.log', '');
  const run = (...words: readonly string[]) => runCli(['doctor', '--from-log', ...words], { cwd: folder.path });
  const text = await run('worker.log');
  expect(text.code).toBe(2);
  expect(text.out).toContain('log.no-endpoint');
  const document = JSON.parse((await run('worker.log', '--json')).out);
  expect([isDoctor(document), isDoctor.errors]).toEqual([true, null]);
  expect((await run('empty.log')).code).toBe(4);
  expect((await run('missing.log')).code).toBe(3);
  expect((await run('worker.log', '--server', 'SQLETL01')).code).toBe(3);
}, 60_000);

test('where nothing could be looked at it ends with 4; words that clash are 3', async () => {
  await using folder = await temporaryFolder();
  const env = { SCALEOUT_SQL_PASSWORD: 'x' };
  const run = (...words: readonly string[]) => runCli(['doctor', ...words], { cwd: folder.path, env });
  const unreached = await run('--server', '127.0.0.1,1', '--user', 'nobody', '--json');
  expect(unreached.code).toBe(4);
  expect(JSON.parse(unreached.out)).toMatchObject({ diagnostics: [{ code: 'catalog.unreachable' }] });
  for (const words of [
    ['prod.yaml', '--server', 'SQLETL01'],
    ['--server', 'SQLETL01,99999'],
    ['--from-log', '.'],
  ]) {
    const refused = await run(...words, '--json');
    expect(refused.code).toBe(3);
    // One document, whoever tells it.
    expect(JSON.parse(refused.out)).toMatchObject({ diagnostics: [{ code: 'command.usage' }] });
  }
  expect((await run('--database', 'SSISDB')).code).toBe(3);
}, 60_000);
