import { beforeAll, describe, expect, test } from 'vitest';
import type { Column, SqlType, SqlValue } from '../../../src/engine.js';
import { instantOf } from '../../../src/instant.js';
import { type Client, clientNow, connect } from '../client.js';

let client: Client;
beforeAll(() => {
  client = connect();
});

const day = (iso: string) => ({ ticks: instantOf(Date.parse(`${iso}Z`)).ticks, offset: 0 });

describe('text', () => {
  test.each<[string, SqlValue]>([
    ["LEN('abc  ')", 3],
    ["LEN(N'')", 0],
    ["DATALENGTH(N'abc')", 6],
    ["DATALENGTH('abc')", 3],
    ['DATALENGTH(CAST(1 AS bigint))', 8],
    ["UPPER('aé')", 'AÉ'],
    ["LOWER('ABC')", 'abc'],
    ["LTRIM('  a ')", 'a '],
    ["RTRIM(' a  ')", ' a'],
    ["TRIM('  a ')", 'a'],
    ["TRIM('.' FROM '..a.')", 'a'],
    ["LEFT('abc', 2)", 'ab'],
    ["RIGHT('abc', 2)", 'bc'],
    ["RIGHT('abc', 0)", ''],
    ["SUBSTRING('abcdef', 2, 3)", 'bcd'],
    ["SUBSTRING('abcdef', 0, 3)", 'ab'],
    ['SUBSTRING(0x010203, 2, 1)', Buffer.of(2)],
    ["REPLACE('aXbx', 'x', '-')", 'a-b-'],
    ["REPLACE('abc', '', 'x')", 'abc'],
    ["CHARINDEX('B', 'abcb')", 2],
    ["CHARINDEX('b', 'abcb', 3)", 4],
    ["CHARINDEX('z', 'abc')", 0],
    ["REPLICATE('ab', 3)", 'ababab'],
    ["REPLICATE('ab', -1)", null],
    ["CONCAT('a', NULL, 1, CAST(2.5 AS decimal(3, 1)))", 'a12.5'],
    ["CONCAT_WS(', ', 'a', NULL, 'b')", 'a, b'],
    ["QUOTENAME('a]b')", '[a]]b]'],
    ["QUOTENAME('a''b', '''')", "'a''b'"],
    ["REVERSE('abc')", 'cba'],
    ["'a' + NULL", null],
    ["N'a' + 'b'", 'ab'],
    ['CHAR(65) + NCHAR(233)', 'Aé'],
    ["ASCII('A') + UNICODE(N'é')", 298],
  ])('%s', async (expression, expected) => {
    const value = await client.value(`SELECT ${expression}`);
    expect(value instanceof Uint8Array ? Buffer.from(value) : value).toEqual(expected);
  });
});

describe('numbers', () => {
  test.each<[string, SqlValue]>([
    ['7 / 2', 3],
    ['-7 / 2', -3],
    ['7 % -3', 1],
    ['2 / 3.0', '0.666666'],
    ['1.5 * 2.25', '3.375'],
    ['1 + 1.5', '2.5'],
    ['10000000000 + 1', '10000000001'],
    ['CAST(1 AS bigint) + 2', '3'],
    ['0.1e0 + 0.2e0', 0.1 + 0.2],
    ['5 & 3', 1],
    ['5 | 2', 7],
    ['5 ^ 1', 4],
    ['~5', -6],
    ['1 | 2 + 4', 7],
    ['8 | 4 & 4', 4],
    ['1 + 6 & 3 ^ 8 - 1', 10],
    ['-2147483648', -2_147_483_648],
    ["'5' + 2", 7],
    ['ABS(-5)', 5],
    ['ABS(-1.50)', '1.50'],
    ['ROUND(1.456, 2)', '1.460'],
    ['ROUND(-1.5, 0)', '-2.0'],
    ['ROUND(1.999, 1, 1)', '1.900'],
    ['ROUND(155, -1)', 160],
    ['ROUND(2.5e0, 0)', 3],
    ['FLOOR(-1.5)', '-2'],
    ['FLOOR(1.5)', '1'],
    ['CEILING(1.2)', '2'],
    ['CEILING(-1.2)', '-1'],
    ['CEILING(2.00)', '2'],
    ['POWER(2, 10)', 1024],
    ['SIGN(-3)', -1],
    ['SQRT(16)', 4],
  ])('%s', async (expression, expected) => {
    const value = await client.value(`SELECT ${expression}`);
    expect(typeof value === 'bigint' ? String(value) : value).toEqual(expected);
  });
});

describe('NULL', () => {
  test.each<[string, SqlValue]>([
    ["ISNULL(NULL, 'abc')", 'abc'],
    ["ISNULL(CAST(NULL AS varchar(2)), 'abc')", 'ab'],
    ['COALESCE(NULL, NULL, 5)', 5],
    ["COALESCE(NULL, 1, '2')", 1],
    ['NULLIF(1, 1)', null],
    ["NULLIF('a', 'A')", null],
    ['NULLIF(1, 2)', 1],
    ["IIF(1 = 2, 'yes', 'no')", 'no'],
    ['CASE WHEN NULL = NULL THEN 1 ELSE 0 END', 0],
    ['CASE WHEN NOT (NULL = 1) THEN 1 ELSE 0 END', 0],
    ['CASE NULL WHEN NULL THEN 1 END', null],
    ['CASE WHEN NULL = 1 OR 1 = 1 THEN 1 END', 1],
    ['CASE WHEN NULL = 1 AND 1 = 2 THEN 1 ELSE 0 END', 0],
    ['CASE WHEN 1 NOT IN (2, NULL) THEN 1 ELSE 0 END', 0],
    ['CASE WHEN NULL BETWEEN 1 AND 2 THEN 1 ELSE 0 END', 0],
    ["CASE WHEN NULL LIKE '%' THEN 1 ELSE 0 END", 0],
  ])('%s', async (expression, expected) => {
    expect(await client.value(`SELECT ${expression}`)).toEqual(expected);
  });
});

describe('dates', () => {
  test.each<[string, SqlValue]>([
    ["DATEDIFF(year, '2025-12-31', '2026-01-01')", 1],
    ["DATEDIFF(quarter, '2026-03-31', '2026-04-01')", 1],
    ["DATEDIFF(month, '2026-01-31', '2026-02-01')", 1],
    ["DATEDIFF(week, '2026-01-03', '2026-01-04')", 1],
    ["DATEDIFF(week, '2026-01-04', '2026-01-10')", 0],
    ["DATEDIFF(dd, '2026-01-01 23:59', '2026-01-02 00:00')", 1],
    ["DATEDIFF(hh, '10:59:59', '11:00:00')", 1],
    ["DATEDIFF(minute, '10:00:59', '10:01:00')", 1],
    ["DATEDIFF(s, '2026-01-02', '2026-01-01')", -86_400],
    ["DATEDIFF(millisecond, '10:00', '10:00:00.0019')", 1],
    ["DATEDIFF(ns, '10:00', '10:00:00.0000001')", 100],
    ["DATEDIFF(second, '2026-01-02 05:00 +02:00', '2026-01-02 03:00:01')", 1],
    ["DATEDIFF(second, NULL, '2026-01-01')", null],
    ["DATEPART(weekday, '2026-01-04')", 1],
    ["DATEPART(week, '2026-01-04')", 2],
    ["DATEPART(iso_week, '2026-01-01')", 1],
    ["DATEPART(iso_week, '2027-01-03')", 53],
    ["DATEPART(dayofyear, '2024-12-31')", 366],
    ["DATEPART(tz, CAST('2026-01-01 +02:00' AS datetimeoffset))", 120],
    ["DATENAME(weekday, '2026-01-04')", 'Sunday'],
    ["DATENAME(month, '2026-01-04')", 'January'],
    ["DATENAME(year, '2026-01-04')", '2026'],
    ["YEAR('2026-02-03') * 10000 + MONTH('2026-02-03') * 100 + DAY('2026-02-03')", 20_260_203],
    ["ISDATE('2026-01-01')", 1],
    ["ISDATE('x')", 0],
    ["DATEADD(month, 1, CAST('2026-01-31' AS date))", day('2026-02-28T00:00')],
    ["DATEADD(year, -1, CAST('2024-02-29' AS datetime2))", day('2023-02-28T00:00')],
    ["DATEADD(day, -1, '2026-03-01')", day('2026-02-28T00:00')],
    ["DATEADD(hour, 25, CAST('2026-01-01' AS datetime))", day('2026-01-02T01:00')],
    ["SWITCHOFFSET('2026-01-01 12:00 +02:00', '-05:00')", { ...day('2026-01-01T10:00'), offset: -300 }],
    ["TODATETIMEOFFSET('2026-01-01 12:00', '+01:00')", { ...day('2026-01-01T11:00'), offset: 60 }],
    ["CAST('2026-01-01 12:00' AS datetime2) AT TIME ZONE 'UTC'", day('2026-01-01T12:00')],
    ['GETDATE() + 1', { ticks: 639_030_062_551_230_000n, offset: 0 }],
  ])('%s', async (expression, expected) => {
    expect(await client.value(`SELECT ${expression}`)).toEqual(expected);
  });

  test('now is the moment at which the batch began, in the server’s own time and in UTC', async () => {
    const local = { ticks: clientNow.ticks + 72_000_000_000n, offset: 0 };
    expect(await client.rows('SELECT SYSDATETIMEOFFSET(), SYSDATETIME(), SYSUTCDATETIME()')).toEqual([
      [clientNow, local, { ticks: clientNow.ticks, offset: 0 }],
    ]);
    const [[getdate, current, utc] = []] = await client.rows('SELECT GETDATE(), CURRENT_TIMESTAMP, GETUTCDATE()');
    // datetime knows 1/300 seconds: .1234567 becomes .123.
    expect(getdate).toEqual({ ticks: local.ticks - 4567n, offset: 0 });
    expect(current).toEqual(getdate);
    expect(utc).toEqual({ ticks: clientNow.ticks - 4567n, offset: 0 });
  });
});

describe('the session and the server', () => {
  test.each<[string, SqlValue]>([
    ['@@SPID', 51],
    ['@@SERVERNAME', 'SMALL\\ONE'],
    ['@@VERSION', 'Microsoft SQL Server 2022 (small)'],
    ['@@MICROSOFTVERSION', 0x10_00_03_e8],
    ['@@MAX_PRECISION', 38],
    ['@@LANGUAGE', 'us_english'],
    ['@@DATEFIRST', 7],
    ['@@LOCK_TIMEOUT', -1],
    ['@@NESTLEVEL', 0],
    ['@@TEXTSIZE', 2_147_483_647],
    ['SUSER_SNAME()', 'CORP\\dba'],
    ['SUSER_SNAME(SUSER_SID())', 'CORP\\dba'],
    ["SUSER_SID('nobody')", null],
    ['SYSTEM_USER', 'CORP\\dba'],
    ['ORIGINAL_LOGIN()', 'CORP\\dba'],
    ['HOST_NAME()', 'DESK'],
    ['APP_NAME()', 'tests'],
    ['DB_NAME()', 'SSISDB'],
    ["DB_ID('ssisdb')", 2],
    ['DB_NAME(1)', 'master'],
    ["DB_ID('nope')", null],
    ["HAS_DBACCESS('closed')", 0],
    ["HAS_DBACCESS('nope')", null],
    ["IS_SRVROLEMEMBER('sysadmin')", 1],
    ["IS_SRVROLEMEMBER('nope')", null],
    ["IS_MEMBER('ssis_admin')", 0],
    ["IS_ROLEMEMBER('ssis_admin', NULL)", null],
    ["CAST(SERVERPROPERTY('ProductVersion') AS nvarchar(128))", '16.0.1000.6'],
    ["SERVERPROPERTY('nope')", null],
    ["OBJECT_ID('nope')", null],
    ["IIF(OBJECT_ID('dbo.workers', 'V') = OBJECT_ID('[SSISDB].[dbo].[WORKERS]'), 1, 0)", 1],
    ["IIF(OBJECT_ID('dbo.enable', 'P') > 0, 1, 0)", 1],
    ["OBJECT_ID('dbo.enable', 'V')", null],
    ["HAS_PERMS_BY_NAME('dbo.workers', 'OBJECT', 'SELECT')", 1],
    ["PARSENAME('a.b.c', 2)", 'b'],
    ['SCHEMA_NAME()', 'dbo'],
    ['XACT_STATE()', 0],
  ])('%s', async (expression, expected) => {
    expect(await client.value(`SELECT ${expression}`)).toEqual(expected);
  });

  test('NEWID is another one each time', async () => {
    const [[one, other] = []] = await client.rows('SELECT NEWID(), NEWID()');
    expect(one).toMatch(/^[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}$/);
    expect(other).not.toBe(one);
  });
});

describe('conversions', () => {
  test.each<[string, SqlValue]>([
    ["TRY_CAST('x' AS int)", null],
    ["TRY_CONVERT(datetimeoffset, '2026-01-01 10:00:00.0000000 +02:00')", { ...day('2026-01-01T08:00'), offset: 120 }],
    ["TRY_CONVERT(uniqueidentifier, 'x')", null],
    ['CONVERT(varchar(10), GETDATE(), 120)', '2026-01-02'],
    ['CONVERT(nvarchar(40), SYSDATETIMEOFFSET(), 127)', '2026-01-02T01:04:15.1234567Z'],
    ['CONVERT(varchar(8), GETDATE(), 112)', '20260102'],
    ["CAST(N'12' AS sysname)", '12'],
    ["CAST('a' AS char(3))", 'a  '],
    ['CAST(NULL AS int)', null],
    ['CONVERT(bit, 5)', true],
  ])('%s', async (expression, expected) => {
    expect(await client.value(`SELECT ${expression}`)).toEqual(expected);
  });
});

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
