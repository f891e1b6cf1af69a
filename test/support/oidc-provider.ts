import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a test may change of a provider while it runs. */
export interface ProviderWays {
  /** Whether every request is refused, as while the provider is being restarted. */
  isDown: boolean;
  /** The claims of the next ID tokens, from those that are right. */
  claims: (right: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>;
  /** What it says of itself besides, or in place of what is right. */
  discovery: Readonly<Record<string, unknown>>;
  /** Signs ID tokens in place of the key that is published. */
  forger: KeyObject | undefined;
  /** What somebody is told who is to log in, in place of a code. */
  refusal: string | undefined;
  /** Bytes that are put into each answer as a member that nobody asked for. */
  padding: number;
}

export interface OidcProvider extends AsyncDisposable {
  readonly issuer: string;
  readonly ways: ProviderWays;
  /** What was refused, and why. */
  readonly refused: readonly string[];
  /** How often each path was asked for. */
  readonly asked: Readonly<Record<string, number>>;
  /** Tokens that were handed out: nobody else may ever see one. */
  readonly handedOut: readonly string[];
}

interface Code {
  readonly challenge: string;
  readonly redirect: string;
  readonly nonce: string | null;
  readonly expires: number;
}

export const clientId = 'scaleout';
export const clientSecret = 'secret of the client: with+characters/that=need&care';

let made: { readonly privateKey: KeyObject; readonly publicKey: KeyObject } | undefined;

/**
 * An OpenID Connect provider on loopback that takes nothing that the specification does not allow: an exact redirect URI, PKCE with
 * S256, a state and a nonce, a client that proves itself, each code once and within a minute. Everybody who comes is logged in as anna.
 */
export async function oidcProvider(redirect: string): Promise<OidcProvider> {
  made ??= generateKeyPairSync('rsa', { modulusLength: 2048 });
  const { privateKey, publicKey } = made;
  const ways: ProviderWays = {
    isDown: false,
    claims: (right) => right,
    discovery: {},
    forger: undefined,
    refusal: undefined,
    padding: 0,
  };
  const refused: string[] = [];
  const asked: Record<string, number> = {};
  const handedOut: string[] = [];
  const codes = new Map<string, Code>();
  let issuer = '';

  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<undefined> {
    const url = new URL(request.url ?? '/', issuer);
    asked[url.pathname] = (asked[url.pathname] ?? 0) + 1;
    if (ways.isDown) {
      request.socket.destroy();
      return undefined;
    }
    switch (`${request.method} ${url.pathname}`) {
      case 'GET /tenant/.well-known/openid-configuration':
        return json(response, 200, {
          issuer,
          authorization_endpoint: `${issuer}/authorize`,
          token_endpoint: `${issuer}/token`,
          jwks_uri: `${issuer}/keys`,
          response_types_supported: ['code'],
          subject_types_supported: ['public'],
          id_token_signing_alg_values_supported: ['RS256'],
          token_endpoint_auth_methods_supported: ['client_secret_basic'],
          code_challenge_methods_supported: ['S256'],
          authorization_response_iss_parameter_supported: true,
          ...ways.discovery,
        });
      case 'GET /tenant/keys':
        return json(response, 200, {
          keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'one', use: 'sig', alg: 'RS256' }],
        });
      case 'GET /tenant/authorize':
        return authorize(url.searchParams, response);
      case 'POST /tenant/token':
        return token(request, response);
      default:
        return refuse(response, 404, 'not_found', `${request.method} ${url.pathname}`);
    }
  }

  function authorize(query: URLSearchParams, response: ServerResponse): undefined {
    const wanted: Readonly<Record<string, string>> = {
      client_id: clientId,
      response_type: 'code',
      redirect_uri: redirect,
      code_challenge_method: 'S256',
    };
    for (const [name, value] of Object.entries(wanted)) {
      if (query.get(name) !== value) return refuse(response, 400, 'invalid_request', `${name} is ${query.get(name)}`);
    }
    const challenge = query.get('code_challenge') ?? '';
    const isWhole = challenge.length === 43 && [query.get('state'), query.get('nonce')].every((one) => one !== null);
    const hasScope = (query.get('scope') ?? '').split(' ').includes('openid');
    if (!isWhole || !hasScope) return refuse(response, 400, 'invalid_request', 'state, nonce, challenge or scope');
    const back = new URL(redirect);
    back.searchParams.set('state', query.get('state') ?? '');
    back.searchParams.set('iss', issuer);
    if (ways.refusal === undefined) {
      const code = randomBytes(16).toString('hex');
      codes.set(code, { challenge, redirect, nonce: query.get('nonce'), expires: Date.now() + 60_000 });
      back.searchParams.set('code', code);
    } else {
      back.searchParams.set('error', ways.refusal);
    }
    response.writeHead(302, { Location: back.href }).end();
    return undefined;
  }

  async function token(request: IncomingMessage, response: ServerResponse): Promise<undefined> {
    let body = '';
    for await (const chunk of request) body += chunk;
    const form = new URLSearchParams(body);
    const basic = Buffer.from((request.headers.authorization ?? '').replace(/^Basic /, ''), 'base64').toString();
    const [id = '', secret = ''] = basic.split(':').map((one) => decodeURIComponent(one.replaceAll('+', ' ')));
    if (id !== clientId || secret !== clientSecret) return refuse(response, 401, 'invalid_client', 'client');
    const code = codes.get(form.get('code') ?? '');
    // Each code once, whatever comes of it.
    codes.delete(form.get('code') ?? '');
    const proof = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    const isRight =
      code !== undefined &&
      form.get('grant_type') === 'authorization_code' &&
      form.get('redirect_uri') === code.redirect &&
      proof === code.challenge &&
      Date.now() < code.expires;
    if (!isRight) return refuse(response, 400, 'invalid_grant', 'code, verifier or redirect_uri');
    const now = Math.floor(Date.now() / 1000);
    const right = {
      iss: issuer,
      sub: '0001',
      aud: clientId,
      iat: now,
      exp: now + 300,
      nonce: code.nonce,
      preferred_username: 'anna@corp.example',
      groups: ['dba', 'everyone'],
    };
    const idToken = signed(ways.claims(right));
    const accessToken = randomBytes(16).toString('hex');
    handedOut.push(idToken, accessToken);
    return json(response, 200, { access_token: accessToken, token_type: 'Bearer', expires_in: 300, id_token: idToken });
  }

  function signed(claims: object): string {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const text = `${part({ alg: 'RS256', kid: 'one', typ: 'JWT' })}.${part(claims)}`;
    return `${text}.${sign('sha256', Buffer.from(text), ways.forger ?? privateKey).toString('base64url')}`;
  }

  function refuse(response: ServerResponse, status: number, error: string, why: string): undefined {
    refused.push(`${error}: ${why}`);
    return json(response, status, { error });
  }

  function json(response: ServerResponse, status: number, document: object): undefined {
    const padding = ways.padding === 0 ? {} : { padding: 'x'.repeat(ways.padding) };
    response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify({ ...document, ...padding }));
    return undefined;
  }

  await listening(server);
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}/tenant`;
  return {
    issuer,
    ways,
    refused,
    asked,
    handedOut,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function listening(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
}
