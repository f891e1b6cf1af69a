import { type Connection, TYPES } from 'tedious';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TdsServer } from '../../src/tds/server.js';
import { createCannedEngine } from './canned-engine.js';
import { serve } from './serving.js';
import { connect, type Parameter, send } from './tedious-client.js';

const engine = createCannedEngine();
let server: TdsServer;
let connection: Connection;

beforeAll(async () => {
  server = await serve(engine);
  connection = await connect(server);
});

afterAll(async () => {
  connection.close();
  await server.close();
});

const moment = new Date(Date.UTC(2026, 6, 5, 21, 30, 15, 123));
const guid = '01234567-89AB-CDEF-0123-456789ABCDEF';

const parameters: readonly (Parameter & { readonly read?: unknown })[] = [
  { name: 'bit', type: TYPES.Bit, value: true },
  { name: 'tinyint', type: TYPES.TinyInt, value: 255 },
  { name: 'smallint', type: TYPES.SmallInt, value: -32_768 },
  { name: 'int', type: TYPES.Int, value: -2_147_483_648 },
  { name: 'bigint', type: TYPES.BigInt, value: '9007199254740993', read: '9007199254740993' },
  { name: 'real', type: TYPES.Real, value: 0.5 },
  { name: 'float', type: TYPES.Float, value: 1e300 },
  { name: 'decimal', type: TYPES.Decimal, value: -1234.5678, options: { precision: 18, scale: 4 } },
  { name: 'numeric', type: TYPES.Numeric, value: 12.5, options: { precision: 5, scale: 1 } },
  { name: 'money', type: TYPES.Money, value: -922_337.5808 },
  { name: 'smallmoney', type: TYPES.SmallMoney, value: 214.7483 },
  { name: 'guid', type: TYPES.UniqueIdentifier, value: guid },
  { name: 'date', type: TYPES.Date, value: moment, read: new Date(Date.UTC(2026, 6, 5)) },
  { name: 'datetime', type: TYPES.DateTime, value: moment },
  { name: 'smalldatetime', type: TYPES.SmallDateTime, value: moment, read: new Date(Date.UTC(2026, 6, 5, 21, 30)) },
  { name: 'datetime2', type: TYPES.DateTime2, value: moment, options: { scale: 3 } },
  { name: 'time', type: TYPES.Time, value: moment, read: new Date(Date.UTC(1970, 0, 1, 21, 30, 15, 123)) },
  { name: 'datetimeoffset', type: TYPES.DateTimeOffset, value: moment },
  { name: 'varchar', type: TYPES.VarChar, value: 'Größe €' },
  { name: 'varcharmax', type: TYPES.VarChar, value: 'é'.repeat(9000) },
  { name: 'char', type: TYPES.Char, value: 'abc' },
  { name: 'nvarchar', type: TYPES.NVarChar, value: 'Łódź 🙂' },
  { name: 'nvarcharmax', type: TYPES.NVarChar, value: 'ż'.repeat(5000) },
  { name: 'nchar', type: TYPES.NChar, value: 'żółw' },
  { name: 'text', type: TYPES.Text, value: 'long text' },
  { name: 'ntext', type: TYPES.NText, value: 'długi' },
  { name: 'image', type: TYPES.Image, value: Buffer.from('image') },
  { name: 'varbinary', type: TYPES.VarBinary, value: Buffer.from([1, 0, 255]) },
  { name: 'varbinarymax', type: TYPES.VarBinary, value: Buffer.alloc(9000, 3) },
  { name: 'binary', type: TYPES.Binary, value: Buffer.from([9, 8]) },
];

test.each(parameters)(
  'a parameter of type $name arrives, and comes back as a column and as an output',
  async (given) => {
    const read = given.read ?? given.value;
    const answer = await send(connection, 'echo', 'procedure', [{ ...given, output: true }]);
    expect(answer.error).toBeUndefined();
    expect(answer.rows).toEqual([[read]]);
    expect(answer.outputs).toEqual({ [given.name]: read });
    expect(answer.returnStatus).toBe(1);
  },
);

test.each(parameters)('NULL of type $name arrives as null', async ({ name, type, options }) => {
  const given: Parameter = { name, type, value: null, ...(options && { options }) };
  const answer = await send(connection, 'echo', 'procedure', [given]);
  expect(answer).toMatchObject({ rows: [[null]], error: undefined });
});

test('a statement with parameters comes as sp_executesql with its text and declarations', async () => {
  const answer = await send(connection, 'select @name', 'sql', [
    { name: 'name', type: TYPES.NVarChar, value: 'ETL01' },
  ]);
  expect(answer.rows).toEqual([['ETL01']]);
  expect(engine.seen.requests.at(-1)).toMatchObject({
    type: 'rpc',
    procedure: 'sp_executesql',
    parameters: [
      { value: 'select @name', output: false },
      { value: '@name nvarchar(5)', output: false },
      { name: '@name', value: 'ETL01', output: false },
    ],
  });
});

test('types reach the engine with their lengths, precisions and scales', async () => {
  await send(connection, 'echo', 'procedure', [
    { name: 'a', type: TYPES.NVarChar, value: 'x', options: { length: 256 } },
    { name: 'b', type: TYPES.NVarChar, value: 'x', options: { length: Number.POSITIVE_INFINITY } },
    { name: 'c', type: TYPES.Decimal, value: 1, options: { precision: 12, scale: 3 } },
    { name: 'd', type: TYPES.DateTimeOffset, value: moment, options: { scale: 2 } },
  ]);
  const request = engine.seen.requests.at(-1);
  expect(request?.type === 'rpc' && request.parameters.map(({ type }) => type)).toEqual([
    { kind: 'nvarchar', length: 256 },
    { kind: 'nvarchar', length: 'max' },
    { kind: 'decimal', precision: 12, scale: 3 },
    { kind: 'datetimeoffset', scale: 2 },
  ]);
});

test('a procedure that does not exist is an error of that call alone', async () => {
  const answer = await send(connection, 'catalog.absent', 'procedure');
  expect(answer.error).toMatchObject({ number: 2812 });
  expect((await send(connection, 'select 1')).rows).toEqual([[1]]);
});

test('a table-valued parameter is refused with 8009, and the connection goes on', async () => {
  const table = { columns: [{ name: 'id', type: TYPES.Int }], rows: [[1]] };
  const answer = await send(connection, 'echo', 'procedure', [{ name: 't', type: TYPES.TVP, value: table }]);
  expect(answer.error).toMatchObject({
    number: 8009,
    message: expect.stringContaining('Parameter 1 ("@t"): Data type 0xF3 is unknown.'),
  });
  expect((await send(connection, 'select 1')).rows).toEqual([[1]]);
});
