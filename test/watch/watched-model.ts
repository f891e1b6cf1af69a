import type { Catalog, CatalogLock, CatalogObservation } from '../../src/domain/catalog.js';
import type { Machines } from '../../src/domain/machines.js';
import { type Diagnostic, diagnostic, ScaleoutError } from '../../src/errors/errors.js';
import { noMachines } from '../../src/providers/machines/open-machines.js';
import type { Topology } from '../../src/topology/topology.js';
import { alone } from '../../src/watch/leadership.js';
import { watchTopology } from '../../src/watch/loop.js';
import type { ReconcileResult, WatchEvent, WatchReason } from '../../src/watch/watch-event.js';
import type { WatchOptions } from '../../src/watch/watch-options.js';
import { type ModelCatalog, modelCatalog } from '../support/model-catalog.js';
import type { ModelTime } from '../support/model-time.js';
import { idleTime } from './idle-time.js';

export interface WatchedModel {
  /** What the loop may hang listeners on. */
  readonly signals: readonly AbortSignal[];
  readonly time: ModelTime & { readonly waiting: () => number };
  readonly catalog: ModelCatalog;
  readonly events: WatchEvent[];
  /** Of each run, in order. */
  readonly results: ReconcileResult[];
  /** How often the world was opened. */
  readonly opened: () => number;
  /** Virtual milliseconds of each look at the catalog, successful or not. */
  readonly looks: number[];
  wake(reason: WatchReason): void;
  save(topology: Topology): void;
  /** The file is as bad as these say from now on. */
  spoil(...details: readonly string[]): void;
  /** What each look at the catalog throws from now on; undefined: nothing. */
  fail(error: ScaleoutError | undefined): void;
  /** Who holds the catalog's lock; undefined: nobody. */
  lock(holder: string | undefined): void;
  /** Calls back when so many virtual milliseconds have passed. */
  at(moment: number, happen: () => void): void;
  stop(): void;
  abort(): void;
}

export interface WatchedModelOptions
  extends Partial<Omit<WatchOptions, 'file' | 'open' | 'reading' | 'time' | 'listener'>> {
  readonly topology: Topology;
  readonly observation: CatalogObservation;
  readonly machines?: Machines;
  /** The catalog over the model of it. */
  readonly wrap?: (catalog: ModelCatalog, time: WatchedModel['time']) => Catalog;
  /** Virtual milliseconds from which on the file cannot be read. */
  readonly unreadableFrom?: number;
  /** Unix milliseconds at the beginning. */
  readonly began?: number;
  /** Milliseconds by which the server's clock is ahead of the watch's. */
  readonly serverAhead?: number;
  readonly listener?: (event: WatchEvent) => void;
}

/** Watches a catalog in memory in virtual time, until so many milliseconds of it have passed; `script` is called before it begins. */
export async function watchModel(
  milliseconds: number,
  given: WatchedModelOptions,
  script: (model: WatchedModel) => void = () => undefined,
): Promise<WatchedModel> {
  const {
    topology,
    observation,
    machines = noMachines(),
    wrap,
    began = Date.UTC(2026, 10, 24, 12),
    serverAhead = 0,
    unreadableFrom = Number.POSITIVE_INFINITY,
    ...options
  } = given;
  const time = idleTime();
  const catalog = modelCatalog(observation);
  const stop = new AbortController();
  const abort = new AbortController();
  const events: WatchEvent[] = [];
  const results: ReconcileResult[] = [];
  const looks: number[] = [];
  let opened = 0;
  let version = 0;
  let loaded: { readonly topology?: Topology; readonly diagnostics: readonly Diagnostic[] } = {
    topology,
    diagnostics: [],
  };
  let failure: ScaleoutError | undefined;
  let holder: string | undefined;
  let wake: (reason: WatchReason) => void = () => undefined;
  const inner = wrap?.(catalog, time) ?? catalog;
  const seen: Catalog = {
    ...inner,
    async observe(signal) {
      looks.push(time.now());
      if (failure !== undefined) throw failure;
      // The server's clock goes with that of the watch.
      const observedAt = new Date(began + time.now() + serverAhead).toISOString();
      return { ...(await inner.observe(signal)), observedAt };
    },
  };
  const locks: CatalogLock = {
    async acquire(_request, signal) {
      signal.throwIfAborted();
      if (holder !== undefined) throw new ScaleoutError('guard.lock-held', `${holder} holds it`);
      return { lost: new AbortController().signal, async [Symbol.asyncDispose]() {} };
    },
    async [Symbol.asyncDispose]() {},
  };
  const model: WatchedModel = {
    signals: [stop.signal, abort.signal],
    time,
    catalog,
    events,
    results,
    looks,
    opened: () => opened,
    wake: (reason) => wake(reason),
    save(next) {
      version += 1;
      loaded = { topology: { ...next, source: { ...next.source, sha256: `${version}` } }, diagnostics: [] };
      wake('file');
    },
    spoil(...details) {
      version += 1;
      loaded = { diagnostics: details.map((detail) => diagnostic('topology.wrong-value', detail)) };
      wake('file');
    },
    fail(error) {
      failure = error;
    },
    lock(next) {
      holder = next;
    },
    at: time.at,
    stop: () => stop.abort(),
    abort: () => abort.abort(),
  };
  time.at(milliseconds, model.stop);
  script(model);
  await watchTopology({
    mode: 'full',
    approve: false,
    interval: 30_000,
    machineInterval: 600_000,
    toolVersion: '0.0.0',
    leadership: alone,
    random: () => 0.5,
    stop: stop.signal,
    abort: abort.signal,
    triggers(onWake) {
      wake = onWake;
      return { ready: Promise.resolve(), alsoWatch: () => undefined, async [Symbol.asyncDispose]() {} };
    },
    ...options,
    file: 'topology.yaml',
    reading: {
      async load() {
        if (time.now() < unreadableFrom) return loaded;
        return { diagnostics: [diagnostic('topology.file-unreadable', 'It is a pipe.')] };
      },
      digest: async () => (time.now() < unreadableFrom ? `${version}` : undefined),
    },
    async open() {
      opened += 1;
      return { catalog: seen, machines, lock: locks, async [Symbol.asyncDispose]() {} };
    },
    time: { now: () => began + time.now(), clock: time.now, pause: time.pause },
    listener(event) {
      events.push(event);
      if (event.type === 'reconciled') results.push(event.result);
      options.listener?.(event);
    },
  });
  return model;
}
