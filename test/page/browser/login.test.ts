import { expect } from 'vitest';
import { pageAssets } from '#page-assets';
import { startHttp } from '../../../src/http/start-http.js';
import type { LoginSettings } from '../../../src/page/login/login-file.js';
import { openLogin } from '../../../src/page/login/open-login.js';
import type { PageModel } from '../../../src/page/model/page-model.js';
import { pageRoutes } from '../../../src/page/routes/page-routes.js';
import { openHub } from '../../../src/page/stream/hub.js';
import { clientId, clientSecret, oidcProvider } from '../../support/oidc-provider.js';
import { nobody } from '../login/asked.js';
import { test } from './browser.js';

const model: Pick<PageModel, 'detail' | 'entries' | 'state' | 'onChange' | 'watched'> = {
  detail: async () => undefined,
  entries: () => [],
  state: () => undefined,
  onChange: () => () => undefined,
  watched: () => undefined,
};

/** The page on loopback without TLS, as behind a proxy of this machine; `settingsOf` is given its origin. */
async function served(settingsOf: (origin: string) => Promise<Partial<LoginSettings>> | Partial<LoginSettings>) {
  let routes: ReturnType<typeof pageRoutes> = () => undefined;
  const service = await startHttp({
    address: { host: '127.0.0.1', port: 0 },
    hosts: [],
    routes: (path) => routes(path),
    onError: () => undefined,
  });
  const origin = `http://localhost:${service.port}`;
  const login = await openLogin({
    settings: { ...nobody, ...(await settingsOf(origin)) },
    secrets: {
      env: { VIEWER: 'viewer-token-of-night-shift', CLIENT_SECRET: clientSecret },
      readFile: async () => ({ failed: { why: 'missing', phrase: 'does not exist' } }),
    },
    now: Date.now,
    log: () => undefined,
  });
  const hub = openHub({ model, now: Date.now });
  login.onEnd((session) => hub.endSession(session));
  routes = pageRoutes({ model, hub, login, assets: pageAssets, version: '1' });
  return {
    origin,
    async [Symbol.asyncDispose]() {
      hub[Symbol.dispose]();
      await login[Symbol.asyncDispose]();
      await service[Symbol.asyncDispose]();
    },
  };
}

const refused = [/status of 403/];

test('a token is pasted once: the browser keeps a cookie that no script sees, through a reload', async ({ open }) => {
  await using page = await served(() => ({
    tokens: [{ name: 'night-shift', role: 'viewer', token: { env: 'VIEWER' } }],
  }));
  const tab = await open(page.origin, { allow: refused });
  await tab.getByLabel('Token').fill('not-the-token');
  await tab.getByRole('button', { name: 'Log in' }).click();
  await tab.getByText('This is not a token that logs in here.').waitFor();
  await tab.getByLabel('Token').fill('viewer-token-of-night-shift');
  await tab.getByRole('button', { name: 'Log in' }).click();
  await tab.getByLabel('Token').waitFor({ state: 'detached' });
  expect(await tab.context().cookies()).toMatchObject([
    {
      name: `__Host-scaleout-${new URL(page.origin).port}`,
      httpOnly: true,
      secure: true,
      sameSite: 'Strict',
      path: '/',
    },
  ]);
  expect(await tab.evaluate(() => document.cookie)).toBe('');
  await tab.reload();
  const session = await tab.evaluate(async () => (await fetch('/api/session')).json());
  expect(session).toMatchObject({ user: 'night-shift', role: 'viewer', via: 'token' });
});

test('a login at a provider of another site comes back to the view that was open', async ({ open }) => {
  let provider: Awaited<ReturnType<typeof oidcProvider>> | undefined;
  await using page = await served(async (address) => {
    provider = await oidcProvider(`${address}/login/callback`);
    return {
      address,
      oidc: {
        issuer: provider.issuer,
        clientId,
        clientSecret: { env: 'CLIENT_SECRET' },
        scopes: ['openid', 'profile'],
        userClaim: 'preferred_username',
        groupsClaim: 'groups',
      },
      roles: { ...nobody.roles, viewers: { users: [], groups: [], anyone: true } },
    };
  });
  await using _ = provider;
  // 127.0.0.1 is another site than localhost: the session's cookie would not come along with its step back.
  const origins = [new URL(provider?.issuer ?? '').origin];
  const tab = await open(`${page.origin}/t/warehouse/workers?sort=beat`, { origins });
  await tab.getByRole('link', { name: 'Log in with your organization' }).click();
  await tab.waitForURL(`${page.origin}/t/warehouse/workers?sort=beat`);
  await tab.getByRole('link', { name: 'Log in with your organization' }).waitFor({ state: 'detached' });
  const session = await tab.evaluate(async () => (await fetch('/api/session')).json());
  expect(session).toMatchObject({ user: 'anna@corp.example', role: 'viewer', via: 'oidc' });
  const cookies = await tab.context().cookies();
  expect(cookies.map(({ name, sameSite }) => [name, sameSite])).toEqual([
    [`__Host-scaleout-${new URL(page.origin).port}`, 'Strict'],
  ]);
  expect(provider?.refused).toEqual([]);
});
