import { request as ask, type IncomingHttpHeaders } from 'node:http';
import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { ScaleoutError } from '../../../src/errors/errors.js';
import { startHttp } from '../../../src/http/start-http.js';
import type { ActedOn } from '../../../src/page/routes/page-routes.js';
import { pageRoutes } from '../../../src/page/routes/page-routes.js';
import { openHub } from '../../../src/page/stream/hub.js';
import type { ActionName } from '../../../src/page/wire/session.js';
import { approverToken, loginWith, nobody, viewerToken } from '../login/asked.js';

const assets = [
  { kind: 'script', name: 'page-1.js', text: `${'x'.repeat(3_000)};` },
  { kind: 'style', name: 'page-1.css', text: 'body{}' },
  { kind: 'icon', name: 'page-1.svg', text: '<svg/>' },
] as const;

const tokens = {
  ...nobody,
  address: 'https://scaleout.corp.example',
  tokens: [
    { name: 'night shift', role: 'viewer', token: { env: 'VIEWER' } },
    { name: 'the DBA', role: 'approver', token: { env: 'APPROVER' } },
  ],
} as const;

interface Sent {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

interface Got {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** The page's routes on loopback, with a login by tokens unless told otherwise, and actions that are written down. */
async function served(
  settings: Parameters<typeof loginWith>[0] | 'none' = tokens,
  { acts = true, isBusy = false } = {},
) {
  const { login } = await loginWith(settings === 'none' ? undefined : settings);
  const acted: [ActionName, ActedOn, unknown][] = [];
  const errors: unknown[] = [];
  const asked: string[] = [];
  const model = {
    entries: () => [],
    state: () => undefined,
    onChange: () => () => undefined,
    watched: () => undefined,
    async detail(topology: string, path: string) {
      asked.push(`${topology}: ${path}`);
      if (path.startsWith('slow')) {
        const end = performance.now() + 20;
        while (performance.now() < end);
        return { path };
      }
      if (path === 'secret') {
        throw new ScaleoutError('edit.secret-in-patch', 'The value of settings.Password may be a secret.');
      }
      if (path === 'broken') throw new Error('secret at /home/anna/x.ts:1');
      if (path === 'refused') throw new ScaleoutError('catalog.unreachable', 'password=hunter2 at SQLETL01.');
      return topology === 'farm' ? { path } : undefined;
    },
  };
  const hub = openHub({ model, now: Date.now });
  const acting = {
    actions: {
      async act(name: ActionName, of: ActedOn, body: unknown) {
        acted.push([name, of, body]);
        return { state: 'done', text: 'Done.' } as const;
      },
    },
    edits: {
      async edit() {
        if (isBusy) throw new ScaleoutError('page.busy', 'Others are being worked out.');
        return { diff: '', patch: '', fileName: 'a.patch', command: 'scaleout', follows: [] };
      },
    },
  };
  const service = await startHttp({
    address: { host: '127.0.0.1', port: 0 },
    hosts: ['scaleout.corp.example'],
    routes: pageRoutes({ model, hub, login, assets, version: '1', ...(acts ? acting : { edits: acting.edits }) }),
    onError: (error) => void errors.push(error),
  });
  const own = `http://127.0.0.1:${service.port}`;
  const send = (path: string, { method = 'GET', headers = {}, body }: Sent = {}) =>
    new Promise<Got>((resolve, reject) => {
      const asking = ask({ host: '127.0.0.1', port: service.port, path, method, headers, agent: false }, (answer) => {
        let text = '';
        answer.on('data', (chunk) => {
          text += chunk;
        });
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text }));
      });
      asking.on('error', reject);
      asking.end(body);
    });
  const ofPage = { Origin: own, 'Content-Type': 'application/json', 'Sec-Fetch-Site': 'same-origin' };
  const post = (path: string, body: unknown, headers: Readonly<Record<string, string>> = {}) =>
    send(path, { method: 'POST', headers: { ...ofPage, ...headers }, body: JSON.stringify(body) });
  const cookieOf = async (token: string) => {
    const { headers } = await post('/api/session', { token });
    return { Cookie: (headers['set-cookie']?.[0] ?? '').split(';')[0] ?? '' };
  };
  const raw = (text: string) =>
    new Promise<string>((resolve) => {
      let got = '';
      const socket = connect(service.port, '127.0.0.1', () => socket.write(text));
      socket.on('data', (chunk) => {
        got += chunk;
      });
      socket.on('error', () => undefined);
      socket.on('close', () => resolve(got));
    });
  return {
    acted,
    errors,
    asked,
    own,
    ofPage,
    send,
    post,
    raw,
    cookieOf,
    async [Symbol.asyncDispose]() {
      hub[Symbol.dispose]();
      await service[Symbol.asyncDispose]();
      await login[Symbol.asyncDispose]();
    },
  };
}

const suspend = '/api/topologies/farm/actions/suspend';
const why = { reason: 'disk' };

test('the page and what it loads are for everybody, and hold neither data nor script', async () => {
  await using on = await served();
  for (const path of ['/', '/t/farm/workers/ETL01?sort=beat', '/t/%3Cscript%3E']) {
    const page = await on.send(path);
    expect(page.status).toBe(200);
    expect(page.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy':
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'permissions-policy': expect.stringContaining('camera=()'),
      'cache-control': 'no-store',
    });
    expect(page.text).toContain('<html lang="en">');
    expect(page.text).toContain('<noscript>');
    expect(page.text).not.toMatch(/<script>|<script(?![^>]*src=)|<style|style=| on\w+=|farm/);
  }
  const script = await on.send('/assets/page-1.js', { headers: { 'Accept-Encoding': 'gzip' } });
  expect(script).toMatchObject({
    status: 200,
    headers: { 'cache-control': 'public, max-age=31536000, immutable', 'content-encoding': 'gzip' },
  });
  for (const path of ['/assets/', '/assets/page-2.js', '/assets/../package.json', '/assets/__proto__', '/x', '/api/']) {
    expect((await on.send(path)).status, path).toBe(404);
  }
});

test('whoever may look is told so with the page, and asks for the stream at once', async () => {
  await using on = await served();
  const known = '<div id="page" data-known>';
  expect((await on.send('/')).text).not.toContain(known);
  expect((await on.send('/t/farm', { headers: await on.cookieOf(viewerToken) })).text).toContain(known);
  expect((await on.send('/', { headers: { Cookie: 'scaleout-session=abc' } })).text).not.toContain(known);
  await using open = await served('none');
  expect((await open.send('/')).text).toContain(known);
});

test('all else is for who has logged in', async () => {
  await using on = await served();
  expect(JSON.parse((await on.send('/api/session')).text)).toEqual({
    user: null,
    role: null,
    via: null,
    logins: ['token'],
    until: null,
    actions: [],
    edits: false,
    version: '1',
  });
  for (const path of ['/api/stream', '/api/topologies/farm/plan', '/api/topologies/farm/workers/ETL01']) {
    expect(await on.send(path), path).toMatchObject({ status: 401, text: expect.stringContaining('login-needed') });
  }
  expect((await on.post(suspend, why)).status).toBe(401);
  expect((await on.post('/api/topologies/farm/edit', {})).status).toBe(401);
  expect(on.asked).toEqual([]);
});

test('a viewer is shown documents, and finds no action', async () => {
  await using on = await served();
  const cookie = await on.cookieOf(viewerToken);
  expect(JSON.parse((await on.send('/api/session', { headers: cookie })).text)).toMatchObject({
    user: 'night shift',
    role: 'viewer',
    actions: [],
    edits: true,
  });
  expect((await on.send('/api/topologies/farm/workers/a%2Fb%20c', { headers: cookie })).text).toContain(
    'workers/a/b c',
  );
  expect(on.asked).toEqual(['farm: workers/a/b c']);
  for (const path of [
    '/api/topologies/other/plan',
    '/api/topologies//plan',
    '/api/topologies/farm',
    '/api/topologies/%ff/plan',
  ]) {
    expect((await on.send(path, { headers: cookie })).status, path).toBe(404);
  }
  expect((await on.post(suspend, why, cookie)).status).toBe(404);
  expect(
    (await on.post('/api/topologies/farm/edit', { kind: 'remove', worker: 'ETL01', absent: true }, cookie)).status,
  ).toBe(200);
  expect(on.acted).toEqual([]);
});

test('an approver acts, by name, and only by the list', async () => {
  await using on = await served();
  const cookie = await on.cookieOf(approverToken);
  expect(await on.post(suspend, why, cookie)).toMatchObject({ status: 200, text: expect.stringContaining('Done.') });
  expect(on.acted).toMatchObject([['suspend', { topology: 'farm', by: { user: 'the DBA', role: 'approver' } }, why]]);
  for (const action of ['delete', 'constructor', '__proto__', 'suspend/more', '', 'Suspend']) {
    expect((await on.post(`/api/topologies/farm/actions/${action}`, {}, cookie)).status, action).toBe(404);
  }
  for (const method of ['GET', 'PUT', 'DELETE']) {
    expect((await on.send(suspend, { method, headers: { ...on.ofPage, ...cookie } })).status, method).toBe(405);
  }
  expect(on.acted).toHaveLength(1);
});

test('where nothing can be done, nobody finds an action', async () => {
  await using on = await served(tokens, { acts: false });
  const cookie = await on.cookieOf(approverToken);
  expect((await on.post(suspend, why, cookie)).status).toBe(404);
  expect(JSON.parse((await on.send('/api/session', { headers: cookie })).text)).toMatchObject({ actions: [] });
});

test('without a login everybody on this machine looks, and nobody acts', async () => {
  await using on = await served('none');
  expect(JSON.parse((await on.send('/api/session')).text)).toMatchObject({
    role: 'viewer',
    via: 'loopback',
    actions: [],
  });
  expect((await on.send('/api/topologies/farm/plan')).status).toBe(200);
  expect((await on.post(suspend, why)).status).toBe(404);
});

test('what does not come from the page itself changes nothing, whatever cookie it has', async () => {
  await using on = await served();
  const cookie = await on.cookieOf(approverToken);
  const { port } = new URL(on.own);
  const send = (headers: Readonly<Record<string, string | undefined>>) => {
    const all = Object.entries({ ...on.ofPage, ...cookie, ...headers });
    const sent = Object.fromEntries(all.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
    return on.send(suspend, { method: 'POST', headers: sent, body: JSON.stringify(why) });
  };
  for (const origin of [
    undefined,
    'null',
    'https://evil.example',
    `https://127.0.0.1:${port}`,
    'http://127.0.0.1',
    `http://127.0.0.1:${port}.evil.example`,
    `http://localhost:${port}`,
    `http://anna@127.0.0.1:${port}`,
    'http://scaleout.corp.example',
  ]) {
    expect(await send({ Origin: origin }), String(origin)).toMatchObject({
      status: 403,
      text: expect.stringContaining('cross-site'),
    });
  }
  for (const site of ['cross-site', 'same-site', 'none', ''])
    expect((await send({ 'Sec-Fetch-Site': site })).status, site).toBe(403);
  for (const type of [
    undefined,
    'text/plain',
    'application/x-www-form-urlencoded',
    'application/json, text/plain',
    'multipart/form-data; boundary=application/json',
  ]) {
    expect((await send({ 'Content-Type': type })).status, String(type)).toBe(415);
  }
  expect(await send({ Host: 'evil.example', Origin: 'http://evil.example' })).toMatchObject({ status: 421 });
  // What a proxy hands on did not begin with http on this machine.
  expect(
    await send({ Host: `scaleout.corp.example:${port}`, Origin: `http://scaleout.corp.example:${port}` }),
  ).toMatchObject({ status: 403 });
  expect(await send({ 'X-Forwarded-For': '10.0.0.9' })).toMatchObject({ status: 403 });
  expect(on.acted).toEqual([]);
  expect((await send({ 'Sec-Fetch-Site': undefined })).status).toBe(200);
  const named = `scaleout.corp.example:${port}`;
  expect((await send({ Origin: 'https://scaleout.corp.example', Host: named })).status).toBe(200);
  expect((await send({ 'Content-Type': 'application/json; charset=utf-8' })).status).toBe(200);
});

test('a page of another site gets nothing but the way here', async () => {
  await using on = await served('none');
  for (const site of ['cross-site', 'same-site', 'anything']) {
    for (const path of ['/api/session', '/api/stream', '/api/topologies/farm/plan']) {
      expect((await on.send(path, { headers: { 'Sec-Fetch-Site': site } })).status, `${site} ${path}`).toBe(403);
    }
    expect((await on.send('/', { headers: { 'Sec-Fetch-Site': site } })).status).toBe(200);
  }
  expect((await on.send('/api/session', { headers: { 'Sec-Fetch-Site': 'none' } })).status).toBe(200);
});

test('a login and its end are asked for by the page alone as well', async () => {
  await using on = await served();
  const evil = { Origin: 'https://evil.example' };
  expect((await on.post('/api/session', { token: approverToken }, evil)).status).toBe(403);
  const cookie = await on.cookieOf(approverToken);
  const leave = (headers: Readonly<Record<string, string>>) =>
    on.send('/api/session', { method: 'DELETE', headers: { ...on.ofPage, ...cookie, ...headers }, body: '{}' });
  expect((await leave(evil)).status).toBe(403);
  expect((await leave({})).status).toBe(200);
  expect((await on.post(suspend, why, cookie)).status).toBe(401);
});

test.each([
  ['what is no JSON', suspend, '{'],
  ['a list', suspend, '[]'],
  ['nothing', suspend, ''],
  ['no reason', suspend, '{}'],
  ['an empty reason', suspend, '{"reason":""}'],
  ['a reason that is too long', suspend, JSON.stringify({ reason: 'x'.repeat(301) })],
  ['a reason that is a list', suspend, '{"reason":["x"]}'],
  ['a member that nobody knows', suspend, '{"reason":"x","force":true}'],
  ['a member of every object', suspend, '{"reason":"x","__proto__":{}}'],
  ['two ends', suspend, '{"reason":"x","forSeconds":60,"until":"2026-11-25T06:00Z"}'],
  ['an end that is no moment', suspend, '{"reason":"x","until":"tomorrow"}'],
  ['half a second', suspend, '{"reason":"x","forSeconds":0.5}'],
  ['a fingerprint that is none', '/api/topologies/farm/actions/approve', '{"fingerprint":"../../x"}'],
  ['a look that wants something', '/api/topologies/farm/actions/look', '{"target":"x"}'],
  ['an edit of no kind', '/api/topologies/farm/edit', '{"kind":"constructor"}'],
  [
    'an edit with an object in it',
    '/api/topologies/farm/edit',
    '{"kind":"set","worker":"A","set":{"a":{}},"unset":[]}',
  ],
  [
    'an edit with endless keys',
    '/api/topologies/farm/edit',
    JSON.stringify({ kind: 'set', worker: 'A', set: {}, unset: Array(101).fill('a') }),
  ],
])('a body with %s is refused: 400', async (_what, path, body) => {
  await using on = await served();
  const headers = { ...on.ofPage, ...(await on.cookieOf(approverToken)) };
  expect(await on.send(path, { method: 'POST', headers, body })).toMatchObject({
    status: 400,
    text: expect.stringContaining('bad-body'),
  });
  expect(on.acted).toEqual([]);
});

test('a body that is too long is not read to its end', async () => {
  await using on = await served();
  const cookie = await on.cookieOf(approverToken);
  expect((await on.post(suspend, { reason: 'x'.repeat(70_000) }, cookie)).status).toBe(413);
});

test('one request hides no other one, and no header is there twice', async () => {
  await using on = await served();
  const { Cookie: cookie } = await on.cookieOf(approverToken);
  const host = `Host: ${new URL(on.own).host}\r\n`;
  const body = JSON.stringify(why);
  const head = `POST ${suspend} HTTP/1.1\r\n${host}Content-Type: application/json\r\nCookie: ${cookie}\r\nSec-Fetch-Site: same-origin\r\n`;
  const origin = `Origin: ${on.own}\r\n`;
  const length = `Content-Length: ${body.length}\r\n`;
  for (const twice of [
    `${head}${origin}Origin: https://evil.example\r\n${length}\r\n${body}`,
    `${head}Origin: https://evil.example\r\n${origin}${length}\r\n${body}`,
    `${head}${origin}Cookie: a=b\r\n${length}\r\n${body}`,
    `${head}${origin}Content-Type: text/plain\r\n${length}\r\n${body}`,
    `${head}${origin}Sec-Fetch-Site: cross-site\r\n${length}\r\n${body}`,
    `${head}${origin}${host}${length}\r\n${body}`,
    `${head}${origin}${length}Transfer-Encoding: chunked\r\n\r\n${body}`,
  ]) {
    expect(await on.raw(twice)).toMatch(/^HTTP\/1\.1 400 /);
  }
  const hidden = `GET / HTTP/1.1\r\n${host}\r\n${head}${origin}${length}\r\n${body}`;
  expect((await on.raw(hidden)).match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 200']);
  expect(await on.raw(`GET /api/stream HTTP/1.1\r\n${host}Upgrade: websocket\r\nConnection: Upgrade\r\n\r\n`)).toBe('');
  expect(on.acted).toEqual([]);
});

test('what fails is told in the words of the registry without secrets, or in none', async () => {
  await using on = await served('none');
  const broken = await on.send('/api/topologies/farm/broken');
  expect([broken.status, broken.text]).toEqual([
    500,
    '{"error":"internal","detail":"The answer could not be made."}\n',
  ]);
  expect(on.errors).toHaveLength(1);
  const refused = await on.send('/api/topologies/farm/refused');
  expect(refused.status).toBe(503);
  expect(JSON.parse(refused.text)).toMatchObject({ error: 'catalog.unreachable', remedy: expect.any(String) });
  expect(refused.text).not.toContain('hunter2');
});

test('browsers are told to come by TLS where that is known to work, and never of this machine', async () => {
  await using on = await served();
  const of = async (host: string) =>
    (await on.send('/', { headers: { Host: host } })).headers['strict-transport-security'];
  expect(await of('scaleout.corp.example')).toBe('max-age=31536000');
  expect(await of(new URL(on.own).host)).toBeUndefined();
});

test('a document that many ask for is made once, and of others a probe is answered in between', async () => {
  await using on = await served('none');
  const answers = await Promise.all(Array.from({ length: 30 }, () => on.send('/api/topologies/farm/slow')));
  expect(answers.every(({ status, text }) => status === 200 && text === '{"path":"slow"}\n')).toBe(true);
  expect(on.asked.length).toBeLessThan(16);
  const ended: string[] = [];
  const all = Array.from({ length: 30 }, (_, index) =>
    on.send(`/api/topologies/farm/slow/${index}`).then(() => ended.push('document')),
  );
  const probe = on.send('/').then(() => ended.push('probe'));
  await Promise.all([...all, probe]);
  expect(ended.indexOf('probe')).toBeLessThan(10);
});

test('an edit beyond those that are taken at one time is answered with 429', async () => {
  await using on = await served('none', { isBusy: true });
  const body = { kind: 'remove', worker: 'ETL01', absent: false };
  expect(await on.post('/api/topologies/farm/edit', body)).toMatchObject({
    status: 429,
    text: expect.stringContaining('page.busy'),
  });
});

test('whom a proxy names without a role is told so beside the other login', async () => {
  const proxy = {
    ...{ addresses: ['127.0.0.1'], userHeader: 'x-user', groupsHeader: undefined, secretHeader: 'x-secret' },
    secret: { env: 'APPROVER' },
  } as const;
  await using on = await served({ ...tokens, proxy });
  const headers = { 'x-user': 'CORP\\carl', 'x-secret': approverToken };
  const stranger = 'You are logged in as CORP\\carl, who may not see this page.';
  const session = await on.send('/api/session', { headers });
  expect(JSON.parse(session.text)).toMatchObject({ user: null, logins: ['token'], stranger });
  const refused = await on.send('/api/topologies/farm/plan', { headers });
  expect(refused.status).toBe(403);
  expect(JSON.parse(refused.text)).toMatchObject({ error: 'no-role', detail: stranger });
  expect(JSON.parse((await on.send('/api/session')).text)).not.toHaveProperty('stranger');
});

test('a refusal whose summary ends with a word for a secret keeps its sentences', async () => {
  await using on = await served('none');
  const { text } = await on.send('/api/topologies/farm/secret');
  expect(JSON.parse(text).detail).toBe(
    'The patch would show a secret: The value of settings.Password may be a secret.',
  );
});
