import { describe, expect, it } from 'vitest';
import { ScaleoutError } from '../../../src/errors/errors.js';
import { settleMaintenances } from '../../../src/reconciler/apply/settle-maintenances.js';
import { readSuspensions, type Suspension, writeSuspensions } from '../../../src/reconciler/view/suspensions.js';
import { catalogOf, rowOf, topologyOf } from '../../support/build.js';
import { modelCatalog } from '../../support/model-catalog.js';

const { signal } = new AbortController();
const topology = topologyOf({ workers: [{ machine: 'ETL01' }, { machine: 'ETL02' }] });
const holding: Suspension = {
  topology: 'test',
  target: 'worker/ETL02',
  reason: 'patching',
  who: 'anna@build7',
  since: '2026-11-24T01:00:00.000Z',
  drained: { enabled: true },
};
const over = { ...holding, until: '2026-11-24T02:00:00.000Z' };
const { drained: _, target: __, ...foreign } = { ...holding, reason: 'month end' };

const world = (enabled: boolean, ...suspensions: readonly Suspension[]) => {
  const seen = catalogOf([rowOf('ETL01', 1, { enabled: true }), rowOf('ETL02', 2, { enabled })], {
    notes: {
      known: true,
      value: { suspensions: writeSuspensions(suspensions), approvals: null, waiting: null, acknowledgements: null },
    },
  });
  const catalog = modelCatalog(seen);
  const settle = (emptied: readonly string[] = [], on: Parameters<typeof settleMaintenances>[2]['catalog'] = catalog) =>
    settleMaintenances(
      topology,
      { catalog: seen, machines: new Map() },
      { catalog: on, emptied: new Set(emptied) },
      signal,
    );
  const notes = async () => {
    const read = readSuspensions((await catalog.observe(signal)).notes);
    return read.known ? read.value : undefined;
  };
  return { catalog, settle, notes };
};

describe('the notes of maintenances after an apply', () => {
  it('of one that is over and whose worker is back are gone, and nobody else’s', async () => {
    const { settle, notes } = world(true, foreign, over);
    expect(await settle()).toMatchObject({ ended: [{ target: 'worker/ETL02' }], diagnostics: [] });
    expect(await notes()).toEqual([foreign]);
  });

  it('of one whose worker is not back stay', async () => {
    const { catalog, settle } = world(false, over);
    expect(await settle()).toMatchObject({ ended: [] });
    expect(catalog.writes).toEqual([]);
  });

  it('of one that holds say that its worker was emptied, where that was done, and once', async () => {
    const { catalog, settle, notes } = world(false, holding);
    await settle();
    expect(catalog.writes).toEqual([]);
    await settle(['worker/ETL02']);
    await settle(['worker/ETL02']);
    expect(catalog.writes).toEqual(['note suspensions']);
    expect(await notes()).toEqual([{ ...holding, drained: { enabled: true, emptied: true } }]);
  });

  it('of one that has a length get their end when its worker is emptied, and not before', async () => {
    const long: Suspension = { ...holding, drained: { enabled: true, lengthSeconds: 3600 } };
    const { catalog, settle, notes } = world(false, long);
    await settle();
    expect(await notes()).toEqual([long]);
    const until = new Date(Date.parse((await catalog.observe(signal)).observedAt) + 3_600_000).toISOString();
    const settled = { ...holding, until, drained: { enabled: true, emptied: true } };
    expect(await settle(['worker/ETL02'])).toMatchObject({ emptied: [settled] });
    expect(await notes()).toEqual([settled]);
  });

  it('of one whose worker somebody has enabled again meanwhile do not say that it was emptied', async () => {
    const { catalog, settle } = world(true, holding);
    await settle(['worker/ETL02']);
    expect(catalog.writes).toEqual([]);
  });

  it('that cannot be written are told of as a warning, with whom it could not be noted of', async () => {
    const { catalog, settle } = world(false, holding);
    const refusing = {
      ...catalog,
      async setNote() {
        throw new ScaleoutError('catalog.permission-denied', 'no ALTER on the database');
      },
    };
    expect(await settle(['worker/ETL02'], refusing)).toMatchObject({
      unmarked: ['worker/ETL02'],
      diagnostics: [{ code: 'catalog.permission-denied', severity: 'warning' }],
    });
  });

  it('are not asked for where there is no maintenance', async () => {
    const { settle } = world(true, foreign);
    const unasked = {
      observe: () => Promise.reject(new Error('asked')),
      setNote: () => Promise.reject(new Error('written')),
    };
    expect(await settle(['worker/ETL02'], unasked)).toMatchObject({ ended: [], diagnostics: [] });
  });
});
