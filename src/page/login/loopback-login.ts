import { isForwarded, isLoopback } from '../../http/access.js';
import { refusal } from '../../http/answers.js';
import { plainPage } from './plain-page.js';
import type { OpenLogin } from './viewer.js';

/** Everybody on this machine may look. Where others could reach the address, there is no page without a login. */
export function loopbackLogin(): OpenLogin {
  return {
    logins: [],
    origins: [],
    viewerOf({ remote, headers }) {
      // What came through a proxy did not come from this machine.
      if (!isLoopback(remote) || isForwarded({ headers })) return undefined;
      return { user: 'this machine', role: 'viewer', via: 'loopback', until: undefined, session: undefined };
    },
    stranger: () => undefined,
    senderOf: ({ remote }) => ({ address: remote }),
    refusal: () => undefined,
    answer({ path, method }) {
      const isSession = path === '/api/session' && method !== 'GET' && method !== 'HEAD';
      if (isSession) return Promise.resolve(refusal(404, 'not-found', 'There is no login here.'));
      return isProviderPath(path) ? Promise.resolve(noProvider) : undefined;
    },
    streams: () => () => {},
    onEnd: () => () => {},
    sweep: async () => {},
    async [Symbol.asyncDispose]() {},
  };
}

export function isProviderPath(path: string): boolean {
  return path === '/login' || path === '/login/callback';
}

export const noProvider = plainPage(404, {
  title: 'There is no such login',
  text: 'Nobody logs in by a provider here.',
  link: { path: '/', text: 'To the page' },
});
