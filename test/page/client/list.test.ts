import { expect, test } from 'vitest';
import {
  counted,
  findsWords,
  moreText,
  readSort,
  rowsWithin,
  sortedBy,
  sortText,
} from '../../../src/page/client/list.js';

test('a sort is read from the address, and written as the same one', () => {
  expect(readSort('beat')).toEqual({ by: 'beat', descending: false });
  expect(readSort('-beat')).toEqual({ by: 'beat', descending: true });
  for (const text of [undefined, '', '-']) expect(readSort(text)).toBeUndefined();
  expect(sortText({ by: 'beat', descending: true })).toBe('-beat');
});

test('what is not known comes last, whichever way the rest is sorted', () => {
  const rows = [{ at: null }, { at: 3 }, { at: 1 }, { at: null }, { at: 2 }];
  expect(sortedBy(rows, ({ at }) => at, false).map(({ at }) => at)).toEqual([1, 2, 3, null, null]);
  expect(sortedBy(rows, ({ at }) => at, true).map(({ at }) => at)).toEqual([3, 2, 1, null, null]);
});

test('ETL2 comes before ETL10, and rows that are alike stay in their order', () => {
  const names = ['ETL10', 'etl2', 'ETL2', 'ETL1'];
  expect(sortedBy(names, (name) => name, false)).toEqual(['ETL1', 'etl2', 'ETL2', 'ETL10']);
});

test('a search finds rows that hold each of its words, in whatever case and order', () => {
  expect(findsWords('  ')(['x'])).toBe(true);
  expect(findsWords('night ETL')(['etl01', 'offline', 'Nightly loads'])).toBe(true);
  expect(findsWords('night etl02')(['ETL01', 'Nightly loads'])).toBe(false);
});

test('a count has its noun in the right number', () => {
  expect(counted(1, 'worker')).toBe('1 worker');
  expect(counted(1000, 'worker')).toBe('1,000 workers');
  expect(counted(2, 'topology', 'topologies')).toBe('2 topologies');
});

test('of a long list the rows near the window are drawn, and never others than there are', () => {
  const list = { height: 40, count: 1000, beyond: 20 };
  expect(rowsWithin(4000, 4800, list)).toEqual({ from: 80, to: 140 });
  expect(rowsWithin(-500, 400, list)).toEqual({ from: 0, to: 30 });
  expect(rowsWithin(39_900, 41_000, list)).toEqual({ from: 977, to: 1000 });
  expect(rowsWithin(90_000, 91_000, list)).toEqual({ from: 1000, to: 1000 });
});

test('what is left out of a list is counted, in the number of its noun', () => {
  expect(moreText(1, 'finding')).toBe('1 more finding is not listed here.');
  expect(moreText(2_000, 'step')).toBe('2,000 more steps are not listed here.');
});
