import { generateKeyPairSync } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeSshKeyPair } from '../../packages/sandbox/src/ssh/key-pair.js';
import { master, type ReachedFleet, reachedFleet } from './machines-fleet.js';
import { isPlan, isStatus } from './schemas.js';

let fleet: ReachedFleet;
beforeAll(async () => {
  fleet = await reachedFleet(['workers: [{ machine: ETL01 }, { machine: ETL02 }]']);
  await write('topology.yaml');
  const { code, out, err } = await fleet.run('apply', '--yes');
  expect({ code, out, err }).toMatchObject({ code: 0, err: '' });
});
afterAll(() => fleet[Symbol.asyncDispose]());

/** ETL01 in the way that a test wants it, all else as it should be. */
async function write(name: string, changes: Parameters<ReachedFleet['access']>[1] = {}): Promise<void> {
  await fleet.topology(
    name,
    'scaleOut: { enabled: true }',
    master,
    'workers:',
    `  - { machine: ETL01, enabled: true, description: Nightly, ${fleet.access('ETL01', changes)} }`,
    `  - { machine: ETL02, enabled: true, description: Nightly, ${fleet.access('ETL02')} }`,
    fleet.access('SQLETL01'),
    'policy: { registrationTimeout: 30s }',
  );
}

interface Seen {
  readonly why: RegExp;
  readonly code: string;
  readonly help: string;
}

/** Plan, apply and status say the same of ETL01; and nothing is done to it, while ETL02 is as it should be. */
async function expectUnreached(file: string, { why, code, help }: Seen): Promise<void> {
  const planned = await fleet.run('plan', '--json', '--detailed-exitcode', '-f', file);
  expect(planned).toMatchObject({ code: 2, err: '' });
  const plan = JSON.parse(planned.out);
  expect(isPlan(plan), JSON.stringify(isPlan.errors)).toBe(true);
  expect(plan).toMatchObject({ complete: false, applyable: true, steps: [], summary: { unknown: 1 } });
  expect(plan.changes).toMatchObject([{ id: 'worker/ETL01', action: 'unknown', reasonCode: 'machine-unreached' }]);
  // The topology of this test does not have the certificate of its sandbox checked.
  expect(plan.diagnostics).toMatchObject([
    { severity: 'warning', code: 'plan.machine-unreached' },
    { severity: 'warning', code: 'catalog.certificate-unchecked' },
  ]);
  expect(plan.diagnostics[0].detail).toMatch(why);
  expect(plan.diagnostics[0].detail).toContain(`[${code}]`);
  expect(plan.diagnostics[0].remedy).toContain(help);

  // It shows the plan in words.
  const applied = await fleet.run('apply', '--yes', '-f', file);
  expect(applied).toMatchObject({ code: 6, err: '' });
  expect(applied.out).toContain('? worker/ETL01  its machine could not be looked at');
  expect(applied.out).toMatch(why);
  expect(applied.out).toContain('Nothing can be done now: 0 to change, 0 to remove, 1 unknown.');
  expect(applied.out).toContain('Nothing applied');

  const status = await fleet.run('status', '--json', '-f', file);
  expect(status).toMatchObject({ code: 0, err: '' });
  const document = JSON.parse(status.out);
  expect(isStatus(document), JSON.stringify(isStatus.errors)).toBe(true);
  expect(document.machines).toMatchObject([
    { machine: 'SQLETL01', state: 'seen' },
    { machine: 'ETL01', state: 'unreached', reason: expect.stringMatching(why) },
    { machine: 'ETL02', state: 'seen' },
  ]);
}

/** A file that its owner alone may read: others are warned of. */
async function writeSecret(name: string, text: string): Promise<void> {
  await writeFile(fleet.folder.file(name), text, { mode: 0o600 });
}

describe('a worker whose machine cannot be looked at', () => {
  test('a host key that nobody has vouched for is shown with the line that would make it known', async () => {
    await fleet.folder.write('nobody', '');
    await write('unknown.yaml', { knownHosts: 'nobody' });
    await expectUnreached('unknown.yaml', {
      why: /ETL01 at 127\.0\.0\.1:\d+ shows the ssh-ed25519 key SHA256:\S+, which is not in \S+nobody\. Its line: \[127/,
      code: 'machine.host-key-unknown',
      help: 'Compare its fingerprint',
    });
  });

  test('a known_hosts file that does not exist is named', async () => {
    await write('nofile.yaml', { knownHosts: 'no/such/file' });
    await expectUnreached('nofile.yaml', {
      why: /no\/such\/file \(does not exist\)/,
      code: 'machine.host-key-unknown',
      help: 'ssh-keyscan',
    });
  });

  test('a host key that is not the known one: a warning of somebody in between', async () => {
    const [type, key] = makeSshKeyPair().publicKey.split(' ');
    await fleet.folder.write('other', `# by hand\n[127.0.0.1]:${fleet.served().ssh.port} ${type} ${key}\n`);
    await write('changed.yaml', { knownHosts: 'other' });
    await expectUnreached('changed.yaml', {
      why: /but what is known is SHA256:\S+ \(ssh-ed25519, \S+other:2\)/,
      code: 'machine.host-key-changed',
      help: 'Another machine may answer in its place.',
    });
  });

  test('a key that the machine does not take', async () => {
    await writeSecret('other_key', makeSshKeyPair().privateKey);
    await write('refused.yaml', { identity: 'other_key' });
    await expectUnreached('refused.yaml', {
      why: /does not let in ETL01 \(tried: the identity; it takes publickey\)/,
      code: 'machine.login-refused',
      help: 'administrators_authorized_keys',
    });
  });

  test('a key that is encrypted, without its passphrase', async () => {
    const { privateKey } = generateKeyPairSync('rsa', {
      modulusLength: 2048,
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs1', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'tr0ub4dor' },
    });
    await writeSecret('encrypted', privateKey);
    await write('encrypted.yaml', { identity: 'encrypted' });
    await expectUnreached('encrypted.yaml', {
      why: /encrypted/,
      code: 'machine.secret-unusable',
      help: '`password` is its passphrase',
    });
  });

  test('a key file that is not there', async () => {
    await write('nokey.yaml', { identity: 'no/such/key' });
    await expectUnreached('nokey.yaml', {
      why: /no\/such\/key does not exist/,
      code: 'machine.secret-missing',
      help: 'where the account that runs scaleout can read it',
    });
  });

  test('a port where nobody listens', async () => {
    await write('closed.yaml', { port: 1 });
    await expectUnreached('closed.yaml', {
      why: /ETL01 at 127\.0\.0\.1:1 cannot be reached: nothing listens there/,
      code: 'machine.unreachable',
      help: 'that the port of its access is open from here',
    });
  });

  test('another machine that answers in its place', async () => {
    await write('wrong.yaml', { user: 'ETL02' });
    await expectUnreached('wrong.yaml', {
      why: /Where ETL01 is looked for, ETL02 answers/,
      code: 'machine.wrong-host',
      help: 'nothing was done there',
    });
  });

  test('a machine that is down: what can be done elsewhere is done, and it stays unknown', async () => {
    await fleet.edit(({ windows = {}, workerAgents = {} }) => {
      if (windows.ETL01 !== undefined) windows.ETL01.reachable = false;
      for (const row of Object.values(workerAgents)) row.description = 'do not touch!';
    });
    await write('topology.yaml');
    const planned = await fleet.run('plan', '--json');
    expect(JSON.parse(planned.out)).toMatchObject({ complete: false, summary: { unknown: 1, change: 1 } });
    const applied = await fleet.run('apply', '--yes');
    expect(applied).toMatchObject({ code: 6, err: '' });
    // Its row is in the catalog, which is not down.
    expect(applied.out).toContain('? worker/ETL01  its machine could not be looked at; description differs');
    expect(applied.out).toContain('done     worker/ETL01:description');
    expect(applied.out).toContain('done     worker/ETL02:description');
    expect(applied.out).toContain('1 left unknown (marked ? above)');
    const status = await fleet.run('status');
    expect(status.code).toBe(0);
    expect(status.out).toMatch(/^ETL01 +could not be looked at/m);
    expect(status.out).toContain('[machine.unreachable]');
    await expectUnreached('topology.yaml', {
      why: /ETL01 at 127\.0\.0\.1:\d+ cannot be reached: it closed the connection/,
      code: 'machine.unreachable',
      help: "Where there is no way in, the machine's administrator runs what scaleout script MACHINE prints.",
    });
  });
});
