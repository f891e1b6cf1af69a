import { describe, expect, test } from 'vitest';
import type { OpenSubject } from '../catalog.js';
import { rowOf, signal, someWorker, strangeId, workersOf } from './some-worker.js';

const isoInUtc = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

export function describeReading(open: OpenSubject): void {
  describe('reading', () => {
    test('an observation names the server, the database, the login and the moment', async () => {
      await using subject = await open();
      const seen = await subject.catalog.observe(signal);
      expect(seen.server.name).not.toBe('');
      expect(seen.server.productVersion).toMatch(/^\d+\.\d+\.\d+/);
      expect(seen.server.edition).not.toBe('');
      expect(seen.database).not.toBe('');
      expect(seen.login.name).not.toBe('');
      expect(seen.observedAt).toMatch(isoInUtc);
    });

    test('an observation has a row for each worker: ids in upper case, times in UTC, ages by one clock', async (context) => {
      await using subject = await open();
      const workers = await workersOf(subject.catalog, context);
      const seen = await subject.catalog.observe(signal);
      for (const { id, lastOnline, lastOnlineAge } of workers) {
        expect(id).toMatch(/^[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}$/);
        expect(lastOnline).toMatch(isoInUtc);
        expect(Number.isFinite(lastOnlineAge)).toBe(true);
      }
      if (!seen.workers.known) throw new Error(seen.workers.reason);
      const [worker] = seen.workers.value;
      const age = (Date.parse(seen.observedAt) - Date.parse(worker?.lastOnline ?? '')) / 1000;
      expect(Math.abs(age - (worker?.lastOnlineAge ?? Number.NaN))).toBeLessThan(0.01);
    });

    test('executions are counted for the workers that have some', async (context) => {
      await using subject = await open();
      const { busy } = await subject.catalog.observe(signal);
      if (!busy.known) return context.skip(`they are unknown: ${busy.reason}`);
      for (const count of busy.value.values()) expect(count).toBeGreaterThan(0);
    });

    test('the rows of some workers are what the observation shows', async (context) => {
      await using subject = await open();
      const workers = await workersOf(subject.catalog, context);
      const ids = workers.map(({ id }) => id);
      const rows = await subject.catalog.readWorkers(ids, signal);
      expect([...rows.keys()].sort()).toEqual([...ids].sort());
      for (const worker of workers) {
        const { lastOnline: _then, lastOnlineAge: _age, ...lasting } = worker;
        expect(rows.get(worker.id)).toMatchObject(lasting);
      }
    });

    test('a worker without a row is not in the map, and others beside it are', async (context) => {
      await using subject = await open();
      const { id } = await someWorker(subject.catalog, context);
      const rows = await subject.catalog.readWorkers([strangeId(), id, id], signal);
      expect([...rows.keys()]).toEqual([id]);
      expect(await rowOf(subject.catalog, strangeId())).toBeUndefined();
    });

    test('no ids give no rows; hundreds of ids are read as well', async (context) => {
      await using subject = await open();
      const { id } = await someWorker(subject.catalog, context);
      expect(await subject.catalog.readWorkers([], signal)).toEqual(new Map());
      const many = [...Array.from({ length: 600 }, strangeId), id];
      expect([...(await subject.catalog.readWorkers(many, signal)).keys()]).toEqual([id]);
    });

    test('the master is what the observation shows', async () => {
      await using subject = await open();
      const { master } = await subject.catalog.observe(signal);
      const now = await subject.catalog.readMaster(signal);
      const lasting = { lastOnline: expect.anything(), lastOnlineAge: expect.anything() };
      const silent = { lastOnline: null, lastOnlineAge: null };
      expect(now).toEqual({ ...master, ...(master.lastOnline === null ? silent : lasting) });
    });

    test('the settings are what the observation shows', async () => {
      await using subject = await open();
      const { scaleOut, defaultExecutionMode, master } = await subject.catalog.observe(signal);
      const settings = { scaleOut, defaultExecutionMode, masterAddress: master.address };
      expect(await subject.catalog.readSettings(signal)).toEqual(settings);
    });
  });
}
