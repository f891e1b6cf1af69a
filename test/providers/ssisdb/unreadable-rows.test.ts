import { expect, test } from 'vitest';
import { startTestSandbox } from '../../../packages/sandbox/test/support/sandbox.js';
import { machineName } from '../../../src/domain/machine-name.js';
import { workerAgentId } from '../../../src/domain/rows.js';
import { openCatalog } from '../../../src/providers/ssisdb/open-catalog.js';
import { systemClock } from '../../../src/providers/waiting.js';
import { connectionTo } from '../../support/provider-connection.js';

const { signal } = new AbortController();

test('over a socket: an observation has the other rows, and a read of that row alone says that it cannot be read', async () => {
  const id = workerAgentId('00000000-0000-4000-8000-0000000000AA');
  const row = { isEnabled: true, displayName: null, tags: null, description: null, userAccount: null };
  await using sandbox = await startTestSandbox({
    edits: {
      workerAgents: {
        [id]: { ...row, machineName: 'ETL77', lastOnlineTime: 'last week' },
        'NOT-A-GUID': { ...row, machineName: 'ETL78', lastOnlineTime: '2024-05-01T07:59:00.000Z' },
      },
    },
  });
  await using catalog = openCatalog(connectionTo(sandbox), {
    clock: systemClock,
    random: Math.random,
    parallelism: 2,
  });
  const seen = await catalog.observe(signal);
  expect(seen.unreadable).toMatchObject([
    { id, machineName: 'ETL77', enabled: true, problem: 'LastOnlineTime is (null), which is no time' },
    { id: null, machineName: 'ETL78', problem: 'WorkerAgentId is (null), which is no GUID' },
  ]);
  if (!seen.workers.known) throw new Error(seen.workers.reason);
  const names = seen.workers.value.map((one) => one.machineName);
  expect(names).toContain('ETL01');
  expect(names).not.toContain('ETL77');

  // Missing is another thing: a step would take it for removed.
  const refusal = { code: 'catalog.row-unreadable', message: expect.stringContaining('ETL77') };
  await expect(catalog.readWorkers([id], signal)).rejects.toMatchObject(refusal);
  await expect(catalog.readWork(id, signal)).rejects.toMatchObject(refusal);
  await expect(catalog.findWorkers(machineName('ETL77'), signal)).rejects.toMatchObject(refusal);
  expect(await catalog.findWorkers(machineName('ETL01'), signal)).toHaveLength(1);
  const other = seen.workers.value[0]?.id ?? id;
  expect((await catalog.readWorkers([other], signal)).size).toBe(1);
});

test('a worker whose config has an AgentId that is no GUID fails by itself: the catalog is observed as ever', async () => {
  await using sandbox = await startTestSandbox({ edits: { machines: { ETL02: { agentId: 'ETL02' } } } });
  await using catalog = openCatalog(connectionTo(sandbox), {
    clock: systemClock,
    random: Math.random,
    parallelism: 2,
  });
  sandbox.clock.advance(600);
  const { workers, unreadable } = await catalog.observe(signal);
  if (!workers.known) throw new Error(workers.reason);
  expect(unreadable).toBeUndefined();
  const ageOf = (name: string) => workers.value.find((one) => one.machineName === name)?.lastOnlineAge;
  expect(ageOf('ETL01')).toBeLessThan(61);
  expect(ageOf('ETL02')).toBeGreaterThan(599);
});
