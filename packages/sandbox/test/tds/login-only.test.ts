import { connect as connectTls, type TLSSocket } from 'node:tls';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TdsServer } from '../../src/tds/server.js';
import { TlsCarrier } from '../../src/tds/wire/wire.js';
import { createCannedEngine } from './canned-engine.js';
import { batch, lastDone, login7, packet, preLogin, type RawClient, rawClient } from './raw-client.js';
import { certificate, serve } from './serving.js';

const engine = createCannedEngine();
let server: TdsServer;

beforeAll(async () => {
  server = await serve(engine);
});

afterAll(async () => {
  await server.close();
});

/** Does the handshake of a client for which only the login is to be encrypted; what TLS writes later goes to `later`. */
async function secured(client: RawClient, later: Buffer[]): Promise<TLSSocket> {
  client.send(preLogin(0));
  await client.next();
  let handshaking = true;
  const carrier: TlsCarrier = new TlsCarrier((bytes, done) => {
    if (!handshaking) {
      later.push(bytes);
      done();
      return;
    }
    client.send(packet(0x12, bytes));
    done();
    void client.next().then((answer) => answer && carrier.receive(answer.payload));
  });
  const tls = connectTls({ socket: carrier, servername: 'localhost', ca: await certificate(), maxVersion: 'TLSv1.2' });
  await new Promise((resolve, reject) => tls.once('secureConnect', resolve).once('error', reject));
  handshaking = false;
  return tls;
}

test.each([
  ['says goodbye to TLS with its login', true, true],
  ['says goodbye to TLS with its first request', true, false],
  ['just leaves TLS', false, false],
])('a client that encrypts its login alone, and %s, is served in plain', async (_how, goodbye, together) => {
  using client = await rawClient(server);
  const records: Buffer[] = [];
  const tls = await secured(client, records);
  tls.write(login7());
  if (goodbye) {
    await new Promise<void>((resolve) => tls.end(() => resolve()));
  }
  // An alert is a record of its own, behind that of the login.
  const bytes = Buffer.concat(records);
  const loginLength = 5 + bytes.readUInt16BE(3);
  expect(bytes.length > loginLength).toBe(goodbye);
  client.send(together ? bytes : bytes.subarray(0, loginLength));
  expect(lastDone(await client.next())).toEqual({ token: 0xfd, status: 0 });
  client.send(together ? batch('update') : Buffer.concat([bytes.subarray(loginLength), batch('update')]));
  expect(lastDone(await client.next())).toEqual({ token: 0xfd, status: 0x10 });
  client.send(batch('select 1'));
  expect(lastDone(await client.next())).toEqual({ token: 0xfd, status: 0x10 });
  tls.destroy();
});
