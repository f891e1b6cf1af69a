import { describe, expect, it } from 'vitest';
import { createStore } from '../../../../src/sandbox/model/store.js';
import { agentOf, freshHarness, harnessOver } from '../harness.js';
import { admin, disable, enable, operator, run } from './runs.js';

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
