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

/** What answers the requests for a path. */
export interface Route {
  /** HEAD goes with GET. */
  readonly methods: readonly ('GET' | 'POST' | 'DELETE')[];
  /** The most bytes of a body. Absent: 4096, of one that nobody needs. */
  readonly mostBody?: number;
  /** Milliseconds that an answer may take, once the request is not refused. Absent: those of any connection. */
  readonly patience?: number;
  /** What is known before the body is read, so that nothing is read of who may not ask. */
  readonly refused?: (request: HttpRequest) => Answer | undefined;
  readonly answer: (request: HttpRequest) => Answer | StreamAnswer | Promise<Answer | StreamAnswer>;
}

/** The route of a path; undefined: there is no such path. */
export type Routes = (path: string) => Route | undefined;

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
  /**
   * Lines of an event, with the empty one at the end; bytes that many streams share are kept once. False: the peer does not read as
   * fast as it is told, and is to be told nothing until `drained`; one that goes on not to read is cut.
   */
  send(text: string | Uint8Array): boolean;
  /** Resolves when what was sent has left, or never will. */
  readonly drained: () => Promise<void>;
  readonly closed: AbortSignal;
  end(): void;
}
