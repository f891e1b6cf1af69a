import type { Answer, HttpRequest } from '../../../src/http/request.js';
import type { LoginSettings } from '../../../src/page/login/login-file.js';
import { type LoginParts, openLogin } from '../../../src/page/login/open-login.js';
import type { Viewer } from '../../../src/page/login/viewer.js';
import type { Session } from '../../../src/page/wire/session.js';

export interface Asked {
  readonly method?: HttpRequest['method'];
  readonly path?: string;
  /** A header that is there more than once is a list. */
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly remote?: string;
  readonly isSecure?: boolean;
  readonly body?: string;
}

/** A request as the server hands it over. */
export function requestOf({
  method = 'GET',
  path = '/',
  headers = {},
  remote = '127.0.0.1',
  isSecure = false,
  body = '',
}: Asked): HttpRequest {
  const [plain = '', query = ''] = path.split('?', 2);
  const distinct = Object.entries(headers).map(([name, value]) => [name, typeof value === 'string' ? [value] : value]);
  return {
    method,
    path: plain,
    query: new URLSearchParams(query),
    headers: Object.fromEntries(distinct.map(([name, values]) => [name, (values as readonly string[]).join(', ')])),
    headersDistinct: Object.fromEntries(distinct),
    remote,
    isSecure,
    body,
    signal: new AbortController().signal,
  };
}

export const nobody: LoginSettings = {
  address: undefined,
  tls: undefined,
  proxy: undefined,
  tokens: [],
  oidc: undefined,
  roles: { approvers: { users: [], groups: [] }, viewers: { users: [], groups: [], anyone: false } },
};

export const viewerToken = 'viewer-token-of-night-shift';
export const approverToken = 'approver-token-of-the-dba';

/** A login with a clock of its own, and what it logged. */
export async function loginWith(settings: Partial<LoginSettings> | undefined, parts: Partial<LoginParts> = {}) {
  const logged: string[] = [];
  const variables: Record<string, string | undefined> = { VIEWER: viewerToken, APPROVER: approverToken };
  let time = Date.parse('2026-11-25T00:00:00Z');
  const login = await openLogin({
    settings: settings === undefined ? undefined : { ...nobody, ...settings },
    secrets: {
      env: variables,
      readFile: async () => ({ failed: { why: 'missing', phrase: 'does not exist' } }),
    },
    now: () => time,
    log: (level, text) => void logged.push(`${level}: ${text}`),
    ...parts,
  });
  const answer = async (asked: Asked) => {
    const request = requestOf(asked);
    return login.refusal(request) ?? (await login.answer(request, sessionOf));
  };
  return {
    login,
    logged,
    variables,
    pass: (milliseconds: number) => {
      time += milliseconds;
    },
    answer,
    viewer: (asked: Asked) => login.viewerOf(requestOf(asked)),
    /** Pastes a token. */
    paste: (token: string, asked: Asked = {}) =>
      answer({ ...asked, method: 'POST', path: '/api/session', body: JSON.stringify({ token }) }),
    [Symbol.asyncDispose]: () => login[Symbol.asyncDispose](),
  };
}

function sessionOf(viewer: Viewer | undefined): Session {
  const { user = null, role = null, via = null, until } = viewer ?? {};
  return {
    user,
    role,
    via,
    logins: [],
    until: until === undefined ? null : new Date(until).toISOString(),
    actions: [],
    edits: false,
    version: '1',
  };
}

/** The cookies that an answer sets, as a browser sends them back. */
export function cookiesOf(answer: Answer | undefined): string {
  const set = answer?.headers?.['Set-Cookie'] ?? [];
  return [set]
    .flat()
    .map((one) => String(one).split(';')[0] ?? '')
    .join('; ');
}
