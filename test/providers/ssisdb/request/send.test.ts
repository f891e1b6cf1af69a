import sql from 'mssql';
import { describe, expect, test } from 'vitest';
import { startTestSandbox, type TestSandbox } from '../../../../packages/sandbox/test/support/sandbox.js';
import { poolOptions } from '../../../../src/providers/ssisdb/connection/driver.js';
import { defaultLimits } from '../../../../src/providers/ssisdb/connection/sql-connection.js';
import { sendByMssql } from '../../../../src/providers/ssisdb/request/send-by-mssql.js';
import { sendByTedious } from '../../../../src/providers/ssisdb/request/send-by-tedious.js';
import type { Send, SqlRequest } from '../../../../src/providers/ssisdb/request/sql-request.js';
import { isQuery } from '../../../support/meddling-sandbox.js';
import { until } from '../../../support/until.js';

// ODBC needs Windows; mssql's requests are the same with tedious beneath them.
const senders: readonly [string, (pool: sql.ConnectionPool) => Send][] = [
  ['tedious', (pool) => sendByTedious(pool, () => [])],
  ['mssql', (pool) => sendByMssql(pool, sql)],
];

const base = { parameters: [], what: 'a test', limit: 5_000 } as const;
const query = (text: string): SqlRequest => ({ ...base, kind: 'query', text });

async function senderTo(sandbox: TestSandbox, make: (pool: sql.ConnectionPool) => Send): Promise<Send> {
  return make(await sandbox.connect(undefined, poolOptions(2, defaultLimits)));
}

describe.each(senders)('requests of %s', (_, make) => {
  test('give rows by result set, in the order of the columns', async () => {
    await using sandbox = await startTestSandbox();
    const send = await senderTo(sandbox, make);
    const rows: unknown[] = [];
    const { ended } = send(
      query("SELECT 1 AS a, N'x' AS b; SELECT NULL AS c WHERE 1 = 0; SELECT 2 AS d;"),
      (set, values) => rows.push([set, ...values]),
    );
    expect(await ended).toEqual({ done: true, value: 0 });
    expect(rows).toEqual([
      [0, 1, 'x'],
      [2, 2],
    ]);
  });

  test('send parameters with their types', async () => {
    await using sandbox = await startTestSandbox();
    const send = await senderTo(sandbox, make);
    const id = '5F2D8A3E-0C1B-4C7D-9E6F-000000000001';
    const long = 'x'.repeat(5_000);
    const rows: unknown[] = [];
    const request = {
      ...query('SELECT @id, @name, @text, @none'),
      parameters: [
        { name: 'id', type: 'uniqueidentifier', value: id },
        { name: 'name', type: 'nvarchar(256)', value: 'Ærø' },
        { name: 'text', type: 'nvarchar(max)', value: long },
        { name: 'none', type: 'nvarchar(255)', value: null },
      ],
    } as const;
    expect(await send(request, (_set, values) => rows.push(values)).ended).toMatchObject({ done: true });
    expect(rows).toEqual([[id, 'Ærø', long, null]]);
    const declared = sandbox.requests.at(-1)?.request;
    const types = declared?.type === 'rpc' ? declared.parameters.map(({ type }) => type) : [];
    expect(types.slice(2)).toMatchObject([
      { kind: 'uniqueidentifier' },
      { kind: 'nvarchar', length: 256 },
      { kind: 'nvarchar', length: 'max' },
      { kind: 'nvarchar' },
    ]);
  });

  test('call procedures by RPC, and tell a refusal by its number', async () => {
    await using sandbox = await startTestSandbox();
    const send = await senderTo(sandbox, make);
    const value = '00000000-0000-4000-8000-000000000000';
    const request: SqlRequest = {
      ...base,
      kind: 'procedure',
      text: 'catalog.enable_worker_agent',
      parameters: [{ name: 'WorkerAgentId', type: 'uniqueidentifier', value }],
    };
    const outcome = await send(request, () => undefined).ended;
    expect(outcome).toMatchObject({
      done: false,
      failure: { stage: 'request', messages: [{ number: 27243, class: 16 }] },
    });
    expect(sandbox.requests.at(-1)?.request).toMatchObject({ type: 'rpc', procedure: 'catalog.enable_worker_agent' });
  });

  test('are cancelled on the server, before and after they are sent', async () => {
    await using sandbox = await startTestSandbox();
    const send = await senderTo(sandbox, make);
    const waits = query("WAITFOR DELAY '00:10:00'");
    const early = send(waits, () => undefined);
    early.cancel();
    expect(await early.ended).toMatchObject({ done: false });
    const late = send(waits, () => undefined);
    await until('the request', () => sandbox.requests.some(({ request }) => isQuery(request, 'WAITFOR')));
    late.cancel();
    expect(await late.ended).toMatchObject({ done: false, failure: { codes: expect.arrayContaining(['ECANCEL']) } });
    expect(await send(query('SELECT 1'), () => undefined).ended).toEqual({ done: true, value: 0 });
  });

  test('of a pool without a server fail before anything is sent', async () => {
    await using sandbox = await startTestSandbox();
    const send = await senderTo(sandbox, make);
    await sandbox.running.close();
    const outcome = await send(query('SELECT 1'), () => undefined).ended;
    expect(outcome).toMatchObject({ done: false, failure: { stage: 'connect' } });
  });
});
