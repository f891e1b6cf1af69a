import { X509Certificate } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createCertificate } from '../../../packages/sandbox/src/certificate.js';
import { fleet, never, sandboxPlace } from '../../../packages/sandbox/test/support/sandbox-place.js';
import { sandboxRun } from '../../../src/cli/commands/sandbox-run.js';
import type { Terminal } from '../../../src/cli/terminal.js';
import { byHandScript } from '../../../src/providers/machines/script/by-hand-script.js';
import type { ByHandRequest } from '../../../src/providers/machines/script/wire.js';
import { screen } from '../../support/screen.js';

const request: ByHandRequest = {
  operation: 'ensureWorker',
  endpoint: 'https://SQLETL01:8391',
  masterCertificate: null,
  workerThumbprint: null,
  mark: 'ssis-scaleout test',
  settings: { MaxTaskCount: 3 },
  timeoutSeconds: 60,
};
const heading = { machine: 'ETL01', topology: 'test', toolVersion: '0', createdAt: '2024-05-01T08:00:00Z' };

function terminal() {
  const printed: string[] = [];
  const place: Terminal = {
    env: {},
    out: (text) => printed.push(text),
    print: (text) => printed.push(text),
    err: () => {},
    interactive: false,
    screen: { out: screen(), err: screen() },
    interrupts: { stop: never, abort: never } as Terminal['interrupts'],
    logLevel: 'silent',
    input: process.stdin,
    goesBy: () => undefined,
    isErrLost: () => false,
    workGoesOn: () => {},
    surviveExceptions: () => ({ [Symbol.dispose]: () => {} }),
  };
  return { place, printed: () => printed.join('') };
}

async function made(content: string) {
  const at = sandboxPlace();
  const first = await at.open({ fleet: () => ({ ...fleet(), joined: false }) });
  await first.close();
  const script = join(at.directory, '..', 'script.ps1');
  writeFileSync(script, content);
  return { at, options: { dir: at.directory, script, out: undefined, json: false } };
}

describe('a script for an administrator', () => {
  test('is carried out on the machine that it is for, once, and says what it did', async () => {
    const { at, options } = await made(byHandScript(request, heading));
    using _ = at;
    const out = join(at.directory, '..', 'etl01.cer');
    const [first, second] = [terminal(), terminal()];
    expect(await sandboxRun({ ...options, machine: 'etl01.corp.example', out }, first.place)).toBe(0);
    expect(first.printed()).toMatch(/^- .+\n(.*\n)*- SSISScaleOutWorker160 was restarted\.\nDone\.\n/);
    const { fingerprint } = new X509Certificate(readFileSync(out));
    expect(first.printed()).toContain(fingerprint.replaceAll(':', ''));
    expect(await sandboxRun({ ...options, machine: 'ETL01', json: true }, second.place)).toBe(0);
    const beside = join(at.directory, '..', 'SSISScaleOutWorker-ETL01.cer');
    expect(readFileSync(beside, 'utf8')).toBe(readFileSync(out, 'utf8'));
    expect(JSON.parse(second.printed())).toMatchObject({
      machine: 'ETL01',
      certificateFile: beside,
      changed: false,
      thumbprint: fingerprint.replaceAll(':', ''),
    });
  });

  test('is carried out by the process that serves the sandbox, where there is one', async () => {
    const { at, options } = await made(byHandScript(request, heading));
    using _ = at;
    const serving = await at.open();
    const { place, printed } = terminal();
    await sandboxRun({ ...options, machine: 'ETL01' }, place);
    expect(printed()).toContain('Done.');
    await serving.close();
    expect(readFileSync(at.file('state.json'), 'utf8')).toContain('\\"MaxTaskCount\\": 3');
  });

  test('of a node says what is left without the private key, and takes it with --key-of', async () => {
    const { certificate } = await createCertificate(new Date('2024-04-01T00:00:00Z'));
    const thumbprint = new X509Certificate(certificate).fingerprint.replaceAll(':', '');
    const ofNode: ByHandRequest = {
      operation: 'ensureMaster',
      trust: [],
      certificate: { thumbprint, inUse: false },
      port: 8391,
      firewallRule: 'ssis-scaleout master',
      timeoutSeconds: 60,
    };
    const { at, options } = await made(byHandScript(ofNode, { ...heading, machine: 'SQLETL01' }));
    using _ = at;
    const keyOf = join(at.directory, '..', 'next.cer');
    writeFileSync(keyOf, certificate);
    const [without, withKey, refused] = [terminal(), terminal(), terminal()];
    expect(await sandboxRun({ ...options, machine: 'SQLETL01' }, without.place)).toBe(6);
    expect(without.printed()).toContain(`Still to be done: The private key of the master's certificate ${thumbprint}`);
    expect(await sandboxRun({ ...options, machine: 'SQLETL01', keyOf, json: true }, withKey.place)).toBe(0);
    expect(JSON.parse(withKey.printed())).toMatchObject({ changed: true, report: expect.any(Array) });
    writeFileSync(keyOf, 'no certificate');
    await expect(sandboxRun({ ...options, machine: 'SQLETL01', keyOf }, refused.place)).rejects.toMatchObject({
      code: 'command.usage',
    });
  });

  test('of a new certificate leaves it beside itself, under a name of its own', async () => {
    const fresh: ByHandRequest = { operation: 'newCertificate', mark: 'm', days: 9, madeAt: '2020-01-01T00:00:00Z' };
    const { at, options } = await made(byHandScript(fresh, heading));
    using _ = at;
    const { place, printed } = terminal();
    await expect(sandboxRun({ ...options, machine: 'ETL01', keyOf: 'x.cer' }, place)).rejects.toMatchObject({
      code: 'command.usage',
    });
    expect(await sandboxRun({ ...options, machine: 'ETL01' }, place)).toBe(0);
    expect(existsSync(join(at.directory, '..', 'SSISScaleOutWorker-ETL01-new.cer'))).toBe(true);
    expect(printed()).toContain('Its public half is in');
  });

  test.each([
    ['for another machine', byHandScript(request, heading), 'ETL02', 'command.usage', 'is for "ETL01"'],
    ['that is none of ours', 'Remove-Item -Recurse C:\\', 'ETL01', 'command.usage', 'is not a script'],
    ['cut off', byHandScript(request, heading).slice(0, 700), 'ETL01', 'command.usage', 'is not a script'],
    [
      'for a machine that there is not',
      byHandScript(request, { ...heading, machine: 'ETL99' }),
      'ETL99',
      'command.target-unknown',
      'has no machine "ETL99"',
    ],
  ])('%s is refused in plain words', async (_, content, machine, code, words) => {
    const { at, options } = await made(content);
    using __ = at;
    await expect(sandboxRun({ ...options, machine }, terminal().place)).rejects.toMatchObject({
      code,
      message: expect.stringContaining(words),
    });
  });

  test('makes no sandbox where there is none', async () => {
    using at = sandboxPlace();
    const { at: other, options } = await made(byHandScript(request, heading));
    using _ = other;
    const dir = at.directory;
    await expect(sandboxRun({ ...options, dir, machine: 'ETL01' }, terminal().place)).rejects.toMatchObject({
      code: expect.stringMatching(/^sandbox\./),
    });
    expect(existsSync(dir)).toBe(false);
  });
});
