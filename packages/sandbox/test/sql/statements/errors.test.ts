import { describe, expect, test } from 'vitest';
import { connect } from '../client.js';

/** Number, class, line and text of the errors, as SQL Server has them. */
const golden: readonly [batch: string, number: number, severity: number, text: string][] = [
  ['SELECT * FROM nope', 208, 16, "Invalid object name 'nope'."],
  ['SELECT * FROM a.b.nope', 208, 16, "Invalid object name 'a.b.nope'."],
  ['SELECT nope FROM workers', 207, 16, "Invalid column name 'nope'."],
  ['SELECT w.nope FROM workers w', 207, 16, "Invalid column name 'nope'."],
  ['SELECT x.Id FROM workers w', 4104, 16, 'The multi-part identifier "x.Id" could not be bound.'],
  ['SELECT workers.Id FROM workers w', 4104, 16, 'The multi-part identifier "workers.Id" could not be bound.'],
  ['SELECT Id FROM workers a, workers b', 209, 16, "Ambiguous column name 'Id'."],
  [
    'SELECT x.* FROM workers',
    107,
    15,
    "The column prefix 'x' does not match with a table name or alias name used in the query.",
  ],
  ['SELECT *', 263, 16, 'Must specify table to select from.'],
  [
    'SELECT * FROM workers a, tasks A',
    1011,
    16,
    "The correlation name 'A' is specified multiple times in a FROM clause.",
  ],
  ['SELECT @x', 137, 15, 'Must declare the scalar variable "@x".'],
  ['SET @x = 1', 137, 15, 'Must declare the scalar variable "@x".'],
  [
    'DECLARE @x int DECLARE @X int',
    134,
    15,
    "The variable name '@X' has already been declared. Variable names must be unique within a query batch or stored procedure.",
  ],
  [
    'DECLARE @x int SELECT @x = 1, 2',
    141,
    15,
    'A SELECT statement that assigns a value to a variable must not be combined with data-retrieval operations.',
  ],
  ['SELECT nope(1)', 195, 15, "'nope' is not a recognized built-in function name."],
  [
    'SELECT dbo.nope(1)',
    4121,
    16,
    'Cannot find either column "dbo" or the user-defined function or aggregate "dbo.nope", or the name is ambiguous.',
  ],
  ['SET NOPE ON', 195, 15, "'NOPE' is not a recognized SET option."],
  ["SELECT LEFT('a')", 174, 15, 'The left function requires 2 argument(s).'],
  ['SELECT ROUND(1)', 189, 15, 'The round function requires 2 to 3 arguments.'],
  ['SELECT DATEADD(nope, 1, GETDATE())', 155, 15, "'nope' is not a recognized dateadd option."],
  ['SELECT CAST(1 AS nope)', 243, 16, 'Type nope is not a defined system type.'],
  [
    'SELECT 1 WHERE 1',
    4145,
    15,
    "An expression of non-boolean type specified in a context where a condition is expected, near '1'.",
  ],
  ['SELECT (1 = 1)', 102, 15, "Incorrect syntax near '='."],
  ["SELECT 'a' - 'b'", 8117, 16, 'Operand data type varchar is invalid for subtract operator.'],
  [
    'SELECT CAST(1 AS bit) + CAST(1 AS bit)',
    402,
    16,
    'The data types bit and bit are incompatible in the add operator.',
  ],
  ['SELECT SYSDATETIME() + 1', 206, 16, 'Operand type clash: datetime2 is incompatible with int'],
  [
    'SELECT NULLIF(NULL, 1)',
    4151,
    16,
    'The type of the first argument to NULLIF cannot be the NULL constant because the type of the first argument has to be known.',
  ],
  [
    'SELECT COALESCE(NULL, NULL)',
    4127,
    16,
    'At least one of the arguments to COALESCE must be an expression that is not the NULL constant.',
  ],
  [
    'SELECT CASE WHEN 1 = 1 THEN NULL END',
    8133,
    16,
    'At least one of the result expressions in a CASE specification must be an expression other than the NULL constant.',
  ],
  [
    'SELECT Name FROM workers WHERE COUNT(*) > 1',
    147,
    15,
    'An aggregate may not appear in the WHERE clause unless it is in a subquery contained in a HAVING clause or a select list, and the column being aggregated is an outer reference.',
  ],
  [
    'SELECT Name, COUNT(*) FROM workers',
    8120,
    16,
    "Column 'workers.Name' is invalid in the select list because it is not contained in either an aggregate function or the GROUP BY clause.",
  ],
  [
    'SELECT COUNT(*) FROM workers HAVING Name = 1',
    8121,
    16,
    "Column 'workers.Name' is invalid in the HAVING clause because it is not contained in either an aggregate function or the GROUP BY clause.",
  ],
  [
    'SELECT COUNT(*) FROM workers ORDER BY Name',
    8127,
    16,
    'Column "workers.Name" is invalid in the ORDER BY clause because it is not contained in either an aggregate function or the GROUP BY clause.',
  ],
  [
    'SELECT SUM(COUNT(*)) FROM workers',
    130,
    16,
    'Cannot perform an aggregate function on an expression containing an aggregate or a subquery.',
  ],
  [
    'SELECT Name FROM workers ORDER BY 2',
    108,
    16,
    'The ORDER BY position number 2 is out of range of the number of items in the select list.',
  ],
  [
    'SELECT DISTINCT Load FROM workers ORDER BY Name',
    145,
    15,
    'ORDER BY items must appear in the select list if SELECT DISTINCT is specified.',
  ],
  [
    'SELECT 1 AS a UNION SELECT 2 ORDER BY b',
    104,
    16,
    'ORDER BY items must appear in the select list if the statement contains a UNION, INTERSECT or EXCEPT operator.',
  ],
  [
    'SELECT 1 UNION SELECT 1, 2',
    205,
    16,
    'All queries combined using a UNION, INTERSECT or EXCEPT operator must have an equal number of expressions in their target lists.',
  ],
  [
    'SELECT 1 FROM workers WHERE ROW_NUMBER() OVER (ORDER BY Id) = 1',
    4108,
    15,
    'Windowed functions can only appear in the SELECT or ORDER BY clauses.',
  ],
  [
    'SELECT (SELECT 1, 2)',
    116,
    16,
    'Only one expression can be specified in the select list when the subquery is not introduced with EXISTS.',
  ],
  [
    'SELECT (SELECT Id FROM workers)',
    512,
    16,
    'Subquery returned more than 1 value. This is not permitted when the subquery follows =, !=, <, <= , >, >= or when the subquery is used as an expression.',
  ],
  ['SELECT * FROM (SELECT 1) q', 8155, 16, "No column name was specified for column 1 of 'q'."],
  ['SELECT * FROM (SELECT 1 a, 2 A) q', 8156, 16, "The column 'A' was specified multiple times for 'q'."],
  [
    'WITH c (a) AS (SELECT 1, 2) SELECT * FROM c',
    8158,
    16,
    "'c' has more columns than were specified in the column list.",
  ],
  [
    'WITH c (a, b) AS (SELECT 1) SELECT * FROM c',
    8159,
    16,
    "'c' has fewer columns than were specified in the column list.",
  ],
  ['SELECT TOP (-1) Id FROM workers', 127, 15, 'A TOP N or FETCH rowcount value may not be negative.'],
  [
    "SELECT TOP ('a') Id FROM workers",
    1060,
    15,
    'The number of rows provided for a TOP or FETCH clauses row count parameter must be an integer.',
  ],
  ['SELECT Id FROM workers a JOIN workers b', 102, 15, "Incorrect syntax near 'JOIN'."],
  ['SELECT Id FROM workers OFFSET 1 ROWS', 102, 15, "Incorrect syntax near 'OFFSET'."],
  [
    'SELECT * FROM (SELECT Id FROM workers ORDER BY Id) q',
    1033,
    15,
    expect.stringContaining('The ORDER BY clause is invalid in views'),
  ],
  ['SELECT 1 / 0', 8134, 16, 'Divide by zero error encountered.'],
  ['SELECT 2147483647 + 1', 8115, 16, 'Arithmetic overflow error converting expression to data type int.'],
  ["SELECT CAST('x' AS int)", 245, 16, "Conversion failed when converting the varchar value 'x' to data type int."],
  ["SELECT 'x' + 1", 245, 16, "Conversion failed when converting the varchar value 'x' to data type int."],
  ["SELECT LEFT('a', -1)", 537, 16, 'Invalid length parameter passed to the left function.'],
  [
    "SELECT DATEDIFF(ms, '2000-01-01', '2026-01-01')",
    535,
    16,
    'The datediff function resulted in an overflow. The number of dateparts separating two date/time instances is too large. Try to use datediff with a less precise datepart.',
  ],
  [
    "SELECT DATEADD(year, 9000, CAST('2026-01-01' AS date))",
    517,
    16,
    "Adding a value to a 'date' column caused an overflow.",
  ],
  ['USE nope', 911, 16, "Database 'nope' does not exist. Make sure that the name is entered correctly."],
  ['USE closed', 916, 14, 'The server principal "CORP\\dba" may not.'],
  ['SELECT * FROM secret', 229, 14, "The SELECT permission was denied on the object 'secret'."],
  [
    'UPDATE dbo.workers SET Load = 1',
    229,
    14,
    "The UPDATE permission was denied on the object 'workers', database 'SSISDB', schema 'dbo'.",
  ],
  [
    'INSERT INTO workers (Load) VALUES (1)',
    229,
    14,
    "The INSERT permission was denied on the object 'workers', database 'SSISDB', schema 'dbo'.",
  ],
  [
    'DELETE workers',
    229,
    14,
    "The DELETE permission was denied on the object 'workers', database 'SSISDB', schema 'dbo'.",
  ],
  ['DELETE FROM nope WHERE a = 1', 208, 16, "Invalid object name 'nope'."],
  ['CREATE TABLE t (a int)', 262, 14, "CREATE TABLE permission denied in database 'SSISDB'."],
  ['SELECT 1 AS a INTO #t', 50_000, 16, 'The sandbox does not do SELECT INTO.'],
  ['INSERT INTO #t VALUES (1)', 50_000, 16, 'The sandbox does not do temporary tables and table variables.'],
  [
    'WITH c AS (SELECT 1 AS a UNION ALL SELECT a FROM c) SELECT * FROM c',
    50_000,
    16,
    'The sandbox does not do recursive common table expressions.',
  ],
  ['SELECT Name FROM workers FOR XML AUTO', 50_000, 16, 'The sandbox does not do FOR XML and FOR JSON.'],
  ['DECLARE c CURSOR FOR SELECT 1', 50_000, 16, 'The sandbox does not do cursors.'],
  ['SET LANGUAGE Deutsch', 50_000, 16, 'The sandbox does not do the language DEUTSCH.'],
  ['BREAK', 135, 15, 'Cannot use a BREAK statement outside the scope of a WHILE statement.'],
  ['RETURN 1', 178, 15, 'A RETURN statement with a return value cannot be used in this context.'],
  ['COMMIT', 3902, 16, 'The COMMIT TRANSACTION request has no corresponding BEGIN TRANSACTION.'],
  ['ROLLBACK', 3903, 16, 'The ROLLBACK TRANSACTION request has no corresponding BEGIN TRANSACTION.'],
  ["WAITFOR DELAY 'x'", 148, 15, "Incorrect time syntax in time string 'x' used with WAITFOR."],
];

test.each(golden)('%s is error %i', async (batch, number, severity, text) => {
  const { messages, events } = await connect().batch(`\n${batch}`);
  expect(messages).toEqual([{ number, class: severity, state: expect.any(Number), text, line: 2 }]);
  expect(events.at(-1)).toBe('failed');
});

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
