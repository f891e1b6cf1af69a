import { describe, expect, test } from 'vitest';
import { packageKey } from '../../../src/domain/fleet-work.js';
import type { LeasedTask } from '../../../src/domain/rows.js';
import type { OpenSubject } from '../catalog.js';
import { signal } from './some-worker.js';

const statuses = (leases: readonly LeasedTask[]) => leases.map(({ status }) => status).sort();

export function describeFleetWork(open: OpenSubject): void {
  describe('the work of the fleet', () => {
    test('has as many executions of each worker as the observation counts, and the age of each', async (context) => {
      await using subject = await open();
      const { busy } = await subject.catalog.observe(signal);
      const { executions, observedAt } = await subject.catalog.readFleetWork(signal);
      expect(observedAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
      if (!busy.known || !executions.known) return context.skip('executions are not shown to this login');
      const counts = new Map<string, number>();
      for (const { worker } of executions.value) if (worker !== null) counts.set(worker, (counts.get(worker) ?? 0) + 1);
      expect(counts).toEqual(busy.value);
      for (const { status, worker, age, started } of executions.value) {
        expect(status === 'pending').toBe(worker === null);
        expect(age === null).toBe(started === null);
      }
    });

    test('has each task under the worker that has its lease, and tells nobody who may not read internal.tasks', async (context) => {
      await using subject = await open();
      const { workers } = await subject.catalog.observe(signal);
      const { executions } = await subject.catalog.readFleetWork(signal);
      if (!workers.known || !executions.known) return context.skip('executions are not shown to this login');
      for (const { id } of workers.value) {
        const { leases } = await subject.catalog.readWork(id, signal);
        const held = executions.value.filter(({ heldBy }) => heldBy?.worker === id);
        if (leases.known) expect(held.map(({ heldBy }) => heldBy?.status).sort()).toEqual(statuses(leases.value));
        else for (const { heldBy } of executions.value) expect(heldBy).toBeUndefined();
      }
      const hidden = await subject.openAs?.('admin').readFleetWork(signal);
      if (hidden?.executions.known !== true) return;
      for (const { heldBy } of hidden.executions.value) expect(heldBy).toBeUndefined();
    });

    test('the durations are those of packages under way, none negative, and at most twenty of each', async (context) => {
      await using subject = await open();
      const { executions, durations } = await subject.catalog.readFleetWork(signal);
      if (!executions.known || !durations.known) return context.skip('executions are not shown to this login');
      const keys = new Set(executions.value.map(packageKey));
      for (const [key, runs] of durations.value) {
        expect(keys).toContain(key);
        expect(runs.length).toBeLessThanOrEqual(20);
        expect(Math.min(...runs)).toBeGreaterThanOrEqual(0);
      }
    });

    test('a login in none of the roles is shown no executions, and it says so', async (context) => {
      await using subject = await open();
      if (subject.openAs === undefined) return context.skip('no such login is known');
      for (const who of ['executor', 'reader'] as const) {
        const unknown = { known: false, reason: expect.stringContaining('ssis_logreader') };
        const work = await subject.openAs(who).readFleetWork(signal);
        expect(work).toMatchObject({ executions: unknown, durations: unknown });
      }
    });
  });
}
