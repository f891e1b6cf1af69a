import type { ServerResponse } from 'node:http';
import { jsonText } from '../../text/printable.js';

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

export function json(status: number, value: unknown, headers: Answer['headers'] = {}): Answer {
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
