import { describe, expect, test } from 'vitest';
import { countedByWorker, executionsOf, isLongerThanUsual } from '../../../src/page/client/parts/execution-times.js';
import type { ExecutionLine } from '../../../src/page/wire/details.js';

const now = Date.parse('2026-11-30T02:00:00Z');

function line(over: Partial<ExecutionLine>): ExecutionLine {
  return {
    id: '1',
    folder: 'Finance',
    project: 'Warehouse',
    package: 'Load.dtsx',
    status: 'running',
    worker: 'ETL01',
    started: new Date(now - 600_000).toISOString(),
    usual: 300,
    why: null,
    ...over,
  };
}

describe('a package that runs', () => {
  test('longer than usual is marked, and a little longer is not', () => {
    expect(isLongerThanUsual(line({}), now)).toBe(true);
    expect(isLongerThanUsual(line({ usual: 450 }), now)).toBe(false);
  });

  test('of some seconds is not marked for a minute by chance', () => {
    const started = new Date(now - 50_000).toISOString();
    expect(isLongerThanUsual(line({ usual: 2, started }), now)).toBe(false);
  });

  test.each([{ usual: null }, { started: null }, { status: 'pending' as const }])(
    'is not judged by what is not known: %o',
    (over) => {
      expect(isLongerThanUsual(line(over), now)).toBe(false);
    },
  );
});

describe('the executions of a farm', () => {
  const all = [
    line({ id: '1' }),
    line({ id: '2', worker: 'ETL02' }),
    line({ id: '3', worker: 'ETL02', status: 'stopping', package: 'Stop.dtsx' }),
    line({ id: '4', worker: null, status: 'pending' }),
  ];

  test('are counted by worker, who has most first, and those that nobody has last', () => {
    expect(countedByWorker(all)).toEqual([
      { worker: 'ETL02', running: 2, pending: 0 },
      { worker: 'ETL01', running: 1, pending: 0 },
      { worker: null, running: 0, pending: 1 },
    ]);
  });

  test.each([
    [{}, ['1', '2', '3', '4']],
    [{ status: 'stopping' }, ['3']],
    [{ worker: 'ETL02' }, ['2', '3']],
    [{ worker: '-' }, ['4']],
    [{ q: 'stop finance' }, ['3']],
    [{ worker: 'ETL02', status: 'pending' }, []],
  ])('are filtered by the address: %o', (query, ids) => {
    expect(executionsOf(all, query).map(({ id }) => id)).toEqual(ids);
  });
});
