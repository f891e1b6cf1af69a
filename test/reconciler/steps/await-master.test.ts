import { describe, expect, test } from 'vitest';
import type { CatalogObservation } from '../../../src/domain/catalog.js';
import { awaitMaster } from '../../../src/reconciler/steps/await-master.js';
import { catalogOf } from '../../support/build.js';
import { codeOf, operationWorld } from '../../support/operation-world.js';
import { stepOf } from '../../support/step-of.js';

const signal = new AbortController().signal;
const [old, fresh] = ['A'.repeat(40), 'B'.repeat(40)];
const waits = (values = {}) =>
  stepOf('awaitMaster', 'master/SQLETL01:afterSwitch', {
    arguments: { machine: 'SQLETL01', timeoutSeconds: 120, thumbprint: fresh, ...values },
  });

type Master = Partial<CatalogObservation['master']>;

/** Waits in a catalog that shows this of the master, and that later. */
async function awaited(now: Master, later: Readonly<Record<number, Master>>, values = {}) {
  const base = catalogOf([]);
  const made = operationWorld({
    catalog: { ...base, master: { ...base.master, ...now } },
    onPause: (at, model) => {
      for (const [from, parts] of Object.entries(later)) if (at >= Number(from)) model.editMaster(parts);
    },
  });
  const code = await codeOf(awaitMaster.perform(waits(values), made.world, signal));
  return { code, milliseconds: made.time.now(), messages: made.messages };
}

describe('waiting for the master', () => {
  test('ends at once where it is heard of with that certificate, or with any where none is named', async () => {
    expect(await awaited({ certificateThumbprint: fresh }, {})).toMatchObject({ code: undefined, milliseconds: 0 });
    expect(await awaited({}, {}, { thumbprint: null })).toMatchObject({ code: undefined, milliseconds: 0 });
  });

  test('goes on while it last started with another certificate', async () => {
    const found = await awaited({}, { 10000: { certificateThumbprint: fresh } });
    expect(found).toMatchObject({ code: undefined, milliseconds: 10_000 });
    expect(found.messages[0]).toContain(`last started with ${old}`);
  });

  test('goes on while it is silent, whatever it started with', async () => {
    const silent = { certificateThumbprint: fresh, lastOnlineAge: 500 };
    expect(await awaited(silent, { 20000: { lastOnlineAge: 1 } })).toMatchObject({ milliseconds: 20_000 });
  });

  test('after a restart only a heartbeat counts that is later than the first look', async () => {
    const later = { lastOnline: '2026-11-24T02:15:40.0000000Z' };
    const found = await awaited({ certificateThumbprint: fresh }, { 30000: later }, { anew: true });
    expect(found).toMatchObject({ code: undefined, milliseconds: 30_000 });
    const never = await awaited({ certificateThumbprint: fresh, lastOnline: null }, {}, { anew: true });
    expect(never.code).toBeUndefined();
  });

  test('fails when its time is over, and says what the catalog shows', async () => {
    const { code, milliseconds } = await awaited({}, {});
    expect({ code, milliseconds }).toEqual({ code: 'machine.master-not-heard', milliseconds: 120_000 });
    const step = waits({ timeoutSeconds: 1 });
    const { world } = operationWorld({ catalog: catalogOf([]) });
    await expect(awaitMaster.perform(step, world, signal)).rejects.toThrow(
      `SQLETL01: the master was not heard of with ${fresh} within 1 s: it was last heard of 2026-11-24 02:15:10 UTC, and last started with ${old}.`,
    );
  });

  test('is said with the certificate, with one that is still to be made, or without', () => {
    expect(awaitMaster.describe(waits())).toBe(
      `wait until the master is heard of with the certificate ${fresh}, 2 min at most (SQLETL01)`,
    );
    const made = { ...waits({ thumbprint: null, anew: true }), inputs: { thumbprint: 'master/SQLETL01:make' } };
    expect(awaitMaster.describe(made)).toContain('is heard of anew with the new certificate, 2 min at most');
    expect(awaitMaster.describe(waits({ thumbprint: null }))).toContain('is heard of, 2 min at most');
  });
});
