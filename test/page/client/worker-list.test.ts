import { expect, test } from 'vitest';
import {
  filterCounts,
  filteredWorkers,
  workerLabel,
  workerSorts,
  worstFirst,
} from '../../../src/page/client/worker-list.js';
import type { WorkerRow } from '../../../src/page/wire/worker-row.js';

function worker(name: string, row: Partial<WorkerRow> = {}): WorkerRow {
  return {
    key: name,
    name,
    mark: 'ok',
    word: 'healthy',
    enabled: true,
    beat: 1,
    running: 2,
    slots: 8,
    ends: 1,
    differs: 0,
    held: false,
    description: '',
    listed: true,
    ...row,
  };
}

const names = (rows: readonly WorkerRow[]) => rows.map(({ name }) => name);

const farm = [
  worker('ETL10'),
  worker('ETL04', { mark: 'off', word: 'maintenance', enabled: false, differs: 1, held: true }),
  worker('ETL09', { mark: 'unknown', word: 'not looked at', differs: null, listed: false }),
  worker('ETL05', { mark: 'warn', word: 'ends soon', description: 'Month end' }),
  worker('ETL03', { mark: 'bad', word: 'offline', differs: 2 }),
  worker('ETL02'),
  worker('ETL11', { differs: 1, enabled: null }),
];

test('the worst comes first: what is not known before what is well, and what is out on purpose last', () => {
  expect(names(worstFirst(farm))).toEqual(['ETL03', 'ETL05', 'ETL09', 'ETL11', 'ETL02', 'ETL10', 'ETL04']);
});

test('each filter of the address leaves what it says', () => {
  const left = (query: Record<string, string>) => names(filteredWorkers(farm, query)).sort();
  expect(left({ state: 'bad' })).toEqual(['ETL03']);
  expect(left({ enabled: 'no' })).toEqual(['ETL04']);
  expect(left({ enabled: 'unknown' })).toEqual(['ETL11']);
  expect(left({ differs: 'yes' })).toEqual(['ETL03', 'ETL04', 'ETL11']);
  expect(left({ differs: 'held' })).toEqual(['ETL04']);
  expect(left({ differs: 'unknown' })).toEqual(['ETL09']);
  expect(left({ listed: 'no' })).toEqual(['ETL09']);
  expect(left({ q: 'month' })).toEqual(['ETL05']);
  expect(left({ differs: 'yes', enabled: 'yes' })).toEqual(['ETL03']);
});

test('what the address says that no filter has filters nothing', () => {
  expect(filteredWorkers(farm, { state: 'fine', enabled: '', sort: 'beat', other: 'x' })).toHaveLength(farm.length);
});

test('the counts of a filter are those that it leaves', () => {
  for (const filter of ['state', 'enabled', 'differs', 'listed'] as const)
    for (const [value, count] of filterCounts(farm, filter))
      expect(filteredWorkers(farm, { [filter]: value })).toHaveLength(count);
});

test('a worker of which something is not known says so, in its label and to a sort', () => {
  const row = worker('ETL\u202e09', { enabled: null, running: null, differs: null, word: 'not looked at' });
  expect(workerLabel(row)).toBe(
    'ETL\\u{202e}09, not looked at, enabled is not known, running is not known, differences are not known',
  );
  expect(workerSorts.enabled?.(row)).toBeNull();
  expect(workerLabel(worker('ETL04', { enabled: false, differs: 1, held: true, slots: null }))).toBe(
    'ETL04, healthy, disabled, 2 running, 1 difference, held back',
  );
});
