import sql from 'mssql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TdsServer } from '../../src/tds/server.js';
import { createCannedEngine, password, sqlUser } from './canned-engine.js';
import { certificate, serve, until } from './serving.js';

const engine = createCannedEngine();
let server: TdsServer;
let pool: sql.ConnectionPool;

beforeAll(async () => {
  server = await serve(engine, { encryption: 'required' });
  pool = await new sql.ConnectionPool({
    server: server.host,
    port: server.port,
    user: sqlUser,
    password,
    database: 'SSISDB',
    pool: { max: 4 },
    options: { encrypt: true, serverName: 'localhost', cryptoCredentialsDetails: { ca: await certificate() } },
  }).connect();
});

afterAll(async () => {
  await pool.close();
  await server.close();
});

test('a procedure is called with typed parameters, outputs and a return value', async () => {
  const result = await pool
    .request()
    .input('WorkerAgentId', sql.UniqueIdentifier, '01234567-89AB-CDEF-0123-456789ABCDEF')
    .input('PropertyValue', sql.NVarChar(sql.MAX), 'nächtlich')
    .output('execution_id', sql.BigInt, 12)
    .execute('echo');
  expect(result.recordset).toEqual([
    { WorkerAgentId: '01234567-89AB-CDEF-0123-456789ABCDEF', PropertyValue: 'nächtlich', execution_id: '12' },
  ]);
  expect(result.output).toEqual({ execution_id: '12' });
  expect(result.returnValue).toBe(3);
});

test('a batch gives all its record sets and counts', async () => {
  const result = await pool.request().batch('select 1; update; many 2 3');
  expect(result.recordsets).toHaveLength(2);
  expect(result.rowsAffected).toEqual([1, 3, 2]);
});

test('an error keeps its number and the messages before it', async () => {
  const failed = pool.request().batch('raise; raise');
  await expect(failed).rejects.toMatchObject({ number: 50_001, class: 16, precedingErrors: [{ number: 50_001 }] });
});

test('many requests at once share the pool', async () => {
  const results = await Promise.all(
    Array.from({ length: 40 }, async (_, index) => (await pool.request().batch(`select ${index}`)).recordset[0]),
  );
  expect(results).toEqual(Array.from({ length: 40 }, (_, index) => ({ value: index })));
  expect(server.sessionCount()).toBeLessThanOrEqual(4);
});

test('a transaction of the driver is begun and committed in the session', async () => {
  const transaction = pool.transaction();
  await transaction.begin();
  await transaction.request().batch('update');
  await transaction.commit();
  const texts = engine.seen.requests.map((request) => (request.type === 'batch' ? request.text : ''));
  expect(texts.slice(-3)).toEqual([
    'SET TRANSACTION ISOLATION LEVEL READ COMMITTED; BEGIN TRANSACTION',
    'update',
    'COMMIT TRANSACTION',
  ]);
});

test('a request that is cancelled ends, and its connection is used again', async () => {
  const request = pool.request();
  const waiting = request.batch('wait');
  const running = () => engine.seen.requests.some((seen) => seen.type === 'batch' && seen.text === 'wait');
  const cancelled = until(running).then(() => request.cancel());
  await expect(waiting).rejects.toMatchObject({ code: 'ECANCEL' });
  await cancelled;
  expect((await pool.request().batch('select 5')).recordset).toEqual([{ value: 5 }]);
});
