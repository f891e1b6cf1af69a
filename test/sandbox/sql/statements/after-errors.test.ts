import { describe, expect, test } from 'vitest';
import { connect } from '../client.js';

describe('after an error', () => {
  test.each([
    ['of a value, the batch goes on', 'SELECT 1 / 0 SELECT 5', [8134], 1],
    ['of RAISERROR, the batch goes on', "RAISERROR('x', 16, 1) SELECT 5", [50_000], 1],
    ['of THROW, it ends', "THROW 50001, 'x', 1; SELECT 5", [50_001], 0],
    ['of a conversion, it ends', "SELECT CAST('x' AS int) SELECT 5", [245], 0],
    ['of a missing table, it ends', 'SELECT * FROM nope SELECT 5', [208], 0],
    ['of a missing procedure, it goes on', 'EXEC nope SELECT 5', [2812], 1],
    ['of a missing permission, it goes on', 'UPDATE workers SET Load = 1 SELECT 5', [229], 1],
    ['with XACT_ABORT, it ends', 'SET XACT_ABORT ON SELECT 1 / 0 SELECT 5', [8134], 0],
    ['in EXEC, the caller goes on', "EXEC ('SELECT * FROM nope SELECT 4') SELECT 5", [208], 1],
    ['in sp_executesql, the caller goes on', "EXEC sp_executesql N'SELEC FROM' SELECT 5", [156], 1],
    ['of a conversion in EXEC, the caller ends, too', "EXEC ('SELECT CAST(''x'' AS int)') SELECT 5", [245], 0],
  ])('%s', async (_, batch, numbers, rows) => {
    const { messages, results } = await connect().batch(batch);
    expect(messages.map(({ number }) => number)).toEqual(numbers);
    expect(results.flatMap((result) => result.rows)).toEqual(rows === 0 ? [] : [[5]]);
  });

  test('of compiling, nothing of the batch has run', async () => {
    const { results, messages } = await connect().batch("PRINT 'a' SELECT 1 SELECT nope FROM workers");
    expect(results).toEqual([]);
    expect(messages.map(({ number }) => number)).toEqual([207]);
  });

  test('of a missing table, what stood before it has run', async () => {
    const { messages } = await connect().batch("PRINT 'a' SELECT * FROM nope");
    expect(messages.map(({ number }) => number)).toEqual([0, 208]);
  });

  test('@@ERROR has its number, for one statement', async () => {
    const { results } = await connect().batch('SELECT 1 / 0 SELECT @@ERROR SELECT @@ERROR');
    expect(results.map(({ rows }) => rows)).toEqual([[], [[8134]], [[0]]]);
  });
});
