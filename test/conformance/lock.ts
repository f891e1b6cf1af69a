import { describe, expect, test } from 'vitest';
import type { CatalogLock, LockHolder } from '../../src/domain/catalog.js';
import { until } from '../support/until.js';

/** A lock of one catalog, for one test. */
export interface LockSubject extends AsyncDisposable {
  /** Opens it as somebody of that name: `anna@build7`. The subject closes it. */
  open(who: string): CatalogLock;
  /** Whether the login may see who holds it. */
  readonly seesHolder: boolean;
}

const { signal } = new AbortController();

/** Wants it at once and is content with whoever has it. */
export const atOnce = (purpose: string) => ({ purpose, timeout: 0, onWait: () => undefined });

/** The contract of `CatalogLock`, for any implementation of it. */
export function describeLock(name: string, openSubject: () => Promise<LockSubject>): void {
  describe(`the lock ${name}`, () => {
    test('is held by one, and by the next when it was given back', async () => {
      await using subject = await openSubject();
      const [anna, ben] = [subject.open('anna@build7'), subject.open('ben@desk')];
      const held = await anna.acquire(atOnce('apply warehouse'), signal);
      expect(held.lost.aborted).toBe(false);
      await expect(ben.acquire(atOnce('apply finance'), signal)).rejects.toMatchObject({
        code: 'guard.lock-held',
        exitCode: 5,
      });
      await held[Symbol.asyncDispose]();
      expect(held.lost.aborted).toBe(false);
      await using next = await ben.acquire(atOnce('apply finance'), signal);
      expect(next.lost.aborted).toBe(false);
    });

    test('is not had twice by one who asks twice', async () => {
      await using subject = await openSubject();
      const anna = subject.open('anna@build7');
      await using _held = await anna.acquire(atOnce('apply warehouse'), signal);
      await expect(anna.acquire(atOnce('apply warehouse'), signal)).rejects.toMatchObject({ code: 'guard.lock-held' });
    });

    test('tells who waits once who holds it, since when and for what', async () => {
      await using subject = await openSubject();
      const held = await subject.open('anna@build7').acquire(atOnce('apply warehouse'), signal);
      const told: (LockHolder | undefined)[] = [];
      const waiting = subject
        .open('ben@desk')
        .acquire({ purpose: 'apply finance', timeout: 30_000, onWait: (holder) => told.push(holder) }, signal);
      await until('the wait is told', () => told.length > 0, 15_000);
      await held[Symbol.asyncDispose]();
      await using _next = await waiting;
      const anna = { who: expect.stringMatching(/^anna@build7, login ./), purpose: 'apply warehouse' };
      const shown = {
        ...anna,
        since: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
        session: expect.any(Number),
      };
      expect(told).toEqual([subject.seesHolder ? shown : undefined]);
    });

    test('is waited for no longer than wished, and the error says who has it', async () => {
      await using subject = await openSubject();
      await using _held = await subject.open('anna@build7').acquire(atOnce("apply it's 😀"), signal);
      const began = performance.now();
      const refused = subject
        .open('ben@desk')
        .acquire({ purpose: 'apply', timeout: 1_200, onWait: () => undefined }, signal);
      await expect(refused).rejects.toMatchObject({
        code: 'guard.lock-held',
        message: expect.stringMatching(
          subject.seesHolder ? /anna@build7.*since .* for: apply it's 😀.*KILL \d+/ : /Somebody/,
        ),
      });
      expect(performance.now() - began).toBeGreaterThan(1_100);
    });

    test('is not waited for any more when the signal is aborted, and others get it then', async () => {
      await using subject = await openSubject();
      const held = await subject.open('anna@build7').acquire(atOnce('apply'), signal);
      const stop = new AbortController();
      let waits = false;
      const waiting = subject.open('ben@desk').acquire(
        {
          purpose: 'apply',
          timeout: 600_000,
          onWait: () => {
            waits = true;
          },
        },
        stop.signal,
      );
      await until('it waits', () => waits, 15_000);
      const began = performance.now();
      stop.abort(new Error('enough'));
      await expect(waiting).rejects.toThrow('enough');
      expect(performance.now() - began).toBeLessThan(5_000);
      await held[Symbol.asyncDispose]();
      await using _next = await subject.open('cleo@desk').acquire(atOnce('apply'), signal);
    });

    test('an aborted signal takes no lock', async () => {
      await using subject = await openSubject();
      const aborted = AbortSignal.abort(new Error('enough'));
      await expect(subject.open('anna@build7').acquire(atOnce('apply'), aborted)).rejects.toThrow('enough');
      await using _held = await subject.open('ben@desk').acquire(atOnce('apply'), signal);
    });

    test('ends with whoever opened it', async () => {
      await using subject = await openSubject();
      const anna = subject.open('anna@build7');
      const held = await anna.acquire(atOnce('apply'), signal);
      await anna[Symbol.asyncDispose]();
      await using _next = await subject.open('ben@desk').acquire(atOnce('apply'), signal);
      await held[Symbol.asyncDispose]();
    });

    test('of many who want it at once one has it at a time', async () => {
      await using subject = await openSubject();
      let inside = 0;
      let most = 0;
      const work = async (who: string) => {
        const wish = { purpose: 'apply', timeout: 60_000, onWait: () => undefined };
        await using _held = await subject.open(who).acquire(wish, signal);
        inside += 1;
        most = Math.max(most, inside);
        await new Promise((resolve) => setImmediate(resolve));
        inside -= 1;
      };
      await Promise.all(['anna', 'ben', 'cleo', 'dora', 'emil'].map(work));
      expect(most).toBe(1);
    });
  });
}
