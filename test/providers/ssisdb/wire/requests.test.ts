import { describe, expect, test } from 'vitest';
import { machineName } from '../../../../src/domain/machine-name.js';
import { openProxied } from '../../../support/proxied-catalog.js';

const { signal } = new AbortController();

function machines(count: number) {
  return { fleet: { workers: Array.from({ length: count }, (_, index) => ({ machine: `ETL${index}` })) } };
}

describe('requests on the wire', () => {
  test.each([1, 10, 2_000])('an observation of %i workers is one request', async (count) => {
    await using world = await openProxied({ sandbox: machines(count) });
    const { catalog, requests } = world;
    await catalog.observe(signal);
    const before = requests();
    const { workers } = await catalog.observe(signal);
    expect(requests() - before).toBe(1);
    expect(workers.known && workers.value.length).toBe(count);
  });

  test('overlapping reads share requests, and no request goes out only to try a connection', async () => {
    await using world = await openProxied({ sandbox: machines(100) });
    const { catalog, requests } = world;
    const { workers } = await catalog.observe(signal);
    if (!workers.known) throw new Error(workers.reason);
    const before = requests();
    await Promise.all(workers.value.map(({ id }) => catalog.readWorkers([id], signal)));
    expect(requests() - before).toBe(1);
    await Promise.all(Array.from({ length: 50 }, () => catalog.readSettings(signal)));
    expect(requests() - before).toBe(2);
  });

  test('many machines that are looked for at once share one request; the work of a worker is one', async () => {
    await using world = await openProxied({ sandbox: machines(100) });
    const { catalog, requests } = world;
    const { workers } = await catalog.observe(signal);
    const [first] = workers.known ? workers.value : [];
    if (first === undefined) throw new Error('the sandbox has no worker');
    const before = requests();
    const names = Array.from({ length: 100 }, (_, index) => machineName(`etl${index}.corp.example`));
    const found = await Promise.all(names.map((name) => catalog.findWorkers(name, signal)));
    expect(requests() - before).toBe(1);
    expect(found.map((rows) => rows.map((row) => row.machineName))).toEqual(names.map((_, index) => [`ETL${index}`]));
    await catalog.readWork(first.id, signal);
    expect(requests() - before).toBe(2);
  });

  test('a write is one call and one reading', async () => {
    await using world = await openProxied({ parallelism: 1 });
    const { catalog, requests } = world;
    const { workers } = await catalog.observe(signal);
    const worker = workers.known ? workers.value[0] : undefined;
    if (worker === undefined) throw new Error('the sandbox has no worker');
    const before = requests();
    await catalog.setWorkerProperty(worker.id, 'Tags', 'day', signal);
    expect(requests() - before).toBe(2);
  });

  test('there are never more connections than parallelism allows', async () => {
    await using world = await openProxied({ parallelism: 3 });
    const { catalog, proxy } = world;
    await Promise.all(Array.from({ length: 30 }, () => catalog.observe(signal)));
    expect(proxy.open).toBeLessThanOrEqual(3);
    // One more than that in all: mssql tries a configuration with a connection that it closes again.
    expect(proxy.connections).toBeLessThanOrEqual(4);
  });
});
