import type { Connection } from 'tedious';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TdsServer } from '../../src/tds/server.js';
import { createCannedEngine } from './canned-engine.js';
import { serve, until } from './serving.js';
import { connect, send } from './tedious-client.js';

const engine = createCannedEngine();
let server: TdsServer;

beforeAll(async () => {
  server = await serve(engine);
});

afterAll(async () => {
  await server.close();
});

function perform(act: (done: (error?: Error | null) => void) => void): Promise<void> {
  return new Promise((resolve, reject) => act((error) => (error ? reject(error) : resolve())));
}

function texts(): string[] {
  return engine.seen.requests.map((request) => (request.type === 'batch' ? request.text : request.procedure));
}

test.each([512, 1000, 32_767])('a large answer arrives whole in packets of %i bytes', async (packetSize) => {
  const connection = await connect(server, { options: { packetSize } });
  const { rows } = await send(connection, 'many 3000');
  expect(rows).toHaveLength(3000);
  expect(rows.at(-1)?.slice(0, 6)).toEqual([
    '01234567-89AB-CDEF-0123-000000000BB7',
    false,
    'Loader 2999',
    'Loader 2999',
    'Loader 2999',
    2999,
  ]);
  expect((await send(connection, 'long 100000')).rows[0]?.[0]).toHaveLength(100_000);
  connection.close();
});

test('a request larger than a packet arrives whole', async () => {
  const connection = await connect(server, { options: { packetSize: 512 } });
  await send(connection, `print ${'x'.repeat(50_000)}`);
  expect(texts().at(-1)).toBe(`print ${'x'.repeat(50_000)}`);
  connection.close();
});

test('two requests in turn are answered in turn', async () => {
  const connection = await connect(server);
  expect((await send(connection, 'select 1')).rows).toEqual([[1]]);
  expect((await send(connection, 'select 2')).rows).toEqual([[2]]);
  connection.close();
});

test('a reset gives a fresh session, in its first database', async () => {
  const connection = await connect(server, { options: { database: 'SSISDB' } });
  await send(connection, 'use master');
  const { resets } = engine.seen;
  await perform((done) => connection.reset(done));
  expect(engine.seen.resets).toBe(resets + 1);
  expect((await send(connection, 'database')).rows).toEqual([['SSISDB']]);
  connection.close();
});

test('a transaction begins and ends in the session, and the client knows that it is in one', async () => {
  const connection: Connection & { inTransaction?: boolean } = await connect(server);
  await perform((done) => connection.beginTransaction(done));
  expect(connection.inTransaction).toBe(true);
  expect(texts().at(-1)).toMatch(/BEGIN TRANSACTION$/);
  expect((await send(connection, 'select 1')).rows).toEqual([[1]]);
  await perform((done) => connection.saveTransaction(done, 'half]way'));
  expect(texts().at(-1)).toBe('SAVE TRANSACTION [half]]way]');
  await perform((done) => connection.commitTransaction(done));
  expect(connection.inTransaction).toBe(false);
  expect(texts().at(-1)).toBe('COMMIT TRANSACTION');
  await perform((done) => connection.beginTransaction(done));
  await perform((done) => connection.rollbackTransaction(done));
  expect(connection.inTransaction).toBe(false);
  expect(texts().at(-1)).toBe('ROLLBACK TRANSACTION');
  connection.close();
});

test('the server is told of each request before it runs', async () => {
  const told: [number, string][] = [];
  await using watched = await serve(createCannedEngine(), {
    onRequest: (sessionId, request) =>
      told.push([sessionId, request.type === 'batch' ? request.text : request.procedure]),
  });
  const connection = await connect(watched);
  told.length = 0;
  await send(connection, 'select 1');
  await send(connection, 'echo', 'procedure');
  expect(told).toEqual([
    [51, 'select 1'],
    [51, 'echo'],
  ]);
  connection.close();
});

test('untilIdle resolves when the last client has gone, and rejects when it is told to wait no longer', async () => {
  await using own = await serve(createCannedEngine());
  await own.untilIdle();
  const connection = await connect(own);
  const stop = new AbortController();
  const waiting = own.untilIdle(stop.signal);
  stop.abort(new Error('enough'));
  await expect(waiting).rejects.toThrow('enough');
  await expect(own.untilIdle(AbortSignal.abort(new Error('too late')))).rejects.toThrow('too late');
  const idle = own.untilIdle();
  expect(own.sessionCount()).toBe(1);
  connection.close();
  await idle;
  expect(own.sessionCount()).toBe(0);
});

test('closing ends every connection and its session, and may be done twice', async () => {
  const closing = createCannedEngine();
  const own = await serve(closing);
  const connection = await connect(own);
  const ended = new Promise((resolve) => connection.once('end', resolve));
  void send(connection, 'wait');
  await until(() => closing.seen.requests.length > 1);
  await Promise.all([own.close(), own.close()]);
  await ended;
  expect(closing.seen.closed).toEqual([51]);
  await expect(connect(own)).rejects.toThrow('Could not connect');
});

test('a port in use is told by its own error', async () => {
  await expect(serve(createCannedEngine(), { port: server.port })).rejects.toMatchObject({
    code: 'sandbox.port-in-use',
  });
});

test('an address that is not of this machine is told by its own error', async () => {
  await expect(serve(createCannedEngine(), { host: '203.0.113.7' })).rejects.toMatchObject({
    code: 'sandbox.cannot-listen',
  });
});
