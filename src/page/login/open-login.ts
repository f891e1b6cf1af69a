import { isScaleoutError } from '../../errors/errors.js';
import { isLoopback } from '../../http/access.js';
import { json, refusal } from '../../http/answers.js';
import { type Attempts, openAttempts, type Sender } from '../../http/attempts.js';
import type { Answer, HttpRequest } from '../../http/request.js';
import { resolveSecret, type Secret, type SecretSources } from '../../providers/secret.js';
import { messageOf, printable } from '../../text/printable.js';
import type { Session } from '../wire/session.js';
import type { LoginSettings, OidcSettings } from './login-file.js';
import { isProviderPath, loopbackLogin, noProvider } from './loopback-login.js';
import type { Provider } from './oidc.js';
import { plainPage } from './plain-page.js';
import { openProxy, type Proxied, roleOf } from './proxied.js';
import { noCookie, openSessions } from './sessions.js';
import { type KnownToken, longEnough, openTokens } from './tokens.js';
import type { OpenLogin, Viewer } from './viewer.js';

export interface LoginParts {
  /** Undefined: no file was named. */
  readonly settings: LoginSettings | undefined;
  /** That of --token-file, which monitoring has: whoever has it may look. Read anew each time. */
  readonly monitoring?: (() => Promise<Secret>) | undefined;
  readonly secrets: SecretSources;
  /** By whom wrong tokens came, wherever in this process; absent: only here. */
  readonly attempts?: Attempts;
  /** Unix milliseconds. */
  readonly now: () => number;
  readonly log: (level: 'info' | 'warn' | 'debug', text: string) => void;
}

/** How often secrets are read anew and sessions looked through, in milliseconds. */
const sweepEvery = 30_000;

/** How the token of --token-file is called in the log. */
export const monitoringName = 'monitoring';

/**
 * The login that a file describes; without a file that by the token of --token-file, and without that as well everybody on this
 * machine may look. Throws `login.secret-missing`, `login.secret-unusable` and `watch.secret-*` where a secret is not as it must be.
 */
export async function openLogin({ settings, monitoring, secrets, now, log, ...parts }: LoginParts): Promise<OpenLogin> {
  if (settings === undefined && monitoring === undefined) return loopbackLogin();
  const tokens = await openTokens(knownTokens(), (text) => log('warn', text));
  const attempts = parts.attempts ?? openAttempts(now);
  // What came back from the provider tells nothing of tokens.
  const comebacks = openAttempts(now);
  const sessions = openSessions(now);
  let proxySecret = await readProxySecret();
  const proxy = settings?.proxy && openProxy(settings.proxy, () => proxySecret);
  const hasTokens = knownTokens().length > 0;
  const oidc = settings?.oidc;
  const provider =
    oidc === undefined || settings?.address === undefined
      ? undefined
      : (await import('./oidc.js')).openProvider({
          settings: oidc,
          address: settings.address,
          roles: settings.roles,
          clientSecret: clientSecretOf(oidc),
          now,
          log,
          hasTokens,
        });
  // Said at the start, and not when the first one logs in.
  if (oidc !== undefined) await clientSecretOf(oidc)();
  const logins: Session['logins'] = [
    ...(hasTokens ? (['token'] as const) : []),
    ...(provider ? (['oidc'] as const) : []),
  ];
  const told = onceAWhile(now, (text) => log('warn', text));

  function knownTokens(): readonly KnownToken[] {
    const ofFile = (settings?.tokens ?? []).map(({ name, role, token }) => ({
      name,
      role,
      read: async () => longEnough(await resolveSecret(token, secrets, 'login'), `The token ${name}`),
    }));
    return monitoring === undefined ? ofFile : [...ofFile, { name: monitoringName, role: 'viewer', read: monitoring }];
  }

  async function readProxySecret(): Promise<Secret | undefined> {
    const reference = settings?.proxy?.secret;
    if (reference === undefined) return undefined;
    return longEnough(await resolveSecret(reference, secrets, 'login'), 'The shared secret of the proxy');
  }

  function clientSecretOf({ clientSecret }: OidcSettings): () => Promise<Secret | undefined> {
    return async () => clientSecret && resolveSecret(clientSecret, secrets, 'login');
  }

  function proxied(request: HttpRequest): Proxied {
    return proxy?.read(request) ?? { is: 'direct' };
  }

  function senderOf(request: HttpRequest): Sender {
    const found = proxied(request);
    return found.is === 'proxied' ? found.from : { address: request.remote };
  }

  function stranger(request: HttpRequest): string | undefined {
    const found = proxied(request);
    if (found.is !== 'proxied' || found.named === undefined || viewerOf(request) !== undefined) return undefined;
    told(`${printable(found.named.user)} was refused: no role in the login file.`);
    return `You are logged in as ${printable(found.named.user)}, who may not see this page.`;
  }

  function viewerOf(request: HttpRequest): Viewer | undefined {
    const viewer = sessions.viewerOf(request.headers);
    if (viewer !== undefined) return viewer;
    const found = proxied(request);
    if (settings === undefined || found.is !== 'proxied' || found.named === undefined) return undefined;
    const role = roleOf(found.named, settings.roles);
    if (role === undefined) return undefined;
    return { user: found.named.user, role, via: 'proxy', until: undefined, session: undefined };
  }

  /** Why a request is not answered at all, whatever it asks for. */
  function refused(request: HttpRequest, found: Proxied): Answer | undefined {
    const { remote, isSecure } = request;
    if (found.is === 'refused') {
      told(`A request from ${remote} was refused: ${found.why}. Requests from there are to come through the proxy.`);
      return refusedBoth(request, 403, 'proxy-refused', 'The request does not come from the proxy as it should.');
    }
    if (found.is === 'direct') {
      if (found.unproven) {
        told(
          `A request from ${remote} says who somebody is without the shared secret of the proxy: that was not believed.`,
        );
      }
      if (proxy === undefined || isSecure || isLoopback(remote)) return undefined;
      return refusedBoth(request, 403, 'not-through-proxy', 'This page is reached through its proxy, over https.');
    }
    // Nothing else that this person could do would let them in. Where there is another login the page says so, and offers it.
    const detail = logins.length === 0 ? stranger(request) : undefined;
    return detail === undefined ? undefined : refusedBoth(request, 403, 'no-role', detail);
  }

  async function logIn(request: HttpRequest, sessionOf: SessionOf): Promise<Answer> {
    const from = senderOf(request);
    const { address } = from;
    const given = tokenIn(request.body);
    if (given === undefined) return refusal(400, 'bad-request', 'The body is not { "token": TEXT }.');
    if (!hasTokens) return refusal(404, 'not-found', 'Nobody logs in by a token here.');
    const wait = attempts.begin(from);
    if (wait > 0) {
      const seconds = Math.ceil(wait / 1000);
      const detail = `Too many wrong tokens came from your address. Try again in ${seconds} s.`;
      return refusal(429, 'too-many-attempts', detail, { 'Retry-After': String(seconds) });
    }
    const known = await tokens.find(given);
    if (known === undefined) {
      log('warn', `A wrong token came from ${printable(address)}.`);
      return refusal(403, 'wrong-token', 'This is not a token that logs in here.');
    }
    attempts.right(from);
    const { viewer, cookie } = sessions.open(known.person, known.of, request.headers);
    log('info', `${viewer.user} (${viewer.role}) logged in by a token from ${printable(address)}.`);
    return json(200, sessionOf(viewer), { 'Set-Cookie': cookie });
  }

  function logOut(request: HttpRequest, sessionOf: SessionOf): Answer {
    const before = sessions.viewerOf(request.headers);
    sessions.end(request.headers);
    if (before !== undefined) log('info', `${printable(before.user)} logged out.`);
    // Who came through a proxy is still logged in to that.
    return json(200, sessionOf(viewerOf(request)), { 'Set-Cookie': noCookie(request.headers) });
  }

  async function comeBack(request: HttpRequest, provider: Provider): Promise<Answer> {
    const from = senderOf(request);
    const { address } = from;
    // Any web site can lead a browser here, or load it as a picture: only a login that this browser began is counted.
    const isCounted = provider.isUnderWay(request);
    const wait = isCounted ? comebacks.begin(from) : 0;
    if (wait > 0) {
      const seconds = Math.ceil(wait / 1000);
      const text = `Too many logins from your address failed. Try again in ${seconds} s.`;
      return plainPage(429, { title: 'You are not logged in', text }, { 'Retry-After': String(seconds) });
    }
    const answer = await provider.callback(request);
    if ('refused' in answer) return answer.refused;
    if (isCounted) comebacks.right(from);
    const { person, back, forget } = answer;
    const { cookie } = sessions.open(person, 'oidc', request.headers);
    log('info', `${printable(person.user)} (${person.role}) logged in by the provider from ${printable(address)}.`);
    // The browser sends the session's cookie with no step that another site began: so the last one is ours.
    const page = {
      title: 'You are logged in',
      text: 'The page opens now.',
      link: { path: back, text: 'Open the page' },
    };
    return plainPage(200, { ...page, goesOn: true }, { 'Set-Cookie': [cookie, forget] });
  }

  async function sweep(): Promise<void> {
    const current = await tokens.current();
    sessions.sweep((of) => of.startsWith('token ') && !current.has(of));
    try {
      proxySecret = await readProxySecret();
    } catch (error) {
      if (!isScaleoutError(error)) throw error;
      proxySecret = undefined;
      told(`Nobody is logged in by the proxy: ${error.message}`);
    }
  }

  const timer = setInterval(() => {
    sweep().catch((error: unknown) => log('warn', `The sessions could not be looked through: ${messageOf(error)}`));
  }, sweepEvery);
  timer.unref();

  return {
    logins,
    origins: settings?.address === undefined ? [] : [settings.address],
    viewerOf,
    refusal: (request) => refused(request, proxied(request)),
    answer(request, sessionOf) {
      const { path, method } = request;
      if (path === '/api/session' && method === 'POST') return logIn(request, sessionOf);
      if (path === '/api/session' && method === 'DELETE') return Promise.resolve(logOut(request, sessionOf));
      if (!isProviderPath(path)) return undefined;
      // Nothing begins or ends for who only asks for the headers.
      if (provider === undefined || method !== 'GET') return Promise.resolve(noProvider);
      if (!isOpened(request)) return Promise.resolve(notOpened);
      return path === '/login' ? provider.start(request) : comeBack(request, provider);
    },
    streams: sessions.streams,
    onEnd: sessions.onEnd,
    stranger,
    senderOf,
    sweep,
    async [Symbol.asyncDispose]() {
      clearInterval(timer);
    },
  };
}

type SessionOf = (viewer: Viewer | undefined) => Session;

/** Whether a browser opens the address as a page; a picture or a frame of another site is none. Old browsers do not say it. */
function isOpened({ headers }: HttpRequest): boolean {
  const { 'sec-fetch-mode': mode = 'navigate', 'sec-fetch-dest': destination = 'document' } = headers;
  return mode === 'navigate' && destination === 'document';
}

const notOpened = plainPage(403, { title: 'Not answered', text: 'A login is opened as a page of its own.' });

/** A refusal that a person understands whose browser shows it, and the page's script as well. */
function refusedBoth({ path }: HttpRequest, status: number, error: string, detail: string): Answer {
  return path.startsWith('/api/')
    ? refusal(status, error, detail)
    : plainPage(status, { title: 'Not answered', text: detail });
}

/** The most characters of a token. */
const longestToken = 1_000;

function tokenIn(body: string): string | undefined {
  try {
    const { token } = JSON.parse(body) as { readonly token?: unknown };
    return typeof token === 'string' && token !== '' && token.length <= longestToken ? token.trim() : undefined;
  } catch {
    return undefined;
  }
}

/** Says the same once a minute, and of different things no more than a hundred a minute. */
function onceAWhile(now: () => number, tell: (text: string) => void): (text: string) => void {
  const told = new Set<string>();
  let since = now();
  return (text) => {
    if (now() >= since + 60_000) {
      told.clear();
      since = now();
    }
    if (told.has(text) || told.size >= 100) return;
    told.add(text);
    tell(text);
  };
}
