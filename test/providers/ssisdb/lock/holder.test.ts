import { describe, expect, test } from 'vitest';
import type { LockHolder } from '../../../../src/domain/catalog.js';
import { atOnce } from '../../../conformance/lock.js';
import { connectionTo } from '../../../support/provider-connection.js';
import { proxiedLock } from './proxied-lock.js';

const { signal } = new AbortController();

/** What somebody is told who finds the lock held. */
async function toldTo(world: Awaited<ReturnType<typeof proxiedLock>>, login?: string) {
  const told: (LockHolder | undefined)[] = [];
  const lock = world.open(connectionTo(world.sandbox, login), 'ben@desk');
  const wish = { purpose: 'apply', timeout: 300, onWait: (holder: LockHolder | undefined) => told.push(holder) };
  const error = await lock.acquire(wish, signal).then(
    () => expect.unreachable('it was free'),
    (cause: Error) => cause,
  );
  await lock[Symbol.asyncDispose]();
  return { told, message: error.message };
}

describe('who holds the lock', () => {
  test('is shown to a sysadmin, with the login that the server knows', async () => {
    await using world = await proxiedLock();
    await using _held = await world.anna.acquire(atOnce('apply "it\'s" 😀; DROP TABLE x --'), signal);
    const { told, message } = await toldTo(world);
    expect(told).toEqual([
      {
        who: 'anna@build7, login SANDBOX\\scaleout',
        purpose: 'apply "it\'s" 😀; DROP TABLE x --',
        since: expect.stringMatching(/Z$/),
        session: expect.any(Number),
      },
    ]);
    expect(message).toContain('anna@build7, login SANDBOX\\scaleout');
  });

  test.each(['operator', 'SANDBOX\\operator', 'executor', 'reader'])(
    'is not shown to %s, who may take it too',
    async (login) => {
      await using world = await proxiedLock();
      const held = await world.anna.acquire(atOnce('apply'), signal);
      const { told, message } = await toldTo(world, login);
      expect(told).toEqual([undefined]);
      expect(message).toContain('VIEW SERVER STATE');
      await held[Symbol.asyncDispose]();
      const lock = world.open(connectionTo(world.sandbox, login), 'ben@desk');
      await using _next = await lock.acquire(atOnce('apply'), signal);
      await lock[Symbol.asyncDispose]();
    },
  );

  test('may be another program: it is named, with its host and the time of its login', async () => {
    await using world = await proxiedLock();
    const pool = await world.sandbox.connect('operator', {
      pool: { max: 1 },
      options: {
        ...world.sandbox.connection,
        appName: "Somebody's script",
        encrypt: true,
        trustServerCertificate: true,
      },
    });
    await pool
      .request()
      .query("EXEC sp_getapplock @Resource = 'ssis-scaleout', @LockMode = 'Shared', @LockOwner = 'Session'");
    const { told } = await toldTo(world);
    expect(told).toEqual([
      {
        who: expect.stringMatching(/^.+, login operator$/),
        purpose: "Somebody's script",
        since: '2024-05-01T08:00:00Z',
        session: expect.any(Number),
      },
    ]);
  });

  test('is of this lock, and not of one with a longer name', async () => {
    await using world = await proxiedLock();
    const pool = await world.sandbox.connect('operator', { pool: { max: 1 } });
    const take = (name: string) =>
      pool.request().query(`EXEC sp_getapplock @Resource = '${name}', @LockMode = 'Exclusive', @LockOwner = 'Session'`);
    await take('ssis-scaleout-other');
    await take('other-ssis-scaleout');
    await using _held = await world.anna.acquire(atOnce('apply'), signal);
    expect((await toldTo(world)).told).toMatchObject([{ purpose: 'apply' }]);
  });
});
