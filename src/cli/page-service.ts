import { type HttpAddress, isLoopback } from '../http/access.js';
import type { Routes } from '../http/request.js';
import type { HttpOptions } from '../http/start-http.js';
import type { Login } from '../page/login/viewer.js';
import type { PageModel } from '../page/model/page-model.js';
import { pageRoutes } from '../page/routes/page-routes.js';
import { openHub } from '../page/stream/hub.js';
import { version } from '../version.js';

/** The page, and what the server beneath it needs. */
export interface PageService extends Disposable {
  readonly routes: Routes;
  readonly tls: HttpOptions['tls'];
  readonly hosts: readonly string[];
  /** Why it is not served; undefined: it is. */
  readonly absent: string | undefined;
  readonly model: PageModel;
}

export interface PageServiceOptions {
  readonly address: HttpAddress;
}

/** Loads nothing of the page before it is asked for. */
export async function openPageService({ address }: PageServiceOptions): Promise<PageService> {
  const { pageAssets } = await import('#page-assets');
  const model = emptyModel;
  const hub = openHub({ model, now: Date.now });
  return {
    routes: pageRoutes({ model, hub, login: loopbackLogin, assets: pageAssets, version }),
    tls: undefined,
    hosts: [],
    absent: isLoopback(address.host) ? undefined : 'no login',
    model,
    [Symbol.dispose]: () => hub[Symbol.dispose](),
  };
}

const loopbackLogin: Login = {
  logins: [],
  viewerOf: ({ remote }) =>
    isLoopback(remote)
      ? { user: 'this machine', role: 'viewer', via: 'loopback', until: undefined, session: undefined }
      : undefined,
  answer: () => undefined,
  onEnd: () => () => undefined,
  origins: [],
};

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
