import { expect, test } from 'vitest';
import type { CatalogLock } from '../../../src/domain/catalog.js';
import type { ExecutionsDetail, WorkerDetail } from '../../../src/page/wire/details.js';
import type { Head } from '../../../src/page/wire/head.js';
import { alone } from '../../../src/watch/leadership.js';
import { watchTopology } from '../../../src/watch/loop.js';
import { startFleet } from '../../e2e/fleet.js';
import { sshTopology } from '../../support/scale-out-world.js';
import { until } from '../../support/until.js';
import { modelled } from './modelled.js';

const lock: CatalogLock = {
  acquire: async () => ({ lost: new AbortController().signal, async [Symbol.asyncDispose]() {} }),
  async [Symbol.asyncDispose]() {},
};

test('a farm of bare machines is installed by a watch: the page tells each step, and then shows it as it is now', async () => {
  const topology = sshTopology();
  await using fleet = await startFleet(topology);
  const { catalog, machines } = fleet;
  const shown = modelled('unseen', { interval: 3_600_000 });
  const progress: NonNullable<Head['apply']>[] = [];
  const stop = new AbortController();
  const ended = watchTopology({
    file: 'topology.yaml',
    mode: 'full',
    approve: false,
    interval: 3_600_000,
    machineInterval: 3_600_000,
    toolVersion: '0.0.0',
    leadership: alone,
    random: () => 0.5,
    stop: stop.signal,
    abort: stop.signal,
    time: {
      now: Date.now,
      clock: () => performance.now(),
      pause: (milliseconds, signal) =>
        new Promise((resolve, reject) => {
          const timer = setTimeout(resolve, milliseconds);
          signal.addEventListener('abort', () => {
            clearTimeout(timer);
            reject(signal.reason);
          });
        }),
    },
    triggers: () => ({ ready: Promise.resolve(), alsoWatch: () => undefined, async [Symbol.asyncDispose]() {} }),
    reading: { load: async () => ({ topology, diagnostics: [] }), digest: async () => 'unchanged' },
    async open() {
      shown.model.opened(topology.name, catalog);
      return { catalog, machines, lock, async [Symbol.asyncDispose]() {} };
    },
    seen: shown.model.seen,
    listener(event) {
      shown.model.listener(event);
      const apply = event.type === 'apply_event' ? shown.head().apply : null;
      if (apply !== null) progress.push(apply);
    },
  });
  try {
    await until('the farm is as the file says', () => shown.head().sync.state === 'same', 60_000);
    const { head, master, workers } = shown.state();
    expect(progress.at(-1)?.done).toBe(progress.at(-1)?.steps);
    expect(progress[0]).toMatchObject({ done: 0, lines: [{ state: 'begun' }] });
    expect(head).toMatchObject({
      apply: null,
      trouble: null,
      headline: null,
      unseen: [],
      health: { state: 'healthy' },
    });
    expect(head.changes).toMatchObject({ add: 0, update: 0, unknown: 0 });
    expect(master).toMatchObject({ scaleOut: 'enabled', mark: 'ok', text: 'running on SQLETL01' });
    expect(workers).toHaveLength(2);
    const worker = await shown.detail<WorkerDetail>('workers/ETL01');
    expect(worker).toMatchObject({
      mark: 'ok',
      machine: { state: 'seen' },
      trustedBy: [{ machine: 'SQLETL01', trusted: true }],
    });
    expect(worker.config?.find(({ key }) => key === 'MasterEndpoint')?.found).toBe(topology.master?.endpoint);
    expect(worker.heartbeats.length).toBeGreaterThan(1);
    const { unseen, totals } = await shown.detail<ExecutionsDetail>('executions');
    expect({ unseen, totals }).toEqual({ unseen: null, totals: { running: 0, stopping: 0, pending: 0 } });
  } finally {
    stop.abort();
    await ended;
  }
}, 90_000);
