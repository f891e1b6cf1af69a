import { describe, expect, test } from 'vitest';
import type { OpenSubject } from '../catalog.js';
import { openedAs, signal, someWorker, strangeId, workersOf } from './some-worker.js';

export function describeWork(open: OpenSubject): void {
  describe('the work of a worker', () => {
    test('comes with its row', async (context) => {
      await using subject = await open();
      const { lastOnline: _then, lastOnlineAge: _age, ...lasting } = await someWorker(subject.catalog, context);
      expect((await subject.catalog.readWork(lasting.id, signal)).row).toMatchObject(lasting);
    });

    test('has as many executions as the observation counts', async (context) => {
      await using subject = await open();
      const { catalog } = subject;
      const workers = await workersOf(catalog, context);
      const { busy } = await catalog.observe(signal);
      if (!busy.known) return context.skip(`they are unknown: ${busy.reason}`);
      for (const { id } of workers) {
        const { executions } = await catalog.readWork(id, signal);
        expect(executions.known && executions.value.length).toBe(busy.value.get(id) ?? 0);
      }
    });

    test('a worker without a row has none', async () => {
      await using subject = await open();
      const work = await subject.catalog.readWork(strangeId(), signal);
      expect(work.row).toBeNull();
      if (work.executions.known) expect(work.executions.value).toEqual([]);
      if (work.leases.known) expect(work.leases.value).toEqual([]);
    });

    test('who may not read internal.tasks is told so', async (context) => {
      await using subject = await open();
      const worker = await someWorker(subject.catalog, context);
      const { leases, executions, elsewhere } = await openedAs(subject, 'admin', context).readWork(worker.id, signal);
      expect(leases).toEqual({ known: false, reason: expect.stringContaining('internal.tasks') });
      expect([executions.known, elsewhere.known]).toEqual([true, true]);
    });

    test('to a member of ssis_cluster_executor executions are unknown', async (context) => {
      await using subject = await open();
      const worker = await someWorker(subject.catalog, context);
      const seen = await openedAs(subject, 'executor', context).readWork(worker.id, signal);
      expect(seen.row?.id).toBe(worker.id);
      const unknown = { known: false, reason: expect.stringContaining('ssis_logreader') };
      expect(seen).toMatchObject({ executions: unknown, elsewhere: unknown, leases: { known: false } });
    });

    test('who may not see the workers is told so, and not that there is no row', async (context) => {
      await using subject = await open();
      const { id } = await someWorker(subject.catalog, context);
      const seen = openedAs(subject, 'reader', context).readWork(id, signal);
      await expect(seen).rejects.toMatchObject({ code: 'catalog.no-rights', exitCode: 4 });
    });
  });
}
