import { describe, expect, it } from 'vitest';
import { createStore } from '../../../src/model/store.js';
import { agentOf, freshHarness, harnessOver } from '../harness.js';
import { admin, disable, enable, execution, operator, run, task, until } from './runs.js';

describe('time', () => {
  const story = (step: number, reopen: boolean) => {
    let harness = freshHarness({ workers: [{ machine: 'ETL01' }, { machine: 'ETL02' }, { machine: 'ETL03' }] });
    const pass = (seconds: number) => {
      for (let left = seconds; left > 0; left -= step) {
        harness.wait(Math.min(step, left));
        admin(harness).rows('internal.tasks');
        if (!reopen) continue;
        // As after a crash: what was not written is worked out again.
        harness = harnessOver(JSON.parse(JSON.stringify(harness.store.content())), harness.now());
      }
    };
    enable(harness, 'ETL01', 'ETL02');
    const ids = [run(harness), run(harness, { retries: 1 }), run(harness, { workers: ['ETL02'] })];
    pass(25);
    disable(harness, 'ETL02');
    harness.as(operator).exec('catalog.delete_worker_agent', { '@WorkerAgentId': agentOf(harness, 'ETL03') });
    pass(100);
    ids.push(run(harness));
    pass(40);
    harness.world.changeMachine('ETL01', { service: 'stopped' });
    pass(900);
    enable(harness, 'ETL02');
    pass(300);
    return {
      executions: admin(harness)
        .rows('catalog.executions')
        .map(({ dump_id: _, ...row }) => row),
      workers: admin(harness).rows('catalog.worker_agents'),
      tasks: admin(harness)
        .rows('internal.tasks')
        .map(({ TaskId: _, JobId: __, ...row }) => row),
    };
  };

  it('gives the same world whether it is looked at once, every second or by a process that is restarted each time', () => {
    const once = story(100_000, false);
    expect(once.executions.map((row) => row.status)).toEqual([6, 7, 7, 6]);
    expect(story(1, false)).toEqual(once);
    expect(story(7, true)).toEqual(once);
  });

  it('writes nothing while nothing happens', () => {
    const harness = freshHarness();
    for (let minute = 0; minute < 60; minute++) {
      harness.wait(60);
      admin(harness).rows('catalog.worker_agents');
    }
    expect(harness.journal).toEqual([]);
  });

  it('does not renew leases in the journal', () => {
    const harness = freshHarness();
    enable(harness, 'ETL01');
    run(harness);
    harness.wait(25);
    admin(harness).rows('internal.tasks');
    const written = harness.journal.length;
    for (let second = 0; second < 30; second++) {
      harness.wait(1);
      admin(harness).rows('internal.tasks');
    }
    expect(harness.journal).toHaveLength(written);
  });

  it('a store counts revisions of its tables, and who comes and goes', () => {
    const store = createStore({}, () => {});
    store.put('machines', 'A', {});
    store.put('machines', 'A', { x: 1 });
    store.delete('machines', 'B');
    expect([store.revision('machines'), store.membership('machines')]).toEqual([2, 1]);
    store.delete('machines', 'A');
    expect([store.revision('machines'), store.membership('machines'), store.revision('other')]).toEqual([3, 2, 0]);
  });
});

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
