import { describe, expect, test } from 'vitest';
import { started } from '../watch/events.js';
import { served, token } from './served.js';

const host = 'Host: localhost\r\n';
const authorization = 'Authorization: Bearer t0ken\r\n';
const chunked = 'Transfer-Encoding: chunked\r\n';
const health = `GET /healthz HTTP/1.1\r\n${host}`;
const reconcile = `POST /reconcile HTTP/1.1\r\n${host}${authorization}`;

describe('a request that two readers would understand differently, or that needs none, is refused', () => {
  test.each([
    ['two Host headers', 400, `${health}Host: evil.example\r\n\r\n`],
    ['two Host headers, the other way round', 400, `GET /healthz HTTP/1.1\r\nHost: evil.example\r\n${host}\r\n`],
    ['two equal Host headers', 400, `${health}hOST: localhost\r\n\r\n`],
    ['two Host headers in HTTP/1.0', 400, `GET /healthz HTTP/1.0\r\n${host}${host}\r\n`],
    ['a second Host header behind 3,000 others', 400, `${health}${'a:\r\n'.repeat(3_000)}Host: x\r\n\r\n`],
    ['a Host header that is folded', 400, `${health} evil.example\r\n\r\n`],
    ['two names in one Host header', 421, 'GET /healthz HTTP/1.1\r\nHost: localhost, evil.example\r\n\r\n'],
    ['an empty Host header', 421, 'GET /healthz HTTP/1.1\r\nHost:\r\n\r\n'],
    ['no Host header', 400, 'GET /healthz HTTP/1.1\r\n\r\n'],
    ['no Host header in HTTP/1.0', 421, 'GET /healthz HTTP/1.0\r\n\r\n'],
    ['two tokens', 400, `${reconcile}${authorization}\r\n`],
    ['two lengths', 400, `${reconcile}Content-Length: 0\r\nContent-Length: 1\r\n\r\n`],
    ['two equal lengths', 400, `${reconcile}Content-Length: 0\r\nContent-Length: 0\r\n\r\n`],
    ['a length and chunks', 400, `${reconcile}Content-Length: 5\r\n${chunked}\r\n0\r\n\r\n`],
    ['chunks and a length', 400, `${reconcile}${chunked}Content-Length: 5\r\n\r\n0\r\n\r\n`],
    ['a negative length', 400, `${reconcile}Content-Length: -1\r\n\r\n`],
    ['a length of many digits', 400, `${reconcile}Content-Length: ${'9'.repeat(40)}\r\n\r\n`],
    ['an encoding that is no chunks', 400, `${reconcile}Transfer-Encoding: identity\r\n\r\n`],
    ['an encoding after chunks', 400, `${reconcile}Transfer-Encoding: chunked, gzip\r\n\r\n`],
    ['a chunk whose length is none', 400, `${reconcile}${chunked}\r\nxyz\r\n\r\n`],
    ['a blank before a colon', 400, `${health}Transfer-Encoding : chunked\r\n\r\n`],
    ['lines that end with LF alone', 400, 'GET /healthz HTTP/1.1\nHost: localhost\n\n'],
    ['another version', 505, `GET /healthz HTTP/2.0\r\n${host}\r\n`],
    ['HTTP/0.9', 505, `GET /healthz HTTP/0.9\r\n${host}\r\n`],
    ['a version that never was', 400, `GET /healthz HTTP/1.2\r\n${host}\r\n`],
    ['the preface of HTTP/2', 400, 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
    ['an absolute target of another host', 400, `GET http://evil.example/healthz HTTP/1.1\r\n${host}\r\n`],
    ['an absolute target', 400, `GET http://localhost/healthz HTTP/1.1\r\n${host}\r\n`],
    ['a target of no path', 400, `OPTIONS * HTTP/1.1\r\n${host}\r\n`],
    ['a body of a GET', 400, `${health}Content-Length: 2\r\n\r\n{}`],
    ['chunks of a GET', 400, `${health}${chunked}\r\n0\r\n\r\n`],
    ['an endless chunk extension', 413, `${reconcile}${chunked}\r\n1;${'a'.repeat(20_000)}`],
    ['trailers without end', 431, `${reconcile}${chunked}\r\n0\r\n${`a: ${'b'.repeat(99)}\r\n`.repeat(200)}`],
    ['a body that is announced as too long', 413, `${reconcile}Expect: 100-continue\r\nContent-Length: 5000\r\n\r\n`],
    [
      'a body without the token',
      401,
      `POST /reconcile HTTP/1.1\r\n${host}Expect: 100-continue\r\nContent-Length: 2\r\n\r\n`,
    ],
    ['an expectation that nobody knows', 417, `${reconcile}Expect: 200-ok\r\nContent-Length: 2\r\n\r\n`],
  ])('%s: %i', async (_what, status, request) => {
    await using http = await served({ token });
    const answer = await http.raw(request);
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    // One answer, after which the service has closed the connection by itself: `raw` returns when it is closed.
    expect(answer.match(/HTTP\/1\.1/g)).toHaveLength(1);
    expect(answer).toMatch(/^Connection: close\r$/m);
    expect(http.woken).toEqual([]);
    expect(http.errors).toEqual([]);
  });
});

describe('one connection, one request', () => {
  test.each([
    ['a kept connection', `${health}Connection: keep-alive\r\n\r\n`],
    ['HTTP/1.0', `GET /healthz HTTP/1.0\r\n${host}Connection: keep-alive\r\n\r\n`],
    ['a request behind it', `${health}\r\n${reconcile}\r\n`],
    ['many requests behind it', `${health}\r\n${`${reconcile}\r\n`.repeat(500)}`],
    ['nonsense behind it', `${health}\r\nnonsense\r\n\r\n`],
    ['a body that was not announced', `${health}\r\n{}`],
    ['empty lines before it', `\r\n\r\n${health}\r\n`],
  ])('%s: one answer, and the connection is closed', async (_what, request) => {
    await using http = await served({ token });
    http.status.listener(started());
    const answer = await http.raw(request);
    expect(answer).toMatch(/^HTTP\/1\.1 200 /);
    expect(answer).toMatch(/^Connection: close\r$/m);
    expect(answer.match(/HTTP\/1\.1/g)).toHaveLength(1);
    expect(answer.endsWith('\r\n\r\nok\n')).toBe(true);
    expect(http.woken).toEqual([]);
    expect(http.errors).toEqual([]);
  });

  test('a body that is waited for is asked for, and only with the token', async () => {
    await using http = await served({ token });
    const answer = await http.raw(`${reconcile}Expect: 100-continue\r\nContent-Length: 2\r\n\r\n{}`);
    expect(answer).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 202 /);
    expect(http.woken).toEqual([undefined]);
  });
});
