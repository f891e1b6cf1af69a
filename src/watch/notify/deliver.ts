import { createHmac } from 'node:crypto';
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { Immutable } from '../../domain/documents.js';
import { isScaleoutError, ScaleoutError } from '../../errors/errors.js';
import type { NoticeDocument } from '../../generated/notice.js';
import { isLoopback } from '../../http/access.js';
import { resolveSecret, type Secret, type SecretSources } from '../../providers/secret.js';
import { jsonText } from '../../text/printable.js';
import type { NotifyTarget } from '../../topology/topology.js';
import type { Notice } from './notices.js';

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

/** The most characters of a text: Slack cuts at 4,000, a message of Teams may have 28 KB. */
const mostCharacters = 3000;

/** What a webhook of that type is sent, as JSON. */
function payload(type: NotifyTarget['type'], notice: Notice): string {
  switch (type) {
    case 'generic':
      return jsonText({ formatVersion: 1, ...notice } satisfies Immutable<NoticeDocument>);
    case 'slack':
      return jsonText({ text: slackText(notice) });
    case 'teams':
      return jsonText(teamsCard(notice));
  }
}

/** In Slack, <!channel> calls everybody: these three characters are how it would begin. */
function slackText({ title, lines }: Notice): string {
  const plain = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
  return shortened([plain(title), ...lines.map((line) => `• ${plain(oneLine(line))}`)]);
}

/** Runs of text, in which Teams reads no markup. `text` is for what shows no cards. */
function teamsCard({ title, lines }: Notice) {
  const shown = lines.map(oneLine);
  const text = shortened([title, ...shown]);
  const run = (content: string, more: object = {}) => ({
    type: 'RichTextBlock',
    inlines: [{ type: 'TextRun', text: content, ...more }],
  });
  return {
    type: 'message',
    text,
    attachments: [
      {
        contentType: 'application/vnd.microsoft.card.adaptive',
        content: {
          $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
          type: 'AdaptiveCard',
          version: '1.2',
          body: [
            run(title, { weight: 'Bolder' }),
            ...text
              .split('\n')
              .slice(1)
              .map((line) => run(line)),
          ],
        },
      },
    ],
  };
}

function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ');
}

function shortened(lines: readonly string[]): string {
  const text = lines.join('\n');
  return text.length <= mostCharacters ? text : `${text.slice(0, mostCharacters)} …`;
}

export interface Post {
  readonly url: URL;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Ends the attempt, whatever it waits for. */
  readonly signal: AbortSignal;
}

export interface Answered {
  readonly status: number;
  /** Milliseconds that the server asks to wait for. */
  readonly retryAfter?: number;
}

/** The most answers of the kind "wait, there is more" (1xx) before the one that counts. */
const mostInformation = 10;

/**
 * Posts once, on a connection of its own, follows nothing and reads nothing of the answer but its status and headers, of
 * at most 16 KiB.
 */
export function post({ url, body, headers, signal }: Post, now: number): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const request = url.protocol === 'http:' ? requestHttp : requestHttps;
    const length = String(Buffer.byteLength(body));
    const all = { 'Content-Type': 'application/json', 'Content-Length': length, ...headers };
    const sent = request(
      url,
      { method: 'POST', agent: false, headers: all, signal, maxHeaderSize: 16_384 },
      (answer) => {
        const retryAfter = waitOf(answer.headers['retry-after'], now);
        resolve({ status: answer.statusCode ?? 0, ...(retryAfter === undefined ? {} : { retryAfter }) });
        answer.on('error', () => undefined);
        // A server may go on sending for ever.
        answer.destroy();
      },
    );
    let informed = 0;
    sent.on('information', () => {
      informed += 1;
      if (informed > mostInformation) sent.destroy();
    });
    sent.on('error', reject);
    // Where the answer changes to another protocol (101), Node closes the connection and tells of no error.
    sent.on('close', () => reject(Object.assign(new Error('closed without an answer'), { code: 'ECONNRESET' })));
    sent.end(body);
  });
}

/** `t=UNIXTIME,v1=HEX`: HEX is the HMAC-SHA256 of `UNIXTIME.BODY`. `now`: Unix milliseconds. */
export function signatureOf(body: string, key: Secret, now: number): string {
  const seconds = Math.floor(now / 1000);
  const hex = createHmac('sha256', key.reveal()).update(`${seconds}.${body}`).digest('hex');
  return `t=${seconds},v1=${hex}`;
}

/** Retry-After: seconds, or a moment. */
function waitOf(text: string | undefined, now: number): number | undefined {
  if (text === undefined) return undefined;
  const wait = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now;
  return Number.isFinite(wait) && wait > 0 ? wait : undefined;
}
