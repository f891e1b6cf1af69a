import { describe, expect, test } from 'vitest';
import { connect, parameter, text } from '../client.js';
import { createSmallDatabase, guid } from '../small-database.js';

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

describe('joins', () => {
  test.each([
    [
      'SELECT w.Load, t.TaskId FROM workers w JOIN tasks t ON t.WorkerId = w.Id ORDER BY 2',
      [
        [10, 1n],
        [10, 2n],
        [20, 3n],
      ],
    ],
    [
      'SELECT w.Load, t.TaskId FROM workers w, tasks t WHERE t.WorkerId = w.Id AND t.Status = 2',
      [
        [10, 1n],
        [20, 3n],
      ],
    ],
    [
      'SELECT w.Load, t.TaskId FROM workers w LEFT JOIN tasks t ON t.WorkerId = w.Id AND t.Status = 5 ORDER BY 1, 2',
      [
        [10, 2n],
        [20, null],
        [20, null],
        [30, null],
      ],
    ],
    [
      'SELECT w.Load, t.TaskId FROM workers w LEFT JOIN tasks t ON t.WorkerId = w.Id WHERE t.TaskId IS NULL ORDER BY 1',
      [
        [20, null],
        [30, null],
      ],
    ],
    [
      'SELECT w.Load, t.TaskId FROM workers w RIGHT JOIN tasks t ON t.WorkerId = w.Id ORDER BY 2',
      [
        [10, 1n],
        [10, 2n],
        [20, 3n],
        [null, 4n],
        [null, 5n],
      ],
    ],
    [
      'SELECT w.Load, t.TaskId FROM workers w FULL JOIN tasks t ON t.WorkerId = w.Id ORDER BY 2, 1',
      [
        [20, null],
        [30, null],
        [10, 1n],
        [10, 2n],
        [20, 3n],
        [null, 4n],
        [null, 5n],
      ],
    ],
    ['SELECT COUNT(*) FROM workers CROSS JOIN tasks', [[20]]],
    [
      'SELECT a.Load, b.Load FROM workers a JOIN workers b ON a.Load < b.Load AND b.IsEnabled = 1 ORDER BY 1, 2',
      [
        [10, 20],
        [10, 30],
        [20, 30],
        [20, 30],
      ],
    ],
    [
      'SELECT w.Load, q.n FROM workers w CROSS APPLY (SELECT COUNT(*) AS n FROM tasks t WHERE t.WorkerId = w.Id) q ORDER BY 1, 2',
      [
        [10, 2],
        [20, 0],
        [20, 1],
        [30, 0],
      ],
    ],
    [
      'SELECT w.Load, q.TaskId FROM workers w OUTER APPLY (SELECT TOP 1 TaskId FROM tasks t WHERE t.WorkerId = w.Id ORDER BY TaskId DESC) q WHERE w.Load <> 20',
      [
        [10, 2n],
        [30, null],
      ],
    ],
    [
      'SELECT w.Load FROM workers w LEFT JOIN (tasks t JOIN workers x ON x.Id = t.WorkerId) ON t.WorkerId = w.Id WHERE x.Id IS NULL',
      [[30], [20]],
    ],
    ['SELECT v.a + v.b FROM (VALUES (1, 2), (3, NULL)) AS v (a, b)', [[3], [null]]],
  ])('%s', async (query, expected) => {
    expect(await connect().rows(query)).toEqual(expected);
  });
});

describe('queries in queries', () => {
  test.each([
    [
      'WITH c AS (SELECT Load AS l FROM workers WHERE IsEnabled = 1), d (m) AS (SELECT MAX(l) FROM c) SELECT l FROM c, d WHERE l < m',
      [[10], [20]],
    ],
    ['SELECT n FROM (SELECT TOP 2 Name AS n FROM workers ORDER BY Load DESC) AS q ORDER BY n', [[null], ['etl02 ']]],
    ['SELECT 1 AS a UNION SELECT 1 UNION ALL SELECT 2 ORDER BY a DESC', [[2], [1]]],
    ['SELECT Load FROM workers EXCEPT SELECT 10', [[20], [30]]],
    ['SELECT Load FROM workers INTERSECT SELECT 20', [[20]]],
    ["SELECT NULL AS a UNION ALL SELECT 'x' ORDER BY a", [[null], ['x']]],
    ['(SELECT 1) UNION ALL (SELECT 2)', [[1], [2]]],
    [
      'SELECT (SELECT MAX(Load) FROM workers x WHERE x.IsEnabled = w.IsEnabled) FROM workers w',
      [[30], [30], [30], [20]],
    ],
    [
      'SELECT Load, ROW_NUMBER() OVER (PARTITION BY IsEnabled ORDER BY Load DESC) AS r FROM workers ORDER BY Load, r',
      [
        [10, 3n],
        [20, 1n],
        [20, 2n],
        [30, 1n],
      ],
    ],
    [
      'SELECT Load, RANK() OVER (ORDER BY Load), DENSE_RANK() OVER (ORDER BY Load) FROM workers ORDER BY 2, 3',
      [
        [10, 1n, 1n],
        [20, 2n, 2n],
        [20, 2n, 2n],
        [30, 4n, 3n],
      ],
    ],
    [
      'SELECT Load, COUNT(*) OVER (PARTITION BY Load), SUM(Load) OVER () FROM workers ORDER BY 1',
      [
        [10, 1, 80],
        [20, 2, 80],
        [20, 2, 80],
        [30, 1, 80],
      ],
    ],
    ['SELECT Load, SUM(COUNT(*)) OVER () FROM workers GROUP BY Load ORDER BY 1', undefined],
  ])('%s', async (query, expected) => {
    if (expected === undefined) expect(await connect().errors(query)).toEqual([130]);
    else expect(await connect().rows(query)).toEqual(expected);
  });
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
