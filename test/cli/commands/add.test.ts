import { readFileSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadTopology } from '../../../src/topology/load-topology.js';
import { makeCertificate, noAuthority } from '../../support/certificates.js';
import { type RanHere, runHere } from '../../support/run-here.js';
import { type Served, servedSandbox } from '../../support/served-sandbox.js';
import { temporaryDirectory } from '../../support/temporary-directory.js';
import { isFormat } from '../schemas.js';

const topology = `apiVersion: ssis-scaleout/v1
name: warehouse
catalog: { server: SQLETL01 }
scaleOut: { enabled: true }
master: { machines: [SQLETL01], endpoint: "https://sqletl01.corp.example:8391" }
workers:
  # The model of all others.
  - machine: ETL01
    enabled: true
    displayName: Loader 1
    tags: nightly # since 2024
    settings: { MaxTaskCount: 8 }
access: { transport: ssh, user: svc, identity: { file: key } }
`;

interface Place {
  readonly run: (...words: readonly string[]) => Promise<RanHere>;
  readonly file: () => Promise<string>;
  readonly write: (text: string) => Promise<string>;
  readonly served: Served;
}

/** A served fleet of the topology's machines, with these besides. */
async function fleet(...more: readonly string[]): Promise<Place & AsyncDisposable> {
  const served = await servedSandbox(topology);
  const { folder } = served;
  const write = (text: string) => folder.write('topology.yaml', text);
  await write(topology);
  const run = (...words: readonly string[]) =>
    runHere(words, { cwd: folder.path, env: { PATH: process.env.PATH ?? '' } });
  for (const machine of more) expect((await run('sandbox', 'add', 'fleet', machine)).code).toBe(0);
  const file = () => readFile(folder.file('topology.yaml'), 'utf8');
  return { run, file, write, served, [Symbol.asyncDispose]: () => served[Symbol.asyncDispose]() };
}

const inFleet = ['--sandbox', 'fleet'];

const entry = '  - machine: ETL05\n    enabled: true\n    tags: nightly\n    settings: { MaxTaskCount: 8 }\n';

const added = topology.replace('access: {', `${entry}access: {`);

test('a new machine is looked at, its plan is shown, and its entry is written as the model has it', async () => {
  await using place = await fleet('ETL05');
  const asked = await place.run('add', 'ETL05', '--like', 'etl01', ...inFleet);
  expect(asked.code).toBe(5);
  expect(asked.err).toContain('[edit.no-terminal]');
  expect(await place.file()).toBe(topology);
  for (const line of [
    /^worker\/ETL05\n {2}ok {7}access +reached; it calls itself ETL05/m,
    /^ {2}ok {7}rights +the account is an administrator there$/m,
    /^ {2}ok {7}store My +LocalMachine\\My can be read: \d+ certificates?$/m,
    /^ {2}ok {7}service +SSISScaleOutWorker160: running, automatic, as /m,
    /^ {2}ok {7}config +.*WorkerSettings\.config$/m,
    /^ {2}ok {7}certificate +[0-9A-F]{40}, CN=ETL05, ends 20\d\d-/m,
    /^ {2}to do {4}master's endpoint .*: an apply writes https:\/\/sqletl01\.corp\.example:8391$/m,
    /^ {2}to do {4}master's certificate +[0-9A-F]{40} is not trusted yet/m,
    /^master\/SQLETL01\n {2}ok {7}access +reached; it calls itself SQLETL01/m,
    /^ {2}ok {7}store Root +LocalMachine\\Root can be read/m,
    /^ {2}to do {4}worker's certificate +[0-9A-F]{40} is not trusted yet/m,
    /^catalog\n {2}to do {4}row +it has no row yet/m,
    /^ {2}\+ worker\/ETL05 /m,
    /^Plan: .*1 to add/m,
    /^--- topology\.yaml$/m,
    /^\+ {2}- machine: ETL05$/m,
  ]) {
    expect(asked.out).toMatch(line);
  }
  // What keeps it from running packages now takes nobody out who is in service.
  expect(asked.out.replaceAll(/\s+/g, ' ')).toContain('note: ETL05 cannot run packages yet [plan.cause]');
  expect(asked.out).not.toContain('Something keeps packages');
  // Nobody has looked at the others.
  expect(asked.out.split('--- topology')[0]).not.toMatch(/\bETL01\b|^Health/m);

  // What is wrong with it is shown as such: a service that is stopped is started, a cloned machine is none of our doing.
  await place.run('sandbox', 'drill', 'fleet', 'worker-service-stopped', 'ETL05');
  const stopped = await place.run('add', 'ETL05', ...inFleet);
  expect(stopped.out).toMatch(/^ {2}to do {4}service +SSISScaleOutWorker160: stopped, automatic/m);
  await place.run('sandbox', 'drill', 'fleet', '--undo');
  await place.run('sandbox', 'drill', 'fleet', 'worker-key-unreadable', 'ETL05');
  const keyless = await place.run('add', 'ETL05', ...inFleet);
  expect(keyless.out).toMatch(/^ {2}to do {4}certificate .* may not read its key: an apply lets it$/m);
  await place.run('sandbox', 'drill', 'fleet', '--undo');

  const done = await place.run('add', 'worker/ETL05', '--like', 'worker/ETL01', '--yes', ...inFleet);
  expect(done.code, done.out + done.err).toBe(0);
  expect(await place.file()).toBe(added);
  expect(done.err).toBe('Wrote topology.yaml. Next: scaleout plan --sandbox fleet --target worker/ETL05\n');
});

test('--patch shows on standard error what was looked at, and has it in short; --apply shows one plan', async () => {
  await using place = await fleet('ETL05');
  const patch = await place.run('add', 'ETL05', '--like', 'ETL01', '--patch', ...inFleet);
  expect(patch.code, patch.err).toBe(0);
  expect(patch.err).toMatch(/^ {2}to do {4}row +it has no row yet/m);
  const [mail = ''] = patch.out.split('\n---\n');
  const body = mail.replaceAll(/\s+/g, ' ');
  expect(body).toContain("Its entry is copied from that of ETL01, without what is that worker's own.");
  expect(body).toContain('Looked at worker/ETL05. As it should be: access, rights,');
  expect(body).toContain('Looked at catalog. Done by an apply: row.');
  expect(await place.file()).toBe(topology);
  const applied = await place.run('add', 'ETL05', '--apply', '--yes', ...inFleet);
  expect(applied.out.match(/^Plan: /gm)).toHaveLength(1);
  expect(applied.out.replaceAll(/\s+/g, ' ')).toContain('The plan of it comes when the file is written');
});

test('what each plan would be refused for, for the entry itself, is not written: 5', async () => {
  await using place = await fleet('ETL05');
  const { folder } = place.served;
  const der = makeCertificate({ notAfter: '2021-01-01T00:00:00Z', extensions: [noAuthority] });
  await folder.write('old.cer', `-----BEGIN CERTIFICATE-----\n${der.toString('base64')}\n-----END CERTIFICATE-----\n`);
  await folder.write(
    'ca.cer',
    `-----BEGIN CERTIFICATE-----\n${makeCertificate().toString('base64')}\n-----END CERTIFICATE-----\n`,
  );
  for (const [file, code] of [
    ['old.cer', 'guard.certificate-useless'],
    ['ca.cer', 'guard.certificate-authority'],
  ] as const) {
    const words = ['add', 'ETL05', '--certificate', file, '--yes', ...inFleet];
    const refused = await place.run(...words);
    expect(refused.code, refused.out + refused.err).toBe(5);
    expect(refused.err).toContain('[edit.plan-refused]');
    expect(refused.err).toContain(`[${code}]`);
    expect(refused.err.replaceAll(/\s+/g, ' ')).toContain('Nothing was written: with an entry of ETL05');
    expect(await place.file()).toBe(topology);
    const asJson = JSON.parse((await place.run(...words, '--json')).out);
    expect(isFormat('edit', asJson)).toBe(true);
    expect(asJson).toMatchObject({ written: false, diagnostics: [{ code: 'edit.plan-refused' }] });
  }
  const blind = await place.run('add', 'ETL05', '--certificate', 'ca.cer', '--no-check', '--yes', ...inFleet);
  expect(blind.code, blind.err).toBe(0);
});

test('where something is not ready nothing is written: 4, with what the machine says and what helps', async () => {
  await using place = await fleet('ETL05');
  const none = await place.run('add', 'ETL07', '--yes', ...inFleet);
  expect(none.code).toBe(4);
  expect(none.out).toMatch(/^ {2}\? {8}access +The sandbox in fleet has no machine ETL07/m);
  expect(none.out).not.toContain('Plan:');
  expect(none.err).toContain('[edit.machine-not-ready]');
  expect(none.err.replaceAll(/\s+/g, ' ')).toContain('scaleout sandbox add fleet ETL07');
  const asJson = await place.run('add', 'ETL07', '--yes', '--json', ...inFleet);
  const document = JSON.parse(asJson.out);
  expect(isFormat('edit', document)).toBe(true);
  expect(document).toMatchObject({ written: false, applies: false, diagnostics: [{ code: 'edit.machine-not-ready' }] });
  expect(document.checks).toContainEqual(
    expect.objectContaining({ check: 'access', at: 'worker/ETL07', state: 'unknown' }),
  );
  const patch = await place.run('add', 'ETL07', '--patch', ...inFleet);
  expect({ code: patch.code, out: patch.out }).toEqual({ code: 4, out: '' });

  const blind = await place.run('add', 'ETL07', '--no-check', '--yes', ...inFleet);
  expect(blind.code).toBe(0);
  expect(blind.out.replaceAll(/\s+/g, ' ')).toContain(
    'Nothing was looked at: neither ETL07 nor the master nor the catalog.',
  );
  expect(await place.file()).toContain('  - machine: ETL07\n');
});

test('a config that cannot be read does not say the certificate: both options are named', async () => {
  await using place = await fleet('ETL05');
  const drilled = await place.run('sandbox', 'drill', 'fleet', 'worker-config-broken', 'ETL05');
  expect(drilled.code, drilled.err).toBe(0);
  const unread = await place.run('add', 'ETL05', '--yes', ...inFleet);
  expect(unread.code, unread.out + unread.err).toBe(4);
  expect(unread.err).toContain('[edit.certificate-unknown]');
  expect(unread.err.replaceAll(/\s+/g, ' ')).toContain('--thumbprint HEX, or its file (.cer) with --certificate FILE');
  expect(await place.file()).toBe(topology);
  const print = 'BE 90 FF 67 19 E8 C5 21 0B 8E 15 9A 18 AA E4 6F 3B 4F 56 E7';
  const named = await place.run('add', 'ETL05', '--thumbprint', print, '--yes', ...inFleet);
  // Of a thumbprint alone nobody can put the certificate anywhere, and the plan says so too.
  expect(named.out).toMatch(
    /^ {2}by hand {2}worker's certificate +[0-9A-F]{40} is not trusted yet: only its thumbprint/m,
  );
  expect(named.code, named.out + named.err).toBe(0);
  expect(await place.file()).toMatch(/certificate: \{ thumbprint: .*BE 90 FF.* \}|thumbprint: /);
});

test('a certificate of a file is read by the rules of the topology, and named from its folder', async () => {
  await using place = await fleet();
  const { folder } = place.served;
  const der = makeCertificate({ extensions: [noAuthority] });
  await folder.write(
    'etl09.pem',
    `-----BEGIN CERTIFICATE-----\n${der.toString('base64')}\n-----END CERTIFICATE-----\n`,
  );
  const model = ['--set', 'access={ transport: manual }', '--enabled'];
  const missing = await place.run('add', 'ETL09', '--certificate', 'gone.cer', ...model, '--yes', ...inFleet);
  expect(missing.code).toBe(3);
  expect(missing.err).toContain('[topology.certificate-missing]');
  expect(await place.file()).toBe(topology);
  const done = await place.run(
    'add',
    'ETL09',
    '--certificate',
    folder.file('etl09.pem'),
    ...model,
    '--yes',
    ...inFleet,
  );
  expect(done.code, done.out + done.err).toBe(0);
  expect(await place.file()).toMatch(
    / {2}- machine: ETL09\n {4}enabled: true\n {4}certificate:(?: \{|\n) +file: etl09\.pem/,
  );
  // Nothing is told of a machine that nobody looks at, and nothing of it is marked as it should be.
  expect(done.out).toMatch(/^worker\/ETL09\n {2}by hand {2}access +access is manual: its administrator runs what/m);
  expect(done.out).toMatch(
    /^ {2}\? {8}certificate +[0-9A-F]{40} of the topology; whether the machine has it is not looked at/m,
  );
  expect(done.out.split('master/SQLETL01')[0]).not.toMatch(/^ {2}ok /m);
  expect(done.out.replaceAll(/\s+/g, ' ')).toContain(
    'its administrator runs what "scaleout script ETL09 --sandbox fleet" prints',
  );
});

test.each([
  [['ETL01'], 'edit.worker-listed', 'in line 8', 'scaleout set worker/ETL01'],
  [['etl01.corp.example'], 'edit.worker-listed', 'worker/ETL01 is in topology.yaml already', 'scaleout set'],
  [['ETL02'], 'edit.worker-listed', 'worker/ETL02', 'scaleout set worker/ETL02 --unset state'],
  [['bad name'], 'topology.machine-name', 'The name "bad name"', ''],
  [['10.0.0.1'], 'topology.machine-name', 'is an IP address', ''],
  [['ETL05', '--like', 'ETL9'], 'command.target-unknown', '"ETL9" is no worker', ''],
  [['ETL05', '--thumbprint', '12'], 'topology.thumbprint', 'a thumbprint has 40', ''],
  [['ETL05', '--thumbprint', '12', '--certificate', 'x.cer'], 'command.usage', 'give one', ''],
  [['ETL05', '--set', 'enabled=maybe'], 'topology.wrong-kind', 'enabled of worker ETL05', ''],
  [['ETL05', '--set', 'machine=ETL06'], 'command.usage', '--set machine=', ''],
] as const)('%s is refused: %s', async (words, errorCode, said, remedy) => {
  using place = temporaryDirectory();
  const text = topology.replace('access: {', '  - { machine: ETL02, state: absent }\naccess: {');
  writeFileSync(join(place.path, 'topology.yaml'), text);
  const { code, err } = await runHere(['add', ...words, '--no-check', '--yes'], { cwd: place.path });
  expect(code).toBe(3);
  expect(err).toContain(`[${errorCode}]`);
  expect(err.replaceAll(/\s+/g, ' ')).toContain(said);
  expect(err.replaceAll(/\s+/g, ' ')).toContain(remedy);
  expect(readFileSync(join(place.path, 'topology.yaml'), 'utf8')).toBe(text);
});

test('without a model the entry has what is given, and --no-check --json says what was written', async () => {
  using place = temporaryDirectory();
  const file = join(place.path, 'topology.yaml');
  writeFileSync(file, topology);
  const words = [
    'add',
    'etl06.corp.example',
    '--set',
    'description=Nightly: loads',
    '--set',
    'settings.MaxTaskCount=4',
    '--set',
    'enabled=false',
  ];
  const { code, out } = await runHere([...words, '--no-check', '--json', '--yes'], { cwd: place.path });
  expect(code).toBe(0);
  const document = JSON.parse(out);
  expect(isFormat('edit', document)).toBe(true);
  expect(document).toMatchObject({ edited: [{ action: 'add', target: 'worker/etl06.corp.example' }], written: true });
  expect(document.checks).toBeUndefined();
  const { topology: loaded } = await loadTopology(file);
  expect(loaded?.workers.at(-1)).toMatchObject({
    machine: 'etl06.corp.example',
    description: 'Nightly: loads',
    enabled: false,
    settings: { MaxTaskCount: 4 },
  });
  expect(loaded?.workers.at(-1)).not.toHaveProperty('certificate');
});

test('access: none promises nothing of the machine', async () => {
  using place = temporaryDirectory();
  writeFileSync(
    join(place.path, 'topology.yaml'),
    topology.replace('transport: ssh, user: svc, identity: { file: key }', 'transport: none'),
  );
  const { out } = await runHere(['add', 'ETL06', '--no-check', '--yes'], { cwd: place.path });
  expect(out.replaceAll(/\s+/g, ' ')).toContain('The access of ETL06 is none: nothing is set up there from here.');
});
