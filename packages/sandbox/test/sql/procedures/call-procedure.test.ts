import { describe, expect, test } from 'vitest';
import type { SqlType } from '../../../src/engine.js';
import { connect, parameter, text } from '../client.js';
import { createSmallDatabase, guid } from '../small-database.js';

const uniqueidentifier: SqlType = { kind: 'uniqueidentifier' };
const bigint: SqlType = { kind: 'bigint' };

describe('EXEC', () => {
  test('gives arguments by position and by name, converted, with defaults for the rest', async () => {
    const database = createSmallDatabase();
    const client = connect({ database });
    await client.batch(
      `EXEC enable '${guid(1).toLowerCase()}' DECLARE @s bigint EXEC dbo.start @count = '9', @Started = @s OUT, @NAME = N'abcdefgh'`,
    );
    await client.batch("DECLARE @s bigint EXEC SSISDB.dbo.start N'x', DEFAULT, @s OUTPUT");
    expect(database.calls).toEqual([
      { name: 'enable', arguments: { '@id': guid(1) } },
      { name: 'start', arguments: { '@name': 'abcde', '@count': 9, '@started': null } },
      { name: 'start', arguments: { '@name': 'x', '@count': 7, '@started': null } },
    ]);
  });

  test('takes the return status and output values into variables', async () => {
    const { results, events } = await connect().batch(
      "DECLARE @r int, @s nvarchar(9) EXEC @r = start 'x', 1, @s OUTPUT SELECT @r, @s",
    );
    expect(results[0]?.rows).toEqual([[3, '42']]);
    expect(events).toEqual(['begin', 'message 0', 'end 3', 'columns', 'done 1']);
  });

  test('calls a procedure whose name is in a variable', async () => {
    const database = createSmallDatabase();
    await connect({ database }).batch(`DECLARE @p nvarchar(99) = N'[dbo].enable' EXEC @p '${guid(1)}'`);
    expect(database.calls).toHaveLength(1);
  });

  test('keeps an error of the procedure in @@ERROR and goes on', async () => {
    const { messages, results, returnStatus } = await connect().batch('EXEC enable NULL SELECT @@ERROR');
    expect(messages).toEqual([
      { number: 27_100, state: 1, class: 16, text: 'Id is null.', procedure: 'enable', line: 1 },
    ]);
    expect(results[0]?.rows).toEqual([[27_100]]);
    expect(returnStatus).toEqual([1]);
  });

  test.each([
    ['EXEC nope', 2812, undefined, "Could not find stored procedure 'nope'."],
    ['EXEC nope.x', 2812, undefined, "Could not find stored procedure 'nope.x'."],
    ['EXEC enable', 201, 'enable', "Procedure or function 'enable' expects parameter '@Id', which was not supplied."],
    ['EXEC enable 1, 2', 8144, 'enable', 'Procedure or function enable has too many arguments specified.'],
    ['EXEC enable @Nope = 1', 8145, 'enable', '@Nope is not a parameter for procedure enable.'],
    ["EXEC enable @Id = 'x'", 8114, 'enable', 'Error converting data type varchar to uniqueidentifier.'],
    ['EXEC enable @Id = 5', 206, 'enable', 'Operand type clash: int is incompatible with uniqueidentifier'],
    ['EXEC enable @Id = NULL, @id = NULL', 8143, 'enable', "Parameter '@Id' was supplied multiple times."],
    [
      'DECLARE @x int EXEC enable @x OUTPUT',
      8162,
      'enable',
      'The formal parameter "@Id" was not declared as an OUTPUT parameter, but the actual parameter passed in requested output.',
    ],
    ['EXEC forbidden', 229, 'forbidden', "The EXECUTE permission was denied on the object 'forbidden'."],
    ['EXEC sp_cursoropen', 50_000, undefined, 'The sandbox does not do cursors.'],
  ])('%s is error %i', async (batch, number, procedure, message) => {
    const { messages } = await connect().batch(batch);
    expect(messages).toMatchObject([{ number, text: message, ...(procedure === undefined ? {} : { procedure }) }]);
  });

  test('goes no deeper than 32 levels', async () => {
    expect(await connect().errors(deep(40))).toEqual([217]);
  });
});

/** A text that calls itself through a variable, as nesting quotes would double them each time. */
function deep(levels: number): string {
  return `DECLARE @t nvarchar(max) = N'IF @n > 0 BEGIN SET @n -= 1 EXEC sp_executesql @t, N''@t nvarchar(max), @n int'', @t, @n END' EXEC sp_executesql @t, N'@t nvarchar(max), @n int', @t, ${levels}`;
}

describe('a call from the wire', () => {
  test('sends output values and the return status', async () => {
    const answer = await connect().rpc('dbo.start', [text('x', '@Name'), parameter('@Started', bigint, null, true)]);
    expect(answer).toMatchObject({ returnStatus: [3], outputs: [{ name: '@Started', type: bigint, value: 42n }] });
    expect(answer.events).toEqual(['begin', 'message 0', 'end 3']);
  });

  test('may name its parameters or not', async () => {
    const database = createSmallDatabase();
    const client = connect({ database });
    await client.rpc('[SSISDB].[dbo].[enable]', [parameter('', uniqueidentifier, guid(1))]);
    expect(database.calls).toEqual([{ name: 'enable', arguments: { '@id': guid(1) } }]);
    expect((await client.rpc('enable', [parameter('@Nope', uniqueidentifier, guid(1))])).messages).toMatchObject([
      { number: 8145 },
    ]);
    expect((await client.rpc('nope', [])).messages).toMatchObject([{ number: 2812 }]);
  });
});

describe('sp_executesql', () => {
  const int: SqlType = { kind: 'int' };

  test('runs a text with parameters by name, in any order, or by position', async () => {
    const client = connect();
    const declaration = text("@a int, @b nvarchar(9) = N'z'");
    const statement = text('SELECT @a, @b');
    const rows = async (...values: Parameters<typeof client.rpc>[1]) =>
      (await client.rpc('sp_executesql', [statement, declaration, ...values])).results[0]?.rows;
    expect(await rows(text('x', '@B'), parameter('@a', int, 1))).toEqual([[1, 'x']]);
    expect(await rows(parameter('', int, 2), text('y'))).toEqual([[2, 'y']]);
    expect(await rows(text('3', '@a'), text('w', '@b'))).toEqual([[3, 'w']]);
  });

  test('gives output values to the client and to the batch', async () => {
    const answer = await connect().rpc('sp_executesql', [
      text('SET @a += 1'),
      text('@a int OUTPUT'),
      parameter('@a', int, 5, true),
    ]);
    expect(answer.outputs).toEqual([{ name: '@a', type: int, value: 6 }]);
    const batch =
      "DECLARE @x bigint = 5 EXEC sp_executesql N'SET @a = @a * 2', N'@a int OUTPUT', @a = @x OUTPUT SELECT @x";
    expect(await connect().rows(batch)).toEqual([[10n]]);
  });

  test.each([
    [
      "EXEC sp_executesql N'SELECT @a', N'@a int'",
      8178,
      "The parameterized query '(@a int)SELECT @a' expects the parameter '@a', which was not supplied.",
    ],
    ["EXEC sp_executesql N'SELECT 1', N'@a int', 1, 2", 8144, undefined],
    ["EXEC sp_executesql N'SELECT 1', N'@a int', @b = 1", 8145, undefined],
    ["EXEC sp_executesql N'SELECT @b', N'@a int', 1", 137, 'Must declare the scalar variable "@b".'],
    ["EXEC sp_executesql N'SELECT 1', N'@a nope', 1", 2715, undefined],
    ["EXEC sp_executesql N'DECLARE @a int', N'@a int', 1", 134, undefined],
    ['EXEC sp_executesql 5', 214, "Procedure expects parameter '@statement' of type 'ntext/nchar/nvarchar'."],
    ["EXEC sp_executesql N'SELECT @a', N'@a int', N'x'", 8114, 'Error converting data type nvarchar to int.'],
  ])('%s is error %i', async (batch, number, message) => {
    const { messages, events } = await connect().batch(batch);
    expect(messages).toMatchObject([{ number, ...(message === undefined ? {} : { text: message }) }]);
    expect(events.filter((event) => event === 'begin')).toHaveLength(
      events.filter((event) => event.startsWith('end')).length,
    );
  });

  test('keeps its SET options to itself', async () => {
    expect(await connect().rows("EXEC sp_executesql N'SET LOCK_TIMEOUT 5' SELECT @@LOCK_TIMEOUT")).toEqual([[-1]]);
  });

  test('sees the world of this moment with a plan of an earlier one', async () => {
    const database = createSmallDatabase();
    const tables = { wide: false };
    const changing = {
      ...database,
      table: (...args: Parameters<typeof database.table>) => {
        const table = database.table(...args);
        return table === undefined || !tables.wide
          ? table
          : { ...table, columns: [...table.columns].reverse(), rows: () => [] };
      },
    };
    const client = connect({ database: changing });
    const columns = async () => (await client.batch('SELECT * FROM tasks')).results[0]?.columns.map(({ name }) => name);
    expect(await columns()).toEqual(['TaskId', 'WorkerId', 'Status']);
    tables.wide = true;
    expect(await columns()).toEqual(['Status', 'WorkerId', 'TaskId']);
  });
});

describe('a prepared statement', () => {
  const int: SqlType = { kind: 'int' };
  const handleOf = (outputs: readonly { readonly value: unknown }[]) => parameter('', int, Number(outputs[0]?.value));

  test('is prepared, executed as often as wanted, and given up', async () => {
    const client = connect();
    const prepared = await client.rpc('sp_prepare', [
      parameter('', int, null, true),
      text('@a int'),
      text('SELECT @a + 1 AS b'),
      parameter('', int, 1),
    ]);
    expect(prepared.results).toMatchObject([{ columns: [{ name: 'b', type: int }], rows: [] }]);
    const handle = handleOf(prepared.outputs);
    for (const value of [1, 2]) {
      expect((await client.rpc('sp_execute', [handle, parameter('', int, value)])).results[0]?.rows).toEqual([
        [value + 1],
      ]);
    }
    expect((await client.rpc('sp_unprepare', [handle])).messages).toEqual([]);
    expect((await client.rpc('sp_execute', [handle, parameter('', int, 1)])).messages).toMatchObject([
      { number: 8179 },
    ]);
  });

  test('is prepared and executed at once', async () => {
    const client = connect();
    const answer = await client.rpc('sp_prepexec', [
      parameter('', int, null, true),
      text('@a int'),
      text('SELECT @a'),
      parameter('', int, 7),
    ]);
    expect(answer.results[0]?.rows).toEqual([[7]]);
    expect(
      (await client.rpc('sp_execute', [handleOf(answer.outputs), parameter('', int, 8)])).results[0]?.rows,
    ).toEqual([[8]]);
  });

  test('that does not compile gets no handle', async () => {
    const answer = await connect().rpc('sp_prepare', [parameter('', int, null, true), text(''), text('SELEC FROM')]);
    expect(answer).toMatchObject({ outputs: [], messages: [{ number: 156 }] });
  });

  test("is the session's own", async () => {
    const answer = await connect().rpc('sp_prepare', [parameter('', int, null, true), text(''), text('SELECT 1')]);
    expect((await connect().rpc('sp_execute', [handleOf(answer.outputs)])).messages).toMatchObject([{ number: 8179 }]);
  });
});
