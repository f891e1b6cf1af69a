import { expect, test } from 'vitest';
import { startTestSandbox } from '../../packages/sandbox/test/support/sandbox.js';
import type { SqlConnection } from '../../src/providers/ssisdb/connection/sql-connection.js';
import { openLock } from '../../src/providers/ssisdb/lock/open-lock.js';
import { systemClock } from '../../src/providers/waiting.js';
import type { Topology } from '../../src/topology/topology.js';
import { leadershipByLock, type Standing } from '../../src/watch/leadership.js';
import { quick } from '../providers/ssisdb/lock/proxied-lock.js';
import { topologyOf } from '../support/build.js';
import { startProxy } from '../support/faulty-proxy.js';
import { connectionTo } from '../support/provider-connection.js';
import { until } from '../support/until.js';

const named = (name: string): Topology => ({ ...topologyOf({ workers: [] }), name });
const warehouse = named('warehouse');

/** A sandbox, behind a proxy too, and replicas on it. */
async function electorate() {
  const sandbox = await startTestSandbox();
  const proxy = await startProxy(sandbox.connection);
  const direct = connectionTo(sandbox);
  const ends: (() => Promise<unknown>)[] = [];
  return {
    sandbox,
    proxy,
    direct,
    proxied: { ...direct, host: '127.0.0.1', port: proxy.port },
    /** Tries once, until it is stopped or loses. */
    replica(who: string, topology = warehouse, connection: SqlConnection = direct) {
      const options = { clock: systemClock, random: () => 1, who, now: () => new Date(), limits: quick };
      const leadership = leadershipByLock(async (_, resource) => openLock(connection, { ...options, resource }));
      const over = new AbortController();
      const told: Standing[] = [];
      const ended = leadership
        .lead(topology, (standing) => told.push(standing), over.signal)
        .then(
          () => undefined,
          (error: unknown) => error,
        );
      const replica = {
        told,
        ended,
        leads: () => told.at(-1)?.isLeader === true,
        lost: () => told.some((standing) => standing.isLeader && standing.lost.aborted),
        async stop() {
          over.abort();
          return ended;
        },
      };
      ends.push(replica.stop);
      return replica;
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(ends.map((end) => end()));
      await proxy[Symbol.asyncDispose]();
      await sandbox[Symbol.asyncDispose]();
    },
  };
}

test('one leads, the other knows who, and leads when that one ends', async () => {
  await using world = await electorate();
  const anna = world.replica('anna@build7');
  await until('anna leads', anna.leads);
  const ben = world.replica('ben@desk');
  await until('ben knows', () => ben.told.length > 0);
  expect(ben.told).toEqual([
    {
      isLeader: false,
      isLed: true,
      detail: expect.stringMatching(/^anna@build7, login SANDBOX\\scaleout leads since \d{4}-.* UTC$/),
    },
  ]);
  expect(await anna.stop()).toBeUndefined();
  expect(anna.lost()).toBe(true);
  await until('ben leads', ben.leads);
  expect(ben.lost()).toBe(false);
});

test('a login that may not see who leads stands by all the same', async () => {
  await using world = await electorate();
  const anna = world.replica('anna@build7');
  await until('anna leads', anna.leads);
  const ben = world.replica('ben@desk', warehouse, connectionTo(world.sandbox, 'reader'));
  await until('ben knows', () => ben.told.length > 0);
  expect(ben.told).toEqual([{ isLeader: false, isLed: true, detail: 'another replica leads' }]);
});

test('who loses the connection leads no more and rejects, and the other leads', async () => {
  await using world = await electorate();
  const anna = world.replica('anna@build7', warehouse, world.proxied);
  await until('anna leads', anna.leads);
  const ben = world.replica('ben@desk');
  await until('ben knows', () => ben.told.length > 0);
  world.proxy.hangUp();
  await until('ben leads', ben.leads);
  await until('anna does not', anna.lost);
  expect(await anna.ended).toMatchObject({ code: 'guard.lock-lost' });
});

test('who is cut off in silence stops leading by itself', async () => {
  await using world = await electorate();
  const anna = world.replica('anna@build7', warehouse, world.proxied);
  await until('anna leads', anna.leads);
  world.proxy.answers = { kind: 'stall' };
  await until('anna does not', anna.lost, quick.keepalive + quick.answer + 2_000);
});

test('each topology has a leader of its own, however alike their names are', async () => {
  await using world = await electorate();
  // The server shows of both locks' names the same first characters.
  const [first, second] = ['warehouse-of-the-north-1', 'warehouse-of-the-north-2'].map(named);
  const anna = world.replica('anna@build7', first);
  const ben = world.replica('ben@desk', second);
  await until('both lead', () => anna.leads() && ben.leads());
  const cleo = world.replica('cleo@desk', second);
  await until('cleo knows', () => cleo.told.length > 0);
  expect(cleo.told).toEqual([{ isLeader: false, isLed: true, detail: expect.stringMatching(/^ben@desk, /) }]);
  const shouted = world.replica('dora@desk', named('WAREHOUSE-of-the-north-2'));
  await until('case counts', shouted.leads);
});

test("leading does not keep an apply from the catalog's lock", async () => {
  await using world = await electorate();
  const anna = world.replica('anna@build7');
  await until('anna leads', anna.leads);
  const options = { clock: systemClock, random: () => 1, who: 'ben@desk', now: () => new Date() };
  await using lock = openLock(world.direct, options);
  await using held = await lock.acquire(
    { purpose: 'apply', timeout: 0, onWait: () => undefined },
    AbortSignal.timeout(5_000),
  );
  expect(held.lost.aborted).toBe(false);
});
