import { beforeEach, expect, test } from 'vitest';
import { head, last, takeDelta, takeSnapshot, topologies, workers } from '../../../src/page/client/store.js';
import type { Head } from '../../../src/page/wire/head.js';
import type { Snapshot } from '../../../src/page/wire/stream.js';
import { packRow, type WorkerRow } from '../../../src/page/wire/worker-row.js';

const at = '2026-11-24T02:15:09Z';

function worker(name: string, row: Partial<WorkerRow> = {}): WorkerRow {
  return {
    key: name,
    name,
    mark: 'ok',
    word: 'healthy',
    enabled: true,
    beat: 100,
    running: 2,
    slots: 8,
    ends: null,
    differs: 0,
    held: false,
    description: '',
    listed: true,
    ...row,
  };
}

function snapshot(number: number, rows: readonly WorkerRow[]): Snapshot {
  const state = { head: { name: 'warehouse' } as Head, master: { nodes: [] } as never, workers: rows.map(packRow) };
  return { number, at, topologies: [], topology: state };
}

beforeEach(() => takeSnapshot(snapshot(7, [worker('ETL01'), worker('ETL02')])));

test('a delta changes what it holds, and no other row becomes another object', () => {
  const before = workers.value.get('ETL01');
  const put = [packRow(worker('ETL02', { running: 3 })), packRow(worker('ETL03'))];
  expect(takeDelta({ number: 8, at, workers: { put } })).toBe(true);
  expect(workers.value.get('ETL01')).toBe(before);
  expect(workers.value.get('ETL02')?.running).toBe(3);
  expect([...workers.value.keys()]).toEqual(['ETL01', 'ETL02', 'ETL03']);
  expect(last.value).toBe(8);
});

test('heartbeats alone change nothing else, also of workers that are not there', () => {
  takeDelta({ number: 8, at, workers: { beats: { ETL01: 160, ETL99: 1 } } });
  expect(workers.value.get('ETL01')).toEqual(worker('ETL01', { beat: 160 }));
  expect(workers.value.has('ETL99')).toBe(false);
});

test('a worker that is gone is not shown any more', () => {
  takeDelta({ number: 8, at, workers: { gone: ['ETL01'] } });
  expect([...workers.value.keys()]).toEqual(['ETL02']);
});

test('a delta after a gap changes nothing, and asks for a snapshot', () => {
  expect(takeDelta({ number: 9, at, workers: { gone: ['ETL01'] } })).toBe(false);
  expect(workers.value.size).toBe(2);
  expect(takeDelta({ number: 7, at })).toBe(false);
});

test('a snapshot after a lost connection keeps the rows that are as they were', () => {
  const before = workers.value.get('ETL01');
  takeSnapshot(snapshot(40, [worker('ETL01'), worker('ETL02', { mark: 'bad' })]));
  expect(workers.value.get('ETL01')).toBe(before);
  expect(workers.value.get('ETL02')?.mark).toBe('bad');
  expect(takeDelta({ number: 41, at })).toBe(true);
});

test('of a topology that is not there nothing is shown, and none of another one stays', () => {
  takeSnapshot({ number: 1, at, topologies: [], topology: null });
  expect(head.value).toBeUndefined();
  expect(workers.value.size).toBe(0);
  expect(topologies.value).toEqual([]);
});
