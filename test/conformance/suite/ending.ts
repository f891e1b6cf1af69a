import { getEventListeners } from 'node:events';
import { describe, expect, test } from 'vitest';
import type { Catalog } from '../../../src/domain/catalog.js';
import { machineName } from '../../../src/domain/machine-name.js';
import type { OpenSubject } from '../catalog.js';
import { rowOf, signal, someWorker, strangeId } from './some-worker.js';

const calls: readonly [string, (catalog: Catalog, signal: AbortSignal) => Promise<unknown>][] = [
  ['observe', (catalog, aborted) => catalog.observe(aborted)],
  ['readWorkers', (catalog, aborted) => catalog.readWorkers([strangeId()], aborted)],
  ['findWorkers', (catalog, aborted) => catalog.findWorkers(machineName('ETL01'), aborted)],
  ['readWork', (catalog, aborted) => catalog.readWork(strangeId(), aborted)],
  ['readSettings', (catalog, aborted) => catalog.readSettings(aborted)],
  ['readMaster', (catalog, aborted) => catalog.readMaster(aborted)],
  ['setWorkerEnabled', (catalog, aborted) => catalog.setWorkerEnabled(strangeId(), true, aborted)],
  ['setWorkerProperty', (catalog, aborted) => catalog.setWorkerProperty(strangeId(), 'Tags', 'x', aborted)],
  ['setDefaultExecutionMode', (catalog, aborted) => catalog.setDefaultExecutionMode('server', aborted)],
  ['setMasterAddress', (catalog, aborted) => catalog.setMasterAddress('https://x:8391', aborted)],
  ['enableScaleOut', (catalog, aborted) => catalog.enableScaleOut(aborted)],
  ['removeWorker', (catalog, aborted) => catalog.removeWorker(strangeId(), aborted)],
];

export function describeEnding(open: OpenSubject): void {
  describe('ending', () => {
    test.each(calls)('%s with an aborted signal ends with its reason', async (_, call) => {
      await using subject = await open();
      const reason = new Error('enough');
      await expect(call(subject.catalog, AbortSignal.abort(reason))).rejects.toBe(reason);
    });

    test('calls that are aborted under way end with the reason and write no more', async (context) => {
      await using subject = await open();
      const { catalog } = subject;
      const worker = await someWorker(catalog, context);
      const controller = new AbortController();
      const reason = new Error('enough');
      const reading = Array.from({ length: 5 }, () => catalog.observe(controller.signal));
      const settings = catalog.readSettings(controller.signal);
      controller.abort(reason);
      const outcomes = await Promise.allSettled([...reading, settings]);
      for (const outcome of outcomes) expect(outcome).toEqual({ status: 'rejected', reason });
      expect(await rowOf(catalog, worker.id)).toMatchObject({ enabled: worker.enabled });
    });

    test('a signal that many calls have used has no listener left', async (context) => {
      await using subject = await open();
      const { catalog } = subject;
      const { id } = await someWorker(catalog, context);
      const controller = new AbortController();
      await Promise.all([
        ...Array.from({ length: 20 }, () => catalog.readWorkers([id], controller.signal)),
        catalog.observe(controller.signal),
        catalog.setWorkerEnabled(strangeId(), true, controller.signal).catch(() => undefined),
      ]);
      expect(getEventListeners(controller.signal, 'abort')).toEqual([]);
    });

    test('a closed catalog answers no more; closing it twice is harmless', async () => {
      await using subject = await open();
      await subject.catalog.observe(signal);
      await subject.catalog[Symbol.asyncDispose]();
      await expect(subject.catalog.observe(signal)).rejects.toMatchObject({ code: 'catalog.closed' });
      await subject.catalog[Symbol.asyncDispose]();
    });
  });
}
