import { batches, type SqlGroup } from './case.js';

/** What batches do one after the other: variables, counts, control of flow, errors and TRY. */
export const flowCases: readonly SqlGroup[] = [
  batches('variables', 't-sql/language-elements/declare-local-variable, set-local-variable, select-local-variable', [
    [
      'have the type of their declaration',
      "DECLARE @a nvarchar(3) = N'abcdef', @b decimal(5, 1), @c bit = 5 SET @b = '1.25' SELECT @a, @b, @c",
      { results: [[['abc', '1.3', true]]], types: [['nvarchar(3)', 'decimal(5,1)', 'bit']] },
    ],
    ['are NULL at first', 'DECLARE @a int SELECT @a', { results: [[[null]]] }],
    ['without a length hold one character', "DECLARE @a varchar = 'abc' SELECT @a", { results: [[['a']]] }],
    [
      'are changed by SET with an operator',
      "DECLARE @n int = 7, @t varchar(9) = 'a' SET @n -= 2 SET @n *= 3 SET @n %= 8 SET @t += 'b' SELECT @n, @t",
      { results: [[[7, 'ab']]] },
    ],
    [
      'take the values of the last row of a SELECT, and keep theirs where there is none',
      'DECLARE @n int = 5, @c int SELECT @n = n FROM (VALUES (1), (3)) AS v (n) ORDER BY n SELECT @n = n, @c = 1 FROM (VALUES (9)) AS v (n) WHERE 1 = 0 SELECT @n, @c',
      { results: [[[3, null]]] },
    ],
    [
      'become NULL by SET of a query without rows',
      'DECLARE @n int = 5 SET @n = (SELECT 1 WHERE 1 = 0) SELECT @n',
      { results: [[[null]]] },
    ],
    [
      'are known in any case of letters',
      'DECLARE @Name int = 1 SELECT @NAME',
      { results: [[[1]]] },
      { ignoresCase: true },
    ],
  ]),
  batches('counts', 't-sql/functions/rowcount; statements/set-nocount', [
    ['go to the client', 'SELECT 1 SELECT 1 UNION ALL SELECT 2 DECLARE @x int SELECT @x = 1', { counts: [1, 2, 1] }],
    ['do not under NOCOUNT', 'SET NOCOUNT ON SELECT 1 DECLARE @x int SELECT @x = 1', { counts: [] }],
    [
      'are in @@ROWCOUNT',
      'SELECT 1 UNION ALL SELECT 2 SELECT @@ROWCOUNT SELECT @@ROWCOUNT',
      { results: [[[1], [2]], [[2]], [[1]]] },
    ],
    [
      'are 0 after a statement that gives none',
      'SELECT 1 IF 1 = 1 PRINT 0 SELECT @@ROWCOUNT',
      { results: [[[1]], [[0]]] },
    ],
    ['are 1 after an assignment', 'DECLARE @x int SET @x = 1 SELECT @@ROWCOUNT', { results: [[[1]]] }],
    ['end at SET ROWCOUNT', 'SET ROWCOUNT 1 SELECT n FROM (VALUES (1), (2)) AS v (n)', { counts: [1] }],
  ]),
  batches('control of flow', 't-sql/language-elements/if-else, while, break, continue, return, execute', [
    ['IF, ELSE IF, ELSE', 'IF 1 = 2 SELECT 1 ELSE IF 2 = 2 SELECT 2 ELSE SELECT 3', { results: [[[2]]] }],
    ['IF of what is unknown', 'IF NULL = NULL SELECT 1 ELSE SELECT 2', { results: [[[2]]] }],
    ['IF EXISTS with a block', 'IF EXISTS (SELECT 1) BEGIN SELECT 1 SELECT 2 END', { results: [[[1]], [[2]]] }],
    ['a semicolon before ELSE', 'IF 1 = 1 SELECT 1; ELSE SELECT 2', { results: [[[1]]] }],
    [
      'WHILE with CONTINUE and BREAK',
      'DECLARE @i int = 0 WHILE @i < 5 BEGIN SET @i += 1 IF @i = 2 CONTINUE IF @i = 4 BREAK SELECT @i END',
      { results: [[[1]], [[3]]] },
    ],
    ['RETURN ends the batch', 'SELECT 1 RETURN SELECT 2', { results: [[[1]]] }],
    ['RETURN ends only the text of EXEC', "EXEC ('SELECT 1 RETURN SELECT 2') SELECT 3", { results: [[[1]], [[3]]] }],
    ['EXEC joins texts', "DECLARE @t varchar(9) = '2' EXEC ('SELECT 1' + @t)", { results: [[[12]]] }],
    ['an empty batch', '  -- nothing', { results: [], counts: [] }],
    ['a comment in a comment', 'SELECT /* a /* b */ c */ 1', { results: [[[1]]] }],
    ['WAITFOR', "WAITFOR DELAY '00:00:00.010' SELECT 1", { results: [[[1]]] }],
  ]),
  batches('after an error', 'relational-databases/errors-events; language-elements/throw; statements/set-xact-abort', [
    ['of arithmetic, the batch goes on', 'SELECT 1 / 0 SELECT 5', { errors: [{ number: 8134 }], results: [[], [[5]]] }],
    [
      'of RAISERROR, the batch goes on',
      "RAISERROR('x', 16, 1) SELECT 5",
      { errors: [{ number: 50_000, severity: 16, state: 1, text: 'x' }], results: [[[5]]] },
    ],
    [
      'of THROW, it ends',
      "THROW 50001, 'x', 3; SELECT 5",
      { errors: [{ number: 50_001, severity: 16, state: 3, text: 'x' }], results: [] },
    ],
    [
      'of a conversion, it ends',
      "DECLARE @x int SET @x = CAST('x' AS int) SELECT 5",
      { errors: [{ number: 245 }], results: [] },
    ],
    [
      'of a missing table, it ends',
      'SELECT * FROM nope SELECT 5',
      { errors: [{ number: 208, state: 1 }], results: [] },
    ],
    [
      'of a missing table, what stood before it has run',
      "PRINT 'a' SELECT * FROM nope",
      { errors: [{ number: 208 }], printed: ['a'] },
    ],
    [
      'of a missing procedure, it goes on',
      'EXEC nope SELECT 5',
      { errors: [{ number: 2812, state: 62 }], results: [[[5]]] },
    ],
    [
      'with XACT_ABORT, it ends',
      'SET XACT_ABORT ON SELECT 1 / 0 SELECT 5',
      { errors: [{ number: 8134 }], results: [[]] },
    ],
    [
      'in EXEC, the caller goes on',
      "EXEC ('SELECT * FROM nope SELECT 4') SELECT 5",
      { errors: [{ number: 208 }], results: [[[5]]] },
    ],
    [
      'of syntax in sp_executesql, the caller goes on',
      "EXEC sp_executesql N'SELECT FROM' SELECT 5",
      { errors: [{ number: 156 }], results: [[[5]]] },
    ],
    [
      'of a conversion in EXEC, the caller ends, too',
      "EXEC ('DECLARE @x int SET @x = CAST(''x'' AS int)') SELECT 5",
      { errors: [{ number: 245 }], results: [] },
    ],
    [
      'of compiling, nothing of the batch has run',
      "PRINT 'a' SELECT @nope",
      { errors: [{ number: 137 }], printed: [], results: [] },
    ],
    [
      '@@ERROR has its number, for one statement',
      'DECLARE @x int SET @x = 1 / 0 SELECT @@ERROR SELECT @@ERROR',
      { errors: [{ number: 8134 }], results: [[[8134]], [[0]]] },
    ],
    ['its line is that of the statement', 'PRINT 1\n\nSELECT 1 / 0', { errors: [{ number: 8134, line: 3 }] }],
  ]),
  batches('TRY and CATCH', 't-sql/language-elements/try-catch, throw; functions/error-message and others', [
    [
      'tell about the error',
      'DECLARE @x int\nBEGIN TRY\n  SET @x = 1 / 0\nEND TRY\nBEGIN CATCH\n  SELECT ERROR_NUMBER(), ERROR_SEVERITY(), ERROR_STATE(), ERROR_LINE(), ERROR_MESSAGE(), ERROR_PROCEDURE()\nEND CATCH\nSELECT ERROR_NUMBER()',
      { results: [[[8134, 16, 1, 3, 'Divide by zero error encountered.', null]], [[null]]] },
    ],
    ...(
      [
        ["RAISERROR('a %s', 11, 5, 'b')", 50_000, 'a b'],
        ["THROW 50005, 'c', 2", 50_005, 'c'],
        ['EXEC nope', 2812, "Could not find stored procedure 'nope'."],
        ["EXEC ('SELECT * FROM nope')", 208, "Invalid object name 'nope'."],
        [
          "DECLARE @x int SET @x = CAST('x' AS int)",
          245,
          "Conversion failed when converting the varchar value 'x' to data type int.",
        ],
      ] as const
    ).map(
      ([statement, number, text]) =>
        [
          `catch ${statement}`,
          `BEGIN TRY ${statement}; SELECT 'not reached' END TRY BEGIN CATCH SELECT ERROR_NUMBER(), ERROR_MESSAGE() END CATCH`,
          { results: [[[number, text]]] },
        ] as const,
    ),
    [
      'pass the error on with THROW',
      'DECLARE @x int BEGIN TRY SET @x = 1 / 0 END TRY BEGIN CATCH THROW END CATCH SELECT 1',
      { errors: [{ number: 8134, severity: 16 }], results: [] },
    ],
    [
      'catch further out what is passed on',
      'DECLARE @x int BEGIN TRY BEGIN TRY SET @x = 1 / 0 END TRY BEGIN CATCH THROW END CATCH END TRY BEGIN CATCH SELECT ERROR_NUMBER() END CATCH',
      { results: [[[8134]]] },
    ],
    [
      'let information pass',
      "BEGIN TRY RAISERROR('x', 10, 1) PRINT 'y' END TRY BEGIN CATCH PRINT 'z' END CATCH",
      { printed: ['x', 'y'] },
    ],
    [
      'without an error leave CATCH out',
      'BEGIN TRY SELECT 1 END TRY BEGIN CATCH SELECT 2 END CATCH',
      { results: [[[1]]] },
    ],
  ]),
  batches('messages', 't-sql/language-elements/print, raiserror', [
    ['PRINT makes text of anything', "PRINT 'a' PRINT 1 + 2 PRINT N'é'", { printed: ['a', '3', 'é'] }],
    [
      'RAISERROR fills in its arguments',
      "RAISERROR('%s has %d of %5.2s|%-4d|%04d|%x %%', 5, 3, 'A', 7, 'abc', 5, 6, 255)",
      { printed: ['A has 7 of    ab|5   |0006|ff %'] },
    ],
    ['as the page of RAISERROR has it', "RAISERROR (N'<<%7.3s>>', 10, 1, N'abcde')", { printed: ['<<    abc>>'] }],
    ['with widths as arguments', "RAISERROR (N'<<%*.*s>>', 10, 1, 7, 3, N'abcde')", { printed: ['<<    abc>>'] }],
    [
      'from 11 on is an error',
      "RAISERROR('x', 11, 7)",
      { errors: [{ number: 50_000, severity: 11, state: 7, text: 'x' }], printed: [] },
    ],
  ]),
];
