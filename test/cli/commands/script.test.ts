import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { requestOfScript } from '../../../src/providers/machines/script/by-hand-script.js';
import { type Folder, temporaryFolder } from '../../support/run-cli.js';
import { runHere } from '../../support/run-here.js';
import { topologyText } from '../topologies.js';

let folder: Folder;
beforeAll(async () => {
  folder = await temporaryFolder();
  const text = topologyText(
    'master: { machines: [SQLETL01], endpoint: "https://sqletl01.corp.example:8391" }',
    'workers:',
    '  - { machine: ETL01, enabled: true }',
    '  - { machine: ETL09, enabled: true, settings: { MaxTaskCount: 3 }, access: { transport: manual } }',
  ).replace('access: { transport: none }', 'access: { transport: ssh, user: svc }');
  await folder.write('topology.yaml', text);
  await runHere(['plan', '--sandbox', 'fleet', '--create'], { cwd: folder.path });
});
afterAll(() => folder[Symbol.asyncDispose]());

const script = (...words: readonly string[]) =>
  runHere(['script', ...words, '--sandbox', 'fleet', '--log-level', 'error'], { cwd: folder.path });

/** All but the moment at which it was made. */
const timeless = (text: string) =>
  text.replace(/at "[^"]+" from/, 'at TIME from').replace(/"madeAt":"[^"]+"/, '"madeAt":TIME');

test('a worker that is set up by hand: one script with the endpoint and the certificate of the master', async () => {
  const { code, out, err } = await script('ETL09');
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toMatch(/^# Sets up the machine "ETL09" as a worker/);
  expect(requestOfScript(out)).toMatchObject({
    operation: 'ensureWorker',
    endpoint: 'https://sqletl01.corp.example:8391',
    masterCertificate: expect.stringMatching(/^MII/),
    settings: { MaxTaskCount: 3 },
  });
  expect(out.replaceAll('\r\n', '')).not.toMatch(/[^ -~\t]/);
});

test('a machine is known by any of its names, and by the id that a plan shows', async () => {
  const outs: Awaited<ReturnType<typeof script>>[] = [];
  // One after the other: a command that runs here has the working folder for itself.
  for (const name of ['etl09', 'worker/ETL09', 'etl09.corp.example']) outs.push(await script(name));
  const [first, ...others] = outs.map(({ out }) => timeless(out));
  expect(first).toContain('"ETL09"');
  for (const other of others) expect(other).toBe(first);
});

test('a node of the master: the worker certificates to trust and the port', async () => {
  const { code, out } = await script('SQLETL01');
  expect(code).toBe(0);
  expect(requestOfScript(out)).toMatchObject({ operation: 'ensureMaster', port: 8391 });
});

test('--new-certificate: a script that makes a certificate beside the one in use, for a worker alone', async () => {
  const { code, out, err } = await script('ETL09', '--new-certificate');
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toMatch(/^# Makes a new certificate for the worker "ETL09" of SSIS Scale Out, beside/);
  expect(requestOfScript(out)).toMatchObject({ operation: 'newCertificate', days: 1825 });
  expect(await script('SQLETL01', '--new-certificate')).toMatchObject({
    code: 3,
    err: expect.stringContaining('[command.target-unknown]'),
  });
});

test('--out writes the same bytes into a file, and prints nothing', async () => {
  const printed = await script('ETL09');
  const { code, out } = await script('ETL09', '--out', 'etl09.ps1');
  expect({ code, out }).toEqual({ code: 0, out: '' });
  expect(timeless(await readFile(folder.file('etl09.ps1'), 'utf8'))).toBe(timeless(printed.out));
  const nowhere = await script('ETL09', '--out', 'no/such/folder/etl09.ps1');
  expect(nowhere.code).toBe(3);
  expect(nowhere.err).toContain('[command.output-unwritable]');
});

test('a machine that the topology does not list: 3, with the one that was meant, and no sandbox is made', async () => {
  const { code, out, err } = await runHere(['script', 'ETL9', '--sandbox', 'other'], { cwd: folder.path });
  expect({ code, out }).toEqual({ code: 3, out: '' });
  expect(err).toContain('[command.target-unknown]');
  expect(err).toContain('Did you mean ETL09?');
  expect(err).not.toContain('Made a new sandbox');
});

test('without a look at the master nothing is printed that would lack its certificate', async () => {
  await folder.write(
    'blind.yaml',
    topologyText(
      'master: { machines: [SQLETL01], endpoint: "https://SQLETL01:8391" }',
      'workers: [{ machine: ETL01 }]',
    ),
  );
  const { code, out, err } = await script('ETL01', 'blind.yaml');
  expect({ code, out }).toEqual({ code: 4, out: '' });
  expect(err).toContain('[command.script-incomplete]');
});
