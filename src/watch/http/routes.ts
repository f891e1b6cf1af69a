// src/watch/http is the service of a watch: health, status, metrics, and a request to look. It answers this machine
// alone unless told otherwise, and never acts by itself.

import { createHash, timingSafeEqual } from 'node:crypto';
import { json, refusal } from '../../http/answers.js';
import type { Attempts, Sender } from '../../http/attempts.js';
import type { Answer, HttpRequest, Route, Routes } from '../../http/request.js';
import type { Secret } from '../../providers/secret.js';
import { printable } from '../../text/printable.js';
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
  /** By whom wrong tokens came: the same as at the login of the page, where this token logs in too. */
  readonly attempts: Attempts;
  readonly senderOf: (request: HttpRequest) => Sender;
  /** Told of each wrong token, without it. */
  readonly onWrong: (text: string) => void;
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
  request: HttpRequest,
  needs: WatchRoute['token'],
  { token, isLocal, attempts, senderOf, onWrong }: WatchRoutesOptions,
): Answer | undefined {
  const isNeeded = needs === 'always' || (needs === 'remote' && !isLocal);
  if (!isNeeded) return undefined;
  if (token === undefined) return refusal(403, 'no-token', 'The service was started without a token.');
  const given = /^Bearer +([^\s]+) *$/i.exec(request.headers.authorization ?? '')?.[1];
  if (given !== undefined) {
    const from = senderOf(request);
    const wait = attempts.waiting(from);
    if (wait > 0) {
      const seconds = Math.ceil(wait / 1000);
      const detail = `Too many wrong tokens came from your address. Try again in ${seconds} s.`;
      return refusal(429, 'too-many-attempts', detail, { 'Retry-After': String(seconds) });
    }
    if (isSame(given, token)) return undefined;
    attempts.begin(from);
    onWrong(`A wrong token came from ${printable(from.address)}.`);
  }
  return refusal(401, 'unauthorized', 'A token is needed.', { 'WWW-Authenticate': 'Bearer' });
}

/** The time that it takes does not tell how much of it was right. */
function isSame(given: string, token: Secret): boolean {
  // Of digests: two texts of different lengths compare as long as two of the same.
  return timingSafeEqual(digestOf(given), digestOf(token.reveal()));
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
