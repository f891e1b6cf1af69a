import { createHmac } from 'node:crypto';
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { Secret } from '../../providers/secret/secret.js';

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
