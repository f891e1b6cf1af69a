import { describe, expect, test } from 'vitest';
import { connect } from '../client.js';

describe('variables', () => {
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
});

describe('control of flow', () => {
  test('a loop without end stops when the client gives up', async () => {
    const stop = new AbortController();
    const answer = connect().batch('WHILE 1 = 1 SELECT 1', stop.signal);
    setImmediate(() => stop.abort());
    expect((await answer).messages).toEqual([]);
  });
});

describe('TRY and CATCH', () => {
  test.each([['EXEC enable @Id = NULL', 27_100, 'Id is null.']])('catch %s', async (statement, number, text) => {
    const batch = `BEGIN TRY ${statement}; SELECT 'not reached' END TRY BEGIN CATCH SELECT ERROR_NUMBER() AS n, ERROR_MESSAGE() AS m END CATCH`;
    const { results, messages } = await connect().batch(batch);
    expect(results.at(-1)?.rows).toEqual([[number, text]]);
    expect(messages).toEqual([]);
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
  test('cannot be rolled back once a procedure was carried out, and say so', async () => {
    const client = connect();
    const { messages } = await client.batch("BEGIN TRAN EXEC enable '00000001-0000-4000-8000-000000000001' ROLLBACK");
    expect(messages).toMatchObject([{ number: 50_000, class: 16, text: expect.stringContaining('enable') }]);
    expect(await client.value('SELECT @@TRANCOUNT')).toBe(0);
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
