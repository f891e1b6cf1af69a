import { describe, expect, test } from 'vitest';
import type { OpenSubject } from '../catalog.js';
import { openedAs, rowOf, signal, someWorker } from './some-worker.js';

export function describeRights(open: OpenSubject): void {
  describe('rights', () => {
    test('who may see neither workers nor executions is told so, and not that there are none', async (context) => {
      await using subject = await open();
      const seen = await openedAs(subject, 'reader', context).observe(signal);
      expect(seen.workers).toEqual({ known: false, reason: expect.stringContaining('ssis_admin') });
      expect(seen.busy).toEqual({ known: false, reason: expect.stringContaining('ssis_admin') });
      expect(seen.login).toMatchObject({ isSysadmin: false, isSsisAdmin: false, isClusterExecutor: false });
    });

    test('what everybody may see is seen by who has no role', async (context) => {
      await using subject = await open();
      const asReader = await openedAs(subject, 'reader', context).observe(signal);
      const asWeAre = await subject.catalog.observe(signal);
      expect(asReader).toMatchObject({ scaleOut: asWeAre.scaleOut, master: { address: asWeAre.master.address } });
      expect(asReader.defaultExecutionMode).toBe(asWeAre.defaultExecutionMode);
    });

    test('a member of ssis_cluster_executor sees all workers, but executions stay unknown', async (context) => {
      await using subject = await open();
      const seen = await openedAs(subject, 'executor', context).observe(signal);
      const { workers } = await subject.catalog.observe(signal);
      expect(seen.workers).toEqual(workers);
      expect(seen.busy).toEqual({ known: false, reason: expect.stringContaining('ssis_logreader') });
      expect(seen.login).toMatchObject({ isClusterExecutor: true, isSsisAdmin: false });
    });

    test('a member of ssis_admin sees all', async (context) => {
      await using subject = await open();
      const seen = await openedAs(subject, 'admin', context).observe(signal);
      expect([seen.workers.known, seen.busy.known]).toEqual([true, true]);
      expect(seen.login).toMatchObject({ isSsisAdmin: true, isSysadmin: false, isSqlLogin: false });
      const asSqlLogin = await openedAs(subject, 'sqlAdmin', context).observe(signal);
      expect(asSqlLogin.login).toMatchObject({ isSsisAdmin: true, isSqlLogin: true });
    });

    test('rows that a login may not see are no absent rows', async (context) => {
      await using subject = await open();
      const { id } = await someWorker(subject.catalog, context);
      await expect(rowOf(openedAs(subject, 'reader', context), id)).rejects.toMatchObject({
        code: 'catalog.permission-denied',
        exitCode: 4,
      });
    });

    test('who may not write is refused, and nothing is written', async (context) => {
      await using subject = await open();
      const worker = await someWorker(subject.catalog, context);
      const asExecutor = openedAs(subject, 'executor', context);
      await expect(asExecutor.setWorkerEnabled(worker.id, !worker.enabled, signal)).rejects.toMatchObject({
        code: 'catalog.permission-denied',
        message: expect.stringContaining('worker_agent'),
      });
      expect(await rowOf(subject.catalog, worker.id)).toMatchObject({ enabled: worker.enabled });
    });
  });
}
