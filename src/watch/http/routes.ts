import type { Answer } from './answer.js';
import { json, refusal } from './answer.js';
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
