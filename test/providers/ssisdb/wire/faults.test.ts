import { getEventListeners } from 'node:events';
import { describe, expect, test } from 'vitest';
import type { WorkerRow } from '../../../../src/domain/rows.js';
import { openProxied, type ProxiedCatalog } from '../../../support/proxied-catalog.js';
import { until } from '../../../support/until.js';

const { signal } = new AbortController();
const attention = 6;
const rpc = 3;

async function firstWorker({ catalog }: ProxiedCatalog): Promise<WorkerRow> {
  const { workers } = await catalog.observe(signal);
  const worker = workers.known ? workers.value[0] : undefined;
  if (worker === undefined) throw new Error('the sandbox has no worker');
  return worker;
}

const calls = ({ proxy }: ProxiedCatalog) => proxy.messages.filter((type) => type === rpc).length;

describe('a server that closes the connection in mid-answer', () => {
  test.each([0, 1, 8, 300])('after %i bytes: a reading is repeated and succeeds', async (after) => {
    await using world = await openProxied();
    const { catalog, proxy, log } = world;
    const before = await catalog.observe(signal);
    proxy.answers = { kind: 'cut', after };
    const observing = catalog.observe(signal);
    await until('a repetition', () => log.length > 0);
    proxy.answers = { kind: 'forward' };
    expect(await observing).toEqual(before);
    expect(log[0]).toContain('observing the catalog');
  });

  test.each([8, 300])('after %i bytes, again and again: the reading ends in one error', async (after) => {
    await using world = await openProxied({ limits: { retry: 600 } });
    const { catalog, proxy } = world;
    await catalog.observe(signal);
    proxy.answers = { kind: 'cut', after };
    await expect(catalog.observe(signal)).rejects.toMatchObject({ code: 'catalog.connection-lost', exitCode: 4 });
  });

  test('in the answer to a write: the outcome is unknown, and the write is not repeated', async () => {
    await using world = await openProxied();
    const { catalog, proxy, sandbox } = world;
    const { id } = await firstWorker(world);
    const before = calls(world);
    proxy.answers = { kind: 'cut', after: 4 };
    await expect(catalog.setWorkerProperty(id, 'Tags', 'night', signal)).rejects.toMatchObject({
      code: 'catalog.outcome-unknown',
      exitCode: 6,
      message: expect.stringContaining('catalog.set_worker_agent_property'),
    });
    expect(calls(world) - before).toBe(1);
    proxy.answers = { kind: 'forward' };
    // It took effect indeed: a repetition could have done harm.
    expect((await catalog.readWorkers([id], signal)).get(id)?.tags).toBe('night');
    expect(
      sandbox.requests.filter(({ request }) => request.type === 'rpc' && request.procedure.includes('set_worker')),
    ).toHaveLength(1);
  });

  test('in the reading back: the outcome is unknown', async () => {
    await using world = await openProxied({ parallelism: 1, limits: { retry: 300 } });
    const { catalog, proxy } = world;
    const { id } = await firstWorker(world);
    const received = proxy.received;
    await catalog.setWorkerProperty(id, 'Tags', 'a', signal);
    // The answer to the call alone, measured at a write like it.
    const both = proxy.received - received;
    const readBack = await measured(world, () => catalog.readWorkers([id], signal));
    proxy.answers = { kind: 'cut', after: both - readBack + 1 };
    await expect(catalog.setWorkerProperty(id, 'Tags', 'b', signal)).rejects.toMatchObject({
      code: 'catalog.outcome-unknown',
      message: expect.stringContaining('could not be read back'),
    });
  });

  test('while nobody asks: the next request uses another connection', async () => {
    await using world = await openProxied();
    const { catalog, proxy } = world;
    const { id } = await firstWorker(world);
    const before = proxy.connections;
    proxy.hangUp();
    await until('the loss', () => proxy.open === 0);
    // A reading may still meet the dying connection; it is repeated. By then the loss is known to all.
    await catalog.readSettings(signal);
    await catalog.setWorkerProperty(id, 'Tags', 'day', signal);
    expect(proxy.connections).toBeGreaterThan(before);
  });
});

async function measured({ proxy }: ProxiedCatalog, run: () => Promise<unknown>): Promise<number> {
  const before = proxy.received;
  await run();
  return proxy.received - before;
}

describe('a server that does not answer', () => {
  test('a reading ends at its limit and is cancelled on the server', async () => {
    await using world = await openProxied({ limits: { request: 1_500, cancel: 100 } });
    const { catalog, proxy } = world;
    await catalog.observe(signal);
    proxy.answers = { kind: 'stall' };
    await expect(catalog.observe(signal)).rejects.toMatchObject({ code: 'catalog.timeout', exitCode: 4 });
    expect(proxy.messages).toContain(attention);
  });

  test('a reading ends at its limit though the answer has begun', async () => {
    await using world = await openProxied({
      sandbox: { fleet: { workers: Array.from({ length: 500 }, (_, index) => ({ machine: `ETL${index}` })) } },
      limits: { request: 2_000, cancel: 100 },
    });
    const { catalog, proxy } = world;
    await catalog.readSettings(signal);
    proxy.answers = { kind: 'stall', after: 6_000 };
    await expect(catalog.observe(signal)).rejects.toMatchObject({ code: 'catalog.timeout' });
  });

  test('a write ends at its limit, its outcome unknown', async () => {
    await using world = await openProxied({ limits: { request: 1_500, cancel: 100 } });
    const { catalog, proxy } = world;
    const { id } = await firstWorker(world);
    proxy.answers = { kind: 'stall' };
    const write = catalog.setWorkerEnabled(id, true, signal);
    await expect(write).rejects.toMatchObject({ code: 'catalog.outcome-unknown' });
  });

  test('an abort cancels the request on the server and ends the call soon, with the reason', async () => {
    await using world = await openProxied({ limits: { cancel: 200 } });
    const { catalog, proxy } = world;
    await catalog.observe(signal);
    proxy.answers = { kind: 'stall' };
    const controller = new AbortController();
    const sent = proxy.messages.length;
    const observing = catalog.observe(controller.signal);
    await until('the request', () => proxy.messages.length > sent);
    const started = performance.now();
    controller.abort(new Error('enough'));
    await expect(observing).rejects.toThrow('enough');
    expect(performance.now() - started).toBeLessThan(2_000);
    expect(proxy.messages).toContain(attention);
    expect(getEventListeners(controller.signal, 'abort')).toEqual([]);
  });

  test('an abort while connecting ends the call at once', async () => {
    await using world = await openProxied();
    const { catalog, proxy } = world;
    proxy.answers = { kind: 'stall' };
    const controller = new AbortController();
    const observing = catalog.observe(controller.signal);
    await until('the connection', () => proxy.connections > 0);
    controller.abort(new Error('enough'));
    await expect(observing).rejects.toThrow('enough');
  });
});

describe('closing', () => {
  test('leaves no connection', async () => {
    await using world = await openProxied();
    const { catalog, proxy } = world;
    await Promise.all(Array.from({ length: 8 }, () => catalog.observe(signal)));
    expect(proxy.open).toBeGreaterThan(0);
    await catalog[Symbol.asyncDispose]();
    await until('the ends', () => proxy.open === 0);
  });

  test('ends within its limit though a request hangs, which ends too', async () => {
    await using world = await openProxied({ limits: { close: 100 } });
    const { catalog, proxy } = world;
    await catalog.observe(signal);
    proxy.answers = { kind: 'stall' };
    const sent = proxy.messages.length;
    const hanging = catalog.observe(signal);
    const ended = expect(hanging).rejects.toMatchObject({ name: 'ScaleoutError' });
    await until('the request', () => proxy.messages.length > sent);
    const started = performance.now();
    await catalog[Symbol.asyncDispose]();
    expect(performance.now() - started).toBeLessThan(2_000);
    await ended;
    await until('the ends', () => proxy.open === 0);
  });

  test('ends an attempt to connect', async () => {
    await using world = await openProxied();
    const { catalog, proxy } = world;
    proxy.answers = { kind: 'stall' };
    const ended = expect(catalog.observe(signal)).rejects.toMatchObject({ code: 'catalog.closed' });
    await until('the connection', () => proxy.connections > 0);
    const started = performance.now();
    await catalog[Symbol.asyncDispose]();
    expect(performance.now() - started).toBeLessThan(2_000);
    await ended;
    await until('the end', () => proxy.open === 0);
  });
});
