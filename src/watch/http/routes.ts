import type { ServerResponse } from 'node:http';
import { jsonText } from '../../text/printable.js';
import type { WatchStatus } from './watch-status.js';

/** What the answers are made of. */
export interface HttpSources {
  readonly status: Pick<WatchStatus, 'isAlive' | 'isReady' | 'isWatched' | 'document'>;
  readonly metrics: { readonly contentType: string; text(): Promise<string> };
  /** Wakes the loop of a topology, or of all where none is named, with the reason `request`. */
  readonly onReconcile: (topology: string | undefined) => void;
}

export interface Route {
  readonly method: 'GET' | 'POST';
  /** never: for probes, it says nothing but yes or no. remote: unless only this machine can reach us. always: it acts. */
  readonly token: 'never' | 'remote' | 'always';
  readonly answer: (sources: HttpSources, query: URLSearchParams) => Answer | Promise<Answer>;
}

/** Every path that there is. */
export const routes: ReadonlyMap<string, Route> = new Map<string, Route>([
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

/** What is sent back. */
export interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** For every answer: nothing of it is kept, framed, guessed at or loaded by another site. */
export const securityHeaders: Readonly<Record<string, string>> = {
  'Cache-Control': 'no-store',
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
};

function json(status: number, value: unknown, headers: Answer['headers'] = {}): Answer {
  return { status, type: 'application/json; charset=utf-8', body: `${jsonText(value)}\n`, headers };
}

/** What is wrong with a request, in words and nothing more. */
export function refusal(status: number, error: string, detail: string, headers: Answer['headers'] = {}): Answer {
  return json(status, { error, detail }, headers);
}

export function send(response: ServerResponse, { status, type, body, headers = {} }: Answer, isHead: boolean): void {
  const length = Buffer.byteLength(body);
  response.writeHead(status, {
    ...securityHeaders,
    ...headers,
    Connection: 'close',
    'Content-Type': type,
    'Content-Length': length,
  });
  response.end(isHead ? undefined : body);
}
