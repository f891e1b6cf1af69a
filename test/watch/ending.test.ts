import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ScaleoutError } from '../../src/errors/errors.js';
import { type ApplyHeading, type ApplyRecorder, applyRecorder } from '../../src/history/apply-recorder.js';
import { readHistory } from '../../src/history/read-history.js';
import type { Leadership } from '../../src/watch/leadership.js';
import { watchLog } from '../../src/watch/log/watch-log.js';
import { catalogOf, rowOf, topologyOf } from '../support/build.js';
import type { ModelCatalog } from '../support/model-catalog.js';
import { temporaryDirectory } from '../support/temporary-directory.js';
import { type WatchedModel, watchModel } from './watched-model.js';

const rows = [1, 2, 3].map((agent) => rowOf(`ETL0${agent}`, agent, { enabled: true }));
const topology = topologyOf({
  scaleOut: { enabled: true },
  workers: rows.map(({ machineName }) => ({ machine: machineName ?? '', description: 'loads' })),
});

const heading: ApplyHeading = {
  id: 'apply-1',
  tool: { name: 'ssis-scaleout', version: '0.0.0' },
  who: { user: 'anna', host: 'build7', pid: 42 },
  options: { yes: true, allowDestructive: false },
  topology: { name: 'test', file: 'topology.yaml', sha256: '0', git: null },
  catalog: { server: 'SQLETL01', database: 'SSISDB' },
  planFile: null,
};

/** Each write of a property takes a minute, and is cut off when it is aborted. */
const slow = (catalog: ModelCatalog, time: WatchedModel['time']) => ({
  ...catalog,
  async setWorkerProperty(...words: Parameters<ModelCatalog['setWorkerProperty']>) {
    await time.pause(60_000, words[3]);
    return catalog.setWorkerProperty(...words);
  },
});
const given = { topology, observation: catalogOf(rows), wrap: slow, parallelism: 1 };
const written = ({ catalog }: WatchedModel) => catalog.writes.filter((write) => write.startsWith('Description'));
const last = ({ results }: WatchedModel) => results.at(-1);

describe('a watch that is stopped in the middle of an apply', () => {
  it('finishes the step under way and begins no other', async () => {
    const model = await watchModel(500_000, given, ({ at, stop }) => at(30_000, stop));
    expect(written(model)).toHaveLength(1);
    expect(last(model)).toMatchObject({
      result: 'interrupted',
      outcome: { result: 'interrupted', done: 1, skipped: 2 },
    });
    expect(model.events.at(-1)?.type).toBe('watch_stopped');
    expect(model.time.now()).toBeLessThan(61_000);
  });

  it('and then aborted cuts that step off, and still ends in order', async () => {
    const model = await watchModel(500_000, given, ({ at, stop, abort }) => {
      at(30_000, stop);
      at(40_000, abort);
    });
    expect(written(model)).toEqual([]);
    expect(last(model)?.outcome).toMatchObject({ errored: 1, skipped: 2 });
    expect(model.events.at(-1)?.type).toBe('watch_stopped');
    expect(model.time.now()).toBeLessThan(41_000);
  });

  it('while it drains a worker is interrupted in the log, and no failure', async () => {
    const [busy] = rows;
    const lines: string[] = [];
    const log = watchLog({ write: (line) => lines.push(line), level: 'info', form: 'json' });
    const model = await watchModel(
      500_000,
      {
        topology: topologyOf({
          scaleOut: { enabled: true },
          workers: rows.map(({ machineName }, at) => ({ machine: machineName ?? '', enabled: at !== 0 })),
        }),
        observation: catalogOf(rows),
        listener: log.listener,
      },
      ({ at, stop, catalog }) => {
        const lease = { taskId: 'T1', status: 'running', leaseLeft: 20_000 } as const;
        if (busy !== undefined) catalog.setWork(busy.id, { leases: { known: true, value: [lease] } });
        at(30_000, stop);
      },
    );
    expect(last(model)).toMatchObject({ result: 'interrupted', outcome: { result: 'interrupted', errored: 1 } });
    const told = lines.map((line) => JSON.parse(line)).find(({ event }) => event === 'reconciled');
    expect(told).toMatchObject({
      level: 'warn',
      result: 'interrupted',
      msg: expect.stringContaining('; interrupted: '),
    });
    expect(told.diagnostics).toMatchObject([{ code: 'guard.drain-stopped' }]);
  });

  it('while it looks ends at once', async () => {
    const hung = (catalog: ModelCatalog, time: WatchedModel['time']) => ({
      ...catalog,
      async observe(signal: AbortSignal) {
        await time.pause(3_600_000, signal);
        return catalog.observe(signal);
      },
    });
    const model = await watchModel(10_000, { ...given, wrap: hung });
    expect(model.results).toEqual([]);
    expect(model.events.map(({ type }) => type).at(-1)).toBe('watch_stopped');
  });
});

it('who leads no more in the middle of an apply begins no other step, writes down why, and goes on as a standby', async () => {
  using folder = temporaryDirectory();
  const file = join(folder.path, 'history.jsonl');
  const lost = new AbortController();
  const leadership: Leadership = {
    async lead(_topology, tell, signal) {
      tell(lost.signal.aborted ? { isLeader: false, detail: 'b leads' } : { isLeader: true, lost: lost.signal });
      await new Promise<void>((resolve) => {
        for (const over of lost.signal.aborted ? [signal] : [signal, lost.signal]) {
          over.addEventListener('abort', () => resolve());
        }
      });
    },
  };
  // The simulated time does not wait for a disk: what is recorded is written once the watch has ended.
  const recorder = applyRecorder({ file, now: Date.now, heading });
  const records: (() => unknown)[] = [];
  const later = async (record: () => unknown) => {
    records.push(record);
    return [];
  };
  const history = async (): Promise<ApplyRecorder> => ({
    emit: (event) => void later(() => recorder.emit(event)),
    begin: (...given) => later(() => recorder.begin(...given)),
    end: (...given) => later(() => recorder.end(...given)),
    refused: (...given) => later(() => recorder.refused(...given)),
  });
  const model = await watchModel(300_000, { ...given, leadership, history }, ({ at }) => {
    at(30_000, () => lost.abort(new ScaleoutError('guard.lock-lost', 'the connection is gone')));
  });
  for (const record of records) await record();
  expect(written(model)).toHaveLength(1);
  expect(model.results[0]?.outcome).toMatchObject({ result: 'partial', done: 1, skipped: 2 });
  const [apply] = (await readHistory(file, { isRunning: () => true })).applies;
  expect(apply).toMatchObject({ state: 'ended', result: 'partial', codes: ['guard.lock-lost'], counts: { done: 1 } });
  expect(apply?.steps[1]?.detail).toBe('the lock on the catalog was lost before it began');
  expect(last(model)).toMatchObject({ result: 'held', held: [{ by: 'guard', reason: 'b leads' }, { by: 'guard' }] });
});
