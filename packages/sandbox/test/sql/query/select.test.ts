import { describe, expect, test } from 'vitest';
import { connect } from '../client.js';
import { guid } from '../small-database.js';

const names = async (query: string) => (await connect().rows(query)).map(([name]) => name);

describe('columns', () => {
  test('are named by alias, by the column’s own name, or not at all', async () => {
    const { results } = await connect().batch(
      "SELECT a = 1, 2 AS [b c], 3 'd', 'e' = 4, w.name, NAME AS n, 5, LEN(Name), (Load) FROM workers w WHERE 1 = 0",
    );
    expect(results[0]?.columns.map(({ name }) => name)).toEqual(['a', 'b c', 'd', 'e', 'Name', 'n', '', '', 'Load']);
  });

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

describe('WHERE', () => {
  test.each([
    ["Name = 'ETL01'", ['ETL01']],
    ["Name = 'etl02'", ['etl02 ']],
    ["Name LIKE '%4'", ['ETL04']],
    ["Name NOT LIKE '%4'", ['ETL01', 'etl02 ']],
    ['Name IS NULL', [null]],
    ['Load BETWEEN 15 AND 20 AND IsEnabled = 1', ['etl02 ']],
    ['Load IN (10, 30)', ['ETL01', null]],
    ['Load NOT IN (20)', ['ETL01', null]],
    ["IsEnabled = 'false'", ['ETL04']],
    ['IsEnabled = 0 OR Load < 15', ['ETL01', 'ETL04']],
    ['NOT (IsEnabled = 1)', ['ETL04']],
    ['Price > 2', ['etl02 ', 'ETL04']],
    ["Seen > '2026-01-01 +00:00'", ['ETL01', 'etl02 ', null, 'ETL04']],
    ['Load !> 10', ['ETL01']],
    ['Load = ANY (SELECT 10 UNION SELECT 11)', ['ETL01']],
    ['Load >= ALL (SELECT Load FROM workers)', [null]],
    ['Id IN (SELECT WorkerId FROM tasks WHERE Status = 5)', ['ETL01']],
    ['Id NOT IN (SELECT WorkerId FROM tasks WHERE WorkerId IS NOT NULL)', [null, 'ETL04']],
    ['Id NOT IN (SELECT WorkerId FROM tasks)', []],
    ['EXISTS (SELECT * FROM tasks t WHERE t.WorkerId = workers.Id AND t.Status = 2)', ['ETL01', 'etl02 ']],
    ['(SELECT COUNT(*) FROM tasks t WHERE t.WorkerId = Id) = 2', ['ETL01']],
  ])('%s', async (condition, expected) => {
    expect(await names(`SELECT Name FROM workers WHERE ${condition}`)).toEqual(expected);
  });
});

describe('order and number', () => {
  test.each([
    ['SELECT Name FROM workers ORDER BY Name', [null, 'ETL01', 'etl02 ', 'ETL04']],
    ['SELECT Name FROM workers ORDER BY Load DESC, Name DESC', [null, 'ETL04', 'etl02 ', 'ETL01']],
    ['SELECT Name AS n FROM workers ORDER BY n DESC', ['ETL04', 'etl02 ', 'ETL01', null]],
    ['SELECT Name FROM workers ORDER BY 1', [null, 'ETL01', 'etl02 ', 'ETL04']],
    ['SELECT Name FROM workers ORDER BY -Load', [null, 'etl02 ', 'ETL04', 'ETL01']],
    ['SELECT TOP (2) Name FROM workers ORDER BY Load', ['ETL01', 'etl02 ']],
    ['SELECT TOP 1 Name FROM workers', ['ETL01']],
    ['SELECT TOP (0) Name FROM workers', []],
    ['SELECT TOP (50) PERCENT Name FROM workers ORDER BY Load', ['ETL01', 'etl02 ']],
    ['SELECT TOP (2) WITH TIES Name FROM workers ORDER BY Load', ['ETL01', 'etl02 ', 'ETL04']],
    ['SELECT Name FROM workers ORDER BY Load OFFSET 1 ROWS FETCH NEXT 2 ROWS ONLY', ['etl02 ', 'ETL04']],
    ['SELECT Name FROM workers ORDER BY Load OFFSET 3 ROWS', [null]],
    ['SELECT DISTINCT Load FROM workers ORDER BY Load DESC', [30, 20, 10]],
    ['DECLARE @n int = 3 SELECT TOP (@n - 2) Name FROM workers', ['ETL01']],
    ['SET ROWCOUNT 1 SELECT Name FROM workers', ['ETL01']],
  ])('%s', async (query, expected) => {
    expect(await names(query)).toEqual(expected);
  });
});

describe('groups', () => {
  test.each([
    [
      'SELECT COUNT(*), COUNT(Name), COUNT(DISTINCT Load), SUM(Load), MIN(Load), MAX(Name), AVG(Load) FROM workers',
      [[4, 3, 3, 80, 10, 'ETL04', 20]],
    ],
    ['SELECT SUM(Price), AVG(Price), MIN(Price), MAX(Price) FROM workers', [['13.75', '4.583333', '1.50', '10.00']]],
    ['SELECT COUNT(*), SUM(Load), MAX(Name) FROM workers WHERE 1 = 0', [[0, null, null]]],
    ['SELECT Load FROM workers WHERE 1 = 0 GROUP BY Load', []],
    [
      'SELECT Load, COUNT(*) AS n FROM workers GROUP BY Load ORDER BY n DESC, Load',
      [
        [20, 2],
        [10, 1],
        [30, 1],
      ],
    ],
    [
      'SELECT Load / 20, COUNT(*) FROM workers GROUP BY Load / 20 ORDER BY 1',
      [
        [0, 1],
        [1, 3],
      ],
    ],
    ['SELECT w.Load FROM workers AS w GROUP BY Load HAVING COUNT(*) > 1', [[20]]],
    ['SELECT Load + 1 FROM workers GROUP BY Load ORDER BY MAX(Name), Load', [[31], [11], [21]]],
    ["SELECT STRING_AGG(Name, ',') WITHIN GROUP (ORDER BY Name DESC) FROM workers", [['ETL04,etl02 ,ETL01']]],
    [
      'SELECT WorkerId, COUNT(*) FROM tasks WHERE Status = 5 GROUP BY WorkerId ORDER BY WorkerId',
      [
        [null, 1],
        [guid(1), 1],
      ],
    ],
    ['SELECT CASE WHEN SUM(Load) > 50 THEN 1 ELSE 0 END FROM workers', [[1]]],
  ])('%s', async (query, expected) => {
    expect(await connect().rows(query)).toEqual(expected);
  });
});
