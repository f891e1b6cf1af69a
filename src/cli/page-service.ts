import { type HttpAddress, isLoopback } from '../http/access.js';
import type { Routes } from '../http/request.js';
import type { HttpOptions } from '../http/start-http.js';
import type { LoginSettings } from '../page/login/login-file.js';
import { readTls, whyNoPage } from '../page/login/page-address.js';
import type { PageModel } from '../page/model/page-model.js';
import { pageRoutes } from '../page/routes/page-routes.js';
import { openHub } from '../page/stream/hub.js';
import type { Secret } from '../providers/secret.js';
import { version } from '../version.js';
import { openLoginFor } from './open-login.js';
import type { Terminal } from './terminal.js';

/** The page, and what the server beneath it needs. */
export interface PageService extends AsyncDisposable {
  readonly routes: Routes;
  readonly tls: HttpOptions['tls'];
  readonly hosts: readonly string[];
  readonly model: PageModel;
}

export interface PageServiceOptions {
  readonly address: HttpAddress;
  /** What --login names. */
  readonly login: LoginSettings | undefined;
  /** The token of --token-file, which may look. */
  readonly monitoring: (() => Promise<Secret>) | undefined;
}

/**
 * Loads nothing of the page before it is asked for. Throws `login.needed` and `login.tls-needed` where others could reach the address
 * and the page would not be safe there, and as the login does.
 */
export async function openPageService(
  { address, login: settings, monitoring }: PageServiceOptions,
  terminal: Terminal,
): Promise<PageService> {
  const absent = whyNoPage({ host: address.host, isLoopback: isLoopback(address.host) }, settings);
  if (absent !== undefined) throw absent;
  const { pageAssets } = await import('#page-assets');
  const tls = settings?.tls && (await readTls(settings.tls));
  const login = await openLoginFor(settings, monitoring, terminal);
  const model = emptyModel;
  const hub = openHub({ model, now: Date.now });
  const forget = login.onEnd((session) => hub.endSession(session));
  return {
    routes: pageRoutes({ model, hub, login, assets: pageAssets, version }),
    tls,
    hosts: settings?.address === undefined ? [] : [new URL(settings.address).hostname],
    model,
    async [Symbol.asyncDispose]() {
      forget();
      hub[Symbol.dispose]();
      await login[Symbol.asyncDispose]();
    },
  };
}

const emptyModel: PageModel = {
  listener: () => undefined,
  seen: () => undefined,
  opened: () => () => undefined,
  entries: () => [],
  state: () => undefined,
  onChange: () => () => undefined,
  detail: async () => undefined,
  watched: () => undefined,
};
