import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { loadGrammar } from '../../../src/sql/parse/grammar.js';
import { parseBatch } from '../../../src/sql/parse/parse-batch.js';
import type { Statement } from '../../../src/sql/parse/statement.js';
import { SqlError } from '../../../src/sql/sql-error.js';

beforeAll(loadGrammar);

/** The tree without places, which change with what stands around a statement. */
const shape = (statements: readonly Statement[]): unknown =>
  JSON.parse(
    JSON.stringify(statements, (key, value: unknown) =>
      key === 'span' || key === 'line' || key.endsWith('token') ? undefined : value,
    ),
  );

const kinds = (text: string) => parseBatch(text).map(({ kind }) => kind);

function errorOf(text: string) {
  try {
    parseBatch(text);
  } catch (error) {
    if (error instanceof SqlError) return error.detail;
    throw error;
  }
  throw new Error('there was no error');
}

const simple = [
  'SELECT 1',
  'SELECT a, b FROM t WHERE c = 1 ORDER BY a OFFSET 1 ROWS FETCH NEXT 2 ROWS ONLY',
  "SELECT CASE a WHEN 1 THEN 'END' ELSE 'SELECT' END AS [SELECT] FROM t WITH (NOLOCK)",
  'SELECT 1 UNION ALL SELECT 2 EXCEPT SELECT 3',
  'WITH c AS (SELECT 1 AS a), d (b) AS (SELECT 2) SELECT a FROM c CROSS JOIN d OPTION (RECOMPILE)',
  'SELECT x FROM t INNER MERGE JOIN u ON t.a = u.a',
  'SELECT (SELECT MAX(a) FROM u WHERE u.b = t.b) FROM t',
  'SELECT 1 FROM t WHERE EXISTS (SELECT 1) AND a NOT IN (SELECT 2)',
  "DECLARE @a int, @b nvarchar(max) = N'x', @c decimal(9, 2) = (SELECT 1)",
  'SET @a = 1 + CASE WHEN @b = 2 THEN 3 ELSE 4 END',
  'SET @a += 1',
  'SET NOCOUNT ON',
  'SET TRANSACTION ISOLATION LEVEL READ COMMITTED',
  'SET LOCK_TIMEOUT -1',
  'USE SSISDB',
  'EXEC p',
  "EXECUTE @r = a.b.p @x = 1, @y = N'z', @o = @v OUTPUT, @d = DEFAULT",
  "EXEC p 1, -2, NULL, 0x1F, 'x', bare",
  "EXEC ('SELECT 1')",
  "PRINT 'SELECT'",
  "RAISERROR('x %d', 16, 1, 5) WITH NOWAIT",
  'BEGIN TRANSACTION',
  'COMMIT TRAN',
  'ROLLBACK TRANSACTION a',
  'SAVE TRAN b',
  "WAITFOR DELAY '00:00:01'",
  'RETURN',
  'UPDATE t SET a = 1, b = 2 WHERE c = 3',
  'DELETE FROM t WHERE a = 1',
  'INSERT INTO t (a, b) VALUES (1, 2)',
  'INSERT INTO t SELECT 1 UNION SELECT 2',
  'INSERT t EXEC p',
  'GRANT SELECT, EXECUTE ON t TO u',
  'DROP TABLE IF EXISTS t',
] as const;

const compound = [
  (inner: string) => `IF @a = 1 ${inner}`,
  (inner: string) => `IF EXISTS (SELECT 1) ${inner} ELSE PRINT 'no'`,
  (inner: string) => `WHILE @a < 3 ${inner}`,
  (inner: string) => `BEGIN ${inner} END`,
  (inner: string) => `BEGIN ${inner}; SELECT 2 END`,
  (inner: string) => `BEGIN TRY ${inner} END TRY BEGIN CATCH THROW END CATCH`,
] as const;

const statement = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...simple) },
  fc.tuple(fc.constantFrom(...simple), fc.constantFrom(...compound)).map(([inner, around]) => around(inner)),
  fc
    .tuple(fc.constantFrom(...simple), fc.constantFrom(...compound), fc.constantFrom(...compound))
    .map(([inner, one, other]) => other(one(inner))),
);

describe('a batch', () => {
  test.each(simple)('has one statement: %s', (text) => {
    expect(parseBatch(text)).toHaveLength(1);
  });

  test('splits the same with semicolons and without', () => {
    const separator = fc.constantFrom(' ', '\n', ';', ' ; ', '\r\n\r\n', ' -- end\n', '/* ; */ ', ';;');
    fc.assert(
      fc.property(fc.array(fc.tuple(statement, separator), { minLength: 1, maxLength: 6 }), (parts) => {
        const apart = parts.map(([text]) => parseBatch(text)).flatMap((statements) => shape(statements) as unknown[]);
        // Before common tables SQL Server wants a semicolon.
        const joined = parts.map(([text, end], index) => text + (parts[index + 1]?.[0].startsWith('WITH') ? ';' : end));
        const together = parseBatch(joined.join(''));
        expect(shape(together)).toEqual(apart);
      }),
      { numRuns: 300 },
    );
  });

  test('knows the lines of its statements', () => {
    const lines = parseBatch('SELECT 1\nSELECT\n2\n\nPRINT 3').map(({ line }) => line);
    expect(lines).toEqual([1, 2, 5]);
  });

  test('may begin with the name of a procedure', () => {
    expect(kinds('sp_who 1 SELECT 2')).toEqual(['execute', 'query']);
    expect(kinds('[dbo].[p] @a = 1')).toEqual(['execute']);
    expect(errorOf('SELECT 1; sp_who')).toMatchObject({ number: 102 });
  });

  test('takes "x" for a string where QUOTED_IDENTIFIER is off', () => {
    const text = 'SELECT "it\'s"';
    expect(JSON.stringify(parseBatch(text, false))).toContain('"SingleQuotedString":"it\'s"');
    expect(JSON.stringify(parseBatch(text, true))).toContain('"Identifier"');
  });

  test('CREATE PROCEDURE takes all the rest', () => {
    expect(kinds('CREATE PROCEDURE p AS SELECT 1 SELECT 2')).toEqual(['refused']);
  });

  test.each([
    ['SELECT 1 FROM', 156, 1, "Incorrect syntax near the keyword 'FROM'."],
    ['SELECT * FORM t', 102, 1, "Incorrect syntax near 'FORM'."],
    ['SELECT 1 WITH c AS (SELECT 2) SELECT * FROM c', 319, 1, undefined],
    ['SELECT 1,\n  FROM t', 156, 2, "Incorrect syntax near the keyword 'FROM'."],
    ['SELECT (1', 102, 1, "Incorrect syntax near '1'."],
    ['SELECT 1)', 102, 1, "Incorrect syntax near ')'."],
    ["SELECT 'a' 'b' 'c'", 102, 1, "Incorrect syntax near 'c'."],
    ['SELECT 1\n\nSELECT a b c', 102, 3, "Incorrect syntax near 'c'."],
    ['IF 1 = 1', 102, 1, "Incorrect syntax near '1'."],
    ['BEGIN SELECT 1', 102, 1, "Incorrect syntax near '1'."],
    ['BEGIN END', 156, 1, "Incorrect syntax near the keyword 'END'."],
    ['END', 156, 1, "Incorrect syntax near the keyword 'END'."],
    ['DECLARE @x', 102, 1, "Incorrect syntax near '@x'."],
    ['DECLARE @x nope', 2715, 1, 'Column, parameter, or variable #1: Cannot find data type nope.'],
    ['EXEC p @a = 1, 2', 119, 1, undefined],
    ['EXEC p @a = 1 + 2', 102, 1, "Incorrect syntax near '+'."],
    ['SET 5', 102, 1, "Incorrect syntax near '5'."],
    ["SELECT '", 105, 1, "Unclosed quotation mark after the character string ''."],
    ['UPDATE t SET', 156, 1, "Incorrect syntax near the keyword 'SET'."],
    ['DECLARE @t TABLE (a int)', 50_000, 1, 'The sandbox does not do table variables.'],
    ['DECLARE @m money', 50_000, 1, 'The sandbox does not do the type money.'],
  ])('names what is wrong: %s', (text, number, line, message) => {
    expect(errorOf(text)).toMatchObject({ number, line, ...(message === undefined ? {} : { text: message }) });
  });

  test.each([
    ['SELECT a FROM t LIMIT 5', 102, "Incorrect syntax near 'LIMIT'."],
    ['SELECT a FROM t ORDER BY a NULLS FIRST', 102, "Incorrect syntax near 'NULLS'."],
    ['SELECT a FROM t FOR UPDATE', 156, "Incorrect syntax near the keyword 'FOR'."],
    ['SELECT a FROM t JOIN u USING (x)', 102, "Incorrect syntax near 'USING'."],
    ['SELECT a FROM t NATURAL JOIN u', 102, "Incorrect syntax near 'NATURAL'."],
    ["SELECT 1 WHERE a ILIKE 'x'", 102, "Incorrect syntax near 'ILIKE'."],
    ['WITH RECURSIVE c AS (SELECT 1 AS a) SELECT a FROM c', 102, "Incorrect syntax near 'RECURSIVE'."],
    ['SELECT a FROM t QUALIFY 1 = 1', 102, "Incorrect syntax near 'QUALIFY'."],
    ['SELECT a FROM t TABLESAMPLE (10 PERCENT)', 50_000, 'The sandbox does not do TABLESAMPLE.'],
    ['SELECT a FROM t WINDOW w AS (ORDER BY a)', 50_000, 'The sandbox does not do the WINDOW clause.'],
    ["SELECT a FROM OPENJSON('x')", 50_000, 'The sandbox does not do OPENJSON.'],
  ])('takes no words of other dialects: %s', (text, number, message) => {
    expect(errorOf(`\n${text}`)).toMatchObject({ number, text: message, line: 2 });
  });

  test('with too deep a nesting is refused before the grammar sees it', () => {
    const chain = Array.from({ length: 2000 }, (_, index) => `a = ${index}`).join(' OR ');
    expect(errorOf(`SELECT 1 WHERE ${chain}`)).toMatchObject({ number: 191 });
    expect(errorOf(`SELECT ${'ABS('.repeat(40)}1${')'.repeat(40)}`)).toMatchObject({ number: 191 });
    expect(errorOf(`SELECT ${'('.repeat(200)}1${')'.repeat(200)}`)).toMatchObject({ number: 191 });
    // And the grammar still works.
    expect(kinds('SELECT 1')).toEqual(['query']);
  });

  test('with a long list is no deep nesting', () => {
    const list = Array.from({ length: 5000 }, (_, index) => index).join(', ');
    expect(kinds(`SELECT 1 WHERE 5 IN (${list})`)).toEqual(['query']);
    const rows = Array.from({ length: 900 }, (_, index) => `(${index} + 1, -${index})`).join(', ');
    expect(kinds(`SELECT * FROM (VALUES ${rows}) v (a, b)`)).toEqual(['query']);
  });
});
