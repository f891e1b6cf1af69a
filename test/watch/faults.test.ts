import { expect, it } from 'vitest';
import { ScaleoutError } from '../../src/errors/errors.js';
import { catalogOf, rowOf, topologyOf } from '../support/build.js';
import { watchModel } from './watched-model.js';

const hour = 3_600_000;
const names = Array.from({ length: 12 }, (_, index) => `ETL${String(index + 1).padStart(2, '0')}`);
const rows = names.map((name, index) => rowOf(name, index + 1, { enabled: true }));

/** A generator of numbers from 0 to 1 that is the same for the same seed (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const topologyWith = (description: string) =>
  topologyOf({
    scaleOut: { enabled: true },
    workers: names.map((machine) => ({ machine, enabled: true, description })),
  });

it.each([1, 2, 3, 4, 5])(
  'a day of random faults on catalog, steps, lock and file ends converged (seed %i)',
  async (seed) => {
    const random = seeded(seed);
    const rejections: unknown[] = [];
    const onRejection = (error: unknown) => rejections.push(error);
    process.on('unhandledRejection', onRejection);
    const failures = [
      'catalog.connection-lost',
      'catalog.login-failed',
      'catalog.timeout',
      'catalog.unexpected-answer',
    ] as const;
    const refusals = [
      'catalog.deadlock',
      'catalog.outcome-unknown',
      'catalog.in-use',
      'catalog.permission-denied',
    ] as const;
    const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)] ?? (values[0] as T);
    let isCalm = false;
    const model = await watchModel(
      26 * hour,
      {
        topology: topologyWith('first'),
        observation: catalogOf(rows),
        random,
        wrap: (catalog) => ({
          ...catalog,
          async setWorkerProperty(...words) {
            const when = random();
            if (!isCalm && when < 0.1) throw new ScaleoutError(pick(refusals), 'before it took effect');
            await catalog.setWorkerProperty(...words);
            if (!isCalm && when < 0.2) throw new ScaleoutError('catalog.outcome-unknown', 'after it took effect');
          },
        }),
      },
      ({ at, catalog, fail, lock, save, spoil, wake }) => {
        for (let moment = 0; moment < 24 * hour; moment += Math.floor(random() * 20 * 60_000)) {
          const until = moment + Math.floor(random() * 15 * 60_000);
          const row = pick(rows);
          const what = pick([
            () => {
              fail(new ScaleoutError(pick(failures), 'by chance'));
              at(until, () => fail(undefined));
            },
            () => {
              lock('somebody');
              at(until, () => lock(undefined));
            },
            () => catalog.edit(row.id, { description: `by hand ${moment}`, enabled: random() < 0.5 }),
            () => {
              spoil(`problem ${Math.floor(random() * 3)}`);
              at(until, () => save(topologyWith(`version ${until}`)));
            },
            () => wake(pick(['request', 'signal', 'file'])),
          ]);
          at(moment, what);
        }
        at(24.5 * hour, () => {
          isCalm = true;
          fail(undefined);
          lock(undefined);
          save(topologyWith('last'));
        });
      },
    );
    process.off('unhandledRejection', onRejection);
    expect(rejections).toEqual([]);
    expect(model.results.at(-1)).toMatchObject({ result: 'in-sync', held: [] });
    const now = await model.catalog.readWorkers(
      rows.map(({ id }) => id),
      new AbortController().signal,
    );
    expect([...now.values()].map(({ description, enabled }) => [description, enabled])).toEqual(
      rows.map(() => ['last', true]),
    );
    expect(model.events.at(-1)?.type).toBe('watch_stopped');
    // Failed looks back off: a run every two intervals at the least would be 1,560.
    expect(model.results.length).toBeLessThan(6_000);
  },
  60_000,
);
