import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { TdsServer } from '../../src/tds/server.js';
import { createCannedEngine } from './canned-engine.js';
import { batch, loggedIn, login7, noHeaders, packet, preLogin, type RawClient, rawClient } from './raw-client.js';
import { serve } from './serving.js';
import { connect, send } from './tedious-client.js';

const engine = createCannedEngine();
let server: TdsServer;

beforeAll(async () => {
  server = await serve(engine);
});

/** After each test nobody is left, every session is closed, and a new client is served. */
afterEach(async () => {
  await server.untilIdle(AbortSignal.timeout(5000));
  const connection = await connect(server);
  expect((await send(connection, 'select 1')).rows).toEqual([[1]]);
  connection.close();
  await server.untilIdle(AbortSignal.timeout(5000));
  expect(server.sessionCount()).toBe(0);
});

afterAll(async () => {
  await server.close();
});

/** Sends it, and waits until the server has ended the connection. */
async function isEnded(client: RawClient, bytes: Buffer): Promise<void> {
  client.send(bytes);
  while ((await client.next()) !== undefined) {
    // An answer to an earlier message.
  }
}

const header = (length: number) => Buffer.from([1, 1, length >> 8, length & 0xff, 0, 0, 1, 0]);
const prefixed = (length: number) => Buffer.from([length & 0xff, length >> 8]);
const call = (rest: Buffer) => packet(0x03, Buffer.concat([noHeaders, rest]));
const echo = (parameter: readonly number[]) =>
  call(Buffer.concat([prefixed(4), Buffer.from('echo', 'utf16le'), Buffer.from([0, 0, 0, 0, ...parameter])]));

test.each<[string, Buffer]>([
  ['a packet shorter than its header', header(7)],
  ['a packet longer than any may be', header(0xffff)],
  ['an unknown kind of message', packet(0x55, Buffer.alloc(4))],
  ['a reply in place of a request', packet(0x04, Buffer.alloc(4))],
  ['a second login', login7()],
  ['a batch without its headers', packet(0x01, Buffer.alloc(2))],
  ['a batch whose headers are longer than it', packet(0x01, Buffer.from([0xff, 0xff, 0xff, 0x7f, 0, 0]))],
  ['a batch whose headers have no length', packet(0x01, Buffer.from([0, 0, 0, 0]))],
  ['another kind of message inside a message', Buffer.concat([batch('select', 0), packet(0x03, noHeaders)])],
  ['a call that ends in its name', call(Buffer.from([9, 0, 65, 0]))],
  ['a call of a number that no procedure has', call(Buffer.from([0xff, 0xff, 99, 0, 0, 0]))],
  ['a parameter without a type', echo([])],
  ['a parameter whose value ends early', echo([0xe7, 64, 31, 9, 4, 208, 0, 52, 40, 0, 65, 0])],
  ['a parameter with an integer of three bytes', echo([0x26, 4, 3, 1, 2, 3])],
  [
    'a parameter with a chunk of four gigabytes',
    echo([0xa5, 0xff, 0xff, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff]),
  ],
  ['a parameter with a date after the year 9999', echo([0x28, 3, 0xff, 0xff, 0xff])],
  ['a parameter with a variant of an unknown type', echo([0x62, 0, 0, 0, 0, 4, 0, 0, 0, 0x99, 0, 1, 2])],
  ['a transaction request that ends early', packet(0x0e, Buffer.concat([noHeaders, Buffer.from([5])]))],
])('%s ends that connection alone', async (_what, bytes) => {
  using client = await loggedIn(server);
  await isEnded(client, bytes);
});

test.each<[string, Buffer]>([
  ['a request in place of PRELOGIN', batch('select 1')],
  ['PRELOGIN without an end of its options', packet(0x12, Buffer.from([0, 0, 0, 0, 0]))],
  ['PRELOGIN with an option that points behind it', packet(0x12, Buffer.from([1, 0, 200, 0, 1, 0xff]))],
  ['an empty PRELOGIN', packet(0x12, Buffer.alloc(0))],
  ['a login of a few bytes', packet(0x10, Buffer.alloc(10))],
  ['TLS records that are none', Buffer.from([0x16, 3, 1, 0, 5, 1, 2, 3, 4, 5, 6, 7, 8, 9])],
  ['a plain text protocol', Buffer.from('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n')],
])('%s ends that connection alone', async (_what, bytes) => {
  using client = await rawClient(server);
  await isEnded(client, bytes);
});

test('a login with fields that point outside it ends that connection alone', async () => {
  for (const at of [36, 40, 44, 48, 60, 68, 78]) {
    const login = login7();
    login.writeUInt16LE(0xfff0, 8 + at);
    login.writeUInt16LE(0x7fff, 8 + at + 2);
    login.writeUInt8(0x80, 8 + 25);
    using client = await rawClient(server);
    await isEnded(client, login);
  }
});

test('a TLS handshake of nonsense ends that connection alone', async () => {
  for (const encryption of [0, 1]) {
    using client = await rawClient(server);
    client.send(preLogin(encryption));
    await client.next();
    await isEnded(client, packet(0x12, Buffer.from('this is not a ClientHello at all')));
  }
});

test('a message that never ends is cut off at a limit, whether of large or of empty packets', async () => {
  for (const piece of [packet(0x01, Buffer.alloc(32_000), 0), packet(0x01, Buffer.alloc(0), 0)]) {
    using client = await loggedIn(server);
    let ended = false;
    client.socket.on('close', () => {
      ended = true;
    });
    const many = Buffer.concat(Array.from({ length: Math.ceil(1_000_000 / piece.length) }, () => piece));
    for (let sent = 0; !ended && sent < 100; sent += 1) {
      await new Promise((resolve) => client.socket.write(many, resolve));
    }
    expect(await client.next()).toBeUndefined();
  }
});

test.each([
  ['before a byte', Buffer.alloc(0)],
  ['in the middle of a header', Buffer.from([0x12, 1, 0])],
  ['in the middle of PRELOGIN', preLogin().subarray(0, 12)],
  ['after PRELOGIN', preLogin()],
  ['after PRELOGIN that asks for TLS', preLogin(1)],
  ['in the middle of the login', Buffer.concat([preLogin(), login7().subarray(0, 60)])],
  ['after the login', Buffer.concat([preLogin(), login7()])],
  ['in the middle of a request', Buffer.concat([preLogin(), login7(), batch('select 1').subarray(0, 20)])],
  ['during a request', Buffer.concat([preLogin(), login7(), batch('wait 50')])],
  ['during a large answer', Buffer.concat([preLogin(), login7(), batch('many 5000')])],
])('a client that goes away %s leaves nothing behind', async (_when, bytes) => {
  const graceful = await rawClient(server);
  graceful.send(bytes);
  graceful.socket.end();
  const abrupt = await rawClient(server);
  await new Promise<void>((resolve) => abrupt.socket.write(bytes, () => resolve()));
  abrupt.socket.resetAndDestroy();
  while ((await graceful.next()) !== undefined) {
    // What was answered before it went.
  }
  await server.untilIdle(AbortSignal.timeout(5000));
  expect(engine.seen.closed).toHaveLength(engine.seen.logins.length);
});

test('a client that does not log in is thrown out in time, one that has logged in is not', async () => {
  await using impatient = await serve(createCannedEngine(), { loginLimit: 50 });
  using inTime = await loggedIn(impatient);
  using idle = await rawClient(impatient);
  using halfway = await rawClient(impatient);
  halfway.send(preLogin(1));
  expect(await idle.next()).toBeUndefined();
  await halfway.next();
  expect(await halfway.next()).toBeUndefined();
  inTime.send(batch('update'));
  expect(await inTime.next()).toBeDefined();
});

test('any bytes at all leave the server serving', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 300 }), fc.boolean(), async (bytes, past) => {
      using client = past ? await loggedIn(server) : await rawClient(server);
      client.send(Buffer.from(bytes));
      client.socket.end();
      while ((await client.next()) !== undefined) {
        // Some are a message after all.
      }
    }),
    { numRuns: 200 },
  );
});

test('a call with any change of a byte is answered or ends that connection', async () => {
  const whole = echo([
    2, 0x40, 0, 0x61, 0, 1, 0xe7, 20, 0, 9, 4, 208, 0, 52, 4, 0, 65, 0, 66, 0, 0, 0, 0x6c, 5, 9, 2, 5, 1, 1, 0, 0, 0,
  ]);
  await fc.assert(
    fc.asyncProperty(fc.nat(whole.length - 9), fc.nat(255), async (at, byte) => {
      const changed = Buffer.from(whole);
      changed[8 + at] = byte;
      using client = await loggedIn(server);
      client.send(changed);
      client.socket.end();
      while ((await client.next()) !== undefined) {
        // Answered.
      }
    }),
    { numRuns: 200 },
  );
});
