import { afterEach, expect, test } from 'vitest';
import type { TdsServer, TdsServerOptions } from '../../src/tds/server.js';
import { createCannedEngine, password } from './canned-engine.js';
import { certificate, serve } from './serving.js';
import { connect, send } from './tedious-client.js';

let server: TdsServer | undefined;

afterEach(async () => {
  await server?.close();
});

async function trusted() {
  return { serverName: 'localhost', cryptoCredentialsDetails: { ca: await certificate() } };
}

async function served(encryption: TdsServerOptions['encryption']): Promise<TdsServer> {
  server = await serve(createCannedEngine(), { encryption });
  return server;
}

test.each(['optional', 'required'] as const)('encryption %s: all is encrypted for a client that asks', async (mode) => {
  const connection = await connect(await served(mode), { options: { encrypt: true, ...(await trusted()) } });
  expect((await send(connection, 'select 7')).rows).toEqual([[7]]);
  expect((await send(connection, 'long 300000')).rows[0]?.[0]).toHaveLength(300_000);
  connection.close();
});

test.each(['optional', 'required'] as const)('encryption %s: a client may begin with TLS (TDS 8.0)', async (mode) => {
  const connection = await connect(await served(mode), { options: { encrypt: 'strict', ...(await trusted()) } });
  expect((await send(connection, 'select 7')).rows).toEqual([[7]]);
  expect((await send(connection, 'many 5000')).rows).toHaveLength(5000);
  connection.close();
});

test('NTLM works under encryption', async () => {
  const running = await served('required');
  const login = { domain: 'CORP', user: 'dba', password };
  const connection = await connect(running, { ...login, options: { encrypt: true, ...(await trusted()) } });
  expect((await send(connection, 'select 7')).rows).toEqual([[7]]);
  connection.close();
});

test.each([true, 'strict'] as const)('a wrong password is told under encryption (%s)', async (encrypt) => {
  const running = await served('required');
  await expect(connect(running, { password: 'wrong', options: { encrypt, ...(await trusted()) } })).rejects.toThrow(
    "Login failed for user 'scaleout'.",
  );
  await running.untilIdle(AbortSignal.timeout(5000));
});

test('a client that does not know the certificate ends, and the server goes on', async () => {
  const running = await served('optional');
  await expect(connect(running, { options: { encrypt: true, serverName: 'localhost' } })).rejects.toThrow(
    /self-signed certificate/,
  );
  await expect(connect(running, { options: { encrypt: 'strict', serverName: 'localhost' } })).rejects.toThrow(
    /self-signed certificate/,
  );
  const connection = await connect(running);
  expect((await send(connection, 'select 1')).rows).toEqual([[1]]);
  connection.close();
});

test('encryption required: a client without it is refused', async () => {
  await expect(connect(await served('required'))).rejects.toThrow('Server requires encryption');
});

test('encryption off: TLS is not spoken, a plain client is served', async () => {
  const running = await served('off');
  await expect(connect(running, { options: { encrypt: 'strict', ...(await trusted()) } })).rejects.toThrow();
  const connection = await connect(running);
  expect((await send(connection, 'select 1')).rows).toEqual([[1]]);
  connection.close();
});
