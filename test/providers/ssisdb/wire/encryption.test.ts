import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import tls from 'node:tls';
import sql from 'mssql';
import { Connection } from 'tedious';
import { describe, expect, onTestFinished, test } from 'vitest';
import { encryptionByte } from '../../../../packages/sandbox/src/tds/login/prelogin.js';
import { startTestSandbox } from '../../../../packages/sandbox/test/support/sandbox.js';
import { secret } from '../../../../src/providers/secret.js';
import { watchPlainExchange } from '../../../../src/providers/ssisdb/connection/plain-exchange.js';
import { checkDriver, requireEncryption } from '../../../../src/providers/ssisdb/connection/require-encryption.js';
import type { SqlAuthentication, SqlConnection } from '../../../../src/providers/ssisdb/connection/sql-connection.js';
import { openLock } from '../../../../src/providers/ssisdb/lock/open-lock.js';
import { openCatalog } from '../../../../src/providers/ssisdb/open-catalog.js';
import { systemClock } from '../../../../src/providers/waiting.js';
import { type Boundary, startBoundaryProxy, tdsMessageLength } from '../../../support/boundary-proxy.js';
import { address, commonName, dnsName, keyOf, makeCertificate, pem } from '../../../support/certificates.js';
import { connectionTo } from '../../../support/provider-connection.js';
import {
  accepted,
  leaks,
  packet,
  preLoginAnswer,
  redirection,
  startPeer,
  startPlainPeer,
  startTlsPeer,
  withEncryption,
} from '../../../support/tds-peer.js';
import { until } from '../../../support/until.js';

const { signal } = new AbortController();
const password = 'Tr0ub4dor&3';
const sqlLogin = { type: 'sql', user: 'scaleout', password: secret(password) } as const;
// What is repeated although it should not be shows as one more connection.
const options = { clock: systemClock, random: () => 1, limits: { retry: 300 } };

function connectionToPort(port: number, changes: Partial<SqlConnection> = {}): SqlConnection {
  return {
    host: '127.0.0.1',
    port,
    database: 'SSISDB',
    authentication: sqlLogin,
    encrypt: true,
    trustServerCertificate: false,
    ...changes,
  };
}

/** Everything that opens a connection of its own. */
const ways = {
  async catalog(connection: SqlConnection) {
    await using catalog = openCatalog(connection, { ...options, parallelism: 2 });
    return await catalog.observe(signal);
  },
  async lock(connection: SqlConnection) {
    await using lock = openLock(connection, { ...options, who: 'anna@build7', now: () => new Date() });
    await using held = await lock.acquire({ purpose: 'apply x', timeout: 0, onWait: () => undefined }, signal);
    return held;
  },
} as const;

const strongKey = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;

/** A certificate that is its own authority, for one name. */
function named(name: string, dates: { readonly notAfter?: string } = {}, key = strongKey) {
  const alternativeNames = [name === '127.0.0.1' ? address(127, 0, 0, 1) : dnsName(name)];
  const made = makeCertificate({ key, subject: [[commonName(`TDS ${name}`)]], alternativeNames, ...dates });
  return {
    certificate: pem('CERTIFICATE', made),
    key: key.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

const notEncrypted = { name: 'ScaleoutError', code: 'catalog.not-encrypted', exitCode: 4 };

const authentications: readonly SqlAuthentication[] = [
  sqlLogin,
  { type: 'ntlm', domain: 'CORP', user: 'scaleout', password: secret(password) },
  { type: 'entra', method: 'default' },
  { type: 'entra', method: 'managedIdentity' },
  { type: 'entra', method: 'password', clientId: 'c', user: 'u', password: secret(password) },
  { type: 'entra', method: 'servicePrincipal', clientId: 'c', tenantId: 't', clientSecret: secret(password) },
  { type: 'entra', method: 'accessToken', token: secret(password) },
];

describe('a server that answers PRELOGIN without encryption gets no byte of a login, and is asked once', () => {
  test.each([
    ['ENCRYPT_OFF', encryptionByte.off],
    ['ENCRYPT_NOT_SUP', encryptionByte.notSupported],
    ['a value that nobody knows', 0x55],
    ['nothing of encryption', undefined],
  ])('%s', async (_, answer) => {
    for (const way of Object.values(ways)) {
      await using peer = await startPlainPeer(preLoginAnswer(answer), accepted);
      await expect(way(connectionToPort(peer.port))).rejects.toMatchObject({
        ...notEncrypted,
        message: `127.0.0.1,${peer.port}: the server did not agree to encrypt the connection; nothing of the login was sent.`,
      });
      expect(peer.sent).toHaveLength(1);
      expect(leaks(peer.sent, password)).toEqual([]);
    }
  });

  test.each(authentications)('%j', async (authentication) => {
    await using peer = await startPlainPeer(preLoginAnswer(encryptionByte.notSupported), accepted);
    await expect(ways.catalog(connectionToPort(peer.port, { authentication }))).rejects.toMatchObject(notEncrypted);
    expect(peer.sent).toHaveLength(1);
    expect(leaks(peer.sent, password)).toEqual([]);
  });

  test('also where its certificate would not be checked', async () => {
    await using peer = await startPlainPeer(preLoginAnswer(encryptionByte.off), accepted);
    const connection = connectionToPort(peer.port, { trustServerCertificate: true });
    await expect(ways.catalog(connection)).rejects.toMatchObject(notEncrypted);
    expect(leaks(peer.sent, password)).toEqual([]);
  });

  test('where the topology does without encryption, it logs in: the test sees a login that is there', async () => {
    await using peer = await startPlainPeer(preLoginAnswer(encryptionByte.notSupported));
    await expect(ways.lock(connectionToPort(peer.port, { encrypt: false }))).rejects.toThrow();
    expect(leaks(peer.sent, password)).toEqual(
      expect.arrayContaining(['0: a unit of type 16', '0: the secret, scrambled']),
    );
  });
});

describe('a server that speaks something else', () => {
  const hello = preLoginAnswer(encryptionByte.on);
  test.each<[string, string, Buffer, Buffer | undefined]>([
    ['an answer without a byte in it', 'catalog.unexpected-answer', packet(Buffer.alloc(0)), accepted],
    ['an answer that has no end', 'catalog.unexpected-answer', packet(Buffer.from([0, 0])), accepted],
    [
      'an option that points behind the answer',
      'catalog.unexpected-answer',
      packet(Buffer.from([1, 0xff, 0xff, 0, 1, 0xff])),
      accepted,
    ],
    ['an answer of options without values', 'catalog.not-encrypted', packet(Buffer.from([0xff])), accepted],
    ['HTTP', 'catalog.unreachable', Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n'), undefined],
    ['it agrees to encrypt, then accepts a login in plain', 'catalog.tls-failed', hello, accepted],
    [
      'it agrees to encrypt and accepts a login at once',
      'catalog.not-encrypted',
      Buffer.concat([hello, accepted]),
      accepted,
    ],
    ['it accepts a login before it is asked for anything', 'catalog.unexpected-answer', accepted, accepted],
  ])('%s: %s, and no byte of a login', async (_, code, first, later) => {
    await using peer = await startPlainPeer(first, later);
    await using catalog = openCatalog(connectionToPort(peer.port), {
      ...options,
      parallelism: 2,
      limits: { connect: 1_000, retry: 300 },
    });
    await expect(catalog.observe(signal)).rejects.toMatchObject({ name: 'ScaleoutError', code, exitCode: 4 });
    expect(peer.sent.length).toBeGreaterThan(0);
    expect(leaks(peer.sent, password)).toEqual([]);
  });

  test.each([
    ['plain, where TLS is to come first', preLoginAnswer(encryptionByte.on)],
    ['a login that is accepted, where TLS is to come first', accepted],
  ])('%s', async (_, first) => {
    await using peer = await startPlainPeer(first, accepted);
    await expect(ways.catalog(connectionToPort(peer.port, { encrypt: 'strict' }))).rejects.toMatchObject({
      code: 'catalog.tls-failed',
      exitCode: 4,
    });
    expect(peer.sent).toHaveLength(1);
    expect(leaks(peer.sent, password)).toEqual([]);
  });
});

describe('somebody on the way', () => {
  type Alter = (message: Buffer, at: Boundary) => Buffer;
  const first =
    (way: Boundary['way'], change: (message: Buffer) => Buffer): Alter =>
    (message, at) =>
      at.way === way && at.message === 0 ? change(message) : message;
  const flips: readonly (readonly [string, Alter])[] = [
    ['the question', first('toServer', (message) => withEncryption(message, encryptionByte.notSupported))],
    ['the answer', first('toClient', (message) => withEncryption(message, encryptionByte.notSupported))],
  ];

  /** A sandbox behind a machine in the middle. */
  async function intercepted(alter: Alter) {
    const sandbox = await startTestSandbox();
    const target = sandbox.connection;
    const proxy = await startBoundaryProxy({ target, messageLength: tdsMessageLength, alter });
    const connection = { ...connectionTo(sandbox, 'operator'), host: '127.0.0.1', port: proxy.port };
    return {
      sandbox,
      proxy,
      connection,
      secret: sandbox.passwordOf('operator'),
      async [Symbol.asyncDispose]() {
        await proxy[Symbol.asyncDispose]();
        await sandbox[Symbol.asyncDispose]();
      },
    };
  }

  test.each(flips)('who changes one byte of %s learns nothing of a login', async (_, alter) => {
    for (const way of Object.values(ways)) {
      await using world = await intercepted(alter);
      await expect(way(world.connection)).rejects.toMatchObject(notEncrypted);
      expect(world.proxy.sent).toHaveLength(1);
      expect(leaks(world.proxy.sent, world.secret)).toEqual([]);
      expect(world.sandbox.requests).toEqual([]);
    }
  });

  test('who forwards everything as it is hinders nobody', async () => {
    await using world = await intercepted((message) => message);
    await expect(ways.catalog(world.connection)).resolves.toMatchObject({ database: 'SSISDB' });
  });

  test('who begins in the middle of a run: the next connection is refused, the write is not carried out', async () => {
    let isMeddling = false;
    await using world = await intercepted((message, at) =>
      isMeddling ? (flips[0]?.[1](message, at) ?? message) : message,
    );
    await using catalog = openCatalog(world.connection, { ...options, parallelism: 2 });
    const { workers } = await catalog.observe(signal);
    const [worker] = workers.known ? workers.value : [];
    if (worker === undefined) throw new Error('the sandbox has no worker');
    isMeddling = true;
    const before = world.proxy.sent.length;
    world.proxy.hangUp();
    await expect(catalog.observe(signal)).rejects.toMatchObject(notEncrypted);
    expect(world.proxy.sent).toHaveLength(before + 1);
    await expect(catalog.setWorkerEnabled(worker.id, !worker.enabled, signal)).rejects.toMatchObject(notEncrypted);
    expect(world.proxy.sent).toHaveLength(before + 2);
    expect(leaks(world.proxy.sent.slice(before), world.secret)).toEqual([]);
  });

  test('who puts a forged answer behind the TLS handshake: it is not taken for the answer to the login', async () => {
    // The forger has a certificate that is good for the name of a server of his own.
    const forgers = named('127.0.0.1');
    await using trap = await startTlsPeer(forgers, accepted);
    // The last message of the handshake ends it for the client; what stands behind it was never encrypted.
    const forge: Alter = (message, at) =>
      at.way === 'toClient' && at.message === 2
        ? Buffer.concat([message, redirection('127.0.0.1', trap.port)])
        : message;
    await using world = await intercepted(forge);
    const { serverName: _, ...own } = world.connection;
    const connection = { ...own, host: 'localhost', ca: `${own.ca}${forgers.certificate}` };
    await expect(ways.lock(connection)).rejects.toMatchObject(notEncrypted);
    expect(trap.sent).toEqual([]);
    expect(world.proxy.sent).toHaveLength(1);
    expect(leaks(world.proxy.sent, world.secret)).toEqual([]);
  });

  test('who puts the beginning of a packet there: no byte of a login leaves', async () => {
    const forge: Alter = (message, at) =>
      at.way === 'toClient' && at.message === 2 ? Buffer.concat([message, accepted.subarray(0, 3)]) : message;
    await using world = await intercepted(forge);
    await expect(ways.lock(world.connection)).rejects.toMatchObject(notEncrypted);
    expect(leaks(world.proxy.sent, world.secret)).toEqual([]);
  });
});

describe('a certificate that is not to be trusted', () => {
  test.each<[string, ReturnType<typeof named>, boolean]>([
    ['nobody vouches for it', named('localhost'), false],
    ['it is for another name', named('other.example'), true],
    ['its time is over', named('localhost', { notAfter: '2024-01-01T00:00:00Z' }), true],
  ])('%s: refused before the login, whether TLS comes first or not', async (_, certificate, isTrusted) => {
    for (const encrypt of [true, 'strict'] as const) {
      await using peer = await startTlsPeer(certificate, accepted);
      const connection = connectionToPort(peer.port, {
        host: 'localhost',
        encrypt,
        ...(isTrusted ? { ca: certificate.certificate } : {}),
      });
      await expect(ways.catalog(connection)).rejects.toMatchObject({ code: 'catalog.tls-untrusted', exitCode: 4 });
      expect(peer.sent).toHaveLength(1);
      expect(leaks(peer.sent, password)).toEqual([]);
    }
  });

  test.each([true, 'strict'] as const)(
    'a key of 1024 bits (encrypt: %s): weak, where OpenSSL asks for more',
    async (encrypt) => {
      const usual = tls.DEFAULT_CIPHERS;
      // The default of OpenSSL 3.2 and later; a server that made its certificate itself has such a key.
      tls.DEFAULT_CIPHERS = 'DEFAULT@SECLEVEL=2';
      onTestFinished(() => {
        tls.DEFAULT_CIPHERS = usual;
      });
      const weak = named('localhost', {}, keyOf('rsa1024'));
      await using peer = await startTlsPeer({ ...weak, ciphers: 'DEFAULT@SECLEVEL=0' }, accepted);
      const connection = connectionToPort(peer.port, { host: 'localhost', encrypt, ca: weak.certificate });
      await expect(ways.catalog(connection)).rejects.toMatchObject({
        code: 'catalog.tls-weak',
        exitCode: 4,
        message: expect.stringContaining('EE certificate key too weak'),
        remedy: expect.stringContaining('2048 bits'),
      });
      expect(leaks(peer.sent, password)).toEqual([]);
    },
  );

  test('of a server to which the right one redirects: the name is that of the redirection', async () => {
    const good = named('localhost');
    await using target = await startTlsPeer(good, accepted);
    await using front = await startTlsPeer(good, redirection('127.0.0.1', target.port));
    const connection = connectionToPort(front.port, { host: 'localhost', ca: good.certificate });
    await expect(ways.lock(connection)).rejects.toMatchObject({ code: 'catalog.tls-untrusted' });
    expect(target.sent).toHaveLength(1);
    expect(leaks(target.sent, password)).toEqual([]);
  });

  test('a redirection to a server without encryption: refused there as anywhere', async () => {
    const good = named('localhost');
    await using target = await startPlainPeer(preLoginAnswer(encryptionByte.off), accepted);
    await using front = await startTlsPeer(good, redirection('localhost', target.port));
    const connection = connectionToPort(front.port, { host: 'localhost', ca: good.certificate });
    await expect(ways.lock(connection)).rejects.toMatchObject(notEncrypted);
    expect(target.sent).toHaveLength(1);
    expect(leaks(target.sent, password)).toEqual([]);
  });

  test('a redirection to a server that encrypts is followed', async () => {
    await using sandbox = await startTestSandbox();
    const good = named('localhost');
    await using front = await startTlsPeer(good, redirection('127.0.0.1', sandbox.connection.port));
    const own = connectionTo(sandbox, 'operator');
    const connection = { ...own, host: '127.0.0.1', port: front.port, ca: `${own.ca}${good.certificate}` };
    await expect(ways.catalog(connection)).resolves.toMatchObject({ database: 'SSISDB' });
  });
});

test('TLS with a cipher that does not encrypt, as NODE_OPTIONS can ask for: refused before the login', async () => {
  const usual = tls.DEFAULT_CIPHERS;
  tls.DEFAULT_CIPHERS = 'eNULL@SECLEVEL=0';
  try {
    const good = named('localhost');
    await using peer = await startTlsPeer(good, accepted);
    const connection = connectionToPort(peer.port, { host: 'localhost', ca: good.certificate });
    await expect(ways.catalog(connection)).rejects.toMatchObject({
      ...notEncrypted,
      message: expect.stringContaining('the cipher that was agreed on does not encrypt'),
    });
    expect(peer.sent).toHaveLength(1);
    expect(leaks(peer.sent, password)).toEqual([]);
  } finally {
    tls.DEFAULT_CIPHERS = usual;
  }
});

describe('a driver whose inner parts are others', () => {
  test('is refused before it connects', () => {
    expect(() => checkDriver({ sendPreLogin() {} })).toThrow(
      expect.objectContaining({ ...notEncrypted, message: expect.stringContaining('sendLogin7Packet') }),
    );
    expect(() => checkDriver({})).toThrow(expect.objectContaining(notEncrypted));
  });

  test('mssql makes the connections that are checked', async () => {
    expect(() => checkDriver()).not.toThrow();
    await using peer = await startPlainPeer(preLoginAnswer(encryptionByte.on));
    let made: unknown;
    const pool = new sql.ConnectionPool({
      server: '127.0.0.1',
      port: peer.port,
      beforeConnect: (connection) => {
        made = connection;
      },
    });
    await expect(pool.connect()).rejects.toThrow();
    expect(made).toBeInstanceOf(Connection);
  });

  test.each<[string, (connection: Connection, original: object) => void]>([
    [
      'the login is sent by another function',
      (connection, original) => Object.assign(connection, pick(original, 'sendLogin7Packet')),
    ],
    [
      'the exchange begins with another function',
      (connection, original) => Object.assign(connection, pick(original, 'sendPreLogin')),
    ],
  ])('%s: nothing leaves', async (_, loosen) => {
    await using peer = await startPlainPeer(preLoginAnswer(encryptionByte.off), accepted);
    const connection = new Connection({
      server: '127.0.0.1',
      authentication: { type: 'default', options: { userName: 'scaleout', password } },
      options: { port: peer.port, encrypt: true },
    });
    requireEncryption(connection, { encrypt: true, trustServerCertificate: false });
    loosen(connection, Connection.prototype);
    const error = await new Promise<Error | undefined>((resolve) => connection.connect(resolve));
    expect(error).toBeInstanceOf(Error);
    expect(leaks(peer.sent, password)).toEqual([]);
  });
});

function pick(from: object, name: string): object {
  return { [name]: Reflect.get(from, name) };
}

describe('the socket itself', () => {
  async function pair() {
    const peer = await startPeer(() => undefined);
    const client = connect(peer.port, '127.0.0.1');
    await once(client, 'connect');
    return {
      client,
      sent: () => Buffer.concat(peer.sent),
      async [Symbol.asyncDispose]() {
        client.destroy();
        await peer[Symbol.asyncDispose]();
      },
    };
  }

  const prelogin = Buffer.from([0x12, 1, 0, 10, 0, 0, 1, 0, 0xff, 0]);
  const login = Buffer.from([0x10, 1, 0, 12, 0, 0, 1, 0, 1, 2, 3, 4]);
  const data = Buffer.from([0x17, 3, 3, 0, 2, 9, 9]);

  test.each<[string, readonly Buffer[], Buffer]>([
    ['a login', [prelogin, login], prelogin],
    ['a login in one piece with what may be sent', [Buffer.concat([prelogin, login])], Buffer.alloc(0)],
    ['the first byte of a login', [prelogin, login.subarray(0, 1)], prelogin],
    ['a login behind a PRELOGIN in pieces', [prelogin.subarray(0, 3), prelogin.subarray(3), login], prelogin],
    ['data in TLS before it was begun', [prelogin, data], prelogin],
  ])('%s does not leave', async (_, chunks, expected) => {
    await using ends = await pair();
    watchPlainExchange(ends.client);
    const failed = new Promise<Error>((resolve) => ends.client.once('error', resolve));
    for (const chunk of chunks) ends.client.write(chunk);
    expect(await failed).toMatchObject({ code: 'ENOTENCRYPTED' });
    await until('what may leave has arrived', () => ends.sent().length >= expected.length);
    expect(ends.sent()).toEqual(expected);
  });

  test.each<[string, 'cork' | 'end']>([
    ['in many pieces at once', 'cork'],
    ['as the last words', 'end'],
  ])('a login does not leave %s', async (_, how) => {
    await using ends = await pair();
    watchPlainExchange(ends.client);
    const failed = new Promise<Error>((resolve) => ends.client.once('error', resolve));
    if (how === 'cork') {
      ends.client.cork();
      ends.client.write(prelogin);
      ends.client.write(login);
      process.nextTick(() => ends.client.uncork());
    } else ends.client.end(login);
    expect(await failed).toMatchObject({ code: 'ENOTENCRYPTED' });
    expect(ends.sent().includes(login)).toBe(false);
  });

  test('after TLS has begun a login does not leave either, and TLS does', async () => {
    const server = createServer((socket) => socket.once('data', () => socket.write(prelogin)));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const client = connect(typeof address === 'object' && address !== null ? address.port : 0, '127.0.0.1');
    const exchange = watchPlainExchange(client);
    client.on('error', () => undefined);
    client.write(prelogin);
    await once(client, 'data');
    exchange.encryptionBegan();
    expect(exchange.isEncrypted).toBe(true);
    await new Promise<void>((resolve, reject) => client.write(data, (error) => (error ? reject(error) : resolve())));
    await expect(
      new Promise<void>((resolve, reject) => client.write(login, (error) => (error ? reject(error) : resolve()))),
    ).rejects.toMatchObject({ code: 'ENOTENCRYPTED' });
    expect(client.destroyed).toBe(true);
    await new Promise((resolve) => server.close(resolve));
  });
});
