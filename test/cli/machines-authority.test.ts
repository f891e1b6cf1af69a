import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loginTo } from '../../packages/sandbox/test/support/sandbox-ssh.js';
import { readCertificate } from '../../src/certificate/read-certificate.js';
import { authority, commonName, keyUsage, makeCertificate, noAuthority } from '../support/certificates.js';
import { lacking } from '../support/posix.js';
import { temporaryFolder } from '../support/run-cli.js';
import { master, reachedFleet, untilPrinted } from './machines-fleet.js';

/** What the author of a pull request would like the SQL Server to trust. */
const evil = makeCertificate({
  subject: [[commonName('Evil CA')]],
  extensions: [authority, keyUsage(0x06)],
  notAfter: '2049-01-01T00:00:00Z',
});
const good = makeCertificate({ subject: [[commonName('ETL09')]], extensions: [noAuthority] });
const print = readCertificate(evil).thumbprint;

/** The fleet of `machines`, and its topology with these entries for ETL01 and, set up by hand, ETL09. */
async function fleetOf(machines: string) {
  const folder = await temporaryFolder();
  writeFileSync(folder.file('evil.cer'), evil);
  writeFileSync(folder.file('good.cer'), good);
  const fleet = await reachedFleet([`workers: [${machines}]`], folder);
  const write = (name: string, one: string, nine = '', two = 'description: Nightly') =>
    fleet.topology(
      name,
      'scaleOut: { enabled: true }',
      master,
      'workers:',
      `  - { machine: ETL01, enabled: true, ${one}${fleet.access('ETL01')} }`,
      `  - { machine: ETL02, enabled: true, ${two}, ${fleet.access('ETL02')} }`,
      ...(nine === '' ? [] : [`  - { machine: ETL09, enabled: true, ${nine}, access: { transport: manual } }`]),
      fleet.access('SQLETL01'),
      'policy: { registrationTimeout: 1m }',
    );
  const { host, port, hostKey, identityFile } = fleet.served().ssh;
  const root = async () => {
    const ssh = { host, port, hostKey, privateKey: readFileSync(identityFile, 'utf8') };
    await using login = await loginTo(ssh, 'SQLETL01');
    return (await login.inspect()).root.value?.thumbprints ?? [];
  };
  return { ...fleet, write, root, [Symbol.asyncDispose]: () => fleet[Symbol.asyncDispose]() };
}

const beats = 'settings: { AgentHeartbeatInterval: "00:00:02" }';

describe('a pull request that names a certificate which may sign others', () => {
  let fleet: Awaited<ReturnType<typeof fleetOf>>;
  const pr = ['-f', 'pr.yaml'];
  beforeAll(async () => {
    fleet = await fleetOf(
      '{ machine: ETL01 }, { machine: ETL02 }, { machine: ETL09, certificate: { file: evil.cer } }',
    );
    await fleet.write('topology.yaml', '');
    expect(await fleet.run('apply', '--yes')).toMatchObject({ code: 0, err: '' });
    await fleet.write('pr.yaml', 'certificate: { file: evil.cer }, ', '', 'description: By the pull request');
  });
  afterAll(() => fleet[Symbol.asyncDispose]());

  test('validate tells it', async () => {
    const { code, out } = await fleet.run('validate', ...pr);
    expect(code).toBe(0);
    expect(out).toContain(
      'The certificate may sign others: its basicConstraints say CA. [topology.certificate-authority]',
    );
  });

  test('plan and apply refuse it, and the server does not trust it', async () => {
    const planned = await fleet.run('plan', '--json', ...pr);
    const plan = JSON.parse(planned.out);
    expect(plan).toMatchObject({ applyable: false });
    expect(plan.diagnostics).toContainEqual(
      expect.objectContaining({
        severity: 'error',
        code: 'guard.certificate-authority',
        detail: `ETL01: ${print} (CN=Evil CA) may sign others: its basicConstraints say CA. Its machine does not show it as its own: the certificate that the topology names is not in My.`,
        range: expect.objectContaining({ file: 'pr.yaml' }),
      }),
    );
    const applied = await fleet.run('apply', '--yes', ...pr);
    expect(applied.code).toBe(5);
    expect(`${applied.out}${applied.err}`).toContain('[guard.certificate-authority]');
    expect(await fleet.root()).not.toContain(print);
    const status = JSON.parse((await fleet.run('status', '--json')).out);
    expect(status.workers[1]).toMatchObject({ machine: 'ETL02', description: 'Nightly' });
  });

  test('what the saved plan lacks cannot be added to it by hand', async () => {
    await fleet.run('plan', '--out', 'saved.json', ...pr);
    const saved = JSON.parse(readFileSync(fleet.folder.file('saved.json'), 'utf8'));
    for (const step of saved.steps) if (step.operation === 'trustCertificate') step.arguments.authority = 'topology';
    saved.applyable = true;
    saved.diagnostics = [];
    await fleet.folder.write('edited.json', JSON.stringify(saved));
    const { code, err } = await fleet.run('apply', 'edited.json', '--yes', ...pr);
    expect({ code, err }).toMatchObject({ code: 5, err: expect.stringContaining('[guard.plan-tampered]') });
    expect(await fleet.root()).not.toContain(print);
  });

  test('without that worker the rest is done', async () => {
    const applied = await fleet.run('apply', '--yes', '--exclude', 'worker/ETL01', ...pr);
    expect(applied.code).toBe(0);
    expect(await fleet.root()).not.toContain(print);
  });

  test('watch --once ends with 5, as plan does', async () => {
    const once = await fleet.run('watch', '--once', '--mode', 'full', '--no-history', ...pr);
    expect(once).toMatchObject({ code: 5, out: expect.stringContaining('its basicConstraints say CA') });
  });

  test.skipIf(lacking.signals)('watch holds that worker back and does the rest (SIGINT ends it)', async () => {
    await fleet.write('pr.yaml', 'certificate: { file: evil.cer }, ', '', 'description: By the watch');
    const watch = fleet.start('watch', '--mode', 'full', '--no-listen', '--interval', '1s', '--json', ...pr);
    await untilPrinted(watch, '"result":"applied"');
    watch.interrupt();
    await watch.ended;
    const results = watch
      .text()
      .split('\n')
      .flatMap((line) => (line.includes('"reconciled"') ? [JSON.parse(line)] : []));
    expect(results[0].result.held).toMatchObject([
      { id: 'worker/ETL01', by: 'guard', reason: expect.stringContaining('A certificate that may sign others') },
    ]);
    expect(await fleet.root()).not.toContain(print);
    const status = JSON.parse((await fleet.run('status', '--json')).out);
    expect(status.workers[1]).toMatchObject({ description: 'By the watch' });
    await fleet.write('pr.yaml', 'certificate: { file: evil.cer }, ');
  });

  test('where a person works on the machine: plan, apply and both scripts refuse it', async () => {
    const nine = `certificate: { file: evil.cer }, ${beats}`;
    await fleet.write('byhand.yaml', '', nine);
    for (const words of [
      ['apply', '--yes'],
      ['script', 'SQLETL01'],
      ['script', 'ETL09'],
    ]) {
      const { code, out, err } = await fleet.run(...words, '-f', 'byhand.yaml');
      expect({ words, code }).toEqual({ words, code: 5 });
      expect(`${out}${err}`).toContain('[guard.certificate-authority]');
      if (words[0] === 'script') expect(out).toBe('');
    }
    expect(await fleet.root()).not.toContain(print);
  });

  test('with authority: true it goes through, with a warning', async () => {
    const nine = `certificate: { file: evil.cer, authority: true }, ${beats}`;
    await fleet.write('said.yaml', '', nine);
    const script = await fleet.run('script', 'ETL09', '--out', 'etl09.ps1', '-f', 'said.yaml');
    expect(script).toMatchObject({ code: 0, err: expect.stringContaining('[plan.certificate-authority]') });
    expect((await fleet.run('sandbox', 'run', 'fleet', 'ETL09', 'etl09.ps1')).code).toBe(0);
    const applied = await fleet.run('apply', '--yes', '-f', 'said.yaml');
    expect({ code: applied.code, text: `${applied.out}${applied.err}` }).toMatchObject({ code: 0 });
    expect(applied.out).toContain('[plan.certificate-authority]');
    expect(applied.out).toContain(`ETL09: ${print} (its basicConstraints say CA).`);
    expect(await fleet.root()).toContain(print);
    const again = await fleet.run('plan', '--detailed-exitcode', '-f', 'said.yaml');
    expect(again).toMatchObject({ code: 0, out: expect.stringContaining('[plan.certificate-authority]') });
    // What was brought there is told of for as long as it is there.
    const later = await fleet.run('status', '--json', '-f', 'topology.yaml');
    expect(JSON.parse(later.out).diagnostics).toContainEqual(
      expect.objectContaining({ code: 'plan.certificate-authority', detail: expect.stringContaining(print) }),
    );
  });
});

describe('a machine that shows such a certificate as its own', () => {
  test.each([
    ['that the topology does not name', ''],
    ['that the topology names as a file', 'certificate: { file: evil.cer }, '],
    ['that the topology names by its thumbprint', `certificate: { thumbprint: "${print}" }, `],
  ])('%s: it is trusted, with a warning', async (_what, named) => {
    await using fleet = await fleetOf('{ machine: ETL01, certificate: { file: evil.cer } }, { machine: ETL02 }');
    await fleet.write('topology.yaml', named);
    const applied = await fleet.run('apply', '--yes');
    expect({ code: applied.code, out: applied.out }).toMatchObject({ code: 0 });
    expect(applied.out).toContain(`ETL01: ${print} (its basicConstraints say CA).`);
    expect(await fleet.root()).toContain(print);
    expect((await fleet.run('plan', '--detailed-exitcode')).code).toBe(0);
  });
});

test('a certificate that may sign no others is trusted without a word', async () => {
  await using fleet = await fleetOf(
    '{ machine: ETL01 }, { machine: ETL02 }, { machine: ETL09, certificate: { file: good.cer } }',
  );
  await fleet.write('topology.yaml', '', 'certificate: { file: good.cer }');
  const planned = await fleet.run('plan', '--json');
  expect(JSON.parse(planned.out)).toMatchObject({ applyable: true });
  expect(planned.out).not.toContain('certificate-authority');
});
