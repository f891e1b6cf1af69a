import { describe, expect, test } from 'vitest';
import { connect, parameter, text } from '../client.js';
import { createSmallDatabase, guid } from '../small-database.js';

test('a window over groups is nothing for the sandbox', async () => {
  const { messages } = await connect().batch('SELECT Load, SUM(COUNT(*)) OVER () FROM workers GROUP BY Load');
  expect(messages).toMatchObject([{ number: 50_000, text: 'The sandbox does not do windows over aggregates.' }]);
});

describe('a key', () => {
  const query = 'SELECT Load FROM workers WHERE';

  test.each([
    [`Id = '${guid(2)}'`, [guid(2)], [[20]]],
    [`'${guid(2).toLowerCase()}' = Id AND Load > 5`, [guid(2)], [[20]]],
    [`Id IN ('${guid(1)}', '${guid(3)}', '${guid(1)}', NULL)`, [guid(1), guid(3)], [[10], [30]]],
    [`Id = '${guid(2)}' AND Load = 5`, [guid(2)], []],
    ['Id = NULL', [], []],
  ])('is looked up rather than searched: %s', async (condition, lookups, rows) => {
    const database = createSmallDatabase();
    expect(await connect({ database }).rows(`${query} ${condition}`)).toEqual(rows);
    expect(database.lookups).toEqual(lookups);
    expect(database.scans).toEqual([]);
  });

  test('is looked up for a parameter, converted to its type', async () => {
    const database = createSmallDatabase();
    const client = connect({ database });
    const parameters = [text(`${query} Id = @id`), text('@id nvarchar(36)'), text(guid(2).toLowerCase(), '@id')];
    const { results } = await client.rpc('sp_executesql', parameters);
    expect(results[0]?.rows).toEqual([[20]]);
    expect(database.lookups).toEqual([guid(2)]);
    const other = parameter('@id', { kind: 'uniqueidentifier' }, guid(1));
    await client.rpc('sp_executesql', [text(`${query} Id IN (@id)`), text('@id uniqueidentifier'), other]);
    expect(database.lookups).toEqual([guid(2), guid(1)]);
    expect(database.scans).toEqual([]);
  });

  test('is looked up for each row of a join', async () => {
    const database = createSmallDatabase();
    await connect({ database }).rows('SELECT w.Name FROM tasks t JOIN workers w ON w.Id = t.WorkerId');
    expect(database.scans).toEqual([]);
    expect(database.lookups).toHaveLength(4);
  });

  test.each([`Id = '${guid(2)}' OR Load = 10`, `NOT Id = '${guid(2)}'`, `Id NOT IN ('${guid(2)}')`])(
    'does not help with %s',
    async (condition) => {
      const database = createSmallDatabase();
      await connect({ database }).rows(`${query} ${condition}`);
      expect(database.scans).toEqual(['workers']);
    },
  );

  test('that is no key at all is an error', async () => {
    expect(await connect().errors(`${query} Id = 'x'`)).toEqual([8169]);
    expect(await connect().errors(`${query} Id = 5`)).toEqual([206]);
  });
});
