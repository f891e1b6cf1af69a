import { describe, expect, test } from 'vitest';
import type { OpenSubject } from '../catalog.js';
import { openedAs, signal } from './some-worker.js';

const none = { suspensions: null, approvals: null, waiting: null, acknowledgements: null };

export function describeNotes(open: OpenSubject): void {
  describe('the notes', () => {
    test('are not there at first, then hold what was left last, each for itself', async (context) => {
      await using subject = await open();
      if (!subject.expendable) return context.skip('the notes are not changed here');
      const { catalog } = subject;
      expect((await catalog.observe(signal)).notes).toEqual({ known: true, value: none });
      for (const text of ['[]', `[{"reason":"it's; DROP TABLE x -- 😀"}]`, 'x'.repeat(3_750)]) {
        await catalog.setNote('suspensions', text, signal);
        expect((await catalog.observe(signal)).notes).toEqual({ known: true, value: { ...none, suspensions: text } });
      }
      await catalog.setNote('approvals', '[1]', signal);
      await catalog.setNote('acknowledgements', '[2]', signal);
      expect((await catalog.observe(signal)).notes).toMatchObject({ value: { acknowledgements: '[2]' } });
      await catalog.setNote('acknowledgements', null, signal);
      await catalog.setNote('suspensions', null, signal);
      await catalog.setNote('suspensions', null, signal);
      expect((await catalog.observe(signal)).notes).toEqual({ known: true, value: { ...none, approvals: '[1]' } });
      expect((await catalog.observe(signal)).mark).toEqual({ known: true, value: null });
    });

    test('are not taken for absent by a login that might not be shown them', async (context) => {
      await using subject = await open();
      if (!subject.expendable) return context.skip('the notes may be there');
      const { notes } = await openedAs(subject, 'admin', context).observe(signal);
      expect(notes).toEqual({ known: false, reason: expect.stringContaining('VIEW DEFINITION') });
    });

    test('are refused where they are too long, and to who may not write them; nothing is written', async (context) => {
      await using subject = await open();
      const before = (await subject.catalog.observe(signal)).notes;
      await expect(subject.catalog.setNote('approvals', 'x'.repeat(3_751), signal)).rejects.toMatchObject({
        code: 'catalog.note-too-long',
      });
      await expect(openedAs(subject, 'admin', context).setNote('approvals', '[]', signal)).rejects.toMatchObject({
        code: 'catalog.permission-denied',
      });
      expect((await subject.catalog.observe(signal)).notes).toEqual(before);
    });
  });
}
