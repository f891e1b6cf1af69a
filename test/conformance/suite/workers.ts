import { describe, expect, test } from 'vitest';
import type { Catalog, WorkerProperty } from '../../../src/domain/catalog.js';
import type { WorkerRow } from '../../../src/domain/rows.js';
import type { OpenSubject } from '../catalog.js';
import { rowOf, signal, someWorker, strangeId } from './some-worker.js';

const properties = {
  DisplayName: 'displayName',
  Description: 'description',
  Tags: 'tags',
} as const satisfies Record<WorkerProperty, keyof WorkerRow>;

/** Texts that a careless client would change on their way. */
const texts = {
  'a plain text': 'Loader 1',
  'the empty text': '',
  'no text': null,
  quotes: `it's "quoted"; DROP TABLE x --`,
  'spaces at its ends': '  padded  ',
  'other scripts': 'Ærøskøbing 東京 🚂',
  'line ends': 'one\r\ntwo\tthree',
};

/** Runs, and sets the worker's properties back whatever happens. */
async function leavingAsFound(catalog: Catalog, found: WorkerRow, run: () => Promise<void>): Promise<void> {
  try {
    await run();
  } finally {
    const now = await rowOf(catalog, found.id);
    if (now !== undefined && now.enabled !== found.enabled) {
      await catalog.setWorkerEnabled(found.id, found.enabled, signal);
    }
    for (const [property, field] of Object.entries(properties) as [WorkerProperty, 'displayName'][]) {
      if (now === undefined || now[field] === found[field]) continue;
      await catalog.setWorkerProperty(found.id, property, found[field], signal);
    }
  }
}

export function describeWorkers(open: OpenSubject): void {
  describe('workers', () => {
    for (const [property, field] of Object.entries(properties) as [WorkerProperty, 'displayName'][]) {
      test.for(Object.entries(texts))(
        `${property} is set to %s, and nothing else changes`,
        async ([, text], context) => {
          await using subject = await open();
          const { catalog } = subject;
          const worker = await someWorker(catalog, context);
          await leavingAsFound(catalog, worker, async () => {
            await catalog.setWorkerProperty(worker.id, property, text, signal);
            const { lastOnline: _then, lastOnlineAge: _age, ...lasting } = worker;
            expect(await rowOf(catalog, worker.id)).toMatchObject({ ...lasting, [field]: text });
          });
        },
      );
    }

    test('a display name of 256 characters fits; one of 257 is refused and nothing is written', async (context) => {
      await using subject = await open();
      const { catalog } = subject;
      const worker = await someWorker(catalog, context);
      await leavingAsFound(catalog, worker, async () => {
        await catalog.setWorkerProperty(worker.id, 'DisplayName', 'x'.repeat(256), signal);
        const refused = catalog.setWorkerProperty(worker.id, 'DisplayName', 'y'.repeat(257), signal);
        await expect(refused).rejects.toMatchObject({ code: 'catalog.value-too-long' });
        expect(await rowOf(catalog, worker.id)).toMatchObject({ displayName: 'x'.repeat(256) });
      });
    });

    test.for(['Description', 'Tags'] as const)('%s takes 5,000 characters', async (property, context) => {
      await using subject = await open();
      const { catalog } = subject;
      const worker = await someWorker(catalog, context);
      await leavingAsFound(catalog, worker, async () => {
        const text = 'ab '.repeat(1666).padEnd(5000, 'z');
        await catalog.setWorkerProperty(worker.id, property, text, signal);
        expect((await rowOf(catalog, worker.id))?.[properties[property]]).toBe(text);
      });
    });

    test('a worker is enabled and disabled; doing it twice is harmless', async (context) => {
      await using subject = await open();
      const { catalog } = subject;
      const worker = await someWorker(catalog, context);
      await leavingAsFound(catalog, worker, async () => {
        for (const enabled of [!worker.enabled, !worker.enabled, worker.enabled]) {
          await catalog.setWorkerEnabled(worker.id, enabled, signal);
          expect(await rowOf(catalog, worker.id)).toMatchObject({ enabled });
        }
      });
    });

    test('a removed worker is gone, and the others are not', async (context) => {
      await using subject = await open();
      const { catalog } = subject;
      if (!subject.expendable) context.skip('no worker is removed here');
      const worker = await someWorker(catalog, context);
      const before = await catalog.observe(signal);
      await catalog.removeWorker(worker.id, signal);
      expect(await rowOf(catalog, worker.id)).toBeUndefined();
      const after = await catalog.observe(signal);
      const rest = before.workers.known ? before.workers.value.filter(({ id }) => id !== worker.id) : [];
      expect(after.workers).toMatchObject({ known: true, value: rest.map(({ id }) => ({ id })) });
      await expect(catalog.removeWorker(worker.id, signal)).rejects.toMatchObject({ code: 'catalog.worker-not-found' });
    });

    test.each<[string, (catalog: Catalog) => Promise<void>]>([
      ['enabled', (catalog) => catalog.setWorkerEnabled(strangeId(), true, signal)],
      ['disabled', (catalog) => catalog.setWorkerEnabled(strangeId(), false, signal)],
      ['changed', (catalog) => catalog.setWorkerProperty(strangeId(), 'Tags', 'x', signal)],
      ['removed', (catalog) => catalog.removeWorker(strangeId(), signal)],
    ])('a worker that is not there cannot be %s', async (_, write) => {
      await using subject = await open();
      await expect(write(subject.catalog)).rejects.toMatchObject({ code: 'catalog.worker-not-found', exitCode: 6 });
    });
  });
}
