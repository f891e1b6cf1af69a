import { generateKeyPairSync } from 'node:crypto';
import type { Socket } from 'node:net';
import { expect, test } from 'vitest';
import { secret } from '../../../../src/providers/secret.js';
import type { SqlConnection } from '../../../../src/providers/ssisdb/connection/sql-connection.js';
import { openCatalog } from '../../../../src/providers/ssisdb/open-catalog.js';
import { systemClock } from '../../../../src/providers/waiting.js';
import { dnsName, makeCertificate, pem } from '../../../support/certificates.js';
import { accepted, type Peer, redirection, startTlsPeer } from '../../../support/tds-peer.js';

const { signal } = new AbortController();
const key = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
const certificate = {
  certificate: pem('CERTIFICATE', makeCertificate({ key, alternativeNames: [dnsName('localhost')] })),
  key: key.export({ type: 'pkcs8', format: 'pem' }).toString(),
};

function connectionTo(peer: Peer): SqlConnection {
  return {
    host: 'localhost',
    port: peer.port,
    database: 'SSISDB',
    authentication: { type: 'sql', user: 'scaleout', password: secret('Tr0ub4dor&3') },
    encrypt: true,
    trustServerCertificate: false,
    ca: certificate.certificate,
  };
}

async function observe(peer: Peer) {
  const limits = { connect: 1_000, retry: 0 };
  await using catalog = openCatalog(connectionTo(peer), {
    clock: systemClock,
    random: () => 1,
    parallelism: 2,
    limits,
  });
  return await catalog.observe(signal);
}

/** The same packet, but not the last one of its message. */
const begun = Buffer.from(accepted);
begun.writeUInt8(0, 1);

test('an answer to a login that has no end: the limit for connecting holds', async () => {
  await using peer = await startTlsPeer(certificate, begun);
  await expect(observe(peer)).rejects.toMatchObject({ code: 'catalog.unreachable', exitCode: 4 });
  expect(peer.sent).toHaveLength(1);
});

test.each<[string, (socket: Socket) => void]>([
  ['ends', (socket) => socket.end()],
  ['breaks off', (socket) => void setImmediate(() => socket.resetAndDestroy())],
])('a connection that %s in the middle of the answer to a login: it was lost', async (_, then) => {
  await using peer = await startTlsPeer(certificate, begun, then);
  await expect(observe(peer)).rejects.toMatchObject({ code: 'catalog.connection-lost', exitCode: 4 });
});

test('a login that is redirected in a circle: it ends after some, and says what to look at', async () => {
  let port = 0;
  await using peer = await startTlsPeer(certificate, () => redirection('localhost', port));
  port = peer.port;
  await expect(observe(peer)).rejects.toMatchObject({
    code: 'catalog.unexpected-answer',
    message: `localhost,${port}: the login was redirected more than 10 times.`,
    remedy: expect.stringContaining('routing lists'),
  });
  expect(peer.sent).toHaveLength(11);
});
