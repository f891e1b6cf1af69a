import type { ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { constants, gzip as gzipWithCallback } from 'node:zlib';
import { jsonText } from '../text/printable.js';
import type { Answer } from './request.js';

/** For every answer: nothing of it is kept, framed, guessed at or loaded by another site. */
export const securityHeaders: Readonly<Record<string, string>> = {
  'Cache-Control': 'no-store',
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
};

export function json(status: number, value: unknown, headers: Answer['headers'] = {}): Answer {
  return { status, type: 'application/json; charset=utf-8', body: `${jsonText(value)}\n`, headers };
}

/** What is wrong with a request, in words and nothing more. */
export function refusal(status: number, error: string, detail: string, headers: Answer['headers'] = {}): Answer {
  return json(status, { error, detail }, headers);
}

/** Bytes from which a text is worth being made smaller. */
const worthwhile = 1_000;

const gzip = promisify(gzipWithCallback);

/** Of texts that are the same for everybody and stay so, by themselves. */
const kept = new Map<string, Promise<Buffer>>();

/** Of an answer that many are given. */
const shared = new WeakMap<Answer, Promise<Buffer>>();

export async function send(
  response: ServerResponse,
  answer: Answer,
  { isHead, acceptsGzip }: { readonly isHead: boolean; readonly acceptsGzip: boolean },
): Promise<void> {
  const { status, type, body, headers = {} } = answer;
  const isText =
    typeof body === 'string' &&
    body.length >= worthwhile &&
    /^(text\/(?!plain)|application\/json|image\/svg)/.test(type);
  const isKept = isText && String(headers['Cache-Control'] ?? '').includes('immutable');
  const sent = isText && acceptsGzip ? await (isKept ? keptGzip(body) : sharedGzip(answer, body)) : Buffer.from(body);
  if (response.destroyed) return;
  response.writeHead(status, {
    ...securityHeaders,
    ...Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, typeof value === 'string' ? value : [...value]]),
    ),
    ...(isText ? { Vary: 'Accept-Encoding' } : {}),
    ...(isText && acceptsGzip ? { 'Content-Encoding': 'gzip' } : {}),
    Connection: 'close',
    'Content-Type': type,
    'Content-Length': sent.length,
  });
  response.end(isHead ? undefined : sent);
}

function keptGzip(text: string): Promise<Buffer> {
  const known = kept.get(text);
  if (known !== undefined) return known;
  const made = gzip(text, { level: constants.Z_BEST_COMPRESSION });
  kept.set(text, made);
  return made;
}

function sharedGzip(answer: Answer, body: string): Promise<Buffer> {
  const known = shared.get(answer);
  if (known !== undefined) return known;
  const made = gzip(body, { level: 5 });
  shared.set(answer, made);
  return made;
}

/** Whether the header names gzip, and does not name it as what must not come (RFC 9110, section 12.5.3). */
export function acceptsGzip(header: string | readonly string[] | undefined): boolean {
  return String(header ?? '')
    .split(',')
    .some((part) => /^\s*gzip\s*(;\s*q=(?!0(\.0*)?\s*$).*)?$/i.test(part));
}
