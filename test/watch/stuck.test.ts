import { describe, expect, it } from 'vitest';
import { watchStatus } from '../../src/watch/http/watch-status.js';
import type { Leadership } from '../../src/watch/leadership.js';
import type { WatchEvent } from '../../src/watch/watch-event.js';
import { catalogOf, rowOf, topologyOf } from '../support/build.js';
import type { ModelCatalog } from '../support/model-catalog.js';
import { well } from './events.js';
import { type WatchedModel, type WatchedModelOptions, watchModel } from './watched-model.js';

const row = rowOf('ETL01', 1, { enabled: true });
const given = {
  topology: topologyOf({ scaleOut: { enabled: true }, workers: [{ machine: 'ETL01', enabled: true }] }),
  observation: catalogOf([row]),
} satisfies WatchedModelOptions;

/** Leads whenever it is asked to; tells how often it was. */
function willing() {
  let asked = 0;
  const leadership: Leadership = {
    lead(_topology, tell, signal) {
      asked += 1;
      tell({ isLeader: true, lost: signal });
      return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
    },
  };
  return { leadership, asked: () => asked };
}

/** The catalog gives no answer from that moment to the other; whether it ends when it is told to. */
const silent =
  (from: number, to: number, obeys: boolean) =>
  (catalog: ModelCatalog, time: WatchedModel['time']): ModelCatalog => ({
    ...catalog,
    async observe(signal) {
      if (time.now() >= from && time.now() < to) {
        const { signal: never } = new AbortController();
        await time.pause(to - time.now(), obeys ? signal : never);
      }
      return catalog.observe(signal);
    },
  });

const leads = (events: readonly WatchEvent[]) =>
  events.flatMap((event) => (event.type === 'leading' ? [[event.isLeader, event.detail]] : []));

describe('a leader that makes no progress', () => {
  it('gives the lead up, says so, ends the run and competes again once it works', async () => {
    const { leadership, asked } = willing();
    const options = { ...given, leadership, wrap: silent(20_000, 1_000_000, true) };
    const { events, results } = await watchModel(260_000, options);
    expect(events.filter(({ type }) => type === 'watch_stuck')).toEqual([
      { type: 'watch_stuck', topology: 'test', silentMs: 180_000 },
    ]);
    expect(leads(events).slice(0, 2)).toEqual([
      [true, undefined],
      [false, 'it made no progress for 3 min'],
    ]);
    expect(results[1]).toMatchObject({ result: 'failed', diagnostics: [{ code: 'watch.stuck' }] });
    expect(asked()).toBe(2);
  });

  it('gives it up too where the run cannot be ended, and leads no more until that has ended', async () => {
    const { leadership, asked } = willing();
    let during = 0;
    const options = { ...given, leadership, wrap: silent(20_000, 900_000, false) };
    const { events } = await watchModel(1_000_000, options, ({ at }) => {
      at(890_000, () => {
        during = asked();
      });
    });
    expect(during).toBe(1);
    expect(asked()).toBe(2);
    expect(leads(events).map(([isLeader]) => isLeader)).toEqual([true, false, true]);
  });

  it('is not one whose catalog cannot be reached, nor one whose file is bad: their runs end', async () => {
    const { leadership, asked } = willing();
    const model = await watchModel(3_000_000, { ...given, leadership }, ({ at, spoil }) => {
      at(10_000, () => spoil('nonsense'));
    });
    expect(model.events.some(({ type }) => type === 'watch_stuck')).toBe(false);
    expect(asked()).toBe(1);
  });
});

describe('a leader that cannot read its file', () => {
  const unread = (from: number) => ({ ...given, unreadableFrom: from, ...willing() });

  it('lets another one lead after three intervals, and later and later where the lead comes back', async () => {
    const { asked, ...options } = unread(100_000);
    const { events, results } = await watchModel(600_000, options);
    const gaveUp = leads(events).filter(([isLeader]) => isLeader === false);
    expect(gaveUp[0]).toEqual([false, 'it cannot read its topology file']);
    expect(gaveUp.length).toBeGreaterThan(1);
    expect(gaveUp.length).toBeLessThan(4);
    expect(asked()).toBe(gaveUp.length + 1);
    // The last good one is kept to all the while.
    expect(results.every(({ result }) => result === 'in-sync')).toBe(true);
  });
});

describe('/healthz', () => {
  it('says that a stuck loop is not alive, though its beats go on, until a run ends', () => {
    const status = watchStatus({ version: '0', interval: 30_000 });
    status.listener({ type: 'watch_started', topology: 'test', file: 'f', mode: 'safe' });
    status.listener({ type: 'reconcile_started', topology: 'test', reasons: ['start'] });
    status.beat('test');
    expect(status.isAlive()).toBe(true);
    status.listener({ type: 'watch_stuck', topology: 'test', silentMs: 180_000 });
    status.beat('test');
    expect(status.isAlive()).toBe(false);
    expect(status.isReady()).toBe(false);
    expect(status.document().topologies[0]).toMatchObject({
      detail: 'it made no progress for 3 min',
      health: { state: 'unknown', reason: 'It has not been looked at yet.' },
    });
    const result = {
      result: 'in-sync',
      reasons: ['start'],
      held: [],
      diagnostics: [],
      condition: well,
      durationMs: 1,
    } as const;
    status.listener({ type: 'reconciled', topology: 'test', result });
    expect(status.isAlive()).toBe(true);
  });
});
