import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Database } from '../../../src/sql/database.js';
import { connect } from '../client.js';
import { createSmallDatabase } from '../small-database.js';

type Cell = number | null;
/** The rows of a, b and c that stand together; undefined where one is missing. */
type Row = Readonly<Record<string, readonly Cell[] | undefined>>;
type Truth = boolean | null;
interface Condition {
  readonly sql: string;
  readonly holds: (row: Row) => Truth;
}

const columns = ['x', 'y'] as const;
const cellOf = (row: Row, table: string, column: number): Cell => row[table]?.[column] ?? null;
const compare = (one: Cell, other: Cell, test: (a: number, b: number) => boolean): Truth =>
  one === null || other === null ? null : test(one, other);
const and = (one: Truth, other: Truth): Truth =>
  one === false || other === false ? false : one === null || other === null ? null : true;
const or = (one: Truth, other: Truth): Truth =>
  one === true || other === true ? true : one === null || other === null ? null : false;

function conditionOver(tables: readonly string[]): fc.Arbitrary<Condition> {
  const column = fc.record({ table: fc.constantFrom(...tables), index: fc.constantFrom(0, 1) });
  const written = ({ table, index }: { table: string; index: number }) => `${table}.${columns[index]}`;
  const simple = fc.oneof(
    fc.tuple(column, column).map(
      ([a, b]): Condition => ({
        sql: `${written(a)} = ${written(b)}`,
        holds: (row) => compare(cellOf(row, a.table, a.index), cellOf(row, b.table, b.index), (p, q) => p === q),
      }),
    ),
    fc.tuple(column, column).map(
      ([a, b]): Condition => ({
        sql: `${written(a)} < ${written(b)} + 1`,
        holds: (row) => compare(cellOf(row, a.table, a.index), cellOf(row, b.table, b.index), (p, q) => p < q + 1),
      }),
    ),
    fc.tuple(column, fc.integer({ min: 0, max: 3 })).map(
      ([a, value]): Condition => ({
        sql: `${written(a)} = ${value}`,
        holds: (row) => compare(cellOf(row, a.table, a.index), value, (p, q) => p === q),
      }),
    ),
    column.map(
      (a): Condition => ({ sql: `${written(a)} IS NULL`, holds: (row) => cellOf(row, a.table, a.index) === null }),
    ),
    column.map(
      (a): Condition => ({
        sql: `EXISTS (SELECT * FROM a AS e WHERE e.x = ${written(a)})`,
        holds: (row) =>
          (row.all ?? []).includes(cellOf(row, a.table, a.index)) && cellOf(row, a.table, a.index) !== null,
      }),
    ),
  );
  return fc.oneof(
    simple,
    fc.tuple(simple, simple, fc.constantFrom('AND', 'OR')).map(
      ([one, other, op]): Condition => ({
        sql: `(${one.sql} ${op} ${other.sql})`,
        holds: (row) => (op === 'AND' ? and : or)(one.holds(row), other.holds(row)),
      }),
    ),
  );
}

const rowsOf = fc.array(fc.tuple(cell(), cell()), { maxLength: 5 });

function cell(): fc.Arbitrary<Cell> {
  return fc.option(fc.integer({ min: 0, max: 3 }), { freq: 4 });
}

const join = fc.constantFrom('JOIN', 'LEFT JOIN', 'RIGHT JOIN', 'FULL JOIN');

/** Joins row by row, as the words say. */
function joined(left: readonly Row[], right: readonly Row[], kind: string, { holds }: Condition): readonly Row[] {
  const pairs = left.flatMap((one) => right.map((other) => ({ one, other, both: { ...other, ...one } })));
  const matching = pairs.filter(({ both }) => holds(both) === true);
  const lonely = (rows: readonly Row[], side: 'one' | 'other') =>
    rows.filter((row) => !matching.some((pair) => pair[side] === row));
  return [
    ...matching.map(({ both }) => both),
    ...(kind.startsWith('LEFT') || kind.startsWith('FULL') ? lonely(left, 'one') : []),
    ...(kind.startsWith('RIGHT') || kind.startsWith('FULL') ? lonely(right, 'other') : []),
  ];
}

function databaseOf(tables: Readonly<Record<string, readonly (readonly Cell[])[]>>): Database {
  const typed = columns.map((name) => ({ name, type: { kind: 'int' } as const, nullable: true }));
  return {
    ...createSmallDatabase(),
    table: ({ name }) => {
      const rows = tables[name];
      return rows === undefined ? undefined : { columns: typed, rows: () => rows };
    },
  };
}

test('joins give the rows that the words say, however they are worked out', async () => {
  const scenario = fc.record({
    a: rowsOf,
    b: rowsOf,
    c: rowsOf,
    first: fc.tuple(join, conditionOver(['a', 'b'])),
    second: fc.tuple(join, conditionOver(['a', 'b', 'c'])),
    where: conditionOver(['a', 'b', 'c']),
  });
  await fc.assert(
    fc.asyncProperty(scenario, async ({ a, b, c, first, second, where }) => {
      const all = a.flatMap(([x]) => (x === null ? [] : [x]));
      const named = (name: string, rows: readonly (readonly Cell[])[]): readonly Row[] =>
        rows.map((row) => ({ [name]: row, all }));
      const ab = joined(named('a', a), named('b', b), first[0], first[1]);
      const abc = joined(ab, named('c', c), second[0], second[1]);
      const expected = abc
        .filter((row) => where.holds(row) === true)
        .map((row) => ['a', 'b', 'c'].flatMap((name) => row[name] ?? [null, null]));
      const query = `SELECT a.*, b.*, c.* FROM a ${first[0]} b ON ${first[1].sql} ${second[0]} c ON ${second[1].sql} WHERE ${where.sql}`;
      const rows = await connect({ database: databaseOf({ a, b, c }) }).rows(query);
      const sorted = (list: readonly (readonly unknown[])[]) => list.map((row) => JSON.stringify(row)).sort();
      expect(sorted(rows), query).toEqual(sorted(expected));
    }),
    { numRuns: 350 },
  );
});
