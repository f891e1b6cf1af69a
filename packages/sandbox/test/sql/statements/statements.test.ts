import { describe, expect, test } from 'vitest';
import { connect } from '../client.js';

const all = async (batch: string) => (await connect().batch(batch)).results.map(({ rows }) => rows);

describe('variables', () => {
  test('have the type of their declaration', async () => {
    expect(
      await connect().rows(
        "DECLARE @a nvarchar(3) = N'abcdef', @b decimal(5, 1), @c bit = 5 SET @b = '1.25' SELECT @a, @b, @c",
      ),
    ).toEqual([['abc', '1.3', true]]);
  });

  test('are changed by SET with an operator', async () => {
    expect(
      await connect().rows(
        "DECLARE @n int = 7, @t varchar(9) = 'a' SET @n -= 2 SET @n *= 3 SET @t += 'b' SELECT @n, @t",
      ),
    ).toEqual([[15, 'ab']]);
  });

  test('take the values of the last row of a SELECT, and keep theirs where there is none', async () => {
    const batch =
      'DECLARE @n int = 5, @c int SELECT @n = Load FROM workers ORDER BY Load SELECT @n = Load, @c = 1 FROM workers WHERE 1 = 0 SELECT @n, @c';
    expect(await connect().rows(batch)).toEqual([[30, null]]);
  });

  test('gather values row by row', async () => {
    const batch = "DECLARE @t nvarchar(99) = '' SELECT @t = @t + ISNULL(Name, '?') + ';' FROM workers SELECT @t";
    expect(await connect().value(batch)).toBe('ETL01;?;ETL04;'.replace(';?', ';etl02 ;?'));
  });
});

describe('counts', () => {
  test('go to the client unless NOCOUNT is on', async () => {
    const client = connect();
    expect((await client.batch('SELECT 1 SELECT Name FROM workers DECLARE @x int SELECT @x = 1')).counts).toEqual([
      1, 4, 1,
    ]);
    const quiet = await client.batch('SET NOCOUNT ON SELECT 1 DECLARE @x int SELECT @x = 1');
    expect(quiet.counts).toEqual([]);
    expect(quiet.events).toEqual(['columns', 'done']);
    // It stays as it is for the next batch.
    expect((await client.batch('SELECT 1')).counts).toEqual([]);
  });

  test('are in @@ROWCOUNT', async () => {
    expect(await all('SELECT Name FROM workers SELECT @@ROWCOUNT SELECT @@ROWCOUNT')).toEqual([
      expect.any(Array),
      [[4]],
      [[1]],
    ]);
  });
});

describe('control of flow', () => {
  test.each([
    ['IF 1 = 2 SELECT 1 ELSE IF 2 = 2 SELECT 2 ELSE SELECT 3', [[[2]]]],
    ['IF NULL = NULL SELECT 1', []],
    ['IF EXISTS (SELECT * FROM workers) BEGIN SELECT 1 SELECT 2 END', [[[1]], [[2]]]],
    ['IF 1 = 1 SELECT 1; ELSE SELECT 2', [[[1]]]],
    [
      'DECLARE @i int = 0 WHILE @i < 5 BEGIN SET @i += 1 IF @i = 2 CONTINUE IF @i = 4 BREAK SELECT @i END',
      [[[1]], [[3]]],
    ],
    ['SELECT 1 RETURN SELECT 2', [[[1]]]],
    ["EXEC ('SELECT 1 RETURN SELECT 2') SELECT 3", [[[1]], [[3]]]],
  ])('%s', async (batch, expected) => {
    expect(await all(batch)).toEqual(expected);
  });

  test('a loop without end stops when the client gives up', async () => {
    const stop = new AbortController();
    const answer = connect().batch('WHILE 1 = 1 SELECT 1', stop.signal);
    setImmediate(() => stop.abort());
    expect((await answer).messages).toEqual([]);
  });
});

describe('TRY and CATCH', () => {
  test('tell about the error', async () => {
    const batch =
      'BEGIN TRY\n  SELECT 1 / 0\nEND TRY\nBEGIN CATCH\n  SELECT ERROR_NUMBER(), ERROR_SEVERITY(), ERROR_STATE(), ERROR_LINE(), ERROR_MESSAGE(), ERROR_PROCEDURE()\nEND CATCH\nSELECT ERROR_NUMBER()';
    const { results, messages, events } = await connect().batch(batch);
    expect(messages).toEqual([]);
    expect(events).not.toContain('failed');
    expect(results.map(({ rows }) => rows)).toEqual([
      [],
      [[8134, 16, 1, 2, 'Divide by zero error encountered.', null]],
      [[null]],
    ]);
  });

  test.each([
    ["RAISERROR('a %s', 11, 5, 'b')", 50_000, 'a b'],
    ["THROW 50005, 'c', 2", 50_005, 'c'],
    ['EXEC enable @Id = NULL', 27_100, 'Id is null.'],
    ['EXEC nope', 2812, "Could not find stored procedure 'nope'."],
    ["EXEC ('SELECT * FROM nope')", 208, "Invalid object name 'nope'."],
    ["SELECT CAST('x' AS int)", 245, "Conversion failed when converting the varchar value 'x' to data type int."],
  ])('catch %s', async (statement, number, text) => {
    const batch = `BEGIN TRY ${statement}; SELECT 'not reached' END TRY BEGIN CATCH SELECT ERROR_NUMBER() AS n, ERROR_MESSAGE() AS m END CATCH`;
    const { results, messages } = await connect().batch(batch);
    expect(results.at(-1)?.rows).toEqual([[number, text]]);
    expect(messages).toEqual([]);
  });

  test('pass the error on with THROW, and catch it further out', async () => {
    const { messages } = await connect().batch('BEGIN TRY SELECT 1 / 0 END TRY BEGIN CATCH THROW END CATCH SELECT 1');
    expect(messages.map(({ number }) => number)).toEqual([8134]);
    const nested =
      'BEGIN TRY BEGIN TRY SELECT 1 / 0 END TRY BEGIN CATCH THROW END CATCH END TRY BEGIN CATCH SELECT ERROR_NUMBER() END CATCH';
    expect((await connect().batch(nested)).results.at(-1)?.rows).toEqual([[8134]]);
  });

  test('let information pass', async () => {
    const { messages } = await connect().batch(
      "BEGIN TRY RAISERROR('x', 10, 1) PRINT 'y' END TRY BEGIN CATCH PRINT 'z' END CATCH",
    );
    expect(messages.map(({ text, class: severity }) => [text, severity])).toEqual([
      ['x', 0],
      ['y', 0],
    ]);
  });
});

describe('messages', () => {
  test('of PRINT and RAISERROR below 11 are information', async () => {
    const { messages } = await connect().batch(
      "PRINT 'a'\nPRINT 1 + 2\nRAISERROR('%s has %d of %5.2s|%-4d|%04d|%x %%', 5, 3, 'A', 7, 'abc', 5, 6, 255)",
    );
    expect(messages).toEqual([
      { number: 0, state: 1, class: 0, text: 'a', line: 1 },
      { number: 0, state: 1, class: 0, text: '3', line: 2 },
      { number: 50_000, state: 3, class: 5, text: 'A has 7 of    ab|5   |0006|ff %', line: 3 },
    ]);
  });

  test('of RAISERROR with a number that has no text say so', async () => {
    expect(await connect().errors('RAISERROR(60000, 16, 1)')).toEqual([18_054]);
  });
});

describe('USE', () => {
  test('changes the database for what follows, and tells the client', async () => {
    const client = connect();
    const { results, databases } = await client.batch('SELECT * FROM workers WHERE 1 = 0 USE master SELECT DB_NAME()');
    expect(results.at(-1)?.rows).toEqual([['master']]);
    expect(databases).toEqual(['SSISDB to master']);
    expect(client.session.database).toBe('master');
    expect(await client.errors('SELECT * FROM workers')).toEqual([208]);
    expect(await client.rows('SELECT COUNT(*) FROM SSISDB.dbo.workers')).toEqual([[4]]);
  });

  test('inside of sp_executesql ends with it', async () => {
    const client = connect();
    const { databases } = await client.batch("EXEC sp_executesql N'USE master'");
    expect(databases).toEqual(['SSISDB to master', 'master to SSISDB']);
    expect(client.session.database).toBe('SSISDB');
  });
});

describe('transactions', () => {
  test('are counted', async () => {
    expect(
      await all('BEGIN TRAN BEGIN TRAN SELECT @@TRANCOUNT COMMIT SELECT @@TRANCOUNT ROLLBACK SELECT @@TRANCOUNT'),
    ).toEqual([[[2]], [[1]], [[0]]]);
  });

  test('stay open from batch to batch', async () => {
    const client = connect();
    await client.batch('BEGIN TRANSACTION');
    expect(await client.value('SELECT @@TRANCOUNT')).toBe(1);
  });

  test('cannot be rolled back once a procedure was carried out, and say so', async () => {
    const client = connect();
    const { messages } = await client.batch("BEGIN TRAN EXEC enable '00000001-0000-4000-8000-000000000001' ROLLBACK");
    expect(messages).toMatchObject([{ number: 50_000, class: 16, text: expect.stringContaining('enable') }]);
    expect(await client.value('SELECT @@TRANCOUNT')).toBe(0);
  });

  test('go back to a savepoint and go on', async () => {
    expect(
      await all('BEGIN TRAN SAVE TRAN a ROLLBACK TRAN a SELECT @@TRANCOUNT ROLLBACK TRAN SELECT @@TRANCOUNT'),
    ).toEqual([[[1]], [[0]]]);
  });

  test('end with an error under XACT_ABORT', async () => {
    const client = connect();
    await client.batch('SET XACT_ABORT ON BEGIN TRAN SELECT 1 / 0');
    expect(await client.value('SELECT @@TRANCOUNT')).toBe(0);
  });
});

describe('SET', () => {
  test('takes what clients send on connecting', async () => {
    const batch = `SET ANSI_NULLS, ANSI_PADDING, ANSI_WARNINGS ON SET ARITHABORT ON set cursor_close_on_commit off
      set implicit_transactions off set language us_english set dateformat mdy set datefirst 7 set textsize 2147483647
      SET QUOTED_IDENTIFIER ON SET LOCK_TIMEOUT 5000 SET TRANSACTION ISOLATION LEVEL READ UNCOMMITTED SET CONCAT_NULL_YIELDS_NULL ON
      SET DEADLOCK_PRIORITY LOW SET STATISTICS IO OFF SELECT @@LOCK_TIMEOUT, @@OPTIONS`;
    expect(await connect().rows(batch)).toEqual([[5000, 8 + 16 + 32 + 64 + 256 + 1024 + 4096]]);
  });

  test('FMTONLY gives the columns alone, NOEXEC nothing', async () => {
    const { results } = await connect().batch('SET FMTONLY ON SELECT Name FROM workers SET FMTONLY OFF');
    expect(results).toMatchObject([{ columns: [{ name: 'Name' }], rows: [] }]);
    expect((await connect().batch('SET NOEXEC ON SELECT 1 SET NOEXEC OFF SELECT 2')).results).toMatchObject([
      { rows: [[2]] },
    ]);
  });

  test('QUOTED_IDENTIFIER changes what "x" is', async () => {
    const client = connect();
    await client.batch('SET QUOTED_IDENTIFIER OFF');
    expect(await client.rows('SELECT "x"')).toEqual([['x']]);
    await client.batch('SET QUOTED_IDENTIFIER ON');
    expect(await client.errors('SELECT "x"')).toEqual([207]);
  });
});

describe('WAITFOR', () => {
  test('waits as long as it says, and the clock goes on', async () => {
    const waited: number[] = [];
    let ticks = 639_000_000_000_000_000n;
    const client = connect({
      now: () => ({ ticks, offset: 0 }),
      sleep: async (milliseconds) => {
        waited.push(milliseconds);
        ticks += BigInt(milliseconds * 10_000);
      },
    });
    const batch =
      "DECLARE @t datetime2 = SYSUTCDATETIME() WAITFOR DELAY '00:00:01.5' SELECT DATEDIFF(ms, @t, SYSUTCDATETIME())";
    expect(await client.rows(batch)).toEqual([[1500]]);
    expect(waited).toEqual([1500]);
  });

  test('ends at once when the client gives up, and so does the batch', async () => {
    const stop = new AbortController();
    const started = performance.now();
    const answer = connect().batch("WAITFOR DELAY '00:10:00' SELECT 1", stop.signal);
    setTimeout(() => stop.abort(), 5);
    expect(await answer).toMatchObject({ results: [], messages: [] });
    expect(performance.now() - started).toBeLessThan(5000);
  });
});
