import { describe, expect, it } from 'vitest';
import { agentOf, freshHarness } from '../harness.js';
import { enable, execution, operator, run, task, until } from './runs.js';

describe('an execution in Scale Out', () => {
  it('is pulled (only internal.tasks tells), shown running, and succeeds', () => {
    const harness = freshHarness();
    enable(harness, 'ETL01');
    const id = run(harness);
    expect(task(harness)).toMatchObject({ Status: 1, WorkerAgentId: null, ExecutedCount: 0 });

    until(harness, 15, () => task(harness)?.Status === 2);
    expect(task(harness)).toMatchObject({ WorkerAgentId: agentOf(harness, 'ETL01'), ExecutedCount: 1 });
    expect(execution(harness, id)).toMatchObject({ status: 5, machine_name: '', worker_agent_id: null });

    expect(until(harness, 15, () => execution(harness, id)?.status === 2)).toBe(10);
    expect(execution(harness, id)).toMatchObject({
      machine_name: 'ETL01',
      worker_agent_id: agentOf(harness, 'ETL01'),
      executed_count: 1,
    });
    expect(task(harness)?.Status).toBe(3);

    expect(until(harness, 60, () => execution(harness, id)?.status === 7)).toBe(50);
    expect(task(harness)).toMatchObject({ Status: 5, ExpiredTime: null });
  });

  it('waits for ever while no worker is enabled', () => {
    const harness = freshHarness();
    const id = run(harness);
    harness.wait(86_400);
    expect(execution(harness, id)?.status).toBe(5);
  });

  it('goes only to a worker that it is pinned to, and waits for ever once that one was deleted', () => {
    const harness = freshHarness();
    enable(harness, 'ETL01', 'ETL02');
    const pinned = run(harness, { workers: ['ETL02'] });
    harness.wait(30);
    expect(execution(harness, pinned)).toMatchObject({ status: 2, machine_name: 'ETL02' });
    const lost = run(harness, { workers: ['ETL02'] });
    harness.world.changeMachine('ETL02', { service: 'stopped' });
    harness.as(operator).exec('catalog.delete_worker_agent', { '@WorkerAgentId': agentOf(harness, 'ETL02') });
    harness.wait(86_400);
    expect(execution(harness, lost)?.status).toBe(5);
  });

  it('goes to a stopped worker no more', () => {
    const harness = freshHarness();
    enable(harness, 'ETL01');
    harness.world.changeMachine('ETL01', { service: 'stopped' });
    const id = run(harness);
    harness.wait(3600);
    expect(execution(harness, id)?.status).toBe(5);
    harness.world.changeMachine('ETL01', { service: 'running' });
    harness.wait(20);
    expect(execution(harness, id)?.status).toBe(2);
  });

  it('waits where all workers have MaxTaskCount tasks: the oldest goes first', () => {
    const harness = freshHarness();
    harness.world.changeMachine('ETL01', { maxTaskCount: 1 });
    enable(harness, 'ETL01');
    const ids = [1, 2, 3].map(() => {
      harness.wait(0.5);
      return run(harness);
    });
    const statuses = () => ids.map((id) => execution(harness, id)?.status);
    harness.wait(30);
    expect(statuses()).toEqual([2, 5, 5]);
    harness.wait(70);
    expect(statuses()).toEqual([7, 2, 5]);
    harness.wait(150);
    expect(statuses()).toEqual([7, 7, 7]);
  });

  it('fails, and is tried again as often as it may', () => {
    const harness = freshHarness({}, (content) => {
      content.packages = { '1': { ...content.packages?.['1'], outcome: 'failed', durationSeconds: 20 } };
    });
    enable(harness, 'ETL01');
    const id = run(harness, { retries: 2 });
    harness.wait(300);
    expect(execution(harness, id)).toMatchObject({ status: 4, executed_count: 3 });
  });

  it('takes as long as its package does', () => {
    const harness = freshHarness({}, (content) => {
      content.packages = { '1': { ...content.packages?.['1'], durationSeconds: 4 } };
    });
    enable(harness, 'ETL01');
    const id = run(harness);
    harness.wait(14);
    expect(execution(harness, id)).toMatchObject({ status: 7, machine_name: 'ETL01' });
  });
});
