import { X509Certificate } from 'node:crypto';
import { createServer, type Server } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { expect, test } from 'vitest';
import { createCertificate } from '../../../packages/sandbox/src/certificate.js';
import { reachEndpoint } from '../../../src/providers/network/reach-endpoint.js';

const signal = new AbortController().signal;

async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as { port: number }).port;
}

test('the certificate that answers is read, whoever has signed it', async () => {
  const { key, certificate } = await createCertificate(new Date());
  const server = createTlsServer({ key, cert: certificate }, (socket) => socket.end());
  server.on('tlsClientError', () => {});
  const port = await listening(server);
  const seen = await reachEndpoint({ host: '127.0.0.1', port }, signal);
  server.close();
  expect(seen.endpoint).toEqual({
    known: true,
    value: { host: '127.0.0.1', port, result: 'open', addresses: ['127.0.0.1'] },
  });
  const thumbprint = new X509Certificate(certificate).fingerprint.replaceAll(':', '');
  expect(seen.certificate).toEqual({ known: true, value: thumbprint });
});

test('a port on which nothing listens is refused', async () => {
  const server = createServer();
  const port = await listening(server);
  await new Promise((resolve) => server.close(resolve));
  const seen = await reachEndpoint({ host: '127.0.0.1', port }, signal);
  expect(seen.endpoint).toMatchObject({ known: true, value: { result: 'refused' } });
  expect(seen.certificate?.known).toBe(false);
});

test('what listens and never speaks TLS is open, and shows no certificate, within the limit', async () => {
  const server = createServer((socket) => socket.on('error', () => {}));
  const port = await listening(server);
  const started = performance.now();
  const seen = await reachEndpoint({ host: '127.0.0.1', port }, signal);
  server.close();
  expect(seen.endpoint).toMatchObject({ known: true, value: { result: 'open' } });
  expect(seen.certificate).toEqual({ known: false, reason: 'no handshake of TLS within 3 s' });
  expect(performance.now() - started).toBeLessThan(20_000);
});

test('a name without an address is unresolved', async () => {
  const seen = await reachEndpoint({ host: 'no such host', port: 8391 }, signal);
  expect(seen.endpoint).toMatchObject({ known: true, value: { result: 'unresolved', addresses: [] } });
});

test("an aborted look ends with the signal's reason", async () => {
  const server = createServer((socket) => socket.on('error', () => {}));
  const port = await listening(server);
  const stop = new AbortController();
  const look = reachEndpoint({ host: '127.0.0.1', port }, stop.signal);
  setTimeout(() => stop.abort(new Error('enough')), 50);
  await expect(look).rejects.toThrow('enough');
  server.close();
});

test('a handshake that comes byte by byte ends within the limit', async () => {
  const dripping = createServer((socket) => {
    socket.on('error', () => {});
    // The head of a record of TLS, and never its end.
    const head = Buffer.from([0x16, 0x03, 0x03, 0x3f, 0xff]);
    let at = 0;
    const timer = setInterval(() => socket.write(at < head.length ? head.subarray(at, ++at) : 'x'), 200);
    socket.on('close', () => clearInterval(timer));
  });
  const port = await listening(dripping);
  const started = performance.now();
  const seen = await reachEndpoint({ host: '127.0.0.1', port }, signal);
  dripping.close();
  expect(seen.certificate).toEqual({ known: false, reason: 'no handshake of TLS within 3 s' });
  expect(performance.now() - started).toBeLessThan(20_000);
}, 30_000);
