import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TdsServer } from '../../src/tds/server.js';
import { createCannedEngine } from './canned-engine.js';
import { attention, batch, lastDone, loggedIn, login7, noHeaders, packet, preLogin, rawClient } from './raw-client.js';
import { serve, until } from './serving.js';

const engine = createCannedEngine();
let server: TdsServer;

beforeAll(async () => {
  server = await serve(engine);
});

afterAll(async () => {
  await server.close();
});

const done = 0xfd;
const doneProcedure = 0xfe;

test('PRELOGIN is answered: version, no encryption, one result at a time, no federated login', async () => {
  using client = await rawClient(server);
  client.send(
    preLogin(2, [
      [4, Buffer.from([1])],
      [6, Buffer.from([1])],
    ]),
  );
  const answer = await client.next();
  expect(answer?.type).toBe(0x04);
  const options = new Map<number, Buffer>();
  const payload = answer?.payload ?? Buffer.alloc(0);
  for (let at = 0; payload[at] !== 0xff; at += 5) {
    const offset = payload.readUInt16BE(at + 1);
    options.set(payload.readUInt8(at), payload.subarray(offset, offset + payload.readUInt16BE(at + 3)));
  }
  expect(options.get(0)).toEqual(Buffer.from([16, 0, 0x10, 0x27, 4, 0]));
  expect(options.get(1)).toEqual(Buffer.from([2]));
  expect(options.get(4)).toEqual(Buffer.from([0]));
  expect(options.get(6)).toEqual(Buffer.from([0]));
});

test('a client without PRELOGIN may log in', async () => {
  using client = await rawClient(server);
  client.send(login7());
  expect(lastDone(await client.next())).toEqual({ token: done, status: 0 });
});

test('packets carry the session number and count from 1', async () => {
  using client = await loggedIn(server, { packetSize: 512 });
  client.send(batch('long 200000'));
  const answer = await client.next();
  expect(answer?.spid).toBe(engine.seen.logins.length + 50);
  expect(answer?.ids).toEqual(answer?.ids.map((_, index) => (index + 1) & 0xff));
  expect(answer?.ids.length).toBeGreaterThan(700);
});

test.each([
  [0, 4096],
  [1, 512],
  [99_999, 32_767],
])('a packet size of %i is answered with %i', async (asked, agreed) => {
  using client = await rawClient(server);
  client.send(login7({ packetSize: asked }));
  const answer = await client.next();
  const text = Buffer.from(String(agreed), 'utf16le');
  expect(answer?.payload.includes(Buffer.concat([Buffer.from([4, text.length / 2]), text]))).toBe(true);
});

test('a message that comes byte by byte is understood', async () => {
  using client = await rawClient(server);
  for (const message of [preLogin(), login7(), batch('select 1')]) {
    for (const byte of message) {
      client.socket.write(Buffer.from([byte]));
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(await client.next()).toBeDefined();
  }
});

test('several messages in one read are answered in order', async () => {
  using client = await loggedIn(server);
  client.send(Buffer.concat([batch('select 1'), batch('select 2'), batch('update')]));
  expect((await client.next())?.payload.readInt32LE(22)).toBe(1);
  expect((await client.next())?.payload.readInt32LE(22)).toBe(2);
  expect(lastDone(await client.next())).toEqual({ token: done, status: 0x10 });
});

test('a session that waits for the client gives no more rows while the client takes none', async () => {
  using client = await loggedIn(server);
  client.socket.pause();
  client.send(batch('many 100000'));
  await until(() => engine.seen.held && engine.seen.rows > 1000);
  const turns = Array.from({ length: 50 }, () => () => new Promise((resolve) => setImmediate(resolve)));
  let { rows } = engine.seen;
  for (let still = 0; still < turns.length; ) {
    await turns[still]?.();
    still = engine.seen.rows === rows ? still + 1 : 0;
    ({ rows } = engine.seen);
  }
  expect(rows).toBeLessThan(100_000);
  client.socket.resume();
  expect(lastDone(await client.next())).toEqual({ token: done, status: 0x10 });
  expect(engine.seen.rows).toBe(100_000);
});

test('an integer that is NOT NULL has the type without a length, one that may be NULL the type with it', async () => {
  using client = await loggedIn(server);
  client.send(batch('select 1'));
  expect((await client.next())?.payload.readUInt8(9)).toBe(0x38);
  client.send(batch('exec p'));
  expect((await client.next())?.payload.readUInt8(9)).toBe(0x26);
});

test('an attention with nothing to stop is acknowledged', async () => {
  using client = await loggedIn(server);
  client.send(attention);
  expect(lastDone(await client.next())).toEqual({ token: done, status: 0x20 });
  client.send(batch('update'));
  expect(lastDone(await client.next())).toEqual({ token: done, status: 0x10 });
});

test('an attention in the same read as its request stops it', async () => {
  using client = await loggedIn(server);
  client.send(Buffer.concat([batch('wait'), attention]));
  expect(lastDone(await client.next())).toEqual({ token: done, status: 0x02 });
  expect(lastDone(await client.next())).toEqual({ token: done, status: 0x20 });
});

test('the part of a cancelled answer that was sent ends with a whole token', async () => {
  using client = await loggedIn(server, { packetSize: 1000 });
  const requests = engine.seen.requests.length;
  client.send(batch('wait 100'));
  await until(() => engine.seen.requests.length > requests);
  client.send(attention);
  const answer = await client.next();
  // One row of nvarchar: its token, two bytes of length, 2,800 characters.
  const rowBytes = 1 + 2 + 2800 * 2;
  const metadataBytes = 1 + 2 + 4 + 2 + 1 + 2 + 5 + 1 + 'text'.length * 2;
  const rows = ((answer?.payload.length ?? 0) - metadataBytes - 13) / rowBytes;
  expect(rows).toBeGreaterThan(10);
  expect(Number.isInteger(rows)).toBe(true);
  expect(lastDone(answer)).toEqual({ token: done, status: 0x02 });
  expect(lastDone(await client.next())).toEqual({ token: done, status: 0x20 });
});

test('a request that the client takes back while it sends it is answered, not carried out', async () => {
  using client = await loggedIn(server);
  const requests = engine.seen.requests.length;
  client.send(Buffer.concat([batch('upda', 0), packet(0x01, Buffer.alloc(0), 3)]));
  expect(lastDone(await client.next())).toEqual({ token: done, status: 0x02 });
  expect(engine.seen.requests).toHaveLength(requests);
});

test('several calls of one message are answered one after the other, by name and by number', async () => {
  using client = await loggedIn(server);
  const byName = Buffer.concat([Buffer.from([4, 0]), Buffer.from('echo', 'utf16le'), Buffer.from([0, 0])]);
  const byNumber = Buffer.from([0xff, 0xff, 13, 0, 0, 0]);
  client.send(
    packet(0x03, Buffer.concat([noHeaders, byName, Buffer.from([0xff]), byNumber, Buffer.from([0x80]), byName])),
  );
  const answer = await client.next();
  expect(engine.seen.requests.slice(-3)).toEqual(
    ['echo', 'sp_prepexec', 'echo'].map((procedure) => ({ type: 'rpc', procedure, parameters: [] })),
  );
  // Return status, end with more; error, end with error and more; return status, end.
  expect(answer?.payload.readUInt8(0)).toBe(0x79);
  expect([answer?.payload.readUInt8(5), answer?.payload.readUInt16LE(6)]).toEqual([doneProcedure, 0x01]);
  expect(answer?.payload.readUInt8(18)).toBe(0xaa);
  expect(lastDone(answer)).toEqual({ token: doneProcedure, status: 0 });
});

test('a parameter that is to have its default is left out', async () => {
  using client = await loggedIn(server);
  const name = (text: string) => Buffer.concat([Buffer.from([text.length]), Buffer.from(text, 'utf16le')]);
  const nullInteger = Buffer.from([0x26, 4, 0]);
  const five = Buffer.from([0x38, 5, 0, 0, 0]);
  const call = Buffer.concat([
    Buffer.concat([noHeaders, Buffer.from([4, 0]), Buffer.from('echo', 'utf16le'), Buffer.from([0, 0])]),
    Buffer.concat([name('@a'), Buffer.from([2]), nullInteger]),
    Buffer.concat([name('@b'), Buffer.from([0]), five]),
    Buffer.concat([name('@c'), Buffer.from([3]), nullInteger]),
  ]);
  client.send(packet(0x03, call));
  await client.next();
  expect(engine.seen.requests.at(-1)).toEqual({
    type: 'rpc',
    procedure: 'echo',
    parameters: [
      { name: '@b', type: { kind: 'int' }, value: 5, output: false },
      { name: '@c', type: { kind: 'int' }, value: null, output: true },
    ],
  });
});

test.each([
  ['bulk load', packet(0x07, Buffer.from([0x81, 0, 0]))],
  ['a distributed transaction', packet(0x0e, Buffer.concat([noHeaders, Buffer.from([0, 0, 0, 0])]))],
])('%s is refused, and the connection goes on', async (_what, message) => {
  using client = await loggedIn(server);
  client.send(message);
  const refused = await client.next();
  expect(refused?.payload.readUInt8(0)).toBe(0xaa);
  expect(lastDone(refused)).toEqual({ token: done, status: 0x02 });
  client.send(batch('update'));
  expect(lastDone(await client.next())).toEqual({ token: done, status: 0x10 });
});

test('a client that logs in without the encryption that is required is told 17835 before its password is looked at', async () => {
  const guarded = createCannedEngine();
  await using strict = await serve(guarded, { encryption: 'required' });
  using client = await rawClient(strict);
  client.send(preLogin(2));
  await client.next();
  client.send(login7());
  const answer = await client.next();
  expect(answer?.payload.readInt32LE(3)).toBe(17_835);
  expect(await client.next()).toBeUndefined();
  expect(guarded.seen.logins).toEqual([]);
});
