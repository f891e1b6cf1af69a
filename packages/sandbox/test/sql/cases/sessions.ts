import { batches, dialogs, type SqlGroup, values } from './case.js';

const counts = 'SELECT @@TRANCOUNT, XACT_STATE()';

/** Sessions: transactions, options, procedures of the system. */
export const sessionCases: readonly SqlGroup[] = [
  batches(
    'transactions',
    't-sql/language-elements/begin-transaction, commit, rollback, save; functions/xact-state, trancount',
    [
      [
        'are counted',
        'BEGIN TRAN BEGIN TRAN SELECT @@TRANCOUNT COMMIT SELECT @@TRANCOUNT ROLLBACK SELECT @@TRANCOUNT',
        { results: [[[2]], [[1]], [[0]]] },
      ],
      [
        'have a state',
        `${counts} BEGIN TRAN ${counts} ROLLBACK`,
        {
          types: [
            ['int', 'smallint'],
            ['int', 'smallint'],
          ],
          results: [[[0, 0]], [[1, 1]]],
        },
      ],
      [
        'go back to a savepoint and go on',
        'BEGIN TRAN SAVE TRAN a ROLLBACK TRAN a SELECT @@TRANCOUNT ROLLBACK TRAN SELECT @@TRANCOUNT',
        { results: [[[1]], [[0]]] },
      ],
      [
        'that are not there cannot be committed',
        'COMMIT',
        {
          errors: [
            {
              number: 3902,
              severity: 16,
              state: 1,
              text: 'The COMMIT TRANSACTION request has no corresponding BEGIN TRANSACTION.',
            },
          ],
        },
      ],
      [
        'that are not there cannot be rolled back',
        'ROLLBACK',
        {
          errors: [
            {
              number: 3903,
              severity: 16,
              state: 1,
              text: 'The ROLLBACK TRANSACTION request has no corresponding BEGIN TRANSACTION.',
            },
          ],
        },
      ],
    ],
  ),
  dialogs('transactions over several batches', 't-sql/statements/set-xact-abort', [
    [
      'stay open',
      [
        { batch: 'BEGIN TRANSACTION' },
        { batch: counts, results: [[[1, 1]]] },
        { batch: 'COMMIT' },
        { batch: counts, results: [[[0, 0]]] },
      ],
    ],
    [
      'stay open after an error of one statement',
      [
        { batch: 'BEGIN TRAN SELECT 1 / 0', errors: [{ number: 8134 }] },
        { batch: `${counts} ROLLBACK`, results: [[[1, 1]]] },
      ],
    ],
    [
      'end with it under XACT_ABORT',
      [
        { batch: 'SET XACT_ABORT ON BEGIN TRAN SELECT 1 / 0', errors: [{ number: 8134 }] },
        { batch: counts, results: [[[0, 0]]] },
      ],
    ],
  ]),
  values('what is so of a new session', 't-sql/functions/configuration functions; statements/set-statements', [
    ['@@LOCK_TIMEOUT', 'int', -1],
    ['@@NESTLEVEL', 'int', 0],
    ['@@TRANCOUNT', 'int', 0],
    ['@@DATEFIRST', 'tinyint', 7],
    ['@@MAX_PRECISION', 'tinyint', 38],
    ['@@LANGUAGE', 'nvarchar(128)', 'us_english'],
    ['@@ERROR', 'int', 0],
    ['CASE WHEN SYSTEM_USER = SUSER_SNAME() AND ORIGINAL_LOGIN() = SUSER_SNAME() THEN 1 ELSE 0 END', 'int', 1],
    ['CASE WHEN SUSER_SNAME(SUSER_SID()) = SUSER_SNAME() THEN 1 ELSE 0 END', 'int', 1],
    ['CASE WHEN DB_ID(DB_NAME()) = DB_ID() THEN 1 ELSE 0 END', 'int', 1],
    ['DB_NAME(1)', 'nvarchar(128)', 'master'],
    ["DB_ID('no such database')", 'smallint', null],
    ["IS_SRVROLEMEMBER('no such role')", 'int', null],
    ["IS_MEMBER('no such role')", 'int', null],
    ["HAS_DBACCESS('no such database')", 'int', null],
    ["OBJECT_ID('no such object')", 'int', null],
    ["SERVERPROPERTY('no such property')", 'sql_variant', null],
    ['ERROR_NUMBER()', 'int', null],
    ['DATALENGTH(SUSER_SID())', 'int', 16, { onlySandbox: 'Windows logins have longer ones' }],
  ]),
  dialogs(
    'options',
    't-sql/statements/set-lock-timeout, set-quoted-identifier, set-fmtonly, set-noexec; functions/options',
    [
      [
        'stay for the next batch',
        [{ batch: 'SET LOCK_TIMEOUT 5' }, { batch: 'SELECT @@LOCK_TIMEOUT', results: [[[5]]] }],
      ],
      [
        'of clients on connecting are taken',
        [
          {
            batch:
              'SET ANSI_NULLS, ANSI_PADDING, ANSI_WARNINGS ON SET ARITHABORT ON SET CURSOR_CLOSE_ON_COMMIT OFF SET IMPLICIT_TRANSACTIONS OFF SET LANGUAGE us_english SET DATEFORMAT mdy SET DATEFIRST 7 SET TEXTSIZE 2147483647 SET QUOTED_IDENTIFIER ON SET TRANSACTION ISOLATION LEVEL READ UNCOMMITTED SET CONCAT_NULL_YIELDS_NULL ON SET DEADLOCK_PRIORITY LOW SET STATISTICS IO OFF SELECT @@OPTIONS & 4472',
            results: [[[8 + 16 + 32 + 64 + 256 + 4096]]],
          },
        ],
      ],
      [
        'set inside of sp_executesql end with it',
        [{ batch: "EXEC sp_executesql N'SET LOCK_TIMEOUT 5' SELECT @@LOCK_TIMEOUT", results: [[[-1]]] }],
      ],
      [
        'FMTONLY gives the columns alone',
        [{ batch: 'SET FMTONLY ON SELECT 1 AS a SET FMTONLY OFF', names: [['a']], results: [[]] }],
      ],
      ['NOEXEC gives nothing', [{ batch: 'SET NOEXEC ON SELECT 1 SET NOEXEC OFF SELECT 2', results: [[[2]]] }]],
      [
        'QUOTED_IDENTIFIER changes what "x" is',
        [
          { batch: 'SET QUOTED_IDENTIFIER OFF' },
          { batch: 'SELECT "x"', results: [[['x']]] },
          { batch: 'SET QUOTED_IDENTIFIER ON' },
          { batch: 'SELECT "x"', errors: [{ number: 207, text: "Invalid column name 'x'." }] },
        ],
      ],
      [
        'USE changes the database for what follows',
        [
          { batch: 'USE master SELECT DB_NAME()', results: [[['master']]] },
          { batch: 'SELECT DB_NAME()', results: [[['master']]] },
        ],
      ],
      [
        'USE inside of sp_executesql ends with it',
        [
          {
            batch:
              "DECLARE @d sysname = DB_NAME() EXEC sp_executesql N'USE master' SELECT CASE WHEN DB_NAME() = @d THEN 1 ELSE 0 END",
            results: [[[1]]],
          },
        ],
      ],
    ],
  ),
  batches(
    'calls of procedures',
    'system-stored-procedures/sp-executesql, sp-getapplock; messages 201 to 8178',
    (
      [
        [
          "EXEC sp_executesql N'SELECT @a', N'@a int'",
          8178,
          "The parameterized query '(@a int)SELECT @a' expects the parameter '@a', which was not supplied.",
        ],
        ["EXEC sp_executesql N'SELECT @b', N'@a int', 1", 137, 'Must declare the scalar variable "@b".'],
        ['EXEC sp_executesql 5', 214, "Procedure expects parameter '@statement' of type 'ntext/nchar/nvarchar'."],
        ["EXEC sp_executesql N'SELECT 1', N'@a int', 1, 2", 8144, /too many arguments specified\.$/],
        ["EXEC sp_executesql N'SELECT @a', N'@a int', N'x'", 8114, 'Error converting data type nvarchar to int.'],
        ['EXEC sp_getapplock', 201, /expects parameter '@(Resource|LockMode)', which was not supplied\.$/],
        ["EXEC sp_getapplock N'scaleout test i'", 201, /expects parameter '@LockMode', which was not supplied\.$/],
      ] as const
    ).map(([batch, number, text]) => [`${batch} is error ${number}`, batch, { errors: [{ number, text }] }]),
  ),
  batches('sp_executesql', 'system-stored-procedures/sp-executesql', [
    [
      'runs a text with parameters',
      "EXEC sp_executesql N'SELECT @a, @b', N'@a int, @b nvarchar(9)', 1, N'x'",
      { results: [[[1, 'x']]], types: [['int', 'nvarchar(9)']] },
    ],
    [
      'by name, in any order',
      "EXEC sp_executesql N'SELECT @a, @b', N'@a int, @b nvarchar(9)', @b = N'x', @a = 1",
      { results: [[[1, 'x']]] },
    ],
    ['with defaults', "EXEC sp_executesql N'SELECT @q', N'@q nvarchar(5) = N''def'''", { results: [[['def']]] }],
    [
      'gives output values back',
      "DECLARE @x bigint = 5 EXEC sp_executesql N'SET @a = @a * 2', N'@a int OUTPUT', @a = @x OUTPUT SELECT @x",
      { results: [[['10']]] },
    ],
    [
      'does not see the variables of its caller',
      "DECLARE @x int = 1 EXEC sp_executesql N'SELECT @x'",
      { errors: [{ number: 137, severity: 15 }] },
    ],
    [
      'gives 0 where all went well',
      "DECLARE @r int EXEC @r = sp_executesql N'SELECT 1' SELECT @r",
      { results: [[[1]], [[0]]] },
    ],
  ]),
];
