import { networkInterfaces } from 'node:os';
import { expect, test } from 'vitest';
import { parseHttpAddress } from '../../../src/http/access.js';
import { bearer, served, token } from '../../http/served.js';
import { reconciled, started, topology } from '../events.js';

test('health and readiness answer 200 or 503', async () => {
  await using http = await served();
  expect((await http.ask('/healthz')).status).toBe(200);
  expect((await http.ask('/readyz')).status).toBe(503);
  http.status.listener(started());
  http.status.listener(reconciled('in-sync'));
  expect(await http.ask('/readyz')).toMatchObject({ status: 200, text: 'ok\n' });
});

test('metrics, status and HEAD', async () => {
  await using http = await served();
  http.status.listener(started());
  http.metrics.listener(reconciled('in-sync'));
  const metrics = await http.ask('/metrics');
  expect(metrics.headers['content-type']).toContain('text/plain; version=0.0.4');
  expect(metrics.text).toContain('scaleout_reconciles_total');
  expect(JSON.parse((await http.ask('/status?x=1')).text)).toMatchObject({ topologies: [{ name: topology }] });
  expect(await http.ask('/status', { method: 'HEAD' })).toMatchObject({ status: 200, text: '' });
});

test('every answer has the headers that keep browsers off, and none says what serves it', async () => {
  await using http = await served();
  for (const path of ['/healthz', '/metrics', '/nothing', '/reconcile']) {
    const { headers } = await http.ask(path);
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
      'x-frame-options': 'DENY',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    });
    expect(headers).not.toHaveProperty('access-control-allow-origin');
    expect(headers).not.toHaveProperty('server');
  }
});

test('POST /reconcile wakes the loop, of one topology or of all, and only with the token', async () => {
  await using http = await served({ token });
  http.status.listener(started());
  const post = (path: string, headers: Readonly<Record<string, string>>) => http.ask(path, { method: 'POST', headers });
  for (const wrong of [
    {},
    { Authorization: 't0ken' },
    { Authorization: 'Bearer' },
    { Authorization: 'Bearer ' },
    { Authorization: 'Bearer t0ke' },
    { Authorization: 'Bearer t0kenn' },
    { Authorization: 'Bearer T0KEN' },
    { Authorization: 'Basic dDBrZW4=' },
    { Authorization: 'Bearer t0ken t0ken' },
  ]) {
    expect(await post('/reconcile', wrong)).toMatchObject({ status: 401, headers: { 'www-authenticate': 'Bearer' } });
  }
  expect((await post('/reconcile?token=t0ken', {})).status).toBe(401);
  expect(http.woken).toEqual([]);
  expect(await post('/reconcile', bearer)).toMatchObject({ status: 202 });
  expect(await post(`/reconcile?topology=${topology}`, { authorization: 'bearer  t0ken' })).toMatchObject({
    status: 202,
  });
  expect(await post('/reconcile?topology=other', bearer)).toMatchObject({ status: 404 });
  expect(http.woken).toEqual([undefined, topology]);
});

test('without a token nobody may wake the loop', async () => {
  await using http = await served();
  expect((await http.ask('/reconcile', { method: 'POST', headers: bearer })).status).toBe(403);
  expect(http.woken).toEqual([]);
});

test('on an address that others can reach, every path but /healthz needs the token', async () => {
  await using http = await served({ address: { host: '0.0.0.0', port: 0 }, token });
  expect((await http.ask('/healthz')).status).toBe(200);
  for (const path of ['/readyz', '/metrics', '/status']) {
    expect((await http.ask(path)).status, path).toBe(401);
    expect((await http.ask(path, { method: 'HEAD' })).status, path).toBe(401);
    expect((await http.ask(path, { headers: bearer })).status, path).not.toBe(401);
  }
});

test('a Host header that does not name us is refused, so that no web page reaches us by a name of its own', async () => {
  await using http = await served({ token, hosts: ['scaleout.monitoring.svc'] });
  for (const host of [
    'evil.example',
    'evil.example:80',
    'localhost.evil.example',
    '127.0.0.1.nip.io',
    '10.0.0.1',
    'a@localhost',
  ]) {
    for (const path of ['/healthz', '/status', '/metrics']) {
      expect((await http.ask(path, { headers: { Host: host } })).status, `${host} ${path}`).toBe(421);
    }
    expect((await http.ask('/reconcile', { method: 'POST', headers: { ...bearer, Host: host } })).status).toBe(421);
  }
  for (const host of ['localhost', 'LOCALHOST:1', '127.0.0.1:9090', '[::1]:9090', 'scaleout.monitoring.svc:9090']) {
    expect((await http.ask('/healthz', { headers: { Host: host } })).status, host).toBe(200);
  }
  expect(http.woken).toEqual([]);
});

test('a probe that asks the address of the pod passes', async () => {
  const own = Object.values(networkInterfaces())
    .flat()
    .find((one) => one?.family === 'IPv4' && !one.internal)?.address;
  if (own === undefined) return;
  await using http = await served({ address: { host: '0.0.0.0', port: 0 }, token });
  expect((await http.ask('/healthz', { host: own })).status).toBe(200);
});

test('other methods and other paths are refused', async () => {
  await using http = await served({ token });
  for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS', 'TRACE', 'PATCH']) {
    expect(await http.ask('/status', { method })).toMatchObject({ status: 405, headers: { allow: 'GET, HEAD' } });
  }
  expect(await http.ask('/reconcile')).toMatchObject({ status: 405, headers: { allow: 'POST' } });
  for (const path of [
    '/',
    '/healthz/',
    '//healthz',
    '/../status',
    '/%2e/status',
    '/status%00',
    '/constructor',
    '/__proto__',
  ]) {
    expect((await http.ask(path)).status, path).toBe(404);
  }
});

test('a body that nobody needs is limited, by its length and by what comes', async () => {
  await using http = await served({ token });
  const post = (headers: Readonly<Record<string, string>>, body: string) =>
    http.ask('/reconcile', { method: 'POST', headers: { ...bearer, ...headers }, body });
  expect((await post({}, '{}')).status).toBe(202);
  expect((await post({ 'Content-Length': '5000' }, 'a'.repeat(5000))).status).toBe(413);
  expect((await post({ 'Transfer-Encoding': 'chunked' }, 'a'.repeat(5000))).status).toBe(413);
  expect((await http.ask('/healthz')).status).toBe(200);
});

test('what is no HTTP gets a plain answer and no more', async () => {
  await using http = await served({ token });
  expect(await http.raw('nonsense\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
  expect(await http.raw(`GET / HTTP/1.1\r\nHost: localhost\r\nX: ${'a'.repeat(20_000)}\r\n\r\n`)).toMatch(
    /^HTTP\/1\.1 431 /,
  );
  expect(await http.raw('GET /status HTTP/1.1\r\nConnection: close\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 /);
  expect(await http.raw('GET /status HTTP/1.0\r\n\r\n')).toMatch(/^HTTP\/1\.1 421 /);
  expect(
    await http.raw('GET http://localhost/status HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n'),
  ).toMatch(/^HTTP\/1\.1 400 /);
  expect(await http.raw('CONNECT evil:80 HTTP/1.1\r\nHost: localhost\r\n\r\n')).toBe('');
  expect(
    await http.raw('GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n'),
  ).toBe('');
  expect((await http.ask('/healthz')).status).toBe(200);
});

test('an answer that fails says nothing of why', async () => {
  const metrics = { contentType: 'text/plain', text: () => Promise.reject(new Error('hunter2 at /etc/x.ts:1')) };
  await using http = await served({ metrics });
  const { status, text } = await http.ask('/metrics');
  expect([status, JSON.parse(text)]).toEqual([500, { error: 'internal', detail: 'The answer could not be made.' }]);
  expect(http.errors).toHaveLength(1);
});

test('a port that is taken is an error of the registry', async () => {
  await using http = await served();
  const address = { host: '127.0.0.1', port: http.service.port };
  await expect(served({ address })).rejects.toMatchObject({ code: 'watch.http-unavailable' });
});

test('disposing ends connections that are kept, and those that say nothing', async () => {
  const http = await served();
  const idle = http.raw('GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n');
  const silent = http.raw('');
  await http.ask('/healthz');
  await http[Symbol.asyncDispose]();
  await Promise.all([idle, silent]);
  await expect(http.ask('/healthz')).rejects.toThrow();
});

test.each([
  ['9090', '127.0.0.1', 9090],
  ['0', '127.0.0.1', 0],
  ['localhost:80', 'localhost', 80],
  ['0.0.0.0:9090', '0.0.0.0', 9090],
  ['[::1]:9090', '::1', 9090],
])('the address %s', (text, host, port) => {
  expect(parseHttpAddress(text)).toEqual({ host, port });
});

test.each(['', 'x', ':9090', '::1:9090', '127.0.0.1', 'localhost:70000', 'a b:1', '[x]:1', 'http://a:1', '-1', '1e3'])(
  '%j is no address',
  (text) => {
    expect(() => parseHttpAddress(text)).toThrowError(expect.objectContaining({ code: 'watch.http-address' }));
  },
);

test('wrong tokens are slowed down and told in the log, and no token takes nothing', async () => {
  await using http = await served({ token });
  const wrong = { method: 'POST', headers: { Authorization: 'Bearer another' } };
  for (let count = 0; count < 20; count += 1)
    expect(await http.ask('/reconcile', { method: 'POST' })).toMatchObject({ status: 401 });
  for (let count = 0; count < 5; count += 1) expect(await http.ask('/reconcile', wrong)).toMatchObject({ status: 401 });
  expect(await http.ask('/reconcile', { ...wrong, headers: bearer })).toMatchObject({
    status: 429,
    headers: { 'retry-after': '1' },
  });
  expect((await http.ask('/healthz')).status).toBe(200);
  expect(http.wrong).toEqual(Array.from({ length: 5 }, () => 'A wrong token came from 127.0.0.1.'));
  expect(http.woken).toEqual([]);
});
