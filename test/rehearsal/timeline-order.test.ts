import { expect, test } from 'vitest';
import { timelineRecorder } from '../../src/rehearsal/timeline.js';
import type { TwinWorker } from '../../src/rehearsal/twin-state.js';

test('workers come in the order of the topology, whatever the order of their rows; others come behind them', () => {
  const recorder = timelineRecorder({
    idOf: ({ machine }) => `worker/${machine}`,
    listed: ['ETL01', 'ETL02', 'ETL03'].map((machine) => ({ id: `worker/${machine}`, machine })),
    nodes: [],
    unseen: new Set(),
    underWay: { isDraining: () => false, services: () => new Set() },
  });
  const worker = (machine: string): TwinWorker => ({
    agentId: `of ${machine}`,
    machine,
    enabled: true,
    service: 'running',
    connected: true,
    executions: [],
  });
  recorder.look(0, {
    workers: ['OTHER', 'ETL03', 'ETL01'].map(worker),
    masters: [{ machine: 'SQLETL01', service: 'running' }],
  });
  const { workers } = recorder.ended(10, () => true);
  expect(workers.map(({ id, after }) => `${id} ${after}`)).toEqual([
    'worker/ETL01 working',
    'worker/ETL02 gone',
    'worker/ETL03 working',
    'worker/OTHER working',
  ]);
});

test('of several rows of one machine the last one counts at each look, also where only another has changed', () => {
  const recorder = timelineRecorder({
    idOf: () => 'worker/ETL01',
    listed: [{ id: 'worker/ETL01', machine: 'ETL01' }],
    nodes: [],
    unseen: new Set(),
    underWay: { isDraining: () => false, services: () => new Set() },
  });
  const masters = [{ machine: 'SQLETL01', service: 'running' as const }];
  const row = (agentId: string, enabled: boolean): TwinWorker => ({
    ...{ agentId, machine: 'ETL01', enabled },
    ...{ service: 'running', connected: true, executions: [] },
  });
  const current = row('current', true);
  recorder.look(0, { workers: [row('former', true), current], masters });
  recorder.look(5, { workers: [row('former', false), current], masters });
  recorder.look(6, { workers: [current], masters });
  const { workers, capacity } = recorder.ended(10, () => true);
  expect(workers).toEqual([{ id: 'worker/ETL01', after: 'working', spans: [{ state: 'working', from: 0, to: 10 }] }]);
  expect(capacity).toMatchObject({ before: 2, after: 1 });
});
