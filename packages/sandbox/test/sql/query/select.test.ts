import { describe, expect, test } from 'vitest';
import { connect } from '../client.js';

const names = async (query: string) => (await connect().rows(query)).map(([name]) => name);

describe('columns', () => {
  test('are all those of a star, of one source or of all', async () => {
    const { results } = await connect().batch('SELECT t.*, w.Name FROM workers w JOIN tasks t ON t.WorkerId = w.Id');
    expect(results[0]?.columns.map(({ name }) => name)).toEqual(['TaskId', 'WorkerId', 'Status', 'Name']);
    const { results: all } = await connect().batch('SELECT * FROM tasks, (SELECT 1 AS one) AS o WHERE 1 = 0');
    expect(all[0]?.columns.map(({ name }) => name)).toEqual(['TaskId', 'WorkerId', 'Status', 'one']);
  });

  test('may be called by table, schema and database', async () => {
    expect(await names('SELECT SSISDB.dbo.workers.Name FROM dbo.workers WHERE dbo.workers.Load = 10')).toEqual([
      'ETL01',
    ]);
  });
});

test('SET ROWCOUNT ends a query early', async () => {
  expect(await names('SET ROWCOUNT 1 SELECT Name FROM workers')).toEqual(['ETL01']);
});
