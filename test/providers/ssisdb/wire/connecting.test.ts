import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { describe, expect, test } from 'vitest';
import { startTestSandbox } from '../../../../packages/sandbox/test/support/sandbox.js';
import { secret } from '../../../../src/providers/secret.js';
import type { SqlConnection } from '../../../../src/providers/ssisdb/connection/sql-connection.js';
import { type CatalogOptions, openCatalog } from '../../../../src/providers/ssisdb/open-catalog.js';
import { systemClock } from '../../../../src/providers/waiting.js';
import { connectionTo } from '../../../support/provider-connection.js';
import { openProxied } from '../../../support/proxied-catalog.js';
import { simulatedClock } from '../../../support/simulated-clock.js';
import { until } from '../../../support/until.js';

const { signal } = new AbortController();

async function observe(connection: SqlConnection, options: Partial<CatalogOptions> = {}): Promise<unknown> {
  await using catalog = openCatalog(connection, { clock: systemClock, random: () => 1, parallelism: 2, ...options });
  return await catalog.observe(signal);
}

/** A server that accepts connections and then does this. */
async function strangeServer(greet: (socket: import('node:net').Socket) => void) {
  const sockets = new Set<import('node:net').Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    greet(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      if (server.listening) await new Promise((resolve) => server.close(resolve));
    },
  };
}

function plainConnection(port: number): SqlConnection {
  return {
    host: '127.0.0.1',
    port,
    database: 'SSISDB',
    authentication: { type: 'sql', user: 'scaleout', password: secret('s3cret') },
    encrypt: false,
    trustServerCertificate: false,
  };
}

describe('a login that cannot be had', () => {
  test.each<[string, string, (connection: SqlConnection) => SqlConnection]>([
    [
      'the wrong password',
      'catalog.login-failed',
      (one) => ({ ...one, authentication: sqlLogin('operator', 'wrong') }),
    ],
    ['an unknown user', 'catalog.login-failed', (one) => ({ ...one, authentication: sqlLogin('nobody', 'wrong') })],
    ['the wrong database', 'catalog.database-not-found', (one) => ({ ...one, database: 'SSISDB2' })],
    ['a certificate that nobody vouches for', 'catalog.tls-untrusted', ({ ca: _, ...one }) => one],
    ['a certificate for another name', 'catalog.tls-untrusted', (one) => ({ ...one, serverName: 'other.example' })],
  ])('%s: %s, at once', async (_, code, change) => {
    await using sandbox = await startTestSandbox();
    const log: string[] = [];
    const failed = observe(change(connectionTo(sandbox)), { log: (_level, message) => log.push(message) });
    await expect(failed).rejects.toMatchObject({
      code,
      exitCode: 4,
      message: expect.stringMatching(/127\.0\.0\.1|localhost/),
    });
    expect(log).toEqual([]);
  });

  test.each([
    ['outsider', 'catalog.database-not-found'],
    ['sa', 'catalog.login-disabled'],
  ])('the login %s: %s', async (login, code) => {
    await using sandbox = await startTestSandbox();
    await expect(observe(connectionTo(sandbox, login))).rejects.toMatchObject({ code, exitCode: 4 });
  });

  test('a database without SSISDB in it', async () => {
    await using sandbox = await startTestSandbox();
    await expect(observe({ ...connectionTo(sandbox), database: 'master' })).rejects.toMatchObject({
      code: 'catalog.no-ssisdb',
      exitCode: 4,
    });
  });
});

test.each([
  ['encrypted, the certificate checked', {}],
  ['encrypted, the certificate not checked', { trustServerCertificate: true, serverName: 'other.example' }],
  ['not encrypted', { encrypt: false }],
])('a connection is made: %s', async (_, change) => {
  await using sandbox = await startTestSandbox();
  await expect(observe({ ...connectionTo(sandbox), ...change })).resolves.toMatchObject({ database: 'SSISDB' });
});

describe('a server that is not there', () => {
  test('a refused connection is tried again for a short time only, and the error says how often', async () => {
    const server = await strangeServer(() => undefined);
    await server[Symbol.asyncDispose]();
    const log: string[] = [];
    const clock = simulatedClock();
    await expect(
      observe(plainConnection(server.port), { clock, log: (level, message) => log.push(`${level}: ${message}`) }),
    ).rejects.toMatchObject({
      code: 'catalog.unreachable',
      message: `127.0.0.1,${server.port}: the connection was refused (ECONNREFUSED). Tried 5 times.`,
      remedy: expect.stringContaining('Nothing listens there'),
    });
    expect(clock.sleeps).toEqual([125, 250, 500, 1000]);
    expect(log).toHaveLength(4);
    // The error alone is enough: four warnings of one wrong address are noise.
    expect(log.filter((line) => line.startsWith('warn'))).toEqual([]);
    expect(log[0]).toBe(
      `info: 127.0.0.1,${server.port}: the connection was refused (ECONNREFUSED). Connecting again in 0.1 s.`,
    );
  });

  test('a server that accepts and says nothing: unreachable, after the time for one attempt', async () => {
    await using server = await strangeServer(() => undefined);
    const log: string[] = [];
    await expect(
      observe(plainConnection(server.port), { limits: { connect: 200 }, log: (_, message) => log.push(message) }),
    ).rejects.toMatchObject({ code: 'catalog.unreachable', message: expect.stringContaining('within 0.2 s') });
    expect(log).toEqual([]);
  });

  test('a server that hangs up: the connection is lost, after repetitions', async () => {
    await using server = await strangeServer((socket) => socket.end());
    const warned: string[] = [];
    const failed = observe(plainConnection(server.port), {
      limits: { retry: 900 },
      log: (level, message) => level === 'warn' && warned.push(message),
    });
    await expect(failed).rejects.toMatchObject({
      code: 'catalog.connection-lost',
      exitCode: 4,
      message: expect.stringMatching(/Tried [2-9] times\.$/),
    });
    expect(warned).toHaveLength(1);
  });

  test('a server that is no SQL Server ends in an error of the registry', async () => {
    await using server = await strangeServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    const failed = observe(plainConnection(server.port), { limits: { retry: 300, connect: 500 } });
    await expect(failed).rejects.toMatchObject({ name: 'ScaleoutError', exitCode: 4 });
  });

  test('a server that comes back while we try is used', async () => {
    await using world = await openProxied({ limits: { retry: 5_000 } });
    world.proxy.answers = { kind: 'cut', after: 0 };
    const observing = world.catalog.observe(signal);
    await until('a repetition', () => world.log.length > 0);
    world.proxy.answers = { kind: 'forward' };
    await expect(observing).resolves.toMatchObject({ database: 'SSISDB' });
  });
});

function sqlLogin(user: string, password: string): SqlConnection['authentication'] {
  return { type: 'sql', user, password: secret(password) };
}
