import { describe, expect, test } from 'vitest';
import { machineName } from '../../../src/domain/machine-name.js';
import type { OpenSubject } from '../catalog.js';
import { openedAs, signal, workersOf } from './some-worker.js';

export function describeFinding(open: OpenSubject): void {
  describe('finding the workers of a machine', () => {
    test('they are found by any way of writing its name', async (context) => {
      await using subject = await open();
      const workers = await workersOf(subject.catalog, context);
      const { id, machineName: name } = workers.find((row) => row.machineName) ?? context.skip('no row has a name');
      const written = [name ?? '', name?.toLowerCase() ?? '', name?.includes('.') ? '' : `${name}.corp.example`];
      for (const text of written.filter((each) => each !== '')) {
        const found = await subject.catalog.findWorkers(machineName(text), signal);
        expect(found.map((row) => row.id)).toContain(id);
      }
    });

    test('a found row is what the observation shows', async (context) => {
      await using subject = await open();
      const workers = await workersOf(subject.catalog, context);
      const worker = workers.find((row) => row.machineName) ?? context.skip('no row has a name');
      const found = await subject.catalog.findWorkers(machineName(worker.machineName ?? ''), signal);
      const { lastOnline: _then, lastOnlineAge: _age, ...lasting } = worker;
      expect(found.find(({ id }) => id === worker.id)).toMatchObject(lasting);
    });

    test.for(['ETL', '%', '', "x'; DROP TABLE y --", '[E]TL01', 'NO-SUCH-MACHINE-AT-ALL'])(
      'what is no name of a machine finds none: %s',
      async (text) => {
        await using subject = await open();
        expect(await subject.catalog.findWorkers(machineName(text), signal)).toEqual([]);
      },
    );

    test('many that are looked for at once each get their own', async (context) => {
      await using subject = await open();
      const workers = (await workersOf(subject.catalog, context)).filter((row) => row.machineName);
      const found = await Promise.all(
        workers.map((row) => subject.catalog.findWorkers(machineName(row.machineName ?? ''), signal)),
      );
      workers.forEach(({ id }, index) => {
        expect(found[index]?.map((row) => row.id)).toContain(id);
      });
    });

    test('who may not see the workers is told so, and not that there are none', async (context) => {
      await using subject = await open();
      const asReader = openedAs(subject, 'reader', context);
      await expect(asReader.findWorkers(machineName('ETL01'), signal)).rejects.toMatchObject({
        code: 'catalog.no-rights',
        exitCode: 4,
      });
    });
  });
}
