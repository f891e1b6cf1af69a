import { isScaleoutError, ScaleoutError } from '../../errors.js';
import { resolveSecret, type SecretSources } from '../../providers/secret/resolve-secret.js';
import type { NotifyTarget } from '../../topology/topology.js';
import { isLoopback } from '../http/http-address.js';
import type { Notice } from './notice.js';
import { payload } from './payload.js';
import { type Answered, post, signatureOf } from './post.js';

export interface DeliverOptions {
  readonly sources: SecretSources;
  /** Unix milliseconds. */
  readonly now: () => number;
  readonly random: () => number;
  /** Rejects with the signal's reason when that is aborted. */
  readonly pause: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  /** Milliseconds that one attempt may take. */
  readonly timeout?: number;
  /** Aborted: no further attempt is made, the one under way is cut off. */
  readonly signal: AbortSignal;
}

const mostAttempts = 8;
const longestPause = 60_000;
const longestAsked = 5 * 60_000;

/**
 * Delivers a notice to one webhook: again after a failure that may pass, at growing intervals, up to eight times. Throws
 * `watch.notify-failed`, or an error of the references, and the signal's reason when it is aborted.
 */
export async function deliver(notice: Notice, target: NotifyTarget, options: DeliverOptions): Promise<void> {
  const { now, random, pause, signal } = options;
  for (let attempt = 1; ; attempt += 1) {
    signal.throwIfAborted();
    const outcome = await attemptOnce(notice, target, options);
    if (outcome === undefined) return;
    const { why, wait } = outcome;
    if (wait === undefined || attempt === mostAttempts) throw new ScaleoutError('watch.notify-failed', why);
    const usual = Math.min(longestPause, 1000 * 2 ** (attempt - 1)) * (1 + random() / 4);
    await pause(Math.min(longestAsked, Math.max(usual, wait)), signal);
  }

  /** Undefined: delivered. Without `wait` (milliseconds, at least) trying again is no use. */
  async function attemptOnce(
    sent: Notice,
    { type, url: reference, secret }: NotifyTarget,
    { sources, timeout = 10_000 }: DeliverOptions,
  ): Promise<{ readonly why: string; readonly wait?: number } | undefined> {
    // Anew each time: addresses and keys are changed while a watch runs.
    const url = addressOf((await resolveSecret(reference, sources, 'watch')).reveal());
    const key = secret === undefined ? undefined : await resolveSecret(secret, sources, 'watch');
    const body = payload(type, sent);
    const headers = {
      'User-Agent': 'ssis-scaleout',
      'X-Scaleout-Delivery': sent.id,
      ...(key === undefined ? {} : { 'X-Scaleout-Signature': signatureOf(body, key, now()) }),
    };
    // Of the address, only the host may be told.
    const place = `The ${type} webhook at ${url.hostname}`;
    const limit = AbortSignal.timeout(timeout);
    let answer: Answered;
    try {
      answer = await post({ url, body, headers, signal: AbortSignal.any([signal, limit]) }, now());
    } catch (error) {
      signal.throwIfAborted();
      const code = limit.aborted
        ? `no answer within ${timeout / 1000} s`
        : String((error as { code?: unknown }).code ?? 'unknown reason');
      return { why: `${place} cannot be reached (${code}).`, wait: 0 };
    }
    const { status, retryAfter = 0 } = answer;
    if (status >= 200 && status < 300) return undefined;
    const mayPass = status >= 500 || [408, 425, 429].includes(status);
    return { why: `${place} answered with status ${status}.`, ...(mayPass ? { wait: retryAfter } : {}) };
  }
}

function addressOf(text: string): URL {
  const url = parsed(text.trim());
  if (url === undefined) throw new ScaleoutError('watch.secret-unusable', 'The address of a webhook is not a URL.');
  if (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname))) return url;
  throw new ScaleoutError(
    'watch.secret-unusable',
    `The address of a webhook at ${url.hostname} does not begin with https://.`,
  );
}

function parsed(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    // Its message would quote the address.
    return undefined;
  }
}

/** What is told of a delivery that failed. */
export function failureText(error: unknown): string {
  return isScaleoutError(error)
    ? `${error.summary}: ${error.message} [${error.code}]`
    : 'A notification failed unexpectedly.';
}
