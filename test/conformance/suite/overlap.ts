import { describe, expect, test } from 'vitest';
import type { OpenSubject } from '../catalog.js';
import { rowOf, signal, someWorker, workersOf } from './some-worker.js';

export function describeOverlap(open: OpenSubject): void {
  describe('calls that overlap', () => {
    test('each get their own answer', async (context) => {
      await using subject = await open();
      const { catalog } = subject;
      const workers = await workersOf(catalog, context);
      const rows = await Promise.all(Array.from({ length: 40 }, (_, index) => rowOf(catalog, at(workers, index).id)));
      expect(rows.map((row) => row?.id)).toEqual(rows.map((_, index) => at(workers, index).id));
      const settings = await Promise.all(Array.from({ length: 10 }, () => catalog.readSettings(signal)));
      expect(new Set(settings.map((each) => JSON.stringify(each))).size).toBe(1);
    });

    test('a reading that begins after a write shows what was written, whoever else reads', async (context) => {
      await using subject = await open();
      const { catalog } = subject;
      const { id, tags } = await someWorker(catalog, context);
      try {
        for (let round = 0; round < 10; round += 1) {
          const others = Array.from({ length: 5 }, () => rowOf(catalog, id));
          await catalog.setWorkerProperty(id, 'Tags', `round ${round}`, signal);
          expect((await rowOf(catalog, id))?.tags).toBe(`round ${round}`);
          await Promise.all(others);
        }
      } finally {
        await catalog.setWorkerProperty(id, 'Tags', tags, signal);
      }
    });

    test('writes of several workers go on beside each other', async (context) => {
      await using subject = await open();
      const { catalog } = subject;
      const workers = await workersOf(catalog, context, 2);
      const setAll = (text: (index: number) => string | null) =>
        Promise.all(workers.map(({ id }, index) => catalog.setWorkerProperty(id, 'Tags', text(index), signal)));
      try {
        await setAll((index) => `worker ${index}`);
        const rows = await catalog.readWorkers(
          workers.map(({ id }) => id),
          signal,
        );
        expect(workers.map(({ id }) => rows.get(id)?.tags)).toEqual(workers.map((_, index) => `worker ${index}`));
      } finally {
        await setAll((index) => at(workers, index).tags);
      }
    });
  });
}

function at<T>(items: readonly T[], index: number): T {
  const item = items[index % items.length];
  if (item === undefined) throw new Error('there are none');
  return item;
}
