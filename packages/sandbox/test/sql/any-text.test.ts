import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SqlType, SqlValue } from '../../src/engine.js';
import { type Client, connect } from './client.js';

/** Where an answer is no clean one: a row that does not fit its columns, or a NULL where there can be none. */
function faultsOf({ results, events }: Awaited<ReturnType<Client['batch']>>): readonly string[] {
  const begun = events.filter((event) => event === 'begin').length;
  const ended = events.filter((event) => event.startsWith('end')).length;
  const unbalanced = begun === ended ? [] : [`${begun} procedures begun, ${ended} ended`];
  return [
    ...unbalanced,
    ...results.flatMap(({ columns, rows }) =>
      rows.flatMap((row) => [
        ...(row.length === columns.length ? [] : [`${row.length} values for ${columns.length} columns`]),
        ...columns.flatMap(({ type, nullable }, index) => {
          const value = row[index] ?? null;
          if (value === null) return nullable ? [] : [`NULL in a column of type ${type.kind}`];
          return fits(value, type) ? [] : [`${typeof value} in a column of type ${type.kind}`];
        }),
      ]),
    ),
  ];
}

/** Whether a value is of the kind that sql-value.ts promises for its type. */
function fits(value: NonNullable<SqlValue>, type: SqlType): boolean {
  switch (type.kind) {
    case 'bit':
      return typeof value === 'boolean';
    case 'tinyint':
    case 'smallint':
    case 'int':
      return Number.isInteger(value);
    case 'bigint':
      return typeof value === 'bigint';
    case 'real':
    case 'float':
      return typeof value === 'number' && Number.isFinite(value);
    case 'decimal':
      return typeof value === 'string' && (value.split('.')[1]?.length ?? 0) === type.scale;
    case 'uniqueidentifier':
      return typeof value === 'string' && /^[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}$/.test(value);
    case 'binary':
    case 'varbinary':
      return value instanceof Uint8Array && (type.length === 'max' || value.length <= type.length);
    case 'sql_variant':
      return typeof value === 'object' && 'type' in value;
    case 'char':
    case 'nchar':
    case 'varchar':
    case 'nvarchar':
      return typeof value === 'string' && (type.length === 'max' || value.length <= type.length);
    default:
      return typeof value === 'object' && 'ticks' in value && (type.kind === 'datetimeoffset' || value.offset === 0);
  }
}

const words = (
  'SELECT FROM WHERE GROUP BY ORDER HAVING UNION ALL JOIN LEFT ON AS AND OR NOT IN LIKE BETWEEN IS NULL CASE WHEN THEN ELSE END ' +
  'EXISTS DISTINCT TOP WITH DECLARE SET EXEC IF BEGIN TRY CATCH WHILE BREAK PRINT RETURN USE COMMIT ROLLBACK TRAN UPDATE INSERT ' +
  'DELETE VALUES INTO OVER PARTITION OFFSET ROWS FETCH NEXT ONLY ( ) , ; . * = < > <> + - / % & @x @@ROWCOUNT @@ERROR workers tasks w Id ' +
  "Name Load Seen Price Status 1 0 2.5 1e3 'a' N'b' '2026-01-01' 0x1F COUNT(*) MAX(Load) GETDATE() CAST(1 ISNULL( int nvarchar(5) " +
  'CONVERT( DATEDIFF(day, sp_executesql enable nope [x] "y" -- /* */ \'unclosed THROW RAISERROR GO'
).split(' ');

const expression: fc.Arbitrary<string> = fc.letrec<{ value: string; condition: string }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom(
      '1',
      '2.5',
      '1e1',
      'NULL',
      "'a'",
      "N'7'",
      '0x01',
      'Id',
      'Name',
      'Load',
      'Seen',
      'Price',
      'IsEnabled',
      'GETDATE()',
      'SYSDATETIMEOFFSET()',
    ),
    fc
      .tuple(tie('value'), fc.constantFrom('+', '-', '*', '/', '%', '&'), tie('value'))
      .map(([a, op, b]) => `(${a} ${op} ${b})`),
    fc
      .tuple(fc.constantFrom('ISNULL', 'COALESCE', 'NULLIF', 'CONCAT', 'LEFT', 'CHARINDEX'), tie('value'), tie('value'))
      .map(([f, a, b]) => `${f}(${a}, ${b})`),
    fc
      .tuple(fc.constantFrom('LEN', 'UPPER', 'ABS', 'FLOOR', 'YEAR', 'MAX', 'COUNT', 'DATALENGTH'), tie('value'))
      .map(([f, a]) => `${f}(${a})`),
    fc
      .tuple(
        tie('value'),
        fc.constantFrom(
          'int',
          'bigint',
          'bit',
          'nvarchar(9)',
          'varbinary(8)',
          'float',
          'decimal(9, 2)',
          'datetime2',
          'uniqueidentifier',
          'sql_variant',
        ),
      )
      .map(([a, type]) => `TRY_CAST(${a} AS ${type})`),
    fc.tuple(tie('condition'), tie('value'), tie('value')).map(([c, a, b]) => `CASE WHEN ${c} THEN ${a} ELSE ${b} END`),
    fc.tuple(tie('value'), tie('value')).map(([a, b]) => `DATEDIFF(day, ${a}, ${b})`),
    tie('value').map((a) => `(SELECT TOP 1 ${a} FROM tasks)`),
  ),
  condition: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc
      .tuple(tie('value'), fc.constantFrom('=', '<>', '<', '>=', 'LIKE'), tie('value'))
      .map(([a, op, b]) => `${a} ${op} ${b}`),
    tie('value').map((a) => `${a} IS NOT NULL`),
    fc.tuple(tie('value'), tie('value'), tie('value')).map(([a, b, c]) => `${a} IN (${b}, ${c})`),
    fc.tuple(tie('value'), tie('value'), tie('value')).map(([a, b, c]) => `${a} BETWEEN ${b} AND ${c}`),
    fc.tuple(tie('condition'), fc.constantFrom('AND', 'OR'), tie('condition')).map(([a, op, b]) => `(${a} ${op} ${b})`),
    tie('condition').map((a) => `NOT ${a}`),
  ),
})).value;

describe('any text', () => {
  test('of words gets an answer or an error, and the next one works', async () => {
    const client = connect();
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...words), { maxLength: 25 }), async (parts) => {
        const stop = AbortSignal.timeout(200);
        expect(faultsOf(await client.batch(parts.join(' '), stop))).toEqual([]);
      }),
      { numRuns: 800 },
    );
    await client.batch('SET NOEXEC OFF SET ROWCOUNT 0 USE SSISDB');
    expect(await client.value('SELECT 1')).toBe(1);
  });

  test('that is an expression gives values that fit their columns, or an error', async () => {
    const client = connect();
    await fc.assert(
      fc.asyncProperty(fc.array(expression, { minLength: 1, maxLength: 3 }), async (expressions) => {
        expect(faultsOf(await client.batch(`SELECT ${expressions.join(', ')} FROM workers`))).toEqual([]);
      }),
      { numRuns: 800 },
    );
  });

  test('that is no text at all gets an error', async () => {
    const client = connect();
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 60 }), async (text) => {
        expect(faultsOf(await client.batch(text))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});
