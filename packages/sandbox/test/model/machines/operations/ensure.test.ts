import { describe, expect, it } from 'vitest';
import type { ByHandRequest } from '../../../../src/model/machines/requests.js';
import { configFields, settingReaderOf } from '../../../../src/model/machines/settings-file.js';
import {
  type Ask,
  changeConfig,
  inspect,
  installFleet,
  mark,
  operate,
  ownCertificate,
  thumbprintOf,
  trust,
} from '../../../support/sandbox-machines.js';
import { freshHarness, type Harness } from '../../harness.js';
import { issue } from '../certificates.js';

/* What scripts for an administrator do while certificates are exchanged. */

const endpoint = 'https://SQLETL01:8391';
const masterMark = 'ssis-scaleout test master';
const early = '2020-01-01T00:00:00.000Z';
const late = '2100-01-01T00:00:00.000Z';

async function installed(): Promise<{ readonly harness: Harness; readonly ask: Ask }> {
  const harness = freshHarness({ joined: false });
  const ask: Ask = (machine, request) => harness.world.answer(machine, request);
  await installFleet(ask, { masters: ['SQLETL01'], workers: ['ETL01'], endpoint });
  harness.wait(61);
  return { harness, ask };
}

async function settingOf(ask: Ask, machine: string, key: string) {
  const { installations } = await inspect(ask, machine);
  return settingReaderOf({ ...configFields(Buffer.from(installations[0]?.config.content ?? '', 'base64')) })?.(key);
}

const startedAt = async (ask: Ask, machine: string) =>
  (await inspect(ask, machine)).installations[0]?.service.startedAt;

describe('the script of a worker', () => {
  const ensure = async (ask: Ask, parts: Partial<Extract<ByHandRequest, { readonly operation: 'ensureWorker' }>>) =>
    operate(ask, 'ETL01', {
      operation: 'ensureWorker',
      endpoint,
      masterCertificate: await ownCertificate(ask, 'SQLETL01', 'master'),
      masterMark,
      workerThumbprint: null,
      mark,
      settings: {},
      madeAt: late,
      timeoutSeconds: 60,
      ...parts,
    });
  const next = issue({ name: 'SQLETL01' }).der;

  it("trusts the master's next certificate and goes on with the one in use", async () => {
    const { ask } = await installed();
    const pinned = await settingOf(ask, 'ETL01', 'MasterHttpsCertThumbprint');
    const started = await startedAt(ask, 'ETL01');
    const alsoTrust = [{ certificate: next, mark: masterMark }];
    const first = await ensure(ask, { alsoTrust });
    expect([first.changed, first.report?.join('\n')]).toEqual([true, expect.stringContaining('is trusted now.')]);
    expect((await ensure(ask, { alsoTrust })).changed).toBe(false);
    expect((await inspect(ask, 'ETL01')).root.value?.certificates).toContainEqual({
      certificate: next,
      friendlyName: masterMark,
      hasKey: false,
    });
    expect(await settingOf(ask, 'ETL01', 'MasterHttpsCertThumbprint')).toBe(pinned);
    expect(await startedAt(ask, 'ETL01')).toBe(started);
  });

  it('goes over where it names the next one, and does not go back with one that is older than that', async () => {
    const { harness, ask } = await installed();
    await trust(ask, 'ETL01', next);
    const before = await startedAt(ask, 'ETL01');
    harness.wait(60);
    expect((await ensure(ask, { masterCertificate: next, masterMark: mark })).changed).toBe(true);
    expect(await startedAt(ask, 'ETL01')).not.toBe(before);
    const stale = await ensure(ask, { madeAt: early, masterMark: mark });
    expect(stale.report?.join('\n')).toContain('was written after this script was made');
    expect(await settingOf(ask, 'ETL01', 'MasterHttpsCertThumbprint')).toBe(thumbprintOf(next));
    await ensure(ask, { masterMark: mark });
    expect(await settingOf(ask, 'ETL01', 'MasterHttpsCertThumbprint')).not.toBe(thumbprintOf(next));
  });

  it('makes a new certificate beside the one in use, once, and none when that is used', async () => {
    const { harness, ask } = await installed();
    const used = thumbprintOf(await ownCertificate(ask, 'ETL01', 'worker'));
    const started = await startedAt(ask, 'ETL01');
    const madeAt = (await inspect(ask, 'ETL01')).clock;
    const request = { operation: 'newCertificate', mark, days: 400, madeAt } as const;
    const first = await operate(ask, 'ETL01', request);
    expect(first).toMatchObject({ changed: true, report: expect.arrayContaining([expect.stringContaining(used)]) });
    expect(await operate(ask, 'ETL01', request)).toMatchObject({ changed: false, certificate: first.certificate });
    const { root, my } = await inspect(ask, 'ETL01');
    const made = thumbprintOf(first.certificate ?? '');
    expect([root.value?.thumbprints, my.value?.thumbprints]).toEqual([
      expect.arrayContaining([made]),
      expect.arrayContaining([used, made]),
    ]);
    expect(await settingOf(ask, 'ETL01', 'WorkerHttpsCertThumbprint')).toBe(used);
    expect(await startedAt(ask, 'ETL01')).toBe(started);
    await changeConfig(ask, 'ETL01', 'worker', { WorkerHttpsCertThumbprint: made });
    harness.wait(3600);
    expect(await operate(ask, 'ETL01', request)).toMatchObject({ changed: false, certificate: first.certificate });
  });
});

describe('the script of a node of the master', () => {
  const next = issue({ name: 'SQLETL01' }).der;
  const thumbprint = thumbprintOf(next);
  const ensure = (ask: Ask, inUse: boolean, keyOf?: string) =>
    ask('SQLETL01', {
      operation: 'ensureMaster',
      trust: [],
      certificate: { thumbprint, inUse },
      ...(keyOf === undefined ? {} : { keyOf }),
      port: 8391,
      firewallRule: 'ssis-scaleout master',
      timeoutSeconds: 60,
    });
  const bound = async (ask: Ask) => (await inspect(ask, 'SQLETL01')).bindings.value?.[0]?.thumbprint;

  it('says what is left as long as nobody has brought the key, and imports it where it is brought', async () => {
    const { ask } = await installed();
    const old = await settingOf(ask, 'SQLETL01', 'SSLCertThumbprint');
    expect(await ensure(ask, true)).toMatchObject({ value: { toDo: [expect.stringContaining(thumbprint)] } });
    expect(await ensure(ask, false, issue({ name: 'other' }).der)).toMatchObject({ code: 'certificateInvalid' });
    expect(await ensure(ask, false, next)).toMatchObject({ value: { changed: true } });
    const again = await ensure(ask, false);
    expect(again).toMatchObject({ value: { changed: false } });
    expect(again).not.toMatchObject({ value: { toDo: expect.anything() } });
    expect([await settingOf(ask, 'SQLETL01', 'SSLCertThumbprint'), await bound(ask)]).toEqual([old, old]);
  });

  it('brings config and port over where the master uses it already', async () => {
    const { ask } = await installed();
    expect(await ensure(ask, true, next)).toMatchObject({ value: { changed: true } });
    expect([await settingOf(ask, 'SQLETL01', 'SSLCertThumbprint'), await bound(ask)]).toEqual([thumbprint, thumbprint]);
    expect(await ensure(ask, true)).toMatchObject({ value: { changed: false } });
  });
});
