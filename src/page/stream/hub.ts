// src/page/stream tells all open pages what changes: hub.ts knows the pages, a channel is what those of one topology have in common,
// and a delta is worked out once for all of them.

import type { EventSink, StreamAnswer } from '../../http/request.js';
import type { Viewer } from '../login/viewer.js';
import type { PageModel } from '../model/page-model.js';
import { beatEvery } from '../wire/stream.js';
import { type Channel, eventOf, openChannel } from './channel.js';

export interface HubOptions {
  readonly model: Pick<PageModel, 'entries' | 'state' | 'onChange' | 'watched'>;
  /** Unix milliseconds. */
  readonly now: () => number;
  readonly times?: HubTimes;
}

/** Milliseconds. */
export interface HubTimes {
  /** Between two beats. */
  readonly beat: number;
  /** For which changes are gathered. */
  readonly gather: number;
  /** After which a page tries again whose stream has broken. */
  readonly retry: number;
  /** For which a channel is kept that nobody listens to, for pages that come back. */
  readonly linger: number;
  /** After which a stream ends of somebody who is judged with each request anew. */
  readonly judged: number;
}

const usualTimes: HubTimes = { beat: beatEvery, gather: 25, retry: 1_000, linger: 60_000, judged: 3_600_000 };

export interface Hub extends Disposable {
  /** `topology` as it was asked for; undefined: the only one, or the list of all. */
  stream(asked: AskedStream): StreamAnswer;
  /** Ends the streams of a session. */
  endSession(session: string): void;
}

interface AskedStream {
  readonly viewer: Viewer;
  readonly topology: string | undefined;
  readonly lastEventId: string | undefined;
  /** Whose it counts as. */
  readonly owner: string;
}

interface Page {
  readonly viewer: Viewer;
  readonly sink: EventSink;
  /** By the clock: when its viewer has to be judged again. */
  readonly until: number;
  /** Of the last event that it was sent. */
  number: number;
  /** It does not read as fast as it is told: it gets the rest when it does. */
  isBehind: boolean;
}

interface Listening {
  readonly topology: string | undefined;
  readonly channel: Channel;
  readonly pages: Set<Page>;
  idle?: NodeJS.Timeout;
}

export function openHub({ model, now, times = usualTimes }: HubOptions): Hub {
  const channels = new Map<string | undefined, Listening>();
  let watched: ReadonlySet<string> = new Set();
  let gathering: NodeJS.Timeout | undefined;
  let isOver = false;

  /** Whoever named none sees the only one. */
  const resolved = (topology: string | undefined): string | undefined => {
    if (topology !== undefined) return topology;
    const entries = model.entries();
    return entries.length === 1 ? entries[0]?.name : undefined;
  };
  const shownTo = (topology: string | undefined) => {
    const name = resolved(topology);
    return { topologies: model.entries(), topology: name === undefined ? undefined : model.state(name) };
  };

  const tellWatched = () => {
    const names = [...channels.values()].flatMap(({ topology, pages }) =>
      pages.size === 0 ? [] : (resolved(topology) ?? []),
    );
    const before = watched;
    watched = new Set(names);
    for (const name of before) if (!watched.has(name)) model.watched(name, false);
    for (const name of watched) if (!before.has(name)) model.watched(name, true);
  };

  const flush = () => {
    gathering = undefined;
    tellWatched();
    for (const { topology, channel, pages } of channels.values()) {
      // What nobody looks at is compared when somebody comes back.
      if (pages.size === 0 || !channel.update(shownTo(topology))) continue;
      for (const page of pages) bringUp(page, channel);
    }
  };
  const forget = model.onChange(() => {
    if (!isOver && channels.size > 0) gathering ??= setTimeout(flush, times.gather);
  });

  const beats = setInterval(() => {
    const at = now();
    const beat = eventOf('beat', { at: new Date(at).toISOString() });
    for (const { pages } of channels.values()) {
      for (const page of [...pages]) {
        if (page.until <= at) end(page, 'session');
        else if (!page.isBehind) tell(page, [beat]);
      }
    }
  }, times.beat);
  beats.unref();

  const listeningTo = (topology: string | undefined): Listening => {
    const known = channels.get(topology);
    if (known !== undefined) {
      clearTimeout(known.idle);
      known.channel.update(shownTo(topology));
      return known;
    }
    const fresh = { topology, channel: openChannel(shownTo(topology), now), pages: new Set<Page>() };
    channels.set(topology, fresh);
    return fresh;
  };
  const leave = (listening: Listening, page: Page) => {
    listening.pages.delete(page);
    if (listening.pages.size > 0) return;
    tellWatched();
    const { topology } = listening;
    const drop = () => {
      if (channels.get(topology) === listening) channels.delete(topology);
    };
    // Names that are of no topology are as many as anybody likes.
    const name = resolved(topology);
    if (topology !== undefined && (name === undefined || model.state(name) === undefined)) return drop();
    listening.idle = setTimeout(drop, times.linger);
    listening.idle.unref();
  };

  return {
    stream: ({ viewer, topology, lastEventId, owner }) => ({
      owner,
      stream(sink) {
        if (isOver) return sink.end();
        const listening = listeningTo(topology);
        const { channel, pages } = listening;
        const known = lastEventId === undefined ? undefined : channel.numberOf(lastEventId);
        const page: Page = { viewer, sink, until: endOf(viewer), number: known ?? Number.NaN, isBehind: false };
        // Those that were there have to be told what the newcomer has made known.
        for (const other of pages) bringUp(other, channel);
        pages.add(page);
        sink.closed.addEventListener('abort', () => leave(listening, page), { once: true });
        const beat = eventOf('beat', { at: new Date(now()).toISOString() });
        tell(page, [Buffer.from(`retry: ${times.retry}\n\n`), beat]);
        bringUp(page, channel);
        tellWatched();
      },
    }),
    endSession(session) {
      for (const { pages } of channels.values()) {
        for (const page of [...pages]) if (page.viewer.session === session) end(page, 'session');
      }
    },
    [Symbol.dispose]() {
      isOver = true;
      clearInterval(beats);
      clearTimeout(gathering);
      forget();
      for (const { pages, idle } of channels.values()) {
        clearTimeout(idle);
        for (const page of [...pages]) end(page, 'stopping');
      }
      channels.clear();
    },
  };

  function endOf({ until, via }: Viewer): number {
    if (until !== undefined) return until;
    return via === 'loopback' ? Number.POSITIVE_INFINITY : now() + times.judged;
  }
}

/** Sends what a page has not had yet, or everything. */
function bringUp(page: Page, channel: Channel): void {
  if (page.isBehind || page.number === channel.number()) return;
  const missed = Number.isNaN(page.number) ? undefined : channel.since(page.number);
  page.number = channel.number();
  if (tell(page, missed ?? channel.snapshot())) return;
  // Nothing further is sent to who has not read that, so that no more than that waits for it.
  page.isBehind = true;
  void page.sink.drained().then(() => {
    page.isBehind = false;
    if (!page.sink.closed.aborted) bringUp(page, channel);
  });
}

/** Whether it may be told more. */
function tell({ sink }: Page, parts: readonly Uint8Array[]): boolean {
  let isTaken = true;
  for (const part of parts) isTaken = sink.send(part) && isTaken;
  return isTaken;
}

function end({ sink }: Page, why: 'session' | 'stopping'): void {
  sink.send(eventOf('end', { why }));
  sink.end();
}
