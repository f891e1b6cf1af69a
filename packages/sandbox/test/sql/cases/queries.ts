import { batches, rows, type SqlGroup } from './case.js';

/** Four workers, of whom the third has no name and the fourth is off, and five tasks. */
const fleet =
  'WITH workers AS (SELECT * FROM (VALUES ' +
  "(1, CAST(1 AS bit), CAST('ETL01' AS nvarchar(9)), 10, CAST(1.50 AS decimal(9, 2))), " +
  "(2, 1, 'ETL02', 20, 2.25), (3, 1, NULL, 30, NULL), (4, 0, 'ETL04', 20, 10)) AS v (Id, IsEnabled, Name, Weight, Price)), " +
  'tasks AS (SELECT * FROM (VALUES (1, 1, 2), (2, 1, 5), (3, 2, 2), (4, NULL, 5), (5, 9, 2)) AS v (TaskId, WorkerId, Status)) ';

const names = (condition: string, ...found: readonly (string | null)[]) =>
  [`SELECT Name FROM workers WHERE ${condition} ORDER BY Id`, found.map((name) => [name])] as const;

/** Queries over rows. */
export const queryCases: readonly SqlGroup[] = [
  rows(
    'WHERE',
    't-sql/queries/where, search-condition; language-elements/in, like, exists, all, some-any',
    [
      names("Name = 'ETL01'", 'ETL01'),
      names("Name LIKE '%4'", 'ETL04'),
      names("Name NOT LIKE '%4'", 'ETL01', 'ETL02'),
      names('Name IS NULL', null),
      names('Weight BETWEEN 15 AND 20 AND IsEnabled = 1', 'ETL02'),
      names('Weight IN (10, 30)', 'ETL01', null),
      names('Weight NOT IN (20)', 'ETL01', null),
      names("CAST(IsEnabled AS bit) = 'false'", 'ETL04'),
      names('IsEnabled = 0 OR Weight < 15', 'ETL01', 'ETL04'),
      names('NOT (IsEnabled = 1)', 'ETL04'),
      names('Price > 2', 'ETL02', 'ETL04'),
      names('Weight !> 10', 'ETL01'),
      names('Weight = ANY (SELECT 10 UNION SELECT 11)', 'ETL01'),
      names('Weight >= ALL (SELECT Weight FROM workers)', null),
      names('Id IN (SELECT WorkerId FROM tasks WHERE Status = 5)', 'ETL01'),
      names('Id NOT IN (SELECT WorkerId FROM tasks WHERE WorkerId IS NOT NULL)', null, 'ETL04'),
      names('Id NOT IN (SELECT WorkerId FROM tasks)'),
      names('EXISTS (SELECT * FROM tasks t WHERE t.WorkerId = workers.Id AND t.Status = 2)', 'ETL01', 'ETL02'),
      names('(SELECT COUNT(*) FROM tasks t WHERE t.WorkerId = Id) = 2', 'ETL01'),
    ],
    fleet,
  ),
  rows(
    'order and number',
    't-sql/queries/select-order-by-clause, top-transact-sql: NULL comes first',
    [
      ['SELECT Name FROM workers ORDER BY Name', [[null], ['ETL01'], ['ETL02'], ['ETL04']]],
      ['SELECT Name FROM workers ORDER BY Weight DESC, Name DESC', [[null], ['ETL04'], ['ETL02'], ['ETL01']]],
      ['SELECT Name AS n FROM workers ORDER BY n DESC', [['ETL04'], ['ETL02'], ['ETL01'], [null]]],
      ['SELECT Name FROM workers ORDER BY 1', [[null], ['ETL01'], ['ETL02'], ['ETL04']]],
      ['SELECT Name FROM workers ORDER BY -Weight, Id', [[null], ['ETL02'], ['ETL04'], ['ETL01']]],
      ['SELECT TOP (2) Id FROM workers ORDER BY Weight, Id', [[1], [2]]],
      ['SELECT TOP (0) Id FROM workers', []],
      ['SELECT TOP (50) PERCENT Id FROM workers ORDER BY Id', [[1], [2]]],
      ['SELECT TOP (30) PERCENT Id FROM workers ORDER BY Id', [[1], [2]]],
      ['SELECT TOP (2) WITH TIES Weight FROM workers ORDER BY Weight', [[10], [20], [20]]],
      ['SELECT Id FROM workers ORDER BY Weight, Id OFFSET 1 ROWS FETCH NEXT 2 ROWS ONLY', [[2], [4]]],
      ['SELECT Id FROM workers ORDER BY Id OFFSET 3 ROWS', [[4]]],
      ['SELECT DISTINCT Weight FROM workers ORDER BY Weight DESC', [[30], [20], [10]]],
    ],
    fleet,
  ),
  rows(
    'groups',
    't-sql/queries/select-group-by, having; functions/count, sum, avg, min, max, string-agg',
    [
      [
        'SELECT COUNT(*), COUNT(DISTINCT Weight), SUM(Weight), MIN(Weight), AVG(Weight) FROM workers',
        [[4, 3, 80, 10, 20]],
      ],
      ['SELECT MAX(Weight), MIN(Weight) FROM workers WHERE IsEnabled = 1', [[30, 10]]],
      ['SELECT COUNT(*), SUM(Weight), MAX(Name) FROM workers WHERE 1 = 0', [[0, null, null]]],
      ['SELECT Weight FROM workers WHERE 1 = 0 GROUP BY Weight', []],
      [
        'SELECT Weight, COUNT(*) AS n FROM workers GROUP BY Weight ORDER BY n DESC, Weight',
        [
          [20, 2],
          [10, 1],
          [30, 1],
        ],
      ],
      [
        'SELECT Weight / 20, COUNT(*) FROM workers GROUP BY Weight / 20 ORDER BY 1',
        [
          [0, 1],
          [1, 3],
        ],
      ],
      ['SELECT w.Weight FROM workers AS w GROUP BY Weight HAVING COUNT(*) > 1', [[20]]],
      [
        'SELECT WorkerId, COUNT(*) FROM tasks WHERE Status = 5 GROUP BY WorkerId ORDER BY WorkerId',
        [
          [null, 1],
          [1, 1],
        ],
      ],
      ['SELECT CASE WHEN SUM(Weight) > 50 THEN 1 ELSE 0 END FROM workers', [[1]]],
      [
        "SELECT STRING_AGG(Name, ',') WITHIN GROUP (ORDER BY Name DESC) FROM workers",
        [['ETL04,ETL02,ETL01']],
        { since: 2017 },
      ],
      ['SELECT AVG(Weight + 1) FROM workers WHERE Id < 3', [[16]]],
    ],
    fleet,
  ),
  rows(
    'windows',
    't-sql/queries/select-over-clause; functions/row-number, rank, dense-rank',
    [
      [
        'SELECT Id, ROW_NUMBER() OVER (PARTITION BY IsEnabled ORDER BY Weight DESC) FROM workers ORDER BY Id',
        [
          [1, '3'],
          [2, '2'],
          [3, '1'],
          [4, '1'],
        ],
      ],
      [
        'SELECT Weight, RANK() OVER (ORDER BY Weight), DENSE_RANK() OVER (ORDER BY Weight) FROM workers ORDER BY 2, 3',
        [
          [10, '1', '1'],
          [20, '2', '2'],
          [20, '2', '2'],
          [30, '4', '3'],
        ],
      ],
      [
        'SELECT Weight, COUNT(*) OVER (PARTITION BY Weight), SUM(Weight) OVER () FROM workers ORDER BY 1',
        [
          [10, 1, 80],
          [20, 2, 80],
          [20, 2, 80],
          [30, 1, 80],
        ],
      ],
    ],
    fleet,
  ),
  rows(
    'joins',
    't-sql/queries/from-transact-sql: joins, APPLY',
    [
      [
        'SELECT w.Weight, t.TaskId FROM workers w JOIN tasks t ON t.WorkerId = w.Id ORDER BY 2',
        [
          [10, 1],
          [10, 2],
          [20, 3],
        ],
      ],
      [
        'SELECT w.Weight, t.TaskId FROM workers w, tasks t WHERE t.WorkerId = w.Id AND t.Status = 2 ORDER BY 2',
        [
          [10, 1],
          [20, 3],
        ],
      ],
      [
        'SELECT w.Id, t.TaskId FROM workers w LEFT JOIN tasks t ON t.WorkerId = w.Id AND t.Status = 5 ORDER BY 1',
        [
          [1, 2],
          [2, null],
          [3, null],
          [4, null],
        ],
      ],
      [
        'SELECT w.Id FROM workers w LEFT JOIN tasks t ON t.WorkerId = w.Id WHERE t.TaskId IS NULL ORDER BY 1',
        [[3], [4]],
      ],
      [
        'SELECT w.Id, t.TaskId FROM workers w RIGHT JOIN tasks t ON t.WorkerId = w.Id ORDER BY 2',
        [
          [1, 1],
          [1, 2],
          [2, 3],
          [null, 4],
          [null, 5],
        ],
      ],
      [
        'SELECT w.Id, t.TaskId FROM workers w FULL JOIN tasks t ON t.WorkerId = w.Id ORDER BY 2, 1',
        [
          [3, null],
          [4, null],
          [1, 1],
          [1, 2],
          [2, 3],
          [null, 4],
          [null, 5],
        ],
      ],
      ['SELECT COUNT(*) FROM workers CROSS JOIN tasks', [[20]]],
      [
        'SELECT a.Id, b.Id FROM workers a JOIN workers b ON a.Weight < b.Weight AND b.IsEnabled = 1 ORDER BY 1, 2',
        [
          [1, 2],
          [1, 3],
          [2, 3],
          [4, 3],
        ],
      ],
      [
        'SELECT w.Id, q.n FROM workers w CROSS APPLY (SELECT COUNT(*) AS n FROM tasks t WHERE t.WorkerId = w.Id) q ORDER BY 1',
        [
          [1, 2],
          [2, 1],
          [3, 0],
          [4, 0],
        ],
      ],
      [
        'SELECT w.Id, q.TaskId FROM workers w OUTER APPLY (SELECT TOP (1) TaskId FROM tasks t WHERE t.WorkerId = w.Id ORDER BY TaskId DESC) q ORDER BY 1',
        [
          [1, 2],
          [2, 3],
          [3, null],
          [4, null],
        ],
      ],
      [
        'SELECT w.Id FROM workers w LEFT JOIN (tasks t JOIN workers x ON x.Id = t.WorkerId) ON t.WorkerId = w.Id WHERE x.Id IS NULL ORDER BY 1',
        [[3], [4]],
      ],
      [
        'SELECT Id, (SELECT MAX(Weight) FROM workers x WHERE x.IsEnabled = w.IsEnabled) FROM workers w ORDER BY 1',
        [
          [1, 30],
          [2, 30],
          [3, 30],
          [4, 20],
        ],
      ],
    ],
    fleet,
  ),
  rows(
    'queries in queries',
    't-sql/queries/with-common-table-expression, table-value-constructor; language-elements/set-operators',
    [
      ['SELECT v.a + v.b FROM (VALUES (1, 2), (3, NULL)) AS v (a, b) ORDER BY v.a', [[3], [null]]],
      ['WITH c AS (SELECT 1 AS a), d (b) AS (SELECT a + 1 FROM c) SELECT a, b FROM c, d', [[1, 2]]],
      [
        'SELECT n FROM (SELECT TOP (2) n FROM (VALUES (1), (2), (3)) AS v (n) ORDER BY n DESC) AS q ORDER BY n',
        [[2], [3]],
      ],
      ['SELECT 1 AS a UNION SELECT 1 UNION ALL SELECT 2 ORDER BY a DESC', [[2], [1]]],
      ['SELECT 1 AS a UNION ALL SELECT 1 ORDER BY a', [[1], [1]]],
      ['SELECT n FROM (VALUES (10), (20), (20), (30)) AS v (n) EXCEPT SELECT 10 ORDER BY n', [[20], [30]]],
      ['SELECT n FROM (VALUES (10), (20), (20)) AS v (n) INTERSECT SELECT 20', [[20]]],
      ["SELECT NULL AS a UNION ALL SELECT 'x' ORDER BY a", [[null], ['x']]],
      ['(SELECT 1) UNION ALL (SELECT 2)', [[1], [2]]],
      ['SELECT NULL AS a INTERSECT SELECT NULL', [[null]]],
      [
        'SELECT COUNT(a), COUNT(*) FROM (VALUES (1), (NULL)) AS v (a)',
        [[1, 2]],
        { onlySandbox: 'a warning of NULLs comes besides' },
      ],
    ],
  ),
  batches('names and types of columns', 't-sql/queries/select-clause; functions/sum, avg, count, count-big', [
    [
      'a column has the name of its alias, its own, or none',
      `${fleet}SELECT a = 1, 2 AS [b c], 3 'd', w.name, NAME AS n, 5, LEN(Name), (Weight) FROM workers w WHERE 1 = 0`,
      { names: [['a', 'b c', 'd', 'Name', 'n', '', '', 'Weight']] },
      { ignoresCase: true },
    ],
    [
      'a star has the columns of one source, or of all',
      `${fleet}SELECT t.*, w.Name FROM workers w JOIN tasks t ON t.WorkerId = w.Id WHERE 1 = 0`,
      { names: [['TaskId', 'WorkerId', 'Status', 'Name']] },
    ],
    [
      'aggregates have types of their own',
      `${fleet}SELECT COUNT(*), COUNT_BIG(*), SUM(Weight), SUM(Price), AVG(Price), MAX(Price), MAX(Name), SUM(CAST(Weight AS bigint)), SUM(CAST(Weight AS float)) FROM workers WHERE 1 = 0`,
      {
        types: [
          ['int', 'bigint', 'int', 'decimal(38,2)', 'decimal(38,6)', 'decimal(9,2)', 'nvarchar(9)', 'bigint', 'float'],
        ],
      },
    ],
    [
      'expressions of columns have the types of both sides',
      `${fleet}SELECT Weight + Price, Weight + CAST(1 AS bigint), Name + N'x', ISNULL(Name, ''), COALESCE(Price, 0), NULLIF(Weight, 5) FROM workers WHERE 1 = 0`,
      { types: [['decimal(13,2)', 'bigint', 'nvarchar(10)', 'nvarchar(9)', 'decimal', 'int']] },
    ],
    [
      'ranking functions give bigint',
      `${fleet}SELECT ROW_NUMBER() OVER (ORDER BY Id), RANK() OVER (ORDER BY Id) FROM workers WHERE 1 = 0`,
      { types: [['bigint', 'bigint']] },
    ],
    [
      'a union has the type that both have in common',
      'SELECT 1 AS a UNION ALL SELECT CAST(2 AS bigint)',
      { types: [['bigint']], results: [[['1'], ['2']]] },
    ],
  ]),
];
