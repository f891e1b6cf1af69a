import { describe, expect, test } from 'vitest';
import { atOnce } from '../../../conformance/lock.js';
import { until } from '../../../support/until.js';
import { proxiedLock } from './proxied-lock.js';

const { signal } = new AbortController();

describe('a lock whose connection is lost', () => {
  test('is known as lost at once, free for others, and not taken again', async () => {
    await using world = await proxiedLock();
    const held = await world.anna.acquire(atOnce('apply'), signal);
    const { connections } = world.proxy;
    world.proxy.hangUp();
    await until('it is lost', () => held.lost.aborted, 3_000);
    expect(held.lost.reason).toMatchObject({ code: 'guard.lock-lost', exitCode: 5 });
    await using _next = await world.ben.acquire({ ...atOnce('apply'), timeout: 5_000 }, signal);
    await held[Symbol.asyncDispose]();
    expect(world.proxy.open).toBe(0);
    expect(world.proxy.connections).toBe(connections);
    await expect(world.anna.acquire(atOnce('apply'), signal)).rejects.toMatchObject({ code: 'guard.lock-held' });
  });

  test('whose other end has gone silent is lost after a time limit, and its connection closed', async () => {
    await using world = await proxiedLock();
    const held = await world.anna.acquire(atOnce('apply'), signal);
    world.proxy.answers = { kind: 'stall' };
    await until('it is lost', () => held.lost.aborted, 10_000);
    expect(held.lost.reason).toMatchObject({
      code: 'guard.lock-lost',
      message: expect.stringContaining('no answer within 2 s'),
    });
    await until('it is closed', () => world.proxy.open === 0, 10_000);
    await held[Symbol.asyncDispose]();
  });

  test('is not lost while all goes well, nor by its own end', async () => {
    await using world = await proxiedLock();
    const held = await world.anna.acquire(atOnce('apply'), signal);
    const before = world.sandbox.requests.length;
    await until('it was looked at', () => world.sandbox.requests.length >= before + 4);
    expect(held.lost.aborted).toBe(false);
    await held[Symbol.asyncDispose]();
    expect(held.lost.aborted).toBe(false);
    await until('the connection is closed', () => world.proxy.open === 0);
  });

  test('that cannot be given back any more is given up in time', async () => {
    await using world = await proxiedLock();
    const held = await world.anna.acquire(atOnce('apply'), signal);
    world.proxy.answers = { kind: 'stall' };
    const began = performance.now();
    await held[Symbol.asyncDispose]();
    expect(performance.now() - began).toBeLessThan(10_000);
    await until('the connection is closed', () => world.proxy.open === 0);
    await using _next = await world.ben.acquire({ ...atOnce('apply'), timeout: 5_000 }, signal);
  });
});

describe('while the lock is waited for', () => {
  test('a lost connection ends the wait, or is made again: it never has what it did not get', async () => {
    await using world = await proxiedLock();
    await using held = await world.ben.acquire(atOnce('apply'), signal);
    let waits = false;
    const waiting = world.anna.acquire(
      {
        purpose: 'apply',
        timeout: 2_000,
        onWait: () => {
          waits = true;
        },
      },
      signal,
    );
    const outcome = waiting.then(
      () => 'held',
      (error: { readonly code?: string }) => error.code,
    );
    await until('it waits', () => waits);
    world.proxy.hangUp();
    expect(await outcome).toMatch(/^(catalog\.connection-lost|guard\.lock-held)$/);
    expect(held.lost.aborted).toBe(false);
  });

  test('a server that says nothing ends the wait in time', async () => {
    await using world = await proxiedLock();
    await using _held = await world.ben.acquire(atOnce('apply'), signal);
    let waits = false;
    const waiting = world.anna.acquire(
      {
        purpose: 'apply',
        timeout: 600_000,
        onWait: () => {
          waits = true;
        },
      },
      signal,
    );
    const refused = expect(waiting).rejects.toMatchObject({ code: 'catalog.timeout' });
    await until('it waits', () => waits);
    world.proxy.answers = { kind: 'stall' };
    const began = performance.now();
    await refused;
    expect(performance.now() - began).toBeLessThan(10_000);
  });

  test('each holder is told once', async () => {
    await using world = await proxiedLock();
    const first = await world.ben.acquire(atOnce('apply one'), signal);
    const told: (string | undefined)[] = [];
    const cleo = world.open(world.direct, 'cleo@desk');
    const waits = (who: typeof cleo, tell = true) =>
      who.acquire(
        { purpose: 'apply two', timeout: 30_000, onWait: (holder) => void (tell && told.push(holder?.purpose)) },
        signal,
      );
    const second = waits(cleo, false);
    await until('cleo waits', () => world.asked() >= 3);
    const third = waits(world.anna);
    await until('anna waits', () => told.length > 0);
    const slices = world.asked();
    await until('it waits longer', () => world.asked() > slices + 4);
    expect(told).toEqual(['apply one']);
    await first[Symbol.asyncDispose]();
    // Whoever comes first: the other waits for it.
    const winner = await Promise.race([second, third]);
    if (told.length > 1) expect(told).toEqual(['apply one', 'apply two']);
    await winner[Symbol.asyncDispose]();
    const others = await Promise.all([second, third]);
    await Promise.all(others.map((one) => one[Symbol.asyncDispose]()));
    await cleo[Symbol.asyncDispose]();
  });
});
