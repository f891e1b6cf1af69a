import { stat } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { diagnosticOf, isScaleoutError } from '../errors/errors.js';
import { withinFileLimit } from '../files/files.js';
import type { WatchMode } from '../reconciler/hold/hold.js';
import { messageOf } from '../text/printable.js';
import { version } from '../version.js';
import { openTriggers } from '../watch/triggers/open-triggers.js';
import type { WatchListener } from '../watch/watch-event.js';
import type { WatchOptions } from '../watch/watch-options.js';
import { fileReading } from '../watch/watched-file.js';
import type { WorldOptions } from './options.js';
import { diagnosticsText, stackText } from './render/diagnostic-text.js';
import { logTo, type Terminal } from './terminal.js';
import type { WatchEars } from './watch-service.js';
import { openWorld } from './world/open-world.js';

/** What a command line says of its loops. */
export interface LoopCommandOptions extends Pick<WorldOptions, 'sandbox' | 'create' | 'parallelism'> {
  readonly mode: WatchMode;
  readonly approve: boolean;
  readonly once: boolean;
  /** Seconds. */
  readonly interval: number;
  /** Seconds. */
  readonly machineInterval: number;
}

export interface LoopParts {
  readonly view: WatchListener;
  readonly ears: WatchEars;
  readonly onFileError: (error: unknown) => void;
  readonly leadership: WatchOptions['leadership'];
  /** Undefined: nothing is written down. */
  readonly history: WatchOptions['history'] | undefined;
}

/** Of the loop of one file: of scaleout watch, and of scaleout ui, which only looks. */
export function loopOptions(
  file: string,
  options: LoopCommandOptions,
  terminal: Terminal,
  { view, ears, onFileError, leadership, history }: LoopParts,
): WatchOptions {
  const { mode, approve, once, sandbox, parallelism, create } = options;
  const { stop, abort } = terminal.interrupts;
  return {
    file,
    mode,
    approve,
    once,
    interval: options.interval * 1000,
    machineInterval: options.machineInterval * 1000,
    toolVersion: version,
    ...(sandbox === undefined ? {} : { sandbox }),
    ...(parallelism === undefined ? {} : { parallelism }),
    async open(topology) {
      const choice = { sandbox, create, parallelism: parallelism ?? topology.policy.parallelism };
      const world = await openWorld(topology, choice, terminal);
      const closed = ears.shown?.opened(topology.name, world.catalog);
      if (closed === undefined) return world;
      return {
        ...world,
        async [Symbol.asyncDispose]() {
          closed();
          await world[Symbol.asyncDispose]();
        },
      };
    },
    reading: {
      ...fileReading,
      async load(path) {
        const loaded = await fileReading.load(path);
        if (loaded.topology !== undefined) ears.loaded(loaded.topology);
        return loaded;
      },
    },
    leadership,
    triggers: (onWake) => {
      const trigger = openTriggers({ file, onWake, onError: onFileError });
      const forget = ears.wakes(onWake);
      return {
        ...trigger,
        async [Symbol.asyncDispose]() {
          forget();
          await trigger[Symbol.asyncDispose]();
        },
      };
    },
    ...(history === undefined ? {} : { history }),
    time: {
      now: Date.now,
      clock: () => performance.now(),
      pause: (milliseconds, signal) => delay(milliseconds, undefined, { signal }),
    },
    random: Math.random,
    listener(event) {
      view(event);
      ears.listener(event);
    },
    ...(ears.shown === undefined ? {} : { seen: ears.shown.seen }),
    stop,
    abort,
  };
}

/** Tells why files are only looked at now and then: once that the system has no handles left, for it is so of all files. */
export function fileErrors(terminal: Terminal): (error: unknown) => void {
  const log = logTo(terminal.err, terminal.logLevel);
  let isTold = false;
  return (error) => {
    if (!isScaleoutError(error, 'watch.file-events-missing')) return log('debug', messageOf(error));
    if (isTold) return;
    isTold = true;
    const told = { ...diagnosticOf(error), severity: 'warning' } as const;
    terminal.err(`${diagnosticsText([told], terminal.screen.err)}\n`);
  };
}

/** What nobody waits for must not end a service: it is told, and the loop goes on. */
export function surviving(terminal: Terminal): Disposable {
  const log = logTo(terminal.err, terminal.logLevel);
  return terminal.surviveExceptions((error) => {
    log('error', `[command.unexpected] ${error instanceof Error ? stackText(error) : messageOf(error)}`);
  });
}

export async function isFolder(path: string): Promise<boolean> {
  return withinFileLimit(path, () => stat(path)).then(
    (found) => found.isDirectory(),
    () => false,
  );
}
