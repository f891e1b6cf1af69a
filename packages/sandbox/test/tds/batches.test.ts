import type { Connection } from 'tedious';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TdsServer } from '../../src/tds/server.js';
import { createCannedEngine } from './canned-engine.js';
import { serve } from './serving.js';
import { connect, send } from './tedious-client.js';
import { typed } from './typed-values.js';

const engine = createCannedEngine();
let server: TdsServer;
let connection: Connection;

beforeAll(async () => {
  server = await serve(engine);
  connection = await connect(server);
});

afterAll(async () => {
  await server.close();
});

test('a batch gives its rows, and the count of them', async () => {
  const answer = await send(connection, 'select 42');
  expect(answer).toMatchObject({ rows: [[42]], columns: [['value']], rowCount: 1, error: undefined });
});

test('several statements of a batch give several results', async () => {
  const answer = await send(connection, 'select 1; select 2; update; select 3');
  expect(answer.rows).toEqual([[1], [2], [3]]);
  expect(answer.columns).toHaveLength(3);
  expect(answer.rowCount).toBe(6);
});

test('a value of every type arrives as it was', async () => {
  const { rows, columns } = await send(connection, 'types');
  const [names = []] = columns;
  const [row = []] = rows;
  const values = Object.fromEntries(names.map((name, index) => [name, row[index]]));
  const moment = new Date(Date.UTC(2026, 6, 5, 21, 30, 15, 123));
  expect(values).toMatchObject({
    bit: true,
    tinyint: 200,
    smallint: -12_345,
    int: -1_234_567_890,
    bigint: '-9223372036854775807',
    real: 1.5,
    float: -0.1,
    decimal9: -12.5,
    decimal19: 123_456_789_012.3456,
    decimal38: 1e38,
    guid: '01234567-89AB-CDEF-0123-456789ABCDEF',
    date: new Date(Date.UTC(2026, 6, 5)),
    datetime: moment,
    time: new Date(Date.UTC(1970, 0, 1, 21, 30, 15, 123)),
    char: 'ab   ',
    nchar: 'żó   ',
    varchar: 'Größe € ?',
    varcharmax: 'é'.repeat(9000),
    nvarchar: 'Łódź 🙂',
    nvarcharmax: '',
    binary: Buffer.from([1, 2, 0, 0]),
    varbinary: Buffer.from([255, 0]),
    varbinarymax: Buffer.alloc(9000, 7),
    variant: 'SANDBOX',
  });
  expect(values.datetime2).toMatchObject({ nanosecondsDelta: 0.0004567 });
  expect(values.datetimeoffset).toEqual(moment);
});

test('NULL of every type arrives as null', async () => {
  const { rows } = await send(connection, 'types null');
  expect(rows).toEqual([typed.map(() => null)]);
});

test('an information message does not end or fail the batch', async () => {
  const answer = await send(connection, 'print hello there; select 1');
  expect(answer).toMatchObject({ messages: ['hello there'], rows: [[1]], error: undefined });
});

test('an error carries number, state, class, procedure, line and server; the connection goes on', async () => {
  const answer = await send(connection, 'select 1; raise; select 2');
  expect(answer.error).toMatchObject({
    number: 50_001,
    state: 1,
    class: 16,
    message: 'raised',
    procName: 'catalog.p',
    lineNumber: 7,
    serverName: 'SANDBOX\\SQL1',
  });
  expect(answer.rows).toEqual([[1], [2]]);
  expect((await send(connection, 'select 3')).rows).toEqual([[3]]);
});

test('a procedure called in a batch gives its rows and its return status, not that of a procedure inside it', async () => {
  const answer = await send(connection, 'exec p');
  expect(answer).toMatchObject({ rows: [[5]], returnStatus: 7, rowCount: 3, error: undefined });
});

test('a change of database is known to the client', async () => {
  const answer = await send(connection, 'use SSISDB; database; use master');
  expect(answer.rows).toEqual([['SSISDB']]);
  expect(answer.messages).toEqual(["Changed database context to 'SSISDB'.", "Changed database context to 'master'."]);
});

test('an error of class 20 ends the connection after it was told', async () => {
  const doomed = await connect(server);
  const ended = new Promise((resolve) => doomed.once('end', resolve));
  const answer = await send(doomed, 'raise 20');
  expect(answer.error).toMatchObject({ number: 50_001, class: 20 });
  await ended;
});

test('a session that throws ends its own connection with the reason', async () => {
  const doomed = await connect(server);
  const answer = await send(doomed, 'throw');
  expect(answer.error).toMatchObject({ class: 20, message: 'The request failed inside the server: the disk is full' });
  expect((await send(connection, 'select 1')).rows).toEqual([[1]]);
});

test('a value that its column cannot carry ends that connection and names types only', async () => {
  const doomed = await connect(server);
  const answer = await send(doomed, 'misfit');
  expect(answer.rows).toEqual([[1]]);
  expect(answer.error?.message).toContain('a value of kind string does not fit the type int');
  expect((await send(connection, 'select 1')).rows).toEqual([[1]]);
});
