import { connect as connectPlain } from 'node:net';
import { type ConnectionOptions, connect } from 'node:tls';
import { expect, test } from 'vitest';
import { usualLimits } from '../../src/http/connections.js';
import type { HttpRequest } from '../../src/http/request.js';
import { startHttp } from '../../src/http/start-http.js';
import { address, commonName, dnsName, keyOf, makeCertificate, pem } from '../support/certificates.js';
import { until } from '../support/until.js';

const key = keyOf('rsa2048');
const certificate = pem(
  'CERTIFICATE',
  makeCertificate({
    key,
    subject: [[commonName('localhost')]],
    alternativeNames: [dnsName('localhost'), address(127, 0, 0, 1)],
    notAfter: '2040-01-01T00:00:00Z',
  }),
);
const tls = { certificate, key: key.export({ type: 'pkcs8', format: 'pem' }).toString() };
const hello = 'GET /hello HTTP/1.1\r\nHost: localhost\r\nConnection: keep-alive\r\n\r\n';

async function secured(more: Partial<Parameters<typeof startHttp>[0]> = {}) {
  const asked: HttpRequest[] = [];
  const errors: unknown[] = [];
  const service = await startHttp({
    address: { host: '127.0.0.1', port: 0 },
    tls,
    routes: (path) => ({
      methods: ['GET'],
      answer(request) {
        asked.push(request);
        if (path !== '/stream') return { status: 200, type: 'text/plain', body: 'hello\n' };
        return { owner: 'a', stream: (events) => void events.send('data: 1\n\n') };
      },
    }),
    onError: (error) => void errors.push(error),
    ...more,
  });
  return { service, asked, errors, [Symbol.asyncDispose]: () => service[Symbol.asyncDispose]() };
}

function said(port: number, text: string, options: ConnectionOptions = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    let got = '';
    const socket = connect({ port, host: '127.0.0.1', servername: 'localhost', ca: certificate, ...options }, () =>
      socket.write(text),
    );
    socket.on('data', (chunk) => {
      got += chunk;
    });
    socket.on('error', reject);
    socket.on('close', () => resolve(got));
  });
}

test('over TLS a request is answered, and known to be secure', async () => {
  await using http = await secured();
  expect(http.service.url).toBe(`https://127.0.0.1:${http.service.port}`);
  expect(await said(http.service.port, hello)).toMatch(/^HTTP\/1\.1 200 OK\r\n[\s\S]*hello\n$/);
  expect(http.asked).toMatchObject([{ isSecure: true, remote: '127.0.0.1' }]);
  expect(http.errors).toEqual([]);
});

test('TLS before 1.2 is refused', async () => {
  await using http = await secured();
  const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT:@SECLEVEL=0' } as const;
  await expect(said(http.service.port, hello, old)).rejects.toThrow();
  expect(http.asked).toEqual([]);
});

test('who speaks plain HTTP there, or nothing, is cut off, and keeps no connection', async () => {
  await using http = await secured({ limits: { ...usualLimits, headers: 150, lifetime: 300 } });
  const ended = (text: string) =>
    new Promise<string>((resolve) => {
      let got = '';
      const socket = connectPlain(http.service.port, '127.0.0.1', () => socket.write(text));
      socket.on('data', (chunk) => {
        got += chunk.toString('latin1');
      });
      socket.on('error', () => undefined);
      socket.on('close', () => resolve(got));
    });
  for (const got of await Promise.all([ended(hello), ended('\x16'), ended('')])) expect(got).not.toContain('HTTP');
  expect(http.asked).toEqual([]);
});

test('what is over leaves room for the next one, and a stream stays past the lifetime of others', async () => {
  await using http = await secured({ limits: { ...usualLimits, perAddress: 2, lifetime: 300 } });
  const { port } = http.service;
  let isOver = false;
  let got = '';
  const reading = connect({ port, host: '127.0.0.1', servername: 'localhost', ca: certificate }, () =>
    reading.write('GET /stream HTTP/1.1\r\nHost: localhost\r\n\r\n'),
  );
  reading.on('data', (chunk) => {
    got += chunk;
  });
  reading.on('close', () => {
    isOver = true;
  });
  await until('the stream tells', () => got.includes('data: 1'));
  for (let each = 0; each < 5; each += 1) expect(await said(port, hello)).toMatch(/hello\n$/);
  const began = performance.now();
  await until('the time of any other connection is over', () => performance.now() - began > 400);
  expect(isOver).toBe(false);
  await http[Symbol.asyncDispose]();
  await until('it ends with the service', () => isOver);
});

test('a certificate or a key that is none is an error of the registry', async () => {
  const wrong = [
    { ...tls, key: 'nonsense' },
    { ...tls, certificate: 'nonsense' },
    { ...tls, key: keyOf('ec').export({ type: 'pkcs8', format: 'pem' }).toString() },
  ];
  for (const one of wrong) await expect(secured({ tls: one })).rejects.toMatchObject({ code: 'watch.http-tls' });
});
