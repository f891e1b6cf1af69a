import { describe, expect, test } from 'vitest';
import type { Known } from '../../../src/domain/known.js';
import type { OpenSubject } from '../catalog.js';
import { signal } from './some-worker.js';

export function describeExamining(open: OpenSubject): void {
  describe('examining', () => {
    test('each part is known, or says why not', async () => {
      await using subject = await open();
      const { growth, ...parts } = await subject.catalog.examine(signal);
      const { maintenance, eventMessages, perfCounters } = growth;
      const all: readonly Known<unknown>[] = [...Object.values(parts), maintenance, eventMessages, perfCounters];
      for (const part of all) if (!part.known) expect(part.reason).not.toBe('');
      // These ask for no right.
      expect(parts.windowsLoginsOnly.known && parts.masterKeyByServer.known && parts.schemaBuild.known).toBe(true);
    });

    test('what waits is as old as the server says, and none of it is negative', async (context) => {
      await using subject = await open();
      const { pending, workShare } = await subject.catalog.examine(signal);
      if (!pending.known || !workShare.known) return context.skip('executions are not shown to this login');
      for (const { age } of pending.value) expect(age).toBeGreaterThanOrEqual(0);
      for (const count of workShare.value.values()) expect(count).toBeGreaterThan(0);
    });

    test('a login in none of the roles is shown no executions, and it says so', async (context) => {
      await using subject = await open();
      if (subject.openAs === undefined) return context.skip('no such login is known');
      const { pending, repeated, workShare } = await subject.openAs('executor').examine(signal);
      for (const part of [pending, repeated, workShare])
        expect(part).toMatchObject({ known: false, reason: expect.stringContaining('ssis_logreader') });
    });
  });
}
