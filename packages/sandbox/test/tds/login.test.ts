import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TdsServer } from '../../src/tds/server.js';
import { createCannedEngine, password } from './canned-engine.js';
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

test('the right password logs in, and the engine learns who, from where and what for', async () => {
  const connection = await connect(server, {
    options: { database: 'SSISDB', appName: 'scaleout test', workstationId: 'ETL01' },
  });
  expect(engine.seen.logins.at(-1)).toEqual({
    credentials: { type: 'sql', user: 'scaleout', password },
    database: 'SSISDB',
    hostName: 'ETL01',
    appName: 'scaleout test',
  });
  expect((await send(connection, 'database')).rows).toEqual([['SSISDB']]);
  connection.close();
});

test('a wrong password is told with 18456, then the connection is over', async () => {
  await expect(connect(server, { password: 'wrong' })).rejects.toMatchObject({
    code: 'ELOGIN',
    message: "Login failed for user 'scaleout'.",
  });
  await server.untilIdle(AbortSignal.timeout(5000));
});

test('a database that cannot be opened is told as the engine says it', async () => {
  await expect(connect(server, { options: { database: 'absent' } })).rejects.toThrow(
    'Cannot open database "absent" requested by the login.',
  );
});

test.each(['7_2', '7_3_A', '7_3_B', '7_4'])('TDS %s is spoken', async (tdsVersion) => {
  const connection = await connect(server, { options: { tdsVersion } });
  const { rows, columns } = await send(connection, 'types');
  const values = Object.fromEntries((columns[0] ?? []).map((name, index) => [name, rows[0]?.[index]]));
  if (tdsVersion === '7_2') {
    expect(values).toMatchObject({
      date: '2026-07-05',
      time: '21:30:15.123',
      datetime2: '2026-07-05 21:30:15.1234567',
      datetimeoffset: '2026-07-05 23:30:15.1230000 +02:00',
    });
  } else {
    expect(values.datetimeoffset).toEqual(new Date(Date.UTC(2026, 6, 5, 21, 30, 15, 123)));
  }
  connection.close();
});

test('TDS 7.1 is refused with a reason', async () => {
  await expect(connect(server, { options: { tdsVersion: '7_1' } })).rejects.toThrow(
    'TDS 7.2 is the oldest version that is spoken here.',
  );
  await server.untilIdle(AbortSignal.timeout(5000));
});

test('NTLM with the right password logs in as that Windows account', async () => {
  const connection = await connect(server, { domain: 'corp', user: 'dba' });
  expect(engine.seen.logins.at(-1)?.credentials).toEqual({ type: 'windows', domain: 'CORP', user: 'dba' });
  expect((await send(connection, 'select 1')).rows).toEqual([[1]]);
  connection.close();
});

test.each([
  ['a wrong password', { domain: 'corp', user: 'dba', password: 'wrong' }],
  ['an unknown account', { domain: 'corp', user: 'nobody' }],
  ['an unknown domain', { domain: 'elsewhere', user: 'dba' }],
])('NTLM with %s is refused, and the engine never asked', async (_what, login) => {
  const before = engine.seen.logins.length;
  await expect(connect(server, login)).rejects.toThrow('The login is from an untrusted domain');
  expect(engine.seen.logins).toHaveLength(before);
});

test('a login by a token of Entra ID is refused', async () => {
  const { Connection } = await import('tedious');
  const connection = new Connection({
    server: server.host,
    authentication: { type: 'azure-active-directory-access-token', options: { token: 'abc' } },
    options: { port: server.port, encrypt: false },
  });
  const refused = await new Promise<Error | undefined>((resolve) => connection.connect(resolve));
  expect(refused?.message).toContain("Login failed for user '<token-identified principal>'.");
});

test('many clients at once have sessions of their own', async () => {
  const connections = await Promise.all(
    Array.from({ length: 20 }, (_, index) => connect(server, { options: { database: `db${index}` } })),
  );
  expect(server.sessionCount()).toBe(20);
  const answers = await Promise.all(connections.map((connection) => send(connection, 'database')));
  expect(answers.map(({ rows }) => rows[0]?.[0])).toEqual(connections.map((_, index) => `db${index}`));
  for (const connection of connections) {
    connection.close();
  }
  await until(() => server.sessionCount() === 0);
});
