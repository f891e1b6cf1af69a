import { expect, test } from 'vitest';
import type { LoginSettings, ProxySettings } from '../../../src/page/login/login-file.js';
import { type Asked, cookiesOf, loginWith, requestOf, viewerToken } from './asked.js';

const shared = 'the-shared-secret-of-the-proxy';

const proxy: ProxySettings = {
  addresses: ['10.0.0.1', 'fd00::/64'],
  userHeader: 'x-forwarded-user',
  groupsHeader: 'x-forwarded-groups',
  secretHeader: 'x-scaleout-proxy-secret',
  secret: { env: 'SHARED' },
};

const roles: LoginSettings['roles'] = {
  approvers: { users: ['CORP\\anna', 'CORP\\mark', 'CORP\\jos\u00e9'], groups: ['CORP\\dba'] },
  viewers: { users: ['0a1B'], groups: ['ops'], anyone: false },
};

async function opened(settings: Partial<LoginSettings> = {}) {
  const variables: Record<string, string | undefined> = { SHARED: shared, VIEWER: viewerToken };
  const readFile = async () => ({ failed: { why: 'missing', phrase: 'does not exist' } }) as const;
  const open = await loginWith({ proxy, roles, ...settings }, { secrets: { env: variables, readFile } });
  return { ...open, variables };
}

/** A request that came by the proxy. */
function by(headers: Asked['headers'], more: Asked = {}): Asked {
  return { remote: '10.0.0.1', ...more, headers: { 'x-scaleout-proxy-secret': shared, ...headers } };
}

test.each([
  ['CORP\\anna', '', 'approver'],
  ['corp\\ANNA', '', 'approver'],
  ['CORP\\bert', 'ops, corp\\DBA', 'approver'],
  ['CORP\\bert', 'ops', 'viewer'],
  ['CORP\\bert', 'OPS', undefined],
  ['0a1B', '', 'viewer'],
  ['0A1b', '', undefined],
  ['CORP\\annabell', '', undefined],
  // The Kelvin sign, which Unicode folds to k and composes to K, and a letter with its accent apart.
  ['CORP\\mar\u212a', '', undefined],
  ['CORP\\MARK', '', 'approver'],
  ['CORP\\jose\u0301', '', undefined],
  ['CORP\\bert', 'x"ops"', undefined],
])('%s in the groups %j is %s', async (user, groups, role) => {
  await using open = await opened();
  const sent = Buffer.from(user, 'utf8').toString('latin1');
  const viewer = open.viewer(by({ 'x-forwarded-user': sent, 'x-forwarded-groups': groups }));
  expect(viewer?.role).toBe(role);
  if (role !== undefined) expect(viewer).toMatchObject({ user, via: 'proxy', until: undefined, session: undefined });
});

test('a name is read as UTF-8, or else as Latin-1', async () => {
  await using open = await opened({ roles: { ...roles, viewers: { users: [], groups: [], anyone: true } } });
  const user = (bytes: Buffer) => open.viewer(by({ 'x-forwarded-user': bytes.toString('latin1') }))?.user;
  expect(user(Buffer.from('CORP\\J\u00fcrgen', 'utf8'))).toBe('CORP\\J\u00fcrgen');
  expect(user(Buffer.from('CORP\\J\u00fcrgen', 'latin1'))).toBe('CORP\\J\u00fcrgen');
});

test('from any other address the headers are as if not there', async () => {
  await using open = await opened();
  const { headers = {} } = by({ 'x-forwarded-user': 'CORP\\anna' });
  for (const remote of ['10.0.0.2', 'fd00:0:0:1::1', '::ffff:0a00:2', '']) {
    expect(open.viewer({ remote, isSecure: true, headers })).toBeUndefined();
  }
  expect(open.viewer({ remote: 'fd00::7', headers })).toMatchObject({ user: 'CORP\\anna' });
  // Who says of himself that he came from there did not.
  const spoofed = { ...headers, 'x-forwarded-for': '10.0.0.1', forwarded: 'for=10.0.0.1' };
  expect(open.viewer({ remote: '10.0.0.2', isSecure: true, headers: spoofed })).toBeUndefined();
});

test('without the shared secret nothing is believed, and with a wrong one nothing is answered', async () => {
  await using open = await opened();
  const bare = { remote: '10.0.0.1', isSecure: true, headers: { 'x-forwarded-user': 'CORP\\anna' } };
  expect(open.viewer(bare)).toBeUndefined();
  expect(await open.answer(bare)).toBeUndefined();
  expect(open.logged).toEqual([
    'warn: A request from 10.0.0.1 says who somebody is without the shared secret of the proxy: that was not believed.',
  ]);
  for (const wrong of ['', 'x', `${shared}x`, shared.slice(1)]) {
    const asked = by({ 'x-forwarded-user': 'CORP\\anna', 'x-scaleout-proxy-secret': wrong });
    expect(open.viewer(asked)).toBeUndefined();
    expect(await open.answer({ ...asked, path: '/api/session' })).toMatchObject({ status: 403 });
  }
  expect(open.logged.join()).toContain('does not hold the shared secret');
  expect(open.logged.join()).not.toContain(shared.slice(1));
});

test('a header that is there twice is refused', async () => {
  await using open = await opened();
  for (const name of ['x-forwarded-user', 'x-forwarded-groups', 'x-scaleout-proxy-secret']) {
    const asked = by({ 'x-forwarded-user': 'CORP\\anna', [name]: [shared, shared] });
    expect(open.viewer(asked)).toBeUndefined();
    expect(await open.answer(asked)).toMatchObject({ status: 403 });
  }
});

test.each(['', ' ', '(null)', '-'])('%j is nobody', async (user) => {
  await using open = await opened({ roles: { ...roles, viewers: { users: [], groups: [], anyone: true } } });
  expect(open.viewer(by({ 'x-forwarded-user': user }))).toBeUndefined();
  expect(await open.answer(by({ 'x-forwarded-user': user }))).toBeUndefined();
});

test.each([
  ['a name that turns the reading order round', Buffer.from('anna\u202e', 'utf8').toString('latin1')],
  ['a name of 257 letters', 'a'.repeat(257)],
])('%s is refused', async (_, user) => {
  await using open = await opened({ roles: { ...roles, viewers: { users: [], groups: [], anyone: true } } });
  expect(open.viewer(by({ 'x-forwarded-user': user }))).toBeUndefined();
  expect(await open.answer(by({ 'x-forwarded-user': user }))).toMatchObject({ status: 403 });
});

test('who has no role is told so, and may still use a token where there is one', async () => {
  const asked = by({ 'x-forwarded-user': '<b>carl' }, { path: '/' });
  await using open = await opened();
  const answer = await open.answer(asked);
  expect(answer).toMatchObject({ status: 403 });
  expect(answer?.body).toContain('&#60;b&#62;carl, who may not see this page.');
  expect(JSON.parse(String((await open.answer({ ...asked, path: '/api/session' }))?.body))).toMatchObject({
    error: 'no-role',
  });
  const tokens = [{ name: 'night-shift', role: 'viewer', token: { env: 'VIEWER' } }] as const;
  await using other = await opened({ tokens });
  expect(await other.answer(asked)).toBeUndefined();
  expect(other.login.stranger(requestOf(asked))).toBe('You are logged in as <b>carl, who may not see this page.');
  expect(other.login.stranger(requestOf(by({ 'x-forwarded-user': 'CORP\\anna' })))).toBeUndefined();
  expect(other.login.stranger(requestOf(by({})))).toBeUndefined();
  const cookie = cookiesOf(await other.paste(viewerToken, asked));
  expect(other.viewer({ ...asked, headers: { ...asked.headers, cookie } })).toMatchObject({ user: 'night-shift' });
});

test('past the proxy the page is not to be had without TLS, but on this machine', async () => {
  const tokens = [{ name: 'night-shift', role: 'viewer', token: { env: 'VIEWER' } }] as const;
  await using open = await opened({ tokens });
  expect(await open.paste(viewerToken, { remote: '10.0.0.9' })).toMatchObject({ status: 403 });
  expect(await open.paste(viewerToken, { remote: '10.0.0.9', isSecure: true })).toMatchObject({ status: 200 });
  expect(await open.paste(viewerToken, { remote: '127.0.0.1' })).toMatchObject({ status: 200 });
});

test('through the proxy wrong tokens are counted by the address that it saw', async () => {
  const tokens = [{ name: 'night-shift', role: 'viewer', token: { env: 'VIEWER' } }] as const;
  await using open = await opened({ tokens });
  const from = (seen: string, token = 'wrong') => open.paste(token, by({ 'x-forwarded-for': seen }));
  for (let count = 0; count < 5; count += 1) await from(`10.9.9.${count}, 10.5.5.5`);
  expect(await from('10.9.9.9, 10.5.5.5:4711')).toMatchObject({ status: 429 });
  expect(await from('10.5.5.5, 10.6.6.6', viewerToken)).toMatchObject({ status: 200 });
  expect(open.logged[0]).toContain('A wrong token came from 10.5.5.5.');
});

const ends: ProxySettings = { ...proxy, userHeader: undefined, groupsHeader: undefined, secret: undefined };

test('a proxy that says nothing of addresses is slowed down for a second at most, so that others come in', async () => {
  const tokens = [{ name: 'night-shift', role: 'viewer', token: { env: 'VIEWER' } }] as const;
  await using open = await opened({ tokens, proxy: ends });
  const from = { remote: '10.0.0.1' };
  for (let count = 0; count < 20; count += 1) {
    await open.paste('wrong', from);
    open.pass(1_000);
  }
  await open.paste('wrong', from);
  expect(await open.paste(viewerToken, from)).toMatchObject({ status: 429, headers: { 'Retry-After': '1' } });
  open.pass(1_000);
  expect(await open.paste(viewerToken, from)).toMatchObject({ status: 200 });
});

test('addresses that anybody before the proxy could have made up do not lift the limit', async () => {
  const tokens = [{ name: 'night-shift', role: 'viewer', token: { env: 'VIEWER' } }] as const;
  await using open = await opened({ tokens, proxy: ends });
  const from = (seen: number) => ({
    remote: '10.0.0.1',
    headers: { 'x-forwarded-for': `10.7.${seen >> 8}.${seen & 255}` },
  });
  for (let seen = 0; seen < 100; seen += 1)
    expect(await open.paste('wrong', from(seen))).toMatchObject({ status: 403 });
  expect(await open.paste('wrong', from(100))).toMatchObject({ status: 429 });
  open.pass(1_000);
  expect(await open.paste(viewerToken, from(101))).toMatchObject({ status: 200 });
});

test('a shared secret that changes is taken within half a minute', async () => {
  await using open = await opened();
  const anna = { 'x-forwarded-user': 'CORP\\anna' };
  open.variables.SHARED = 'another-secret-of-the-proxy';
  await open.login.sweep();
  expect(open.viewer(by(anna))).toBeUndefined();
  const anew = by({ ...anna, 'x-scaleout-proxy-secret': 'another-secret-of-the-proxy' });
  expect(open.viewer(anew)).toBeDefined();
  open.variables.SHARED = undefined;
  await open.login.sweep();
  expect(open.viewer(anew)).toBeUndefined();
  expect(await open.answer(by({ 'x-scaleout-proxy-secret': '' }))).toMatchObject({ status: 403 });
  expect(open.logged.join()).toContain('Nobody is logged in by the proxy');
});

test('a proxy that only ends TLS logs nobody in', async () => {
  const tokens = [{ name: 'night-shift', role: 'viewer', token: { env: 'VIEWER' } }] as const;
  await using open = await opened({ tokens, proxy: ends });
  expect(open.viewer(by({ 'x-forwarded-user': 'CORP\\anna' }))).toBeUndefined();
  expect(await open.paste(viewerToken, { remote: '10.0.0.1' })).toMatchObject({ status: 200 });
});
