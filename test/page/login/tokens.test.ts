import { expect, test } from 'vitest';
import { secret } from '../../../src/providers/secret.js';
import { approverToken, cookiesOf, loginWith, viewerToken } from './asked.js';

const tokens = [
  { name: 'night-shift', role: 'viewer', token: { env: 'VIEWER' } },
  { name: 'dba', role: 'approver', token: { env: 'APPROVER' } },
] as const;

const hour = 3_600_000;

test('without any login everybody on this machine may look, and nobody else', async () => {
  await using open = await loginWith(undefined);
  expect(open.viewer({})).toEqual({
    user: 'this machine',
    role: 'viewer',
    via: 'loopback',
    until: undefined,
    session: undefined,
  });
  expect(open.viewer({ remote: '10.0.0.9' })).toBeUndefined();
  // A proxy on this machine that nobody told the login of.
  expect(open.viewer({ headers: { 'x-forwarded-for': '10.0.0.9' } })).toBeUndefined();
  expect(await open.paste(viewerToken)).toMatchObject({ status: 404 });
  expect(await open.answer({ path: '/login' })).toMatchObject({ status: 404 });
});

test('with a login it is needed on this machine too', async () => {
  await using open = await loginWith({ tokens });
  expect(open.login.logins).toEqual(['token']);
  expect(open.viewer({})).toBeUndefined();
});

test('a token is exchanged for a cookie that only this site and no script has', async () => {
  await using open = await loginWith({ tokens });
  const answer = await open.paste(viewerToken);
  expect(answer).toMatchObject({ status: 200 });
  expect(JSON.parse(String(answer?.body))).toMatchObject({ user: 'night-shift', role: 'viewer', via: 'token' });
  expect(answer?.headers?.['Set-Cookie']).toMatch(
    /^__Host-scaleout=[\w-]{43}; Path=\/; Secure; HttpOnly; SameSite=Strict; Max-Age=43200$/,
  );
  const cookie = cookiesOf(answer);
  const viewer = open.viewer({ headers: { cookie } });
  expect(viewer).toMatchObject({ user: 'night-shift', role: 'viewer', via: 'token' });
  expect(cookie).not.toContain(viewer?.session);
  expect(open.viewer({ headers: { cookie: `${cookie}x` } })).toBeUndefined();
  expect(open.viewer({ headers: { cookie: `${cookie}; ${cookie}` } })).toBeUndefined();
  const other = await open.paste(approverToken);
  expect(open.viewer({ headers: { cookie: cookiesOf(other) } })).toMatchObject({ user: 'dba', role: 'approver' });
});

test('two pages of one host, at different ports, have cookies of their own', async () => {
  await using open = await loginWith({ tokens });
  const first = await open.paste(viewerToken, { headers: { host: 'localhost:8392' } });
  expect(first?.headers?.['Set-Cookie']).toMatch(/^__Host-scaleout-8392=/);
  const cookie = `${cookiesOf(first)}; __Host-scaleout-8393=another`;
  expect(open.viewer({ headers: { host: 'localhost:8392', cookie } })).toMatchObject({ user: 'night-shift' });
  expect(open.viewer({ headers: { host: 'localhost:8393', cookie } })).toBeUndefined();
  const left = await open.answer({
    method: 'DELETE',
    path: '/api/session',
    headers: { host: 'localhost:8392', cookie },
  });
  expect(left?.headers?.['Set-Cookie']).toMatch(/^__Host-scaleout-8392=; /);
});

test('each login has a new session, and the one before ends', async () => {
  await using open = await loginWith({ tokens });
  const ended: string[] = [];
  open.login.onEnd((session) => void ended.push(session));
  const first = cookiesOf(await open.paste(viewerToken));
  const before = open.viewer({ headers: { cookie: first } })?.session;
  const second = cookiesOf(await open.paste(approverToken, { headers: { cookie: first } }));
  expect(second).not.toBe(first);
  expect(ended).toEqual([before]);
  expect(open.viewer({ headers: { cookie: first } })).toBeUndefined();
  // A cookie that somebody else has chosen is no session, and none is made of it.
  const chosen = `__Host-scaleout=${'A'.repeat(43)}`;
  const fixed = cookiesOf(await open.paste(viewerToken, { headers: { cookie: chosen } }));
  expect(fixed).not.toBe(chosen);
  expect(open.viewer({ headers: { cookie: chosen } })).toBeUndefined();
});

test('a session ends after an hour without use, and after twelve hours whatever is done', async () => {
  await using open = await loginWith({ tokens });
  const ended: string[] = [];
  open.login.onEnd((session) => void ended.push(session));
  const headers = { cookie: cookiesOf(await open.paste(viewerToken)) };
  open.pass(hour - 1);
  const viewer = open.viewer({ headers });
  expect(viewer).toBeDefined();
  open.pass(hour);
  await open.login.sweep();
  expect(ended).toEqual([viewer?.session]);
  expect(open.viewer({ headers })).toBeUndefined();

  const again = { cookie: cookiesOf(await open.paste(viewerToken)) };
  const until = open.viewer({ headers: again })?.until ?? 0;
  for (let passed = 0; passed < 11.9 * hour; passed += hour / 2) {
    expect(open.viewer({ headers: again })).toMatchObject({ until });
    open.pass(hour / 2);
  }
  expect(open.viewer({ headers: again })).toBeUndefined();
  expect(ended).toHaveLength(2);
});

test('a stream keeps its session in use, up to twelve hours', async () => {
  await using open = await loginWith({ tokens });
  const headers = { cookie: cookiesOf(await open.paste(viewerToken)) };
  const session = open.viewer({ headers })?.session ?? '';
  const closed = open.login.streams(session);
  const ended: string[] = [];
  open.login.onEnd((one) => void ended.push(one));
  open.pass(5 * hour);
  await open.login.sweep();
  expect(ended).toEqual([]);
  closed();
  closed();
  open.pass(hour - 1);
  await open.login.sweep();
  expect(ended).toEqual([]);
  open.login.streams(session);
  open.pass(7 * hour);
  await open.login.sweep();
  expect(ended).toEqual([session]);
});

test('logging out ends the session at once, and forgets the cookie', async () => {
  await using open = await loginWith({ tokens });
  const headers = { cookie: cookiesOf(await open.paste(viewerToken)) };
  const ended: string[] = [];
  const forget = open.login.onEnd((one) => void ended.push(one));
  const answer = await open.answer({ method: 'DELETE', path: '/api/session', headers });
  expect(JSON.parse(String(answer?.body))).toMatchObject({ user: null, role: null });
  expect(answer?.headers?.['Set-Cookie']).toContain('Max-Age=0');
  expect(ended).toHaveLength(1);
  expect(open.viewer({ headers })).toBeUndefined();
  forget();
  await open.answer({ method: 'DELETE', path: '/api/session', headers });
  expect(ended).toHaveLength(1);
});

test('the sessions of one token are bounded, the oldest one ends', async () => {
  await using open = await loginWith({ tokens });
  const other = { cookie: cookiesOf(await open.paste(approverToken)) };
  const first = { cookie: cookiesOf(await open.paste(viewerToken)) };
  for (let count = 1; count < 50; count += 1) await open.paste(viewerToken);
  expect(open.viewer({ headers: first })).toBeDefined();
  await open.paste(viewerToken);
  expect(open.viewer({ headers: first })).toBeUndefined();
  expect(open.viewer({ headers: other })).toBeDefined();
});

test('a changed token logs in at once, and the sessions of the old one end', async () => {
  await using open = await loginWith({ tokens });
  const headers = { cookie: cookiesOf(await open.paste(viewerToken)) };
  const other = { cookie: cookiesOf(await open.paste(approverToken)) };
  open.variables.VIEWER = 'another-token-of-night-shift';
  expect(await open.paste(viewerToken)).toMatchObject({ status: 403 });
  const anew = { cookie: cookiesOf(await open.paste('another-token-of-night-shift')) };
  await open.login.sweep();
  expect(open.viewer({ headers })).toBeUndefined();
  expect(open.viewer({ headers: anew })).toBeDefined();
  expect(open.viewer({ headers: other })).toBeDefined();
  // A token that is not there any more logs nobody in, and says so once.
  open.variables.VIEWER = undefined;
  await open.login.sweep();
  await open.login.sweep();
  expect(open.viewer({ headers: anew })).toBeUndefined();
  expect(open.logged.filter((line) => line.includes('The token night-shift logs nobody in'))).toHaveLength(1);
});

test('the token of monitoring may look and no more', async () => {
  await using open = await loginWith(undefined, { monitoring: async () => secret('t0ken') });
  expect(open.login.logins).toEqual(['token']);
  expect(open.viewer({})).toBeUndefined();
  const headers = { cookie: cookiesOf(await open.paste('t0ken')) };
  expect(open.viewer({ headers })).toMatchObject({ user: 'monitoring', role: 'viewer', via: 'token' });
});

test('a token that is missing, short or the same as another keeps the login from opening', async () => {
  const one = (env: string) => [{ name: 'one', role: 'viewer', token: { env } }] as const;
  await expect(loginWith({ tokens: one('NONE') })).rejects.toMatchObject({ code: 'login.secret-missing' });
  const short = { secrets: { env: { SHORT: 'hunter2' }, readFile: async () => ({ read: '', mode: 0o600 }) } };
  const refused = await loginWith({ tokens: one('SHORT') }, short).catch((error: Error) => error);
  expect(refused).toMatchObject({ code: 'login.secret-unusable' });
  expect(String(refused)).not.toContain('hunter2');
  const same = [...one('VIEWER'), { name: 'two', role: 'approver', token: { env: 'VIEWER' } }] as const;
  await expect(loginWith({ tokens: same })).rejects.toMatchObject({ message: 'The tokens one and two are the same.' });
  const monitoring = async () => secret(approverToken);
  await expect(loginWith({ tokens }, { monitoring })).rejects.toMatchObject({ code: 'login.secret-unusable' });
});

test('wrong tokens are told of without themselves, and slow down who sends them and nobody else', async () => {
  await using open = await loginWith({ tokens });
  const from = (remote: string, token = 'wrong-token') => open.paste(token, { remote, isSecure: true });
  for (let count = 0; count < 5; count += 1) expect(await from('10.0.0.1')).toMatchObject({ status: 403 });
  expect(open.logged).toHaveLength(5);
  expect(open.logged.join()).toContain('warn: A wrong token came from 10.0.0.1.');
  expect(open.logged.join()).not.toContain('wrong-token');
  // Not even the right one is looked at.
  const early = await from('10.0.0.1', viewerToken);
  expect(early).toMatchObject({ status: 429, headers: { 'Retry-After': '1' } });
  expect(await from('10.0.0.2', viewerToken)).toMatchObject({ status: 200 });
  open.pass(1_000);
  expect(await from('10.0.0.1')).toMatchObject({ status: 403 });
  expect(await from('10.0.0.1')).toMatchObject({ status: 429, headers: { 'Retry-After': '2' } });
  open.pass(2_000);
  expect(await from('10.0.0.1', viewerToken)).toMatchObject({ status: 200 });
  // However long it goes on, nobody waits for more than a minute.
  for (let count = 0; count < 30; count += 1) {
    open.pass(60_000);
    expect(await from('10.0.0.1')).toMatchObject({ status: 403 });
  }
  expect(await from('10.0.0.1')).toMatchObject({ status: 429, headers: { 'Retry-After': '60' } });
});

test('many wrong tokens at the same moment are not all looked at', async () => {
  await using open = await loginWith({ tokens });
  const answers = await Promise.all(Array.from({ length: 50 }, () => open.paste('wrong-token')));
  expect(answers.filter((answer) => answer?.status === 403)).toHaveLength(5);
});

test('a flood from many addresses leaves each of them one try, and others theirs', async () => {
  await using open = await loginWith({ tokens });
  const from = (remote: string, token = 'wrong-token') => open.paste(token, { remote, isSecure: true });
  for (let count = 0; count < 100; count += 1) await from(`10.0.1.${count}`);
  expect(await from('fd00::1:0:0:0:1')).toMatchObject({ status: 403 });
  expect(await from('fd00::1:0:0:0:2')).toMatchObject({ status: 429 });
  expect(await from('10.0.2.1', viewerToken)).toMatchObject({ status: 200 });
  open.pass(61_000);
  expect(await from('10.0.3.1')).toMatchObject({ status: 403 });
  expect(await from('10.0.3.1')).toMatchObject({ status: 403 });
});

test.each(['', '{}', '[]', 'null', '"text"', '{"token":1}', '{"token":""}', `{"token":"${'a'.repeat(2000)}"}`])(
  'a body that is no token: %s',
  async (body) => {
    await using open = await loginWith({ tokens });
    expect(await open.answer({ method: 'POST', path: '/api/session', body })).toMatchObject({ status: 400 });
  },
);
