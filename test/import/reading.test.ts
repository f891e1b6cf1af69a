import { expect, test } from 'vitest';
import { candidatesOf } from '../../src/import/reading.js';
import { rowOf } from '../support/build.js';

const offline = { lastOnlineAge: 90_000 };
const listed = (...rows: Parameters<typeof candidatesOf>[0]) =>
  candidatesOf(rows).map(({ machine, rows: own }) => [machine, own.length]);

test('a host is listed once, by the name of the row that is heard of', () => {
  expect(listed(rowOf('etl01.corp.example', 1, offline), rowOf('ETL01', 2))).toEqual([['ETL01', 2]]);
  expect(listed(rowOf('ETL01', 1, offline), rowOf('etl01.corp.example', 2))).toEqual([['etl01.corp.example', 2]]);
  expect(listed(rowOf('etl01', 1), rowOf('ETL01', 2))).toEqual([['etl01', 2]]);
});

test('two full names of different domains are two hosts; a short name beside them is of both', () => {
  const two = [rowOf('etl01.b.example', 1), rowOf('etl01.a.example', 2)];
  expect(listed(...two)).toEqual([
    ['etl01.a.example', 1],
    ['etl01.b.example', 1],
  ]);
  expect(listed(...two, rowOf('ETL01', 3))).toEqual([
    ['etl01.a.example', 2],
    ['etl01.b.example', 2],
  ]);
});

test('what cannot be the name of a machine is none', () => {
  const names = [null, '', '  ', 'two words', '10.0.0.5', 'a..b', 'SERVER\\INSTANCE', '\u202eETL01', 'x'.repeat(300)];
  expect(listed(...names.map((name, index) => rowOf(name, index)))).toEqual([]);
});
