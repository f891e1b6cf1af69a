import { init, parse } from '@guanmingchiu/sqlparser-ts';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { plainExpression, plainQuery } from '../../../src/sql/parse/plain-query.js';
import { tokenize } from '../../../src/sql/parse/reader.js';

beforeAll(async () => {
  await init();
});

/** A tree without places, and without what is empty; `Int` and `BigInt` stay apart although nothing is in them. */
function shape(tree: unknown): unknown {
  if (Array.isArray(tree)) return tree.map(shape);
  if (typeof tree !== 'object' || tree === null) return tree;
  const entries = Object.entries(tree);
  if (entries.length === 1 && entries[0]?.[1] === undefined) return { [entries[0]?.[0] ?? '']: 'nothing' };
  return Object.fromEntries(
    entries
      .filter(([key, value]) => !ignored.has(key) && !key.endsWith('_token') && !isEmpty(value))
      .map(([key, value]) => [key, shape(value)]),
  );
}

/** What the sandbox does not read. */
const ignored = new Set(['span', 'flavor', 'parameters', 'target_before_value']);

const isEmpty = (value: unknown): boolean =>
  value === undefined || value === false || (Array.isArray(value) && value.length === 0);

const ofLibrary = (text: string): unknown =>
  (parse(text, 'mssql') as unknown as readonly { Query?: unknown }[])[0]?.Query;

const ofOurs = (text: string) => plainQuery(tokenize(text), true);

const plain = [
  'SELECT 1',
  "SELECT a, [b c] AS d, \"e\", @f, @@SPID, NULL, N'ö', 'it''s'",
  'SELECT COUNT(*) AS n, t.a FROM sys.tables AS t WHERE t.a = @x AND b IN (1, 2) GROUP BY a, t.b ORDER BY b DESC, a ASC, c',
  "SELECT CASE WHEN a = N'X' THEN CONVERT(nvarchar(33), TRY_CONVERT(datetimeoffset(7), b), 126) END AS c FROM d",
  'SELECT CASE a WHEN 1 THEN 2 WHEN 3 THEN 4 ELSE 5 END FROM t',
  'SELECT CAST(a AS int), CAST(a AS bigint), TRY_CAST(a AS uniqueidentifier), CONVERT(nvarchar(max), a), CONVERT(varchar, a)',
  "SELECT (SELECT COUNT(*) FROM p WHERE sid = SUSER_SID() AND type = 'S') AS n",
  'SELECT a FROM t WHERE (a = 1 OR b <> 2) AND c IS NOT NULL OR d IS NULL AND e NOT IN (SELECT f FROM g)',
  'SELECT a FROM t WHERE EXISTS (SELECT 1 FROM u WHERE u.a = t.a) AND NOT EXISTS (SELECT 2) AND a >= 1 AND b != 2',
  'SELECT * FROM catalog.executions WHERE status IN (2, 8)',
];

describe('a plain query', () => {
  test.each(plain)('is read as the grammar library reads it: %s', (text) => {
    expect(ofOurs(text)).toBeDefined();
    expect(shape(ofOurs(text))).toEqual(shape(ofLibrary(text)));
  });

  test.each([
    'SELECT a + 1',
    'SELECT a b FROM t',
    'SELECT TOP (1) a FROM t',
    'SELECT x = 1',
    'SELECT a FROM t JOIN u ON 1 = 1',
    'SELECT ROW_NUMBER() OVER (ORDER BY a)',
    'SELECT a UNION SELECT b',
    "SELECT TRIM(' a ')",
    'SELECT 1 WHERE NOT a = 1',
    'SELECT 1.5',
    "SELECT n'x'",
    'SELECT [a]]b]',
    'SELECT @',
    'SELECT f(@@)',
    'SELECT a FROM t WHERE b IN ((SELECT c FROM u))',
    'SELECT a FROM t WHERE b NOT IN (((SELECT c FROM u)), 1)',
    'SELECT a.b.c.d.e.f',
    'SELECT FROM t',
    'SELECT a FROM t WHERE',
    'SELECT (1',
    'SELECT CASE END',
    'SELECT CAST(a AS nope)',
    'SELECT CAST(a AS nvarchar(x))',
  ])('is left to the library where it is more than that, or wrong: %s', (text) => {
    expect(ofOurs(text)).toBeUndefined();
  });

  test('in double quotes is a string where QUOTED_IDENTIFIER is off, and left to the library', () => {
    expect(plainExpression(tokenize('"x"'), false, 'value')).toBeUndefined();
    expect(plainExpression(tokenize('"x"'), true, 'value')).toEqual({ Identifier: { value: 'x', quote_style: '"' } });
  });

  // Words of T-SQL and of other dialects, in any order: what we read, the library reads alike.
  const word = fc.constantFrom(
    ...'a b @x @@y 1 22 NULL * , . ( ) = <> < - + AND OR NOT IN IS EXISTS CASE WHEN THEN ELSE END AS FROM WHERE GROUP BY ORDER'.split(
      ' ',
    ),
    ...'SELECT DESC ASC CAST CONVERT TRY_CAST int bigint nvarchar varchar max datetimeoffset COUNT f sys.t [q] "r"'.split(
      ' ',
    ),
    ...'DATE TIME INTERVAL EXTRACT TRIM ROW FILTER OFFSET LIMIT SAMPLE USING TRUE UNKNOWN PRIOR TOP FOR KEY VALUE TYPE'.split(
      ' ',
    ),
    "'s'",
    "N'it''s'",
    "'\\'",
  );

  test('of any words has the tree of the library', () => {
    let read = 0;
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 9 }), (words) => {
        const text = `SELECT ${words.join(' ')}`;
        const ours = ofOurs(text);
        if (ours === undefined) return;
        read += 1;
        expect(shape(ours)).toEqual(shape(ofLibrary(text)));
      }),
      { numRuns: 1_500 },
    );
    expect(read).toBeGreaterThan(25);
  });

  const leaf = fc.constantFrom('a', 't.b', '@x', '1', "N's'", 'NULL', 'f()', '[q]', '(SELECT 1)', 'COUNT(*)');
  const { value, condition } = fc.letrec<{ value: string; condition: string }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 3 },
      leaf,
      tie('value').map((of) => `CONVERT(nvarchar(33), ${of}, 126)`),
      tie('condition').map((when) => `CASE WHEN ${when} THEN 1 ELSE a END`),
      fc.tuple(tie('value'), tie('value')).map(([one, other]) => `g(${one}, ${other})`),
      tie('condition').map((inside) => `(SELECT a FROM t WHERE ${inside})`),
    ),
    condition: fc.oneof(
      { maxDepth: 3 },
      fc.tuple(tie('value'), fc.constantFrom('=', '<>', '<', '>='), tie('value')).map((parts) => parts.join(' ')),
      tie('value').map((of) => `${of} IS NOT NULL`),
      fc.tuple(tie('value'), tie('value')).map(([one, other]) => `${one} NOT IN (1, ${other})`),
      fc.tuple(tie('condition'), fc.constantFrom('AND', 'OR'), tie('condition')).map((parts) => parts.join(' ')),
      tie('condition').map((inside) => `(${inside})`),
      tie('condition').map((inside) => `EXISTS (SELECT * FROM u WHERE ${inside})`),
    ),
  }));

  test('of nested conditions has the tree of the library', () => {
    fc.assert(
      fc.property(value, condition, (one, other) => {
        const text = `SELECT ${one} AS n, b FROM s.t AS t WHERE ${other} GROUP BY a ORDER BY b DESC`;
        expect(ofOurs(text)).toBeDefined();
        expect(shape(ofOurs(text))).toEqual(shape(ofLibrary(text)));
      }),
      { numRuns: 30 },
    );
  });
});
