import { getEventListeners } from 'node:events';
import { expect, it } from 'vitest';
import { catalogOf, rowOf, topologyOf } from '../support/build.js';
import { watchModel } from './watched-model.js';

it('nothing grows over 5,000 polls: listeners, waits, entries', async () => {
  const row = rowOf('ETL01', 1, { enabled: true });
  const topology = topologyOf({ scaleOut: { enabled: true }, workers: [{ machine: 'ETL01', description: 'loads' }] });
  const counts: number[][] = [];
  const model = await watchModel(5_005 * 30_000, { topology, observation: catalogOf([row]) }, (watched) => {
    const { time, catalog, signals, at, events, results } = watched;
    const count = () => {
      counts.push([time.waiting(), ...signals.map((signal) => getEventListeners(signal, 'abort').length)]);
    };
    for (let poll = 0; poll < 5_000; poll += 50) {
      // Something to do now and then, and the harness forgets what it has noted.
      at(poll * 30_000 + 20_000, () => {
        catalog.edit(row.id, { description: `by hand ${poll}` });
        if (poll > 0) events.length = results.length = 0;
      });
      // Between two runs.
      at(poll * 30_000 + 29_999, count);
    }
  });
  expect(model.looks.length).toBeGreaterThan(5_000);
  expect(model.catalog.writes.filter((write) => write.startsWith('Description'))).toHaveLength(101);
  const [first = [], last = []] = [counts[10], counts.at(-1)];
  // The script's own moments are the waits that go.
  expect(last.slice(1)).toEqual(first.slice(1));
  expect(last[0]).toBeLessThanOrEqual((first[0] ?? 0) + 1);
  expect(Math.max(...last)).toBeLessThan(6);
}, 60_000);
