import * as client from 'openid-client';
import type { Secret } from '../../providers/secret.js';
import { messageOf, printable } from '../../text/printable.js';
import type { OidcSettings } from './login-file.js';

// The library that talks to the provider, bounded in time and bytes, and what it says when that fails.

/** Seconds that an answer of the provider may take, and that its clock and ours may differ. */
const answerLimit = 10;
const clockTolerance = 60;
/** Bytes of an answer. */
const largestAnswer = 1024 * 1024;
export async function discover(settings: OidcSettings): Promise<client.ServerMetadata> {
  const issuer = new URL(settings.issuer);
  const found = await client.discovery(issuer, settings.clientId, undefined, client.None(), {
    timeout: answerLimit,
    [client.customFetch]: boundedFetch,
    ...(issuer.protocol === 'http:' ? { execute: [client.allowInsecureRequests] } : {}),
  });
  const server = found.serverMetadata();
  // A browser is led to the first one, whatever it is, and the other two get the code and say whose signature is right.
  for (const name of ['authorization_endpoint', 'token_endpoint', 'jwks_uri'] as const) {
    const text = server[name];
    const protocol = text !== undefined && URL.canParse(text) ? new URL(text).protocol : undefined;
    if (protocol !== 'https:' && protocol !== issuer.protocol) throw new Error(`its ${name} is no https address`);
  }
  return server;
}

/** What the library does not look at of an ID token whose signature, issuer, audience, end and nonce are right; undefined: it is ours. */
export function whyNotOurs(
  { azp, iat }: Readonly<Record<string, unknown>>,
  clientId: string,
  now: number,
): string | undefined {
  if (azp !== undefined && azp !== clientId) return 'the ID token was made for another client (azp)';
  const isLater = typeof iat === 'number' && iat > now / 1000 + clockTolerance;
  return isLater ? 'the ID token is from the future (iat)' : undefined;
}

export function configurationOf(
  { issuer, clientId }: OidcSettings,
  server: client.ServerMetadata,
  secret: Secret | undefined,
): client.Configuration {
  const { token_endpoint_auth_methods_supported: methods = ['client_secret_basic'] } = server;
  const authentication = methods.includes('client_secret_basic') ? client.ClientSecretBasic : client.ClientSecretPost;
  const configuration = new client.Configuration(
    server,
    clientId,
    { [client.clockTolerance]: clockTolerance },
    secret === undefined ? client.None() : authentication(secret.reveal()),
  );
  configuration.timeout = answerLimit;
  configuration[client.customFetch] = boundedFetch;
  // Else the signature of an ID token that came straight from the provider is not looked at.
  client.enableNonRepudiationChecks(configuration);
  if (issuer.startsWith('http:')) client.allowInsecureRequests(configuration);
  return configuration;
}

/** As fetch, of an answer of at most a mebibyte. */
const boundedFetch: client.CustomFetch = async (url, options) => {
  const { body, headers, method, redirect, signal } = options;
  const response = await fetch(url, {
    headers,
    method,
    redirect,
    ...(body === undefined ? {} : { body: body as string | URLSearchParams }),
    ...(signal === undefined ? {} : { signal }),
  });
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    length += chunk.length;
    if (length > largestAnswer) throw new Error('The answer is larger than 1 MiB');
    chunks.push(chunk);
  }
  const { status, headers: answered } = response;
  return new Response([101, 204, 205, 304].includes(status) ? null : Buffer.concat(chunks), {
    status,
    headers: answered,
  });
};

/** What went wrong, and beneath it what the network said. Neither holds a token: the library's messages name claims and codes. */
export function whyOf(error: unknown): string {
  const causes: string[] = [];
  for (let one = error; one instanceof Error && causes.length < 3; one = one.cause) {
    const { error: code, error_description: description } = one as {
      readonly error?: unknown;
      readonly error_description?: unknown;
    };
    const said = [code, description].filter((text) => typeof text === 'string').join(', ');
    causes.push(`${messageOf(one)}${said === '' ? '' : ` (${said.slice(0, 300)})`}`);
  }
  return printable(causes.join(': '));
}

export function isNetworkFailure(error: unknown): boolean {
  for (let one = error; one instanceof Error; one = one.cause) {
    if (one instanceof TypeError && one.message === 'fetch failed') return true;
    if (one.name === 'TimeoutError' || one.name === 'AbortError') return true;
  }
  return false;
}
