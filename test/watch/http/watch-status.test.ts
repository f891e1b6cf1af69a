import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { watchStatus } from '../../../src/watch/http/watch-status.js';
import { followName } from '../../../src/watch/watch-event.js';
import { change, failure, held, outcome, planOf, reconciled, started, topology, unwell } from '../events.js';

const isStatus = new Ajv2020({ allowUnionTypes: true }).compile(
  JSON.parse(readFileSync(new URL('../../../schemas/watch-status.schema.json', import.meta.url), 'utf8')),
);

const minute = 60_000;

function simulated() {
  let time = 0;
  const start = Date.parse('2026-01-01T00:00:00Z');
  const status = watchStatus({ version: '1.2.3', interval: minute, clock: () => time, now: () => start + time });
  return { status, pass: (milliseconds: number) => (time += milliseconds) };
}

test('before anything is watched it is alive, and not ready', () => {
  const { status } = simulated();
  expect([status.isAlive(), status.isReady()]).toEqual([true, false]);
  expect(isStatus(status.document()), JSON.stringify(isStatus.errors)).toBe(true);
});

test('ready from the first reconcile until some intervals after the last', () => {
  const { status, pass } = simulated();
  status.listener(started());
  expect(status.isReady()).toBe(false);
  status.listener(reconciled('failed'));
  expect(status.isReady()).toBe(false);
  status.listener(reconciled('held'));
  expect(status.isReady()).toBe(true);
  pass(4 * minute);
  expect(status.isReady()).toBe(true);
  pass(minute);
  status.listener(reconciled('failed'));
  expect([status.isAlive(), status.isReady()]).toEqual([true, false]);
  expect(status.document().topologies[0]?.detail).toBe('last reconciled 5 min ago');
  status.listener(reconciled('partial'));
  expect(status.isReady()).toBe(true);
});

test('a loop that says nothing is not alive; a sign of life is enough', () => {
  const { status, pass } = simulated();
  status.listener(started());
  pass(4 * minute);
  status.beat(topology);
  pass(4 * minute);
  expect(status.isAlive()).toBe(true);
  pass(minute);
  expect(status.isAlive()).toBe(false);
  expect(status.document().topologies[0]).toMatchObject({ alive: false, detail: 'no sign of life for 5 min' });
  status.beat('nobody');
  expect(status.isAlive()).toBe(false);
});

test('one topology that is not alive or not ready is enough', () => {
  const { status, pass } = simulated();
  for (const name of ['one', 'two']) {
    status.listener(started(name));
    status.listener(reconciled('in-sync', {}, name));
  }
  expect(status.isReady()).toBe(true);
  pass(5 * minute);
  status.listener(reconciled('in-sync', {}, 'one'));
  expect([status.isAlive(), status.isReady()]).toEqual([false, false]);
  status.listener({ type: 'watch_stopped', topology: 'two' });
  expect([status.isAlive(), status.isReady()]).toEqual([true, true]);
});

test('a run may be silent for long, and one that goes on keeps what it was', () => {
  const { status, pass } = simulated();
  status.listener(started());
  status.listener(reconciled('in-sync'));
  status.listener({ type: 'reconcile_started', topology, reasons: ['file'] });
  for (let time = 0; time < 20; time += 1) {
    pass(3 * minute);
    status.listener({ type: 'apply_event', topology, event: { type: 'step_progress', step: 'a', message: 'waits' } });
  }
  expect([status.isAlive(), status.isReady()]).toEqual([true, true]);
  pass(30 * minute);
  expect([status.isAlive(), status.isReady()]).toEqual([true, false]);
  pass(31 * minute);
  expect(status.isAlive()).toBe(false);
});

test('a standby is ready while it sees the catalog, as a leader is', () => {
  const { status, pass } = simulated();
  status.listener(started());
  status.listener({ type: 'leading', topology, isLeader: false, detail: 'scaleout-1 leads' });
  expect(status.isReady()).toBe(false);
  status.listener(reconciled('held'));
  expect(status.isReady()).toBe(true);
  expect(status.document().topologies[0]).toMatchObject({ leader: false, leaderDetail: 'scaleout-1 leads' });
  pass(5 * minute);
  status.beat(topology);
  expect([status.isAlive(), status.isReady()]).toEqual([true, false]);
  status.listener({ type: 'leading', topology, isLeader: true });
  expect(status.document().topologies[0]).not.toHaveProperty('leaderDetail');
  expect(status.isReady()).toBe(false);
});

test('who never reached the catalog does not pass for a standby', () => {
  const { status, pass } = simulated();
  status.listener(started());
  for (let time = 0; time < 10; time += 1) {
    status.listener({ type: 'leading', topology, isLeader: false, detail: 'the connection was refused' });
    status.listener({ type: 'reconcile_started', topology, reasons: ['retry'] });
    pass(1000);
    expect([status.isAlive(), status.isReady()]).toEqual([true, false]);
    status.listener(reconciled('failed'));
    expect([status.isAlive(), status.isReady()]).toEqual([true, false]);
  }
});

test('a look that gets no answer is not ready for long, though the process lives', () => {
  const { status, pass } = simulated();
  status.listener(started());
  status.listener(reconciled('in-sync'));
  status.listener({ type: 'reconcile_started', topology, reasons: ['interval'] });
  for (let time = 0; time < 9; time += 1) {
    pass(minute / 2);
    status.beat(topology);
  }
  expect([status.isAlive(), status.isReady()]).toEqual([true, false]);
  expect(status.document().topologies[0]?.detail).toBe('last reconciled 4 min 30 s ago');
});

test('the document says what there is to know, and is as its schema says', () => {
  const { status } = simulated();
  status.listener(started());
  status.listener({ type: 'topology_loaded', topology, sha256: 'a'.repeat(64) });
  status.listener({ type: 'topology_bad', topology, diagnostics: [failure('topology.unknown-key', 'enabeld')] });
  status.listener(
    reconciled('partial', {
      reasons: ['file', 'interval'],
      plan: planOf(Array.from({ length: 1000 }, (_, index) => change(`worker/ETL${index}`))),
      held: [held('worker/ETL3', 'window', { until: '2026-01-03T22:00:00.000Z' })],
      outcome: { ...outcome, result: 'partial', errored: 1 },
      fleet: { workers: { online: 1, offline: 2, disabled: 3, unregistered: 4 }, certificates: [] },
      diagnostics: [failure('catalog.unreachable', 'Password=hunter2;Server=a')],
    }),
  );
  const document = status.document();
  expect(isStatus(document), JSON.stringify(isStatus.errors)).toBe(true);
  expect(document.topologies[0]).toMatchObject({
    name: topology,
    mode: 'safe',
    bad: [{ code: 'topology.unknown-key' }],
    runs: { partial: 1, 'in-sync': 0 },
    last: { result: 'partial', omitted: 800, held: [{ until: '2026-01-03T22:00:00.000Z' }], workers: { offline: 2 } },
  });
  expect(JSON.stringify(document)).not.toContain('hunter2');
  expect(document.topologies[0]).not.toHaveProperty('lastSuccess');
  status.listener({ type: 'topology_loaded', topology, sha256: 'b'.repeat(64) });
  expect(status.document().topologies[0]).not.toHaveProperty('bad');
});

test('a topology that gets another name leaves no trace of the old one', () => {
  const { status } = simulated();
  const listener = followName(status.listener);
  listener({ type: 'watch_started', topology: '/etc/a.yaml', file: '/etc/a.yaml', mode: 'full' });
  listener({ type: 'topology_bad', topology: '/etc/a.yaml', diagnostics: [] });
  listener({ type: 'topology_loaded', topology, sha256: 'a'.repeat(64) });
  listener(reconciled('in-sync'));
  expect(status.document().topologies).toMatchObject([{ name: topology, file: '/etc/a.yaml', mode: 'full' }]);
  expect(status.isReady()).toBe(true);
});

test('health and its causes are those of the last look; without one, or with one that is too old, it is unknown', () => {
  const { status, pass } = simulated();
  const of = () => {
    const document = status.document();
    expect(isStatus(document), JSON.stringify(isStatus.errors)).toBe(true);
    const [found] = document.topologies;
    return [found?.health, found?.findings];
  };
  status.listener(started());
  expect(of()).toEqual([{ state: 'unknown', reason: 'It has not been looked at yet.', unhealthy: [] }, []]);
  const since = '2026-01-01T00:00:00.000Z';
  const finding = {
    id: 'worker.service',
    target: 'worker/ETL01',
    severity: 'error',
    summary: 'It is stopped',
    consequences: 1,
  } as const;
  const worker = { machine: 'ETL01', rows: [], isWanted: true, state: 'down', reason: 'It is silent.', since } as const;
  const condition = unwell({ state: 'degraded', reason: '1 of 2 is out.', since, workers: [worker] }, [finding]);
  status.listener(reconciled('in-sync', { condition }));
  expect(of()).toEqual([
    {
      state: 'degraded',
      reason: '1 of 2 is out.',
      since,
      unhealthy: [{ target: 'worker/ETL01', state: 'down', reason: 'It is silent.', since }],
    },
    [finding],
  ]);
  status.listener(reconciled('in-sync'));
  expect(of()).toEqual([{ state: 'healthy', unhealthy: [] }, []]);
  pass(5 * minute);
  expect(of()).toEqual([{ state: 'unknown', reason: 'No sign of life for 5 min.', unhealthy: [] }, []]);
  status.listener(reconciled('in-sync'));
  status.listener(reconciled('failed'));
  expect(status.isReady()).toBe(true);
  expect(of()).toEqual([
    {
      state: 'unknown',
      reason: 'It could not be looked at: nobody answers.',
      unhealthy: [{ target: 'master', state: 'unknown', reason: 'It could not be looked at: nobody answers.' }],
    },
    [],
  ]);
});
