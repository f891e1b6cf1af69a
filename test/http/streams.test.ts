import { request as ask } from 'node:http';
import { connect } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { acceptsGzip } from '../../src/http/answers.js';
import { usualLimits } from '../../src/http/connections.js';
import type { EventSink, HttpRequest, Route } from '../../src/http/request.js';
import { type HttpOptions, startHttp } from '../../src/http/start-http.js';
import { usualStreams } from '../../src/http/streams.js';
import { until } from '../support/until.js';

const large = JSON.stringify({ text: 'x'.repeat(5_000) });

async function served(options: Partial<HttpOptions> = {}) {
  const sinks: EventSink[] = [];
  const asked: HttpRequest[] = [];
  const answers = (answer: string): Route => ({
    methods: ['GET', 'POST', 'DELETE'],
    mostBody: 20_000,
    answer(request) {
      asked.push(request);
      return { status: 200, type: 'application/json; charset=utf-8', body: answer };
    },
  });
  const routes: Readonly<Record<string, Route>> = {
    '/small': answers('{}'),
    '/large': answers(large),
    '/slow': {
      methods: ['GET'],
      patience: 5_000,
      answer: ({ signal }) =>
        new Promise((resolve) => signal.addEventListener('abort', () => resolve(answers('{}').answer({} as never)))),
    },
    '/stream': {
      methods: ['GET'],
      answer: ({ query }) => ({ owner: query.get('owner') ?? '', stream: (events) => void sinks.push(events) }),
    },
  };
  const service = await startHttp({
    address: { host: '127.0.0.1', port: 0 },
    routes: (path) => (Object.hasOwn(routes, path) ? routes[path] : undefined),
    ...options,
  });
  const open = (path: string) => {
    const got = { text: '', isOver: false };
    const socket = connect(service.port, '127.0.0.1', () =>
      socket.write(`GET ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`),
    );
    socket.on('data', (chunk) => {
      got.text += chunk;
    });
    socket.on('error', () => undefined);
    socket.on('close', () => {
      got.isOver = true;
    });
    return Object.assign(got, { socket });
  };
  const send = (path: string, method: string, headers: Readonly<Record<string, string>>, body?: string | Buffer) =>
    new Promise<{ status: number; encoding: string | undefined; body: Buffer }>((resolve, reject) => {
      const asking = ask({ host: '127.0.0.1', port: service.port, path, method, headers, agent: false }, (answer) => {
        const parts: Buffer[] = [];
        answer.on('data', (part) => parts.push(part));
        answer.on('end', () =>
          resolve({
            status: answer.statusCode ?? 0,
            encoding: answer.headers['content-encoding'],
            body: Buffer.concat(parts),
          }),
        );
      });
      asking.on('error', reject);
      asking.end(body);
    });
  return { service, sinks, asked, open, send, [Symbol.asyncDispose]: () => service[Symbol.asyncDispose]() };
}

test('events arrive as they are sent, and a peer that leaves is noticed', async () => {
  await using http = await served();
  const page = http.open('/stream');
  await until('it is open', () => http.sinks.length === 1);
  http.sinks[0]?.send('data: one\n\n');
  await until('it is told', () => page.text.includes('data: one'));
  http.sinks[0]?.send(Buffer.from('data: two\n\n'));
  await until('it is told again', () => page.text.includes('data: two'));
  expect(page.text).toContain('Content-Type: text/event-stream');
  page.socket.destroy();
  await until('it is known', () => http.sinks[0]?.closed.aborted === true);
});

test('of one owner the oldest stream goes, and is told to come back late', async () => {
  await using http = await served({ streams: { ...usualStreams, perOwner: 2 } });
  const pages: ReturnType<typeof http.open>[] = [];
  for (let each = 1; each <= 3; each += 1) {
    pages.push(http.open('/stream?owner=anna'));
    await until('it is open', () => http.sinks.length === each);
  }
  const other = http.open('/stream?owner=ben');
  await until('it is open', () => http.sinks.length === 4);
  await until('the first is over', () => pages[0]?.isOver === true);
  expect(pages[0]?.text).toContain('retry: 30000');
  expect([...pages.slice(1), other].map(({ isOver }) => isOver)).toEqual([false, false, false]);
});

test('where there are too many, the owner that has the most gives', async () => {
  await using http = await served({ streams: { ...usualStreams, all: 3 } });
  const anna = [http.open('/stream?owner=anna')];
  await until('it is open', () => http.sinks.length === 1);
  anna.push(http.open('/stream?owner=anna'));
  await until('it is open', () => http.sinks.length === 2);
  const ben = http.open('/stream?owner=ben');
  await until('it is open', () => http.sinks.length === 3);
  const clara = http.open('/stream?owner=clara');
  await until('it is open', () => http.sinks.length === 4);
  await until("anna's first is over", () => anna[0]?.isOver === true);
  expect([anna[1], ben, clara].map((one) => one?.isOver)).toEqual([false, false, false]);
});

test('streams take no room of other requests, and are not ended by their time', async () => {
  await using http = await served({ limits: { ...usualLimits, perAddress: 2, lifetime: 200 } });
  const pages = Array.from({ length: 5 }, () => http.open('/stream'));
  await until('they are open', () => http.sinks.length === 5);
  const began = performance.now();
  await until('the time of others is over', () => performance.now() - began > 300);
  expect((await http.send('/small', 'GET', {})).status).toBe(200);
  expect(pages.map(({ isOver }) => isOver)).toEqual([false, false, false, false, false]);
});

test('a peer that does not read is told so by `send`, and cut after a while', async () => {
  await using http = await served({ streams: { ...usualStreams, unread: 200 } });
  const page = http.open('/stream');
  await until('it is open', () => http.sinks.length === 1);
  page.socket.pause();
  const [sink] = http.sinks;
  const megabyte = Buffer.alloc(1024 * 1024, 'x');
  let sent = 0;
  while (sent < 32 && sink?.send(megabyte) !== false) sent += 1;
  for (; sent < 32; sent += 1) sink?.send(megabyte);
  await until('it is cut', () => sink?.closed.aborted === true);
  await sink?.drained();
});

test('who waits for an answer longer than others may does so, and its leaving is told', async () => {
  await using http = await served({ limits: { ...usualLimits, lifetime: 150 } });
  const slow = http.open('/slow');
  const began = performance.now();
  await until('the time of others is over', () => performance.now() - began > 250);
  expect(slow.isOver).toBe(false);
  slow.socket.destroy();
});

test('a body is taken up to the limit of its path, as UTF-8 and without an encoding', async () => {
  await using http = await served();
  expect((await http.send('/small', 'POST', {}, 'é'.repeat(10_000))).status).toBe(200);
  expect(http.asked[0]).toMatchObject({ method: 'POST', body: 'é'.repeat(10_000) });
  expect((await http.send('/small', 'DELETE', { 'Content-Length': '2' }, '{}')).status).toBe(200);
  expect((await http.send('/small', 'POST', {}, 'x'.repeat(20_001))).status).toBe(413);
  expect((await http.send('/small', 'POST', { 'Transfer-Encoding': 'chunked' }, 'x'.repeat(20_001))).status).toBe(413);
  expect((await http.send('/small', 'POST', {}, Buffer.from([0xff, 0xfe]))).status).toBe(400);
  expect((await http.send('/small', 'POST', { 'Content-Encoding': 'gzip' }, 'x')).status).toBe(415);
  expect(http.asked).toHaveLength(2);
});

test('a long text is made smaller for who takes it so, and for nobody else', async () => {
  await using http = await served();
  const small = await http.send('/large', 'GET', { 'Accept-Encoding': 'br, gzip;q=0.8' });
  expect(small.encoding).toBe('gzip');
  expect(small.body.length).toBeLessThan(1_000);
  expect(gunzipSync(small.body).toString()).toBe(large);
  const plain = await http.send('/large', 'GET', {});
  expect([plain.encoding, plain.body.toString()]).toEqual([undefined, large]);
  expect((await http.send('/small', 'GET', { 'Accept-Encoding': 'gzip' })).encoding).toBeUndefined();
  expect((await http.send('/large', 'HEAD', { 'Accept-Encoding': 'gzip' })).body).toHaveLength(0);
});

test.each([
  ['gzip', true],
  ['gzip, deflate, br', true],
  ['br;q=1.0, gzip;q=0.5', true],
  ['gzip;q=0', false],
  ['gzip; q=0.000', false],
  ['deflate', false],
  ['', false],
  ['notgzip', false],
])('Accept-Encoding: %s', (header, accepts) => {
  expect(acceptsGzip(header)).toBe(accepts);
});
