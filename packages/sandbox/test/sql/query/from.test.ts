import { describe, expect, test } from 'vitest';
import { connect, parameter, text } from '../client.js';
import { createSmallDatabase, guid } from '../small-database.js';

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
