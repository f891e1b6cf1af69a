import { isForwarded, isLoopback } from '../../http/access.js';
import { refusal } from '../../http/answers.js';
import type { Answer, HttpRequest } from '../../http/request.js';

export const ofAnotherSite = refusal(403, 'cross-site', 'The request does not come from this page.');

/** Whether a browser says that it asks for a page of another site. Programs say nothing, and a person who typed the address `none`. */
export function isOfAnotherSite({ headers }: Pick<HttpRequest, 'headers'>): boolean {
  const site = headers['sec-fetch-site'];
  return site !== undefined && site !== 'same-origin' && site !== 'none';
}

/**
 * What is wrong with a request that changes something, by where it comes from: only a script of the page itself sends JSON with the
 * page's own origin. `origins` are those of a proxy before us. That of the Host header counts over TLS of our own, and without TLS for
 * a browser of this machine alone: behind a proxy that has TLS nothing but http would be wrong.
 */
export function notOfThePage(
  request: Pick<HttpRequest, 'headers' | 'isSecure'>,
  origins: readonly string[],
): Answer | undefined {
  const { origin, 'sec-fetch-site': site, 'content-type': type = '' } = request.headers;
  const isOwn = origin !== undefined && [...ownOrigins(request), ...origins].some((one) => sameOrigin(origin, one));
  if (!isOwn || (site !== undefined && site !== 'same-origin')) {
    return ofAnotherSite;
  }
  if (!/^application\/json\s*(;\s*charset="?utf-8"?\s*)?$/i.test(type)) {
    return refusal(415, 'not-json', 'The content type is not application/json.');
  }
  return undefined;
}

function ownOrigins({ headers, isSecure }: Pick<HttpRequest, 'headers' | 'isSecure'>): readonly string[] {
  const host = headers.host ?? '';
  if (isSecure) return [`https://${host}`];
  return isLoopback(host.replace(/:\d+$/, '')) && !isForwarded({ headers }) ? [`http://${host}`] : [];
}

/** Scheme, name and port, whether or not the usual port is written. `null`, which a sandboxed frame sends, is nobody's. */
function sameOrigin(origin: string, own: string): boolean {
  const [sent, wanted] = [originOf(origin), originOf(own)];
  return sent !== undefined && sent === wanted;
}

function originOf(text: string): string | undefined {
  const found = URL.canParse(text) ? new URL(text) : undefined;
  if (found === undefined || !/^https?:$/.test(found.protocol)) return undefined;
  const isPlain =
    found.pathname === '/' &&
    found.search === '' &&
    found.hash === '' &&
    found.username === '' &&
    found.password === '';
  return isPlain ? found.origin : undefined;
}

/**
 * Tells browsers to come by TLS alone, where they came so: over TLS of our own, or by the name of a proxy that has it. Never of
 * loopback: other programs of this machine have the same name, and other ports.
 */
export function transportSecurity(
  { headers, isSecure }: Pick<HttpRequest, 'headers' | 'isSecure'>,
  origins: readonly string[],
): Answer['headers'] {
  const host = (headers.host ?? '').toLowerCase();
  const isNamed = origins.some((one) => one.startsWith('https://') && originOf(one) === originOf(`https://${host}`));
  const isLocal = /^(localhost|127\.[\d.]+|\[::1\])(:\d+)?$/.test(host);
  return (isSecure || isNamed) && !isLocal ? { 'Strict-Transport-Security': 'max-age=31536000' } : {};
}
