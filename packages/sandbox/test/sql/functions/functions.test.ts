import { beforeAll, describe, expect, test } from 'vitest';
import type { Column, SqlType, SqlValue } from '../../../src/engine.js';
import { type Client, clientNow, connect } from '../client.js';

let client: Client;
beforeAll(() => {
  client = connect();
});

describe('dates', () => {
  test("now is the moment at which the batch began, in the server's own time and in UTC", async () => {
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
    ["HAS_DBACCESS('closed')", 0],
    ["IS_SRVROLEMEMBER('sysadmin')", 1],
    ["IS_MEMBER('ssis_admin')", 0],
    ["IS_ROLEMEMBER('ssis_admin', NULL)", null],
    ["CAST(SERVERPROPERTY('ProductVersion') AS nvarchar(128))", '16.0.1000.6'],
    ["OBJECT_ID('nope')", null],
    ["IIF(OBJECT_ID('dbo.workers', 'V') = OBJECT_ID('[SSISDB].[dbo].[WORKERS]'), 1, 0)", 1],
    ["IIF(OBJECT_ID('dbo.enable', 'P') > 0, 1, 0)", 1],
    ["OBJECT_ID('dbo.enable', 'V')", null],
    ["HAS_PERMS_BY_NAME('dbo.workers', 'OBJECT', 'SELECT')", 1],
    ['SCHEMA_NAME()', 'dbo'],
  ])('%s', async (expression, expected) => {
    expect(await client.value(`SELECT ${expression}`)).toEqual(expected);
  });

  test('NEWID is another one each time', async () => {
    const [[one, other] = []] = await client.rows('SELECT NEWID(), NEWID()');
    expect(one).toMatch(/^[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}$/);
    expect(other).not.toBe(one);
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

test('columns of an outer join may be NULL', async () => {
  const { results } = await connect().batch(
    'SELECT w.Load, t.Status FROM workers w LEFT JOIN tasks t ON t.WorkerId = w.Id',
  );
  expect(results[0]?.columns.map(written)).toEqual(['int not null', 'int']);
});
