import { describe, expect, it } from 'vitest';
import type { WorkerExecution } from '../../src/domain/rows.js';
import { readSuspensions, type Suspension, writeSuspensions } from '../../src/reconciler/view/suspensions.js';
import { watchLog } from '../../src/watch/log/watch-log.js';
import { watchMetrics } from '../../src/watch/metrics.js';
import { catalogOf, rowOf, topologyOf } from '../support/build.js';
import { type WatchedModel, watchModel } from './watched-model.js';

const began = Date.UTC(2026, 10, 24, 12);
const other = rowOf('ETL01', 1, { enabled: true });
const row = rowOf('ETL02', 2, { enabled: true });
const topology = topologyOf({ scaleOut: { enabled: true }, workers: [{ machine: 'ETL01' }, { machine: 'ETL02' }] });
const never = new AbortController().signal;

const patching: Suspension = {
  topology: 'test',
  target: 'worker/ETL02',
  reason: 'patching',
  who: 'anna@build7',
  since: new Date(began - 60_000).toISOString(),
  until: new Date(began + 600_000).toISOString(),
  drained: { enabled: true },
};

const noted = (enabled: boolean, note = patching, text = writeSuspensions([note])) =>
  catalogOf([other, { ...row, enabled }], {
    notes: { known: true, value: { suspensions: text, approvals: null, waiting: null, acknowledgements: null } },
  });

const notesOf = async ({ catalog }: WatchedModel) => readSuspensions((await catalog.observe(never)).notes);
const isEnabled = async ({ catalog }: WatchedModel) =>
  (await catalog.readWorkers([row.id], never)).get(row.id)?.enabled;

describe('a watch of a worker in maintenance', () => {
  it('goes on with a drain that was killed, whatever its windows are, and notes that the worker is emptied', async () => {
    const windows = [{ kind: 'allow', cron: '0 3 * * *', durationSeconds: 3_600, timeZone: 'UTC' }] as const;
    const shut = topologyOf({ workers: topology.workers.map(({ machine }) => ({ machine })), policy: { windows } });
    const model = await watchModel(100_000, { topology: shut, observation: noted(true), mode: 'safe' });
    expect(model.catalog.writes).toEqual(['mark test', `disable ${row.id}`, 'note suspensions']);
    expect(await notesOf(model)).toMatchObject({ value: [{ drained: { enabled: true, emptied: true } }] });
    // It is left alone from then on, and its return is waited for.
    expect(model.results.at(-1)).toMatchObject({
      result: 'held',
      held: [
        { id: 'worker/ETL02', by: 'suspension', reason: expect.stringContaining('patching'), until: patching.until },
      ],
    });
  });

  it('brings it back by itself when the time is over, and takes the note out of the catalog', async () => {
    const model = await watchModel(700_000, { topology, observation: noted(true), interval: 250_000 });
    expect(model.catalog.writes).toEqual([
      'mark test',
      `disable ${row.id}`,
      'note suspensions',
      `enable ${row.id}`,
      'note suspensions',
    ]);
    expect(await notesOf(model)).toEqual({ known: true, value: [] });
    expect(await isEnabled(model)).toBe(true);
    // As soon as it is over, and not at some later interval.
    expect(model.looks.filter((at) => at >= 600_000 && at < 602_000)).not.toEqual([]);
  });

  it.each([
    ['behind', -20_000],
    ['ahead', 20_000],
  ])('goes by the clock of the server, which is %s of its own', async (_, serverAhead) => {
    let backAt = 0;
    const model = await watchModel(
      700_000,
      { topology, observation: noted(true), interval: 5_000, serverAhead },
      ({ time, signals: _signals, events: _events, ...watched }) => {
        const look = () => {
          void watched.catalog.readWorkers([row.id], never).then((rows) => {
            if (rows.get(row.id)?.enabled === true && time.now() > 100_000 && backAt === 0) backAt = time.now();
          });
        };
        for (let at = 100_000; at < 700_000; at += 500) watched.at(at, look);
      },
    );
    expect(await isEnabled(model)).toBe(true);
    expect(Math.abs(backAt - (600_000 - serverAhead))).toBeLessThan(7_000);
    expect(model.looks.filter((at) => at >= 600_000 && at < 620_000).length).toBeLessThan(30);
  });

  it('empties a worker again that somebody enables meanwhile', async () => {
    const model = await watchModel(300_000, { topology, observation: noted(true) }, ({ at, catalog }) => {
      at(100_000, () => catalog.edit(row.id, { enabled: true }));
    });
    expect(model.catalog.writes.filter((write) => write === `disable ${row.id}`)).toHaveLength(2);
    expect(await isEnabled(model)).toBe(false);
  });

  it('never disables it while it runs something, and tries again after its time', async () => {
    const busy: WorkerExecution = {
      executionId: '1',
      folder: 'ETL',
      project: 'Loads',
      package: 'Load.dtsx',
      status: 'running',
      started: null,
      age: 60,
    };
    const quick = { ...patching, drained: { enabled: true, timeoutSeconds: 20 } };
    const model = await watchModel(200_000, { topology, observation: noted(true, quick) }, ({ at, catalog }) => {
      const leases = { known: true, value: [{ taskId: '1', status: 'running', leaseLeft: 50 }] } as const;
      catalog.setWork(row.id, { executions: { known: true, value: [busy] }, leases });
      at(100_000, () => catalog.setWork(row.id, {}));
    });
    expect(model.results[0]).toMatchObject({ result: 'partial' });
    expect(JSON.stringify(model.results[0]?.diagnostics)).not.toContain('unexpected');
    expect(model.catalog.writes.filter((write) => write === `disable ${row.id}`)).toHaveLength(1);
    expect(await isEnabled(model)).toBe(false);
  });

  it('in mode observe writes nothing, neither at the worker nor in the notes', async () => {
    const over = { ...patching, until: new Date(began - 1).toISOString() };
    for (const enabled of [true, false]) {
      const model = await watchModel(50_000, { topology, observation: noted(enabled, over), mode: 'observe' });
      expect(model.catalog.writes).toEqual([]);
    }
  });

  it('of an ended one whose worker is back takes out the note alone, under the lock', async () => {
    const over = { ...patching, until: new Date(began - 1).toISOString() };
    const model = await watchModel(100_000, { topology, observation: noted(true, over) }, ({ at, lock }) => {
      lock('ben@pc');
      at(45_000, () => lock(undefined));
    });
    expect(model.catalog.writes).toEqual(['note suspensions']);
    expect(await notesOf(model)).toEqual({ known: true, value: [] });
  });

  it('whose login may not write notes tells so once, and does not go on emptying what is empty', async () => {
    const { ScaleoutError } = await import('../../src/errors/errors.js');
    const model = await watchModel(400_000, {
      topology,
      observation: noted(false),
      wrap: (catalog) => ({
        ...catalog,
        async setNote() {
          throw new ScaleoutError('catalog.permission-denied', 'no ALTER on the database');
        },
      }),
    });
    const applied = model.results.filter(({ outcome }) => outcome !== undefined);
    expect(applied).toHaveLength(1);
    expect(applied[0]?.diagnostics).toMatchObject([{ code: 'catalog.permission-denied', severity: 'warning' }]);
    expect(model.results.at(-1)?.held).toMatchObject([{ id: 'worker/ETL02', by: 'backoff' }]);
  });
});

describe('what a watch tells of maintenances', () => {
  it('is a line of its log when one begins, stands otherwise or is gone, and a gauge', async () => {
    const lines: string[] = [];
    const log = watchLog({ write: (text) => lines.push(text), level: 'info', form: 'json' });
    const metrics = watchMetrics({ version: '0', now: () => began });
    const seen: string[] = [];
    await watchModel(
      700_000,
      {
        topology,
        observation: noted(true),
        listener(event) {
          log.listener(event);
          metrics.listener(event);
        },
      },
      ({ at }) => {
        const keep = () =>
          void metrics.text().then((text) => seen.push(...(text.match(/scaleout_maintenances\{.*\} 1/g) ?? [])));
        at(5_000, keep);
        at(100_000, keep);
        at(640_000, keep);
      },
    );
    const told = lines.filter((line) => line.includes('"event":"maintenance"')).map((line) => JSON.parse(line).msg);
    expect(told).toEqual([
      expect.stringContaining(
        'worker/ETL02 is in maintenance by anna@build7 until 2026-11-24 12:10:00 UTC: patching (it is not emptied yet)',
      ),
      expect.stringContaining('(it takes no work)'),
      expect.stringContaining('(its time is over, and it is not back)'),
      'maintenance: worker/ETL02 is in maintenance no longer',
    ]);
    expect(seen).toEqual([
      'scaleout_maintenances{topology="test",state="draining"} 1',
      'scaleout_maintenances{topology="test",state="drained"} 1',
    ]);
  });
});
