import { expect, test } from 'vitest';
import type { Column, SqlType } from '../../../../src/sandbox/sql-value.js';
import { connect } from '../client.js';

function written({ type, nullable }: Column): string {
  return `${name(type)}${nullable ? '' : ' not null'}`;
}

function name(type: SqlType): string {
  if (type.kind === 'decimal') return `decimal(${type.precision},${type.scale})`;
  if ('length' in type) return `${type.kind}(${type.length})`;
  return 'scale' in type ? `${type.kind}(${type.scale})` : type.kind;
}

test.each([
  ['1', 'int not null'],
  ['2147483648', 'decimal(10,0) not null'],
  ['1.50', 'decimal(3,2) not null'],
  ['0.5', 'decimal(1,1) not null'],
  ['1e0', 'float not null'],
  ["'abc'", 'varchar(3) not null'],
  ["N''", 'nvarchar(1) not null'],
  ['0x0102', 'varbinary(2) not null'],
  ['NULL', 'int'],
  ['1 + 1.5', 'decimal(3,1) not null'],
  ['2 / 3.0', 'decimal(8,6) not null'],
  ['1.5 * 2.25', 'decimal(6,3) not null'],
  ['Load + Price', 'decimal(13,2)'],
  ['Load + CAST(1 AS bigint)', 'bigint not null'],
  ["Name + N'x'", 'nvarchar(257)'],
  ["'a' + N'bc'", 'nvarchar(3) not null'],
  ['COUNT(*)', 'int not null'],
  ['COUNT_BIG(*)', 'bigint not null'],
  ['SUM(Load)', 'int'],
  ['SUM(Price)', 'decimal(38,2)'],
  ['AVG(Price)', 'decimal(38,6)'],
  ['MAX(Seen)', 'datetimeoffset(7)'],
  ['CASE WHEN 1 = 1 THEN 1 ELSE 2.5 END', 'decimal(2,1) not null'],
  ["CASE WHEN 1 = 1 THEN 'a' END", 'varchar(1)'],
  ["CASE WHEN 1 = 1 THEN 'a' ELSE N'bcd' END", 'nvarchar(3) not null'],
  ["ISNULL(Name, '')", 'nvarchar(256) not null'],
  ['COALESCE(Price, 0)', 'decimal(9,2) not null'],
  ['NULLIF(Load, 5)', 'int'],
  ['GETDATE()', 'datetime not null'],
  ['SYSDATETIMEOFFSET()', 'datetimeoffset(7) not null'],
  ["SERVERPROPERTY('x')", 'sql_variant'],
  ['DATEDIFF(second, Seen, GETDATE())', 'int'],
  ['DATEDIFF_BIG(second, Seen, GETDATE())', 'bigint'],
  ['CAST(1 AS nvarchar)', 'nvarchar(30) not null'],
  ['CAST(1 AS decimal)', 'decimal(18,0) not null'],
  ['CAST(1 AS float(24))', 'real not null'],
  ["CAST('2026-01-01' AS datetime2)", 'datetime2(7) not null'],
  ["TRY_CAST('1' AS int)", 'int'],
  ["LEFT('abc', 2)", 'varchar(2)'],
  ['@@SPID', 'smallint not null'],
  ['(SELECT 1)', 'int'],
  ['ROW_NUMBER() OVER (ORDER BY (SELECT 1))', 'bigint not null'],
])('%s is %s', async (expression, expected) => {
  const grouped = /^(COUNT|SUM|AVG|MAX)/.test(expression) || /Load|Name|Price|Seen|ROW_NUMBER/.test(expression);
  const { results, messages } = await connect().batch(`SELECT ${expression}${grouped ? ' FROM workers' : ''}`);
  expect(messages).toEqual([]);
  expect(results[0]?.columns.map(written)).toEqual([expected]);
  expect(results[0]?.columns.map((column) => column.name)).toEqual(['']);
});

test('columns of an outer join may be NULL', async () => {
  const { results } = await connect().batch(
    'SELECT w.Load, t.Status FROM workers w LEFT JOIN tasks t ON t.WorkerId = w.Id',
  );
  expect(results[0]?.columns.map(written)).toEqual(['int not null', 'int']);
});
