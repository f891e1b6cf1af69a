// src/watch/notify tells a webhook what a person should know. notices.ts decides what is news, deliver.ts brings it
// there.

import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { NotifyTarget } from '../../topology/topology.js';
import type { WatchListener } from '../watch-event.js';
import { type DeliverOptions, deliver, failureText } from './deliver.js';
import { isAskedFor, type Notice, notices } from './notices.js';

export interface NotifierOptions
  extends Pick<DeliverOptions, 'sources' | 'timeout'>,
    Partial<Pick<DeliverOptions, 'now' | 'random' | 'pause'>> {
  /** Milliseconds of a clock that never goes back. */
  readonly clock?: () => number;
  /** Told of what could not be delivered; the text holds no address. */
  readonly onFailure: (text: string) => void;
  /** Milliseconds that the end waits for what is under way. */
  readonly grace?: number;
}

export interface Notifier extends AsyncDisposable {
  /** Of one loop. It returns at once, whatever the webhooks do. */
  readonly listener: WatchListener;
  /** Whom to tell from now on: policy.notify of a topology that was loaded. What waits for others has the time of `grace`. */
  configure(targets: readonly NotifyTarget[]): void;
}

interface Line extends AsyncDisposable {
  readonly target: NotifyTarget;
  push(notice: Notice): void;
}

/** The most notices that wait for one webhook; the oldest go first. */
const mostWaiting = 50;

/** Tells webhooks what a person should know of, each on its own. */
export function openNotifier(options: NotifierOptions): Notifier {
  const { now = Date.now, clock = () => performance.now() } = options;
  const find = notices({ now, clock, id: randomUUID });
  let lines: ReadonlyMap<string, Line> = new Map();
  const ending = new Set<Promise<unknown>>();
  const end = (line: Line) => {
    const ended: Promise<unknown> = Promise.resolve(line[Symbol.asyncDispose]()).finally(() => ending.delete(ended));
    ending.add(ended);
  };
  return {
    listener(event) {
      for (const notice of find(event)) {
        for (const line of lines.values()) {
          if (line.target.on === undefined || isAskedFor(notice, line.target.on)) line.push(notice);
        }
      }
    },
    configure(targets) {
      const before = lines;
      lines = new Map(
        targets.map((target) => {
          const key = JSON.stringify(target);
          return [key, before.get(key) ?? openLine(target, options)];
        }),
      );
      for (const [key, line] of before) if (!lines.has(key)) end(line);
    },
    async [Symbol.asyncDispose]() {
      for (const line of lines.values()) end(line);
      lines = new Map();
      await Promise.all(ending);
    },
  };
}

function openLine(target: NotifyTarget, options: NotifierOptions): Line {
  const { now = Date.now, random = Math.random, pause = wait, grace = 3000, onFailure } = options;
  const over = new AbortController();
  const waiting: Notice[] = [];
  let working: Promise<void> | undefined;
  const work = async () => {
    for (let notice = waiting.shift(); notice !== undefined; notice = waiting.shift()) {
      try {
        await deliver(notice, target, { ...options, now, random, pause, signal: over.signal });
      } catch (error) {
        if (over.signal.aborted) return;
        onFailure(failureText(error));
      }
    }
    // In the same breath as it was found that nothing waits: what comes now begins anew.
    working = undefined;
  };
  return {
    target,
    push(notice) {
      if (over.signal.aborted) return;
      waiting.push(notice);
      if (waiting.length > mostWaiting) waiting.shift();
      working ??= work();
    },
    async [Symbol.asyncDispose]() {
      const timer = setTimeout(() => over.abort(), grace);
      await working;
      clearTimeout(timer);
      over.abort();
    },
  };
}

const wait: DeliverOptions['pause'] = (milliseconds, signal) => delay(milliseconds, undefined, { signal });
