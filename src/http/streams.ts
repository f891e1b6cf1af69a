import type { ServerResponse } from 'node:http';
import { securityHeaders } from './answers.js';
import type { EventSink, StreamAnswer } from './request.js';

/** How many streams there may be. Each of them is a connection that stays. */
export interface StreamLimits {
  /** The most at one time. */
  readonly all: number;
  /** The most of one owner. */
  readonly perOwner: number;
  /** Milliseconds after which a peer is cut that does not read what it was sent. */
  readonly unread: number;
}

export const usualStreams: StreamLimits = { all: 200, perOwner: 20, unread: 30_000 };

/** Begins streams, and keeps their number: where there are too many, the oldest of the owner goes that has the most. */
export interface Streams {
  begin(answer: StreamAnswer, response: ServerResponse, isHead: boolean): void;
}

export function openStreams({ all, perOwner, unread }: StreamLimits): Streams {
  /** What ends the streams of each owner, the oldest one first. */
  const owners = new Map<string, Set<() => void>>();
  let size = 0;

  function largest(): ReadonlySet<() => void> {
    let found: ReadonlySet<() => void> = new Set();
    for (const own of owners.values()) if (own.size > found.size) found = own;
    return found;
  }

  return {
    begin({ owner, stream }, response, isHead) {
      response.writeHead(200, {
        ...securityHeaders,
        'Content-Type': 'text/event-stream; charset=utf-8',
        'Cache-Control': 'no-store, no-transform',
        // nginx would wait until its buffer is full.
        'X-Accel-Buffering': 'no',
        Connection: 'close',
      });
      if (isHead) return void response.end();
      const own = owners.get(owner) ?? new Set();
      owners.set(owner, own);
      const closed = new AbortController();
      const close = () => {
        if (!own.delete(displace)) return;
        size -= 1;
        if (own.size === 0 && owners.get(owner) === own) owners.delete(owner);
        closed.abort();
      };
      const cut = () => {
        close();
        response.destroy();
      };
      const displace = () => {
        close();
        // A browser comes back by itself, and would push out the next one at once.
        response.end('retry: 30000\n\n');
        const timer = setTimeout(cut, unread);
        response.once('close', () => clearTimeout(timer));
      };
      own.add(displace);
      size += 1;
      response.once('close', close);
      if (own.size > perOwner) endOldest(own);
      else if (size > all) endOldest(largest());
      if (closed.signal.aborted) return;
      response.flushHeaders();
      stream(sinkOf(response, closed.signal, { unread, cut }));
    },
  };
}

function sinkOf(
  response: ServerResponse,
  closed: AbortSignal,
  { unread, cut }: { readonly unread: number; readonly cut: () => void },
): EventSink {
  let waiting: Promise<void> | undefined;
  const untilDrained = () =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(cut, unread);
      const over = () => {
        clearTimeout(timer);
        response.off('drain', over);
        response.off('close', over);
        waiting = undefined;
        resolve();
      };
      response.once('drain', over);
      response.once('close', over);
    });
  return {
    closed,
    send(text) {
      if (closed.aborted) return true;
      const isTaken = response.write(text);
      if (!isTaken) waiting ??= untilDrained();
      return isTaken;
    },
    drained: () => waiting ?? Promise.resolve(),
    end() {
      if (closed.aborted) return;
      response.end();
      // One that does not read would keep the rest of it for ever.
      const timer = setTimeout(cut, unread);
      response.once('close', () => clearTimeout(timer));
    },
  };
}

function endOldest(own: ReadonlySet<() => void>): void {
  const [end] = own;
  end?.();
}
