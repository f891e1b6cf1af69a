import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type MachineOperation, type StoredCertificate, thumbprint } from '../../src/domain/machines.js';
import { testCertificate } from '../providers/machines/script/certificates.js';
import { type FilledMachine, filledMachine } from './filled-machines.js';
import { masterInRoot, restoreMachine, windowsMissing } from './machine.js';

const worker = 'SSISScaleOutWorker160';
const master = 'SSISScaleOutMaster160';
const mark = 'ssis-scaleout "$(x)` ü\u{1F680}';

describe.skipIf(windowsMissing !== undefined)(`every operation on Windows (${windowsMissing ?? 'twice'})`, () => {
  let windows: FilledMachine;
  beforeAll(async () => {
    await restoreMachine();
    windows = filledMachine();
  });
  afterAll(() => windows[Symbol.asyncDispose]());

  /** What the first and the second time changed. */
  async function twice(operation: MachineOperation): Promise<readonly boolean[]> {
    const first = await windows.run(operation);
    const second = await windows.run(operation);
    return [first.changed, second.changed];
  }

  const rootOf = (seen: Awaited<ReturnType<FilledMachine['look']>>) => {
    if (!seen.root.known) throw new Error(seen.root.reason);
    return seen.root.value;
  };
  const myOf = async (wanted: string): Promise<StoredCertificate | undefined> => {
    const { my } = await windows.look();
    if (!my.known) throw new Error(my.reason);
    return my.value.certificates.find((one) => one.thumbprint === wanted);
  };
  const serviceOf = async (name: string) =>
    (await windows.look()).installations.find(({ service }) => service.name === name)?.service;

  it('trustCertificate and distrustCertificate', async () => {
    const trusted = testCertificate('a worker');
    const named = thumbprint(trusted.thumbprint);
    const trust = { operation: 'trustCertificate', certificate: trusted.der, thumbprint: named, mark } as const;
    expect(await twice(trust)).toEqual([true, false]);
    const shown = rootOf(await windows.look()).certificates.find((one) => one.thumbprint === named);
    expect(shown).toMatchObject({ friendlyName: mark, keyReaders: null });
    expect(await twice({ operation: 'distrustCertificate', thumbprint: named })).toEqual([true, false]);
    expect(rootOf(await windows.look()).thumbprints.has(named)).toBe(false);
  });

  it('createCertificate, grantKey and trustCertificate of what was made', async () => {
    const create = {
      operation: 'createCertificate',
      names: ['ETL01', 'etl01.corp.example'],
      mark,
      days: 100,
      store: 'My',
      usage: 'client',
    } as const;
    const made = await windows.run(create);
    expect(made.changed).toBe(true);
    expect(await windows.run(create)).toEqual({ ...made, changed: false });
    if (made.certificate === undefined) throw new Error('no certificate');
    const named = made.certificate.thumbprint;
    expect(await myOf(named)).toMatchObject({ friendlyName: mark, names: ['ETL01', 'etl01.corp.example'] });
    const grant = { operation: 'grantKey', store: 'My', thumbprint: named, service: worker } as const;
    expect(await twice(grant)).toEqual([true, false]);
    const sid = (await serviceOf(worker))?.accountSid;
    expect(sid).toMatch(/^S-1-5-80(-\d+){5}$/);
    expect((await myOf(named))?.keyReaders).toMatchObject({ known: true, value: expect.arrayContaining([sid]) });
    // What the machine made goes into a master's Root, with what its maker left unsaid.
    const { der } = made.certificate;
    expect(await twice({ operation: 'trustCertificate', certificate: der, thumbprint: named, mark })).toEqual([
      true,
      false,
    ]);
    expect(rootOf(await windows.look()).thumbprints.has(named)).toBe(true);
  });

  it('readConfig and writeConfig', async () => {
    const { installations } = await windows.look();
    const config = installations.find(({ role }) => role === 'worker')?.config;
    if (config?.known !== true) throw new Error('no config');
    const { path, content, sha256 } = config.value;
    expect(path).toMatch(/^[A-Z]:\\.*\\WorkerSettings\.config$/);
    expect(await twice({ operation: 'readConfig', path })).toEqual([false, false]);
    const bytes = Buffer.from(`\uFEFF{\r\n  "MaxTaskCount": 3\r\n}\r\n`);
    const wanted = {
      operation: 'writeConfig',
      path,
      content: bytes.toString('base64'),
      expectedSha256: sha256,
    } as const;
    expect(await twice(wanted)).toEqual([true, false]);
    const read = await windows.run({ operation: 'readConfig', path });
    expect(read.config).toEqual({ path, content: wanted.content, sha256: sha256Of(bytes) });
    await expect(windows.run({ ...wanted, content })).rejects.toMatchObject({ code: 'machine.moved' });
    await windows.run({ ...wanted, content, expectedSha256: sha256Of(bytes) });
  });

  it('setStartMode', async () => {
    const set = (mode: 'automatic' | 'manual') => ({ operation: 'setStartMode', service: worker, mode }) as const;
    expect(await twice(set('manual'))).toEqual([true, false]);
    expect(await serviceOf(worker)).toMatchObject({ startMode: 'manual' });
    expect(await twice(set('automatic'))).toEqual([true, false]);
  });

  it.each([worker, master])('startService, restartService and stopService of %s', async (service) => {
    const operate = (operation: 'startService' | 'restartService' | 'stopService') =>
      twice({ operation, service, timeoutSeconds: 60 });
    expect(await operate('startService')).toEqual([true, false]);
    expect(await serviceOf(service)).toMatchObject({ state: 'running' });
    // It is asked for where it is needed, and then always done.
    expect(await operate('restartService')).toEqual([true, true]);
    expect(await operate('stopService')).toEqual([true, false]);
    expect(await serviceOf(service)).toMatchObject({ state: 'stopped' });
  });

  it('bindPort and openFirewall', async () => {
    const bound = thumbprint(await masterInRoot());
    expect(await twice({ operation: 'bindPort', port: 8391, thumbprint: bound })).toEqual([true, false]);
    const name = 'ssis-scaleout-master';
    expect(await twice({ operation: 'openFirewall', name, port: 8391 })).toEqual([true, false]);
    const { bindings, firewall } = await windows.look();
    expect(bindings).toEqual({ known: true, value: [{ address: '0.0.0.0:8391', thumbprint: bound, store: 'Root' }] });
    expect(firewall).toEqual({ known: true, value: [{ name, enabled: true, allows: true, ports: ['8391'] }] });
  });
});

function sha256Of(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
