import { describe, expect, it } from 'vitest';
import { ScaleoutError } from '../../src/errors/errors.js';
import type { Seen } from '../../src/watch/watch-options.js';
import { catalogOf, rowOf, topologyOf } from '../support/build.js';
import { type WatchedModel, watchModel } from './watched-model.js';

const observation = catalogOf([rowOf('ETL01', 1, { enabled: true })]);
const topology = topologyOf({
  scaleOut: { enabled: true },
  workers: [{ machine: 'ETL01', enabled: true, description: 'loads' }],
});

/** What a look showed of ETL01, what differed, and how many events had come by then. */
function noteLooks(): {
  readonly seen: (seen: Seen) => void;
  readonly looks: unknown[];
  readonly model: { now?: WatchedModel };
} {
  const looks: unknown[] = [];
  const model: { now?: WatchedModel } = {};
  return {
    looks,
    model,
    seen({ observation: { catalog }, plan, held }) {
      const description = catalog.workers.known ? catalog.workers.value[0]?.description : undefined;
      const [last] = model.now?.events.slice(-1) ?? [];
      looks.push([description, plan.changes.length, held.length, last?.type]);
    },
  };
}

describe('looks of a watch for those who are shown them', () => {
  it('each is given as soon as it is decided, and after an apply what has come of it', async () => {
    const { looks, seen, model } = noteLooks();
    const watched = await watchModel(40_000, { topology, observation, seen }, (started) => {
      model.now = started;
    });
    expect(looks).toEqual([
      [null, 1, 0, 'reconcile_started'],
      // Under the lock, since somebody may have changed something before.
      [null, 1, 0, 'reconcile_started'],
      ['loads', 0, 0, 'reconciled'],
      ['loads', 0, 0, 'reconcile_started'],
    ]);
    expect(watched.results.map(({ result }) => result)).toEqual(['applied', 'in-sync']);
  });

  it('what is held is given with them', async () => {
    const { looks, seen } = noteLooks();
    await watchModel(10_000, { topology, observation, seen, mode: 'observe' });
    expect(looks).toEqual([[null, 1, 1, undefined]]);
  });

  it('who shows nothing has no look more than before', async () => {
    const { looks } = await watchModel(10_000, { topology, observation });
    expect(looks).toHaveLength(2);
  });

  it('a look after an apply that fails ends nothing: the next run comes at once, and tells of it', async () => {
    const lost = new ScaleoutError('catalog.connection-lost', 'gone');
    let applied = 0;
    const current: { model?: WatchedModel } = {};
    const { results } = await watchModel(
      5_000,
      {
        topology,
        observation,
        seen: () => undefined,
        listener(event) {
          if (event.type !== 'reconciled') return;
          applied += 1;
          current.model?.fail(applied === 1 ? lost : undefined);
        },
      },
      (started) => {
        current.model = started;
      },
    );
    expect(results.map(({ result }) => result)).toEqual(['applied', 'failed', 'in-sync']);
  });

  it('what a listener throws is its own affair', async () => {
    const seen = () => {
      throw new Error('the page is broken');
    };
    const { results } = await watchModel(10_000, { topology, observation, seen });
    expect(results.map(({ result }) => result)).toEqual(['applied']);
  });
});
