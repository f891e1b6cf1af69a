import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { MachineOperation, MachineResult } from '../../../src/domain/machines.js';
import { editConfig } from '../../../src/reconciler/steps/edit-config.js';
import { catalogOf } from '../../support/build.js';
import { codeOf, operationWorld } from '../../support/operation-world.js';
import { stepOf } from '../../support/step-of.js';

const never = new AbortController().signal;
const path = 'C:\\WorkerSettings.config';
const sha = (text: string) => createHash('sha256').update(text).digest('hex');

/** A machine with one file; what is written to it is kept. */
function machineWith(text: string) {
  const writes: Extract<MachineOperation, { operation: 'writeConfig' }>[] = [];
  const run = (operation: MachineOperation): MachineResult => {
    if (operation.operation === 'writeConfig') writes.push(operation);
    const content = Buffer.from(text).toString('base64');
    return { changed: operation.operation === 'writeConfig', config: { path, content, sha256: sha(text) } };
  };
  return { ...operationWorld({ catalog: catalogOf([]), run }), writes };
}

const step = (text: string, settings: Readonly<Record<string, string | number | boolean | null>>) =>
  stepOf('editConfig', 'worker/ETL01:config', {
    arguments: {
      machine: 'ETL01',
      path,
      ...Object.fromEntries(Object.entries(settings).map(([key, value]) => [`config.${key}`, value])),
    },
    expects: { sha256: sha(text) },
  });

const file = '{ "MaxTaskCount": 10, "HeartbeatErrorTollerance": "00:10:00" }';

describe('editing a config', () => {
  test('replaces exactly the bytes that it read', async () => {
    const { world, writes } = machineWith(file);
    expect(await editConfig.perform(step(file, { MaxTaskCount: 8 }), world, never)).toBeUndefined();
    expect(writes).toMatchObject([{ path, expectedSha256: sha(file) }]);
    expect(Buffer.from(writes[0]?.content ?? '', 'base64').toString()).toBe(file.replace('10,', '8,'));
  });

  test('one that was changed since it was planned is left, and said', async () => {
    const { world, writes } = machineWith(file);
    const planned = step('{ "MaxTaskCount": 3 }', { MaxTaskCount: 8 });
    expect(await editConfig.check(planned, world, never)).toMatchObject({ state: 'moved' });
    await expect(editConfig.perform(planned, world, never)).rejects.toMatchObject({
      code: 'guard.step-stale',
      message: `Somebody changed ${path} on ETL01 since it was planned.`,
    });
    expect(writes).toEqual([]);
  });

  test('one that says so already is left, whoever changed what else', async () => {
    const { world, writes } = machineWith(file);
    const planned = step('{ "MaxTaskCount": 3 }', { MaxTaskCount: 10 });
    expect(await editConfig.check(planned, world, never)).toEqual({ state: 'already' });
    expect(await editConfig.perform(planned, world, never)).toEqual({ already: true });
    expect(writes).toEqual([]);
  });

  test('a value that means the same in another spelling is as wanted', async () => {
    const { world } = machineWith('{ "MaxTaskCount": "10" }');
    expect(await editConfig.check(step('', { MaxTaskCount: 10 }), world, never)).toEqual({ state: 'already' });
  });

  test('a key is set by the spelling that the plan found in the file, and null sets nothing', async () => {
    const { world, writes } = machineWith(file);
    const planned = step(file, { HeartbeatErrorTollerance: '00:05:00', WorkerHttpsCertThumbprint: null });
    await editConfig.perform(planned, world, never);
    expect(Buffer.from(writes[0]?.content ?? '', 'base64').toString()).toBe(file.replace('00:10:00', '00:05:00'));
  });

  test('a file that is no config is not written', async () => {
    const { world, writes } = machineWith('<configuration/>');
    const planned = step('<configuration/>', { MaxTaskCount: 8 });
    expect(await codeOf(editConfig.perform(planned, world, never))).toBe('machine.config-unreadable');
    expect(writes).toEqual([]);
  });
});
