import type { Connection, Request } from 'tedious';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { TdsServer } from '../../src/tds/server.js';
import { createCannedEngine } from './canned-engine.js';
import { serve, until } from './serving.js';
import { connect, send } from './tedious-client.js';

const engine = createCannedEngine();
let server: TdsServer;
const connections: Connection[] = [];

beforeAll(async () => {
  server = await serve(engine);
});

afterEach(async () => {
  for (const connection of connections.splice(0)) {
    connection.close();
  }
  await server.untilIdle(AbortSignal.timeout(5000));
});

afterAll(async () => {
  await server.close();
});

async function client(packetSize = 4096): Promise<Connection> {
  const connection = await connect(server, { options: { packetSize } });
  connections.push(connection);
  return connection;
}

test('a request is cancelled before it has answered, and the connection goes on', async () => {
  const connection = await client();
  const aborted = engine.seen.aborted;
  let held: Request | undefined;
  const seen = engine.seen.requests.length;
  const answer = send(connection, 'wait', 'batch', [], (request) => {
    held = request;
  });
  await until(() => engine.seen.requests.length > seen);
  held?.cancel();
  expect((await answer).error).toMatchObject({ code: 'ECANCEL' });
  expect(engine.seen.aborted).toBe(aborted + 1);
  expect((await send(connection, 'select 8')).rows).toEqual([[8]]);
});

test.each([512, 4096, 32_767])(
  'a request is cancelled in the middle of its rows, packets of %i bytes',
  async (size) => {
    const connection = await client(size);
    let rows = 0;
    const answer = await send(connection, 'wait 100', 'batch', [], (request) => {
      request.on('row', () => {
        rows += 1;
        if (rows === 3) {
          request.cancel();
        }
      });
    });
    expect(answer.error).toMatchObject({ code: 'ECANCEL' });
    expect((await send(connection, 'select 8')).rows).toEqual([[8]]);
  },
);

test('a request is cancelled after it was answered in full', async () => {
  const connection = await client();
  const answer = await send(connection, 'many 2000', 'batch', [], (request) => {
    request.once('row', () => request.cancel());
  });
  expect(answer.error).toMatchObject({ code: 'ECANCEL' });
  expect((await send(connection, 'select 8')).rows).toEqual([[8]]);
});

test('a request that times out at the client is cancelled', async () => {
  const connection = await connect(server, { options: { requestTimeout: 50 } });
  connections.push(connection);
  expect((await send(connection, 'wait')).error).toMatchObject({ code: 'ETIMEOUT' });
  expect((await send(connection, 'select 8')).rows).toEqual([[8]]);
});

test('a client that goes away stops its request and closes its session', async () => {
  const connection = await client();
  const { aborted } = engine.seen;
  const closed = engine.seen.closed.length;
  const seen = engine.seen.requests.length;
  void send(connection, 'wait');
  await until(() => engine.seen.requests.length > seen);
  connection.close();
  await until(() => engine.seen.closed.length === closed + 1);
  expect(engine.seen.aborted).toBe(aborted + 1);
});
