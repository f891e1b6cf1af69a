import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { beforeAll, describe, expect, it } from 'vitest';
import { runCli, temporaryFolder } from '../support/run-cli.js';
import { type FilledMachine, filledMachine, wineFill } from './filled-machines.js';
import { masterInRoot, restoreMachine, runPowerShell, windowsMissing, writeWindowsFile } from './machine.js';

const machine = hostname().toUpperCase();

/** What `scaleout script` prints for the machine, of a topology and a new sandbox. */
async function scriptOf(...lines: readonly string[]): Promise<string> {
  await using folder = await temporaryFolder();
  const head = ['apiVersion: ssis-scaleout/v1', 'name: warehouse', 'catalog: { server: SQLETL01 }'];
  await folder.write('topology.yaml', [...head, 'scaleOut: { enabled: true }', ...lines, ''].join('\n'));
  await runCli(['plan', '--sandbox', 'fleet', '--create'], { cwd: folder.path });
  const ran = await runCli(['script', machine, '--sandbox', 'fleet', '--out', 'by-hand.ps1'], { cwd: folder.path });
  if (ran.code !== 0) throw new Error(`scaleout script: ${ran.err}`);
  return readFileSync(folder.file('by-hand.ps1'), 'utf8');
}

/** Runs it there as its first lines say, with what Wine lacks put before its last line. */
async function runByHand(script: string) {
  const filled = script.replace(/^exit \(/m, () => `${readFileSync(wineFill, 'utf8')}\r\nexit (`);
  await writeWindowsFile('by hand\\the script.ps1', filled);
  const words = ['-ExecutionPolicy', 'Bypass', '-File', 'C:\\by hand\\the script.ps1'];
  const { out, code } = await runPowerShell(words);
  return { out: out.replaceAll('\r\n', '\n'), code };
}

async function installationOf(windows: FilledMachine, role: 'master' | 'worker') {
  const { installations } = await windows.look();
  const found = installations.find((one) => one.role === role);
  if (found?.config.known !== true) throw new Error(`no ${role}`);
  const text = Buffer.from(found.config.value.content, 'base64').toString();
  return { service: found.service, config: JSON.parse(text.replace(/^\uFEFF/, '')) };
}

describe.skipIf(windowsMissing !== undefined)(`scaleout script on Windows (${windowsMissing ?? 'run there'})`, () => {
  beforeAll(restoreMachine);

  it('of a worker: all of it the first time, nothing the second time', async () => {
    const script = await scriptOf(
      'master: { machines: [SQLETL01], endpoint: "https://sqletl01.corp.example:8391" }',
      'workers:',
      `  - { machine: ${machine}, enabled: true, settings: { MaxTaskCount: 8 }, access: { transport: manual } }`,
      'access: { transport: ssh }',
    );
    const first = await runByHand(script);
    expect(first).toMatchObject({ code: 0, out: expect.stringContaining('\nDone.\n') });
    await using windows = filledMachine();
    const { service, config } = await installationOf(windows, 'worker');
    expect(service).toMatchObject({ startMode: 'automatic', state: 'running' });
    expect(config).toMatchObject({
      MasterEndpoint: 'https://sqletl01.corp.example:8391',
      MaxTaskCount: 8,
      WorkerHttpsCertThumbprint: expect.stringMatching(/^[0-9A-F]{40}$/),
    });
    expect(first.out).toContain(`The worker's certificate has the thumbprint ${config.WorkerHttpsCertThumbprint}.`);
    expect(first.out).toContain(`Its public half is in C:\\by hand\\SSISScaleOutWorker-${machine}.cer.`);
    const second = await runByHand(script);
    expect(second).toMatchObject({ code: 0, out: expect.stringContaining('nothing was changed.') });
  });

  it('of a node of the master: all of it the first time, nothing the second time', async () => {
    const own = await masterInRoot();
    const script = await scriptOf(
      `master: { machines: [${machine}], endpoint: "https://${machine}:8391" }`,
      'workers: [{ machine: ETL01, enabled: true, access: { transport: ssh } }]',
      'access: { transport: manual }',
    );
    const first = await runByHand(script);
    expect(first).toMatchObject({ code: 0, out: expect.stringContaining('\nDone.\n') });
    expect(first.out).toContain(`Port 8391 is bound to ${own} now.`);
    await using windows = filledMachine();
    const { bindings, firewall } = await windows.look();
    expect(bindings).toMatchObject({ value: [{ address: '0.0.0.0:8391', thumbprint: own, store: 'Root' }] });
    expect(firewall).toMatchObject({ value: [{ enabled: true, allows: true, ports: ['8391'] }] });
    expect((await installationOf(windows, 'master')).service).toMatchObject({ state: 'running' });
    const second = await runByHand(script);
    expect(second).toMatchObject({ code: 0, out: expect.stringContaining('nothing was changed.') });
  });

  it('for another machine is refused', async () => {
    const script = await scriptOf(
      'master: { machines: [SQLETL01] }',
      `workers: [{ machine: ${machine}, access: { transport: manual } }]`,
      'access: { transport: ssh }',
    );
    const elsewhere = script.replaceAll(`"${machine}"`, '"ETL99"');
    expect(await runByHand(elsewhere)).toMatchObject({
      code: 1,
      out: expect.stringContaining('This script is for ETL99'),
    });
  });
});
