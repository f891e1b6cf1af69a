import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import * as client from 'openid-client';
import type { Answer, HttpRequest } from '../../http/request.js';
import type { Secret } from '../../providers/secret.js';
import { printable } from '../../text/printable.js';
import type { OidcSettings, Roles } from './login-file.js';
import { configurationOf, discover, isNetworkFailure, whyNotOurs, whyOf } from './oidc-client.js';
import { plainPage } from './plain-page.js';
import { type Named, roleOf } from './proxied.js';
import { cookieNameOf, cookieOf, type Person } from './sessions.js';

/*
 * A login at an OpenID Connect provider: the code flow with PKCE, a state and a nonce. What the browser carries meanwhile is a
 * cookie that only this process can read, so that nothing is remembered of logins that nobody finishes. Tokens of the provider
 * never leave this file: of the ID token its claims are read, and no other one is used.
 */

export interface ProviderParts {
  readonly settings: OidcSettings;
  /** The origin of the page: the provider sends people back there. */
  readonly address: string;
  readonly roles: Roles;
  /** Read anew for each login; undefined: a public client. */
  readonly clientSecret: () => Promise<Secret | undefined>;
  readonly now: () => number;
  readonly log: (level: 'info' | 'warn', text: string) => void;
  /** Where the page offers a token as well. */
  readonly hasTokens: boolean;
}

/** A person who has come back, or the page that says why not. */
export type ComeBack =
  | { readonly person: Person; readonly back: string; readonly forget: string }
  | { readonly refused: Answer };

export interface Provider {
  /** Leads the browser to the provider. `back` of the query is the path of the page to come back to. */
  start(request: HttpRequest): Promise<Answer>;
  /** Whether the request ends a login that this browser began. Anything else any web site can send, and is counted for nothing. */
  isUnderWay(request: HttpRequest): boolean;
  callback(request: HttpRequest): Promise<ComeBack>;
}

/** Milliseconds that somebody has for logging in at the provider. */
const patience = 10 * 60_000;
/** The cookie has to come along when another site leads back here: Lax, and not Strict as that of the session. */
const attributes = 'Path=/; Secure; HttpOnly; SameSite=Lax';
const forgetOf = (headers: HttpRequest['headers']) => `${cookieNameOf(headers, '-login')}=; ${attributes}; Max-Age=0`;

/** Milliseconds that what the provider says of itself is kept, and that it is not asked again after it failed. */
const keptFor = 3_600_000;
const failedFor = 5_000;
/** The most logins that are remembered as come back; each one lasts ten minutes. */
const mostUsed = 10_000;

/** What a browser carries while somebody logs in. */
interface UnderWay {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  readonly back: string;
  readonly until: number;
}

export function openProvider(parts: ProviderParts): Provider {
  const { settings, address, roles, now, log } = parts;
  const box = sealedBox();
  const redirect = `${address}/login/callback`;
  /** Until when the states would be good that have come back already. */
  const used = new Map<string, number>();
  let known: { readonly server: Promise<client.ServerMetadata>; readonly until: number } | undefined;

  /** What the provider says of itself, asked for by one of all who log in at a time. */
  function server(): Promise<client.ServerMetadata> {
    if (known !== undefined && now() < known.until) return known.server;
    const asked = discover(settings).then(
      (found) => {
        known = { server: asked, until: now() + keptFor };
        return found;
      },
      (error: unknown) => {
        known = { server: asked, until: now() + failedFor };
        log('warn', `The provider ${settings.issuer} cannot be used: ${whyOf(error)}`);
        throw error;
      },
    );
    known = { server: asked, until: Number.POSITIVE_INFINITY };
    return asked;
  }

  const elsewhere = parts.hasTokens ? ' Logging in by a token works all the same.' : '';
  const unreachable = () =>
    failurePage(503, `The provider of the login does not answer as it should. Try again in a while.${elsewhere}`);

  /** The login that this browser began and that the request ends. */
  function underWayOf({ query, headers }: HttpRequest): UnderWay | undefined {
    const text = box.open(cookieOf(headers, cookieNameOf(headers, '-login')));
    const underWay = text === undefined ? undefined : (JSON.parse(text) as UnderWay);
    if (underWay === undefined || underWay.until <= now() || query.get('state') !== underWay.state) return undefined;
    return used.has(underWay.state) ? undefined : underWay;
  }

  /** Nothing comes back twice, whatever the provider makes of a code that it has seen. */
  function use({ state, until }: UnderWay): void {
    for (const [old, end] of used) if (end <= now() || used.size >= mostUsed) used.delete(old);
    used.set(state, until);
  }

  return {
    isUnderWay: (request) => underWayOf(request) !== undefined,
    async start({ query, headers }) {
      const found = await server().catch(() => undefined);
      if (found === undefined) return unreachable();
      const underWay: UnderWay = {
        state: client.randomState(),
        nonce: client.randomNonce(),
        verifier: client.randomPKCECodeVerifier(),
        back: localPath(query.get('back')),
        until: now() + patience,
      };
      const url = client.buildAuthorizationUrl(configurationOf(settings, found, undefined), {
        redirect_uri: redirect,
        scope: settings.scopes.join(' '),
        code_challenge: await client.calculatePKCECodeChallenge(underWay.verifier),
        code_challenge_method: 'S256',
        state: underWay.state,
        nonce: underWay.nonce,
      });
      const cookie = `${cookieNameOf(headers, '-login')}=${box.seal(JSON.stringify(underWay))}; ${attributes}; Max-Age=${patience / 1000}`;
      return {
        status: 303,
        type: 'text/plain; charset=utf-8',
        body: '',
        headers: { Location: url.href, 'Set-Cookie': cookie },
      };
    },
    async callback(request) {
      const { query, headers } = request;
      const underWay = underWayOf(request);
      const forget = forgetOf(headers);
      const refused = (page: Answer): ComeBack => ({
        refused: { ...page, headers: { ...page.headers, 'Set-Cookie': forget } },
      });
      if (underWay === undefined) {
        // The cookie stays: a login that is under way in another tab goes on.
        return {
          refused: failurePage(400, 'No login was under way in this browser, or it took too long. Begin again.'),
        };
      }
      use(underWay);
      const error = query.get('error');
      if (error !== null) {
        const detail = [error, query.get('error_description') ?? ''].join(' ').slice(0, 300);
        log('warn', `The provider of the login refused somebody: ${printable(detail)}`);
        return refused(failurePage(403, 'The provider did not log you in. Its reason is in the log of scaleout.'));
      }
      const found = await server().catch(() => undefined);
      if (found === undefined) return refused(unreachable());
      let claims: Readonly<Record<string, unknown>>;
      try {
        claims = await claimsOf(configurationOf(settings, found, await parts.clientSecret()), query, underWay);
      } catch (error) {
        log('warn', `A login by the provider failed: ${whyOf(error)}`);
        const isAway = isNetworkFailure(error);
        // Perhaps what it says of itself has changed, or was wrong.
        if (isAway) known = undefined;
        return refused(
          isAway
            ? unreachable()
            : failurePage(403, 'The login could not be verified. The reason is in the log of scaleout.'),
        );
      }
      return judged(claims, { underWay, forget, refused });
    },
  };

  async function claimsOf(
    configuration: client.Configuration,
    query: URLSearchParams,
    { state, nonce, verifier }: UnderWay,
  ): Promise<Readonly<Record<string, unknown>>> {
    const tokens = await client.authorizationCodeGrant(configuration, new URL(`${redirect}?${query}`), {
      pkceCodeVerifier: verifier,
      expectedState: state,
      expectedNonce: nonce,
      idTokenExpected: true,
    });
    const claims = tokens.claims() ?? {};
    const why = whyNotOurs(claims, settings.clientId, now());
    if (why !== undefined) throw new Error(why);
    return claims;
  }

  function judged(
    claims: Readonly<Record<string, unknown>>,
    {
      underWay: { back },
      forget,
      refused,
    }: { readonly underWay: UnderWay; readonly forget: string; readonly refused: (page: Answer) => ComeBack },
  ): ComeBack {
    const named = namedBy(claims, settings);
    if (named === undefined) {
      log('warn', `A login by the provider failed: the ID token has no name in the claim ${settings.userClaim}.`);
      return refused(failurePage(403, 'The provider did not say who you are. The reason is in the log of scaleout.'));
    }
    const role = roleOf(named, roles);
    if (role !== undefined) return { person: { user: named.user, role, via: 'oidc' }, back, forget };
    const overflow = hasMoreGroups(claims, settings.groupsClaim)
      ? ' The provider left its groups out, for there are too many.'
      : '';
    log('warn', `${printable(named.user)} was refused: no role in the login file.${overflow}`);
    return refused(failurePage(403, `You are logged in as ${printable(named.user)}, who may not see this page.`));
  }
}

/** Who an ID token is of; undefined: it has no name that can be shown. */
function namedBy(
  claims: Readonly<Record<string, unknown>>,
  { userClaim, groupsClaim }: OidcSettings,
): Named | undefined {
  const user = claims[userClaim];
  if (typeof user !== 'string' || user === '' || user.length > 256 || printable(user) !== user) return undefined;
  const groups = [claims[groupsClaim] ?? []].flat().filter((one) => typeof one === 'string');
  return { user, groups };
}

/** Whether the groups are somewhere else, as Entra ID says of people who are in more than 200. */
function hasMoreGroups(
  { _claim_names: names, hasgroups }: Readonly<Record<string, unknown>>,
  groupsClaim: string,
): boolean {
  return hasgroups === true || (typeof names === 'object' && names !== null && Object.hasOwn(names, groupsClaim));
}

/** A path of the page itself; anything else is its beginning. A second slash, or a backslash, would lead to another site. */
export function localPath(text: string | null): string {
  return text !== null &&
    text.length <= 1_000 &&
    /^\/(?:t\/[\w.~%!$&'()*+,;=:@/?-]*)?$/.test(text) &&
    !text.includes('//')
    ? text
    : '/';
}

function failurePage(status: number, text: string): Answer {
  return plainPage(status, { title: 'You are not logged in', text, link: { path: '/', text: 'To the page' } });
}

/** Texts that only this process can make and read. */
function sealedBox(): { seal(text: string): string; open(sealed: string | undefined): string | undefined } {
  const key = randomBytes(32);
  return {
    seal(text) {
      const iv = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', key, iv);
      return Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString(
        'base64url',
      );
    },
    open(sealed) {
      const bytes = Buffer.from(sealed ?? '', 'base64url');
      if (bytes.length < 28) return undefined;
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12), { authTagLength: 16 });
        decipher.setAuthTag(bytes.subarray(-16));
        return Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]).toString('utf8');
      } catch {
        return undefined;
      }
    },
  };
}
