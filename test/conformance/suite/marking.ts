import { describe, expect, test } from 'vitest';
import type { OpenSubject } from '../catalog.js';
import { openedAs, signal } from './some-worker.js';

export function describeMarking(open: OpenSubject): void {
  describe('the mark', () => {
    test('is not there at first, then names the topology that was left last', async (context) => {
      await using subject = await open();
      if (!subject.expendable) return context.skip('the mark is not changed here');
      const { catalog } = subject;
      expect((await catalog.observe(signal)).mark).toEqual({ known: true, value: null });
      for (const name of ['warehouse', 'finance-prod', 'finance-prod', "it's; DROP TABLE x -- 😀", 'x'.repeat(64)]) {
        await catalog.setMark(name, signal);
        expect((await catalog.observe(signal)).mark).toEqual({ known: true, value: name });
      }
    });

    test('is known to all who see it, and changes nothing else', async (context) => {
      await using subject = await open();
      if (!subject.expendable) return context.skip('the mark is not changed here');
      const before = await subject.catalog.observe(signal);
      await subject.catalog.setMark('warehouse', signal);
      for (const who of ['admin', 'executor', 'reader'] as const) {
        expect((await openedAs(subject, who, context).observe(signal)).mark).toEqual({
          known: true,
          value: 'warehouse',
        });
      }
      const { mark: _, observedAt: __, workers: ___, ...after } = await subject.catalog.observe(signal);
      expect(before).toMatchObject({ scaleOut: after.scaleOut, database: after.database, login: after.login });
    });

    test('is not taken for absent by a login that might not be shown it', async (context) => {
      await using subject = await open();
      if (!subject.expendable) return context.skip('the mark may be there');
      const { mark } = await openedAs(subject, 'admin', context).observe(signal);
      expect(mark).toEqual({ known: false, reason: expect.stringContaining('VIEW DEFINITION') });
    });

    test('is refused to who may not write it, and nothing is written', async (context) => {
      await using subject = await open();
      const before = (await subject.catalog.observe(signal)).mark;
      await expect(openedAs(subject, 'admin', context).setMark('warehouse', signal)).rejects.toMatchObject({
        code: 'catalog.permission-denied',
        message: expect.stringContaining('15247'),
      });
      expect((await subject.catalog.observe(signal)).mark).toEqual(before);
    });
  });
}
