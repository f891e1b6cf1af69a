// src/watch/http is the service of a watch: health, status, metrics, and a request to look. It answers this machine
// alone unless told otherwise, and never acts by itself.

import { createHash, timingSafeEqual } from 'node:crypto';
import { json, refusal } from '../../http/answers.js';
import type { Answer, HttpRequest, Route, Routes } from '../../http/request.js';
import type { Secret } from '../../providers/secret.js';
import type { WatchStatus } from './watch-status.js';

/** What the answers are made of. */
interface HttpSources {
  readonly status: Pick<WatchStatus, 'isAlive' | 'isReady' | 'isWatched' | 'document'>;
  readonly metrics: { readonly contentType: string; text(): Promise<string> };
  /** Wakes the loop of a topology, or of all where none is named, with the reason `request`. */
  readonly onReconcile: (topology: string | undefined) => void;
}

export interface WatchRoutesOptions extends HttpSources {
  /** Needed by every POST, and by every request where others can reach us. */
  readonly token?: Secret;
  /** Whether only programs of this machine reach us. */
  readonly isLocal: boolean;
}

interface WatchRoute {
  readonly method: 'GET' | 'POST';
  /** never: for probes, it says nothing but yes or no. remote: unless only this machine can reach us. always: it acts. */
  readonly token: 'never' | 'remote' | 'always';
  readonly answer: (sources: HttpSources, query: URLSearchParams) => Answer | Promise<Answer>;
}

/** Every path that there is. */
const paths: ReadonlyMap<string, WatchRoute> = new Map<string, WatchRoute>([
  ['/healthz', { method: 'GET', token: 'never', answer: ({ status }) => verdict(status.isAlive()) }],
  ['/readyz', { method: 'GET', token: 'remote', answer: ({ status }) => verdict(status.isReady()) }],
  [
    '/metrics',
    {
      method: 'GET',
      token: 'remote',
      answer: async ({ metrics }) => ({ status: 200, type: metrics.contentType, body: await metrics.text() }),
    },
  ],
  ['/status', { method: 'GET', token: 'remote', answer: ({ status }) => json(200, status.document()) }],
  ['/reconcile', { method: 'POST', token: 'always', answer: reconcile }],
]);

/** /healthz, /readyz, /metrics, /status and POST /reconcile. */
export function watchRoutes(options: WatchRoutesOptions): Routes {
  const routeOf = ({ method, token, answer }: WatchRoute): Route => ({
    methods: [method],
    refused: (request) => refusedFor(request, token, options),
    answer: ({ query }) => answer(options, query),
  });
  const routes = new Map([...paths].map(([path, route]) => [path, routeOf(route)] as const));
  return (path) => routes.get(path);
}

function refusedFor(
  request: Pick<HttpRequest, 'headers'>,
  needs: WatchRoute['token'],
  { token, isLocal }: WatchRoutesOptions,
): Answer | undefined {
  const isNeeded = needs === 'always' || (needs === 'remote' && !isLocal);
  if (!isNeeded) return undefined;
  if (token === undefined) return refusal(403, 'no-token', 'The service was started without a token.');
  if (hasToken(request, token)) return undefined;
  return refusal(401, 'unauthorized', 'A token is needed.', { 'WWW-Authenticate': 'Bearer' });
}

/** Whether the request carries the token; the time that it takes does not tell how much of it was right. */
function hasToken({ headers }: Pick<HttpRequest, 'headers'>, token: Secret): boolean {
  const given = /^Bearer +([^\s]+) *$/i.exec(headers.authorization ?? '')?.[1];
  // Of digests: two texts of different lengths compare as long as two of the same.
  return timingSafeEqual(digestOf(given ?? ''), digestOf(token.reveal())) && given !== undefined;
}

function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function verdict(isGood: boolean): Answer {
  return { status: isGood ? 200 : 503, type: 'text/plain; charset=utf-8', body: isGood ? 'ok\n' : 'not ok\n' };
}

function reconcile({ status, onReconcile }: HttpSources, query: URLSearchParams): Answer {
  const topology = query.get('topology') ?? undefined;
  if (topology !== undefined && !status.isWatched(topology)) {
    return refusal(404, 'not-watched', 'No topology of that name is watched.');
  }
  onReconcile(topology);
  return json(202, { accepted: true, ...(topology === undefined ? {} : { topology }) });
}
