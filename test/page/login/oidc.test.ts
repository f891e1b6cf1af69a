import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import type { LoginSettings, OidcSettings } from '../../../src/page/login/login-file.js';
import { clientId, clientSecret, type OidcProvider, oidcProvider } from '../../support/oidc-provider.js';
import { cookiesOf, loginWith, viewerToken } from './asked.js';

const address = 'https://scaleout.corp.example';
const callback = `${address}/login/callback`;

interface Wish {
  readonly oidc?: Partial<OidcSettings>;
  readonly settings?: Partial<LoginSettings>;
  readonly now?: () => number;
}

/** A provider, and a login that leads there. */
async function opened({ oidc = {}, settings = {}, now = Date.now }: Wish = {}) {
  const provider = await oidcProvider(callback);
  const open = await loginWith(
    {
      address,
      oidc: {
        issuer: provider.issuer,
        clientId,
        clientSecret: { env: 'CLIENT_SECRET' },
        scopes: ['openid', 'profile'],
        userClaim: 'preferred_username',
        groupsClaim: 'groups',
        ...oidc,
      },
      roles: {
        approvers: { users: [], groups: ['dba'] },
        viewers: { users: [], groups: ['everyone'], anyone: false },
      },
      ...settings,
    },
    { secrets: { env: { CLIENT_SECRET: clientSecret, VIEWER: viewerToken }, readFile: missing }, now },
  );
  /** As a browser does it: to the provider and back, with the cookies of this browser. */
  const leave = async (path = '/login') => {
    const started = await open.answer({ path });
    const cookie = cookiesOf(started);
    const location = String(started?.headers?.Location ?? '');
    return { started, cookie, location };
  };
  const atProvider = async (location: string) => {
    const answer = await fetch(location, { redirect: 'manual' });
    return new URL(answer.headers.get('location') ?? 'about:blank');
  };
  const comeBack = (url: URL, cookie: string) =>
    open.answer({ path: `${url.pathname}${url.search}`, headers: { cookie } });
  const logIn = async (path?: string) => {
    const { cookie, location } = await leave(path);
    return comeBack(await atProvider(location), cookie);
  };
  return {
    ...open,
    provider,
    leave,
    atProvider,
    comeBack,
    logIn,
    async [Symbol.asyncDispose]() {
      await open[Symbol.asyncDispose]();
      await provider[Symbol.asyncDispose]();
    },
  };
}

const missing = async () => ({ failed: { why: 'missing', phrase: 'does not exist' } }) as const;

/** Nothing that the provider handed out is in an answer or in the log. */
function expectNoToken(
  open: { readonly logged: readonly string[]; readonly provider: OidcProvider },
  ...texts: unknown[]
) {
  const all = [...open.logged, ...texts.map((one) => JSON.stringify(one))].join('\n');
  expect(open.provider.handedOut.filter((token) => all.includes(token))).toEqual([]);
  expect(all).not.toContain(clientSecret);
}

test('somebody logs in at the provider, and comes back to the view that was open', async () => {
  await using open = await opened();
  expect(open.login.logins).toEqual(['oidc']);
  expect(open.login.origins).toEqual([address]);
  const { started, cookie, location } = await open.leave('/login?back=/t/warehouse/plan%3Fsort%3Drisk');
  expect(started?.status).toBe(303);
  expect(started?.headers?.['Set-Cookie']).toMatch(
    /^__Host-scaleout-login=[\w-]+; Path=\/; Secure; HttpOnly; SameSite=Lax; Max-Age=600$/,
  );
  const url = await open.atProvider(location);
  const answer = await open.comeBack(url, cookie);
  expect(open.provider.refused).toEqual([]);
  expect(answer?.status).toBe(200);
  // A step of our own, with which the browser sends the cookie that it got with this answer.
  expect(answer?.body).toContain('<meta http-equiv="refresh" content="0;url=/t/warehouse/plan?sort=risk">');
  const set = [answer?.headers?.['Set-Cookie'] ?? []].flat();
  expect(set[0]).toMatch(/^__Host-scaleout=[\w-]{43}; .*SameSite=Strict/);
  expect(set[1]).toMatch(/^__Host-scaleout-login=; .*Max-Age=0$/);
  const viewer = open.viewer({ headers: { cookie: cookiesOf(answer) } });
  expect(viewer).toMatchObject({ user: 'anna@corp.example', role: 'approver', via: 'oidc' });
  expectNoToken(open, started, answer);
  // Nothing in the browser's cookie tells what the proof of the code is.
  expect(cookie).not.toContain(new URL(location).searchParams.get('state'));
});

test('the roles go by the groups, which may be one text, and by the user', async () => {
  await using open = await opened();
  const role = async () => open.viewer({ headers: { cookie: cookiesOf(await open.logIn()) } })?.role;
  open.provider.ways.claims = (right) => ({ ...right, groups: 'everyone' });
  expect(await role()).toBe('viewer');
  open.provider.ways.claims = (right) => ({ ...right, groups: ['DBA', 7] });
  const stranger = await open.logIn();
  expect(stranger?.status).toBe(403);
  expect(stranger?.body).toContain('You are logged in as anna@corp.example, who may not see this page.');
  expect(cookiesOf(stranger)).toBe('__Host-scaleout-login=');
  open.provider.ways.claims = ({ groups: _, ...right }) => ({ ...right, _claim_names: { groups: 'src1' } });
  expect((await open.logIn())?.status).toBe(403);
  expect(open.logged.at(-1)).toContain('left its groups out');
});

test.each([
  ['another nonce', (right: object) => ({ ...right, nonce: 'another' })],
  ['no nonce', (right: object) => ({ ...right, nonce: undefined })],
  ['another audience', (right: object) => ({ ...right, aud: 'another' })],
  ['another issuer', (right: object) => ({ ...right, iss: 'https://evil.example' })],
  ['an end two minutes ago', (right: object) => ({ ...right, exp: Math.floor(Date.now() / 1000) - 120 })],
  ['no end', (right: object) => ({ ...right, exp: undefined })],
  ['another client in azp', (right: object) => ({ ...right, azp: 'another' })],
  ['a beginning in two minutes', (right: object) => ({ ...right, iat: Math.floor(Date.now() / 1000) + 120 })],
])('an ID token with %s logs nobody in', async (_, claims) => {
  await using open = await opened();
  open.provider.ways.claims = claims;
  const answer = await open.logIn();
  expect(answer?.status).toBe(403);
  expect(answer?.body).toContain('could not be verified');
  expect(open.viewer({ headers: { cookie: cookiesOf(answer) } })).toBeUndefined();
  expect(open.logged.join()).toContain('warn: A login by the provider failed:');
  expectNoToken(open, answer);
});

test('an ID token that another key signed logs nobody in', async () => {
  await using open = await opened();
  open.provider.ways.forger = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
  expect((await open.logIn())?.status).toBe(403);
});

test('a clock that differs by half a minute is no obstacle', async () => {
  await using open = await opened();
  const now = Math.floor(Date.now() / 1000);
  open.provider.ways.claims = (right) => ({ ...right, iat: now + 30, exp: now - 30 });
  expect((await open.logIn())?.status).toBe(200);
});

test.each([
  ['is missing', undefined],
  ['is no text', { a: 1 }],
  ['turns the reading order round', 'anna\u202e@corp'],
])('a claim of the name that %s logs nobody in', async (_, value) => {
  await using open = await opened();
  open.provider.ways.claims = (right) => ({ ...right, preferred_username: value });
  const answer = await open.logIn();
  expect(answer?.status).toBe(403);
  expect(open.logged.join()).toContain('has no name in the claim preferred_username');
});

test('what comes back to another browser, twice, or too late logs nobody in', async () => {
  await using open = await opened();
  const mine = await open.leave();
  const theirs = await open.leave();
  const url = await open.atProvider(mine.location);
  const begin = { status: 400, body: expect.stringContaining('No login was under way in this browser') };
  expect(await open.comeBack(url, '')).toMatchObject(begin);
  expect(await open.comeBack(url, theirs.cookie)).toMatchObject(begin);
  expect(await open.comeBack(url, `${mine.cookie.slice(0, -4)}AAAA`)).toMatchObject(begin);
  expect((await open.comeBack(url, mine.cookie))?.status).toBe(200);
  const again = await open.comeBack(url, mine.cookie);
  expect(again).toMatchObject(begin);
  expect(again?.headers?.['Set-Cookie']).toBeUndefined();
  // The provider was not even asked.
  expect(open.provider.asked['/tenant/token']).toBe(1);
});

test('a login that takes more than ten minutes begins again', async () => {
  let time = Date.now();
  const provider = await oidcProvider(callback);
  const oidc = {
    issuer: provider.issuer,
    clientId,
    clientSecret: undefined,
    scopes: ['openid'],
    userClaim: 'sub',
    groupsClaim: 'groups',
  };
  await using open = await loginWith({ address, oidc }, { now: () => time });
  const started = await open.answer({ path: '/login' });
  const state = new URL(String(started?.headers?.Location)).searchParams.get('state');
  time += 600_000;
  const late = await open.answer({
    path: `/login/callback?code=1&state=${state}`,
    headers: { cookie: cookiesOf(started) },
  });
  expect(late?.status).toBe(400);
  await provider[Symbol.asyncDispose]();
});

test('a code that was changed, an answer of another provider, and a refusal', async () => {
  await using open = await opened();
  const changed = await open.leave();
  const url = await open.atProvider(changed.location);
  url.searchParams.set('code', 'another');
  expect((await open.comeBack(url, changed.cookie))?.status).toBe(403);

  const mixed = await open.leave();
  const other = await open.atProvider(mixed.location);
  other.searchParams.set('iss', 'https://evil.example');
  expect((await open.comeBack(other, mixed.cookie))?.status).toBe(403);

  open.provider.ways.refusal = 'access_denied';
  const refused = await open.logIn();
  expect(refused).toMatchObject({ status: 403, body: expect.stringContaining('The provider did not log you in.') });
  expect(refused?.body).not.toContain('access_denied');
  expect(open.logged.at(-1)).toContain('access_denied');
});

test('a client that cannot prove itself is told of in the log, without its secret', async () => {
  await using open = await opened({ oidc: { clientSecret: { env: 'VIEWER' } } });
  expect((await open.logIn())?.status).toBe(403);
  expect(open.provider.refused).toEqual(['invalid_client: client']);
  expect(open.logged.join()).toContain('invalid_client');
  expect(open.logged.join()).not.toContain(viewerToken);
});

test('while the provider is down the page says so, and tokens still log in', async () => {
  const tokens = [{ name: 'night-shift', role: 'viewer', token: { env: 'VIEWER' } }] as const;
  await using open = await opened({ settings: { tokens } });
  expect(open.login.logins).toEqual(['token', 'oidc']);
  open.provider.ways.isDown = true;
  const down = await open.leave();
  expect(down.started).toMatchObject({
    status: 503,
    body: expect.stringContaining('Logging in by a token works all the same.'),
  });
  expect(open.logged.join()).toContain('cannot be used: ');
  expect(await open.paste(viewerToken)).toMatchObject({ status: 200 });
});

test('a provider that goes away while somebody logs in, and one that says too much', async () => {
  await using open = await opened();
  const { location, cookie } = await open.leave();
  const url = await open.atProvider(location);
  open.provider.ways.isDown = true;
  expect((await open.comeBack(url, cookie))?.status).toBe(503);
  open.provider.ways.isDown = false;
  expect((await open.logIn())?.status).toBe(200);
  open.provider.ways.padding = 2_000_000;
  const large = await open.logIn();
  expect(large?.status).toBe(403);
  expect(open.logged.join()).toContain('larger than 1 MiB');
});

test('the provider is asked once what it is, by whoever comes first', async () => {
  await using open = await opened();
  await Promise.all(Array.from({ length: 5 }, () => open.leave()));
  expect(open.provider.asked['/tenant/.well-known/openid-configuration']).toBe(1);
});

test.each([
  '//evil.example',
  '/\\evil.example',
  'https://evil.example',
  '/t//evil.example',
  '/t/a"><script>',
  'javascript:alert(1)',
  '/login',
  '/t/\r\nSet-Cookie: a=b',
  `/t/${'a'.repeat(2000)}`,
])('nobody is led to %j', async (back) => {
  await using open = await opened();
  const answer = await open.logIn(`/login?back=${encodeURIComponent(back)}`);
  expect(answer?.body).toContain('url=/"');
});

test('callbacks that fail are slowed down, apart from wrong tokens', async () => {
  const tokens = [{ name: 'night-shift', role: 'viewer', token: { env: 'VIEWER' } }] as const;
  await using open = await opened({ settings: { tokens } });
  const fail = async () => {
    const { cookie, location } = await open.leave();
    const url = await open.atProvider(location);
    url.searchParams.set('code', 'another');
    return open.comeBack(url, cookie);
  };
  for (let count = 0; count < 5; count += 1) expect(await fail()).toMatchObject({ status: 403 });
  expect(await fail()).toMatchObject({ status: 429 });
  expect(await open.paste(viewerToken)).toMatchObject({ status: 200 });
});

test('what another site sends to the callback is counted for nothing', async () => {
  const tokens = [{ name: 'night-shift', role: 'viewer', token: { env: 'VIEWER' } }] as const;
  await using open = await opened({ settings: { tokens } });
  const { cookie, location } = await open.leave();
  for (let count = 0; count < 20; count += 1) {
    expect(await open.comeBack(new URL(`${callback}?code=1&state=1`), count % 2 === 0 ? '' : cookie)).toMatchObject({
      status: 400,
    });
  }
  expect(await open.paste(viewerToken)).toMatchObject({ status: 200 });
  expect(await open.comeBack(await open.atProvider(location), cookie)).toMatchObject({ status: 200 });
});

test('a picture or a frame of another site begins and ends no login', async () => {
  await using open = await opened();
  const { cookie, location } = await open.leave();
  const url = await open.atProvider(location);
  for (const [mode, destination] of [
    ['no-cors', 'image'],
    ['navigate', 'iframe'],
  ] as const) {
    const headers = { cookie, 'sec-fetch-mode': mode, 'sec-fetch-dest': destination };
    expect(await open.answer({ path: '/login', headers })).toMatchObject({ status: 403 });
    expect(await open.answer({ path: `${url.pathname}${url.search}`, headers })).toMatchObject({ status: 403 });
  }
  const headers = { cookie, 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' };
  expect(await open.answer({ path: `${url.pathname}${url.search}`, headers })).toMatchObject({ status: 200 });
});

test.each([
  { authorization_endpoint: 'javascript:alert(1)' },
  { authorization_endpoint: undefined },
  { token_endpoint: 'file:///etc/passwd' },
  { jwks_uri: 'nonsense' },
])('a provider that says %j of itself is told of in the log, and asked again soon', async (lie) => {
  let time = Date.now();
  await using open = await opened({ now: () => time });
  open.provider.ways.discovery = lie;
  const { started } = await open.leave();
  expect(started).toMatchObject({ status: 503, type: expect.stringContaining('text/html') });
  expect(open.logged.join()).toContain(`its ${Object.keys(lie)[0]} is no https address`);
  open.provider.ways.discovery = {};
  time += 5_000;
  expect((await open.leave()).started?.status).toBe(303);
});

test('a secret of the client that is not there keeps the login from opening', async () => {
  await expect(opened({ oidc: { clientSecret: { env: 'NONE' } } })).rejects.toMatchObject({
    code: 'login.secret-missing',
  });
});
