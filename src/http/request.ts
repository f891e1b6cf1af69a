// src/http is the server beneath the watch's service and the page: connections bounded in number and time, hosts checked, TLS,
// answers and streams. What is answered is given to it as routes.

import type { IncomingHttpHeaders } from 'node:http';

/** A request that is whole, of a host that is ours. */
export interface HttpRequest {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'DELETE';
  /** Begins with a slash, and is as it was sent: not decoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  /** How often each header was there: of one that decides something, several are refused. */
  readonly headersDistinct: Readonly<Record<string, readonly string[] | undefined>>;
  /** The address of the peer, which may be a proxy; an IPv4 address is written as one. */
  readonly remote: string;
  /** Whether it came over TLS of our own. */
  readonly isSecure: boolean;
  /** Empty where there is none. */
  readonly body: string;
  /** Aborted when nobody waits for the answer any more. */
  readonly signal: AbortSignal;
}

/** What is sent back. */
export interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string | Uint8Array;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
}

/** Server-sent events, until one of both sides ends it. */
export interface StreamAnswer {
  readonly stream: (events: EventSink) => void;
  /** Whose it is: so many streams of one of them are kept, the newest. */
  readonly owner: string;
}

export interface EventSink {
  /** Lines of an event, with the empty one at the end. False: the peer does not read as fast as it is told, and is to be told less. */
  send(text: string): boolean;
  /** Resolves when what was sent has left. */
  readonly drained: () => Promise<void>;
  readonly closed: AbortSignal;
  end(): void;
}
