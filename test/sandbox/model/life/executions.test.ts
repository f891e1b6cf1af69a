import { describe, expect, it } from 'vitest';
import { createStore } from '../../../../src/sandbox/model/store.js';
import { agentOf, type Client, freshHarness, type Harness, harnessOver } from '../harness.js';

const operator = 'SANDBOX\\operator';

function enable(harness: Harness, ...machines: readonly string[]): void {
  for (const machine of machines) {
    harness.as(operator).exec('catalog.enable_worker_agent', { '@WorkerAgentId': agentOf(harness, machine) });
  }
}

function disable(harness: Harness, machine: string): void {
  harness.as(operator).exec('catalog.disable_worker_agent', { '@WorkerAgentId': agentOf(harness, machine) });
}

interface Run {
  readonly workers?: readonly string[];
  readonly retries?: number;
}

function run(harness: Harness, { workers, retries = 0 }: Run = {}): bigint {
  const client = harness.as(operator);
  const { outputs } = client.exec('catalog.create_execution', {
    '@folder_name': 'Warehouse',
    '@project_name': 'Loads',
    '@package_name': 'LoadSales.dtsx',
    '@runinscaleout': true,
    '@useanyworker': workers === undefined,
  });
  const id = outputs['@execution_id'];
  if (typeof id !== 'bigint') throw new Error('no execution was made');
  for (const machine of workers ?? []) {
    client.exec('catalog.add_execution_worker', { '@execution_id': id, '@workeragent_id': agentOf(harness, machine) });
  }
  client.exec('catalog.start_execution', { '@execution_id': id, '@retry_count': retries });
  return id;
}

const execution = (harness: Harness, id: bigint) =>
  harness
    .as(operator)
    .rows('catalog.executions')
    .find((row) => row.execution_id === id);
const task = (harness: Harness) => admin(harness).rows('internal.tasks')[0];
const admin = (harness: Harness): Client => harness.as('scaleout');

/** Waits until the world shows it; fails after so many seconds of simulated time. */
function until(harness: Harness, seconds: number, shown: () => boolean): number {
  for (let waited = 0; waited <= seconds; waited++) {
    if (shown()) return waited;
    harness.wait(1);
  }
  throw new Error(`not within ${seconds} s`);
}

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

describe('a worker that is disabled while it runs a package', () => {
  const running = (retries: number) => {
    const harness = freshHarness({}, (content) => {
      content.packages = { '1': { ...content.packages?.['1'], durationSeconds: 120 } };
    });
    enable(harness, 'ETL01');
    const id = run(harness, { retries });
    until(harness, 30, () => execution(harness, id)?.status === 2);
    return { harness, id };
  };

  it('may not report: after the lease the execution has ended unexpectedly', () => {
    const { harness, id } = running(0);
    disable(harness, 'ETL01');
    harness.wait(180);
    // The package is through, and the catalog does not hear of it.
    expect(execution(harness, id)?.status).toBe(2);
    harness.wait(110);
    expect(execution(harness, id)?.status).toBe(2);
    harness.wait(310);
    expect(execution(harness, id)?.status).toBe(6);
  });

  it('with attempts left the task waits for another worker, and the row keeps status 2 and the old worker', () => {
    const { harness, id } = running(1);
    disable(harness, 'ETL01');
    harness.wait(610);
    expect(task(harness)).toMatchObject({ Status: 1, WorkerAgentId: null, ExecutedCount: 1 });
    expect(execution(harness, id)).toMatchObject({ status: 2, worker_agent_id: agentOf(harness, 'ETL01') });
    enable(harness, 'ETL02');
    harness.wait(20);
    expect(execution(harness, id)).toMatchObject({
      status: 2,
      worker_agent_id: agentOf(harness, 'ETL02'),
      executed_count: 2,
    });
    harness.wait(130);
    expect(execution(harness, id)?.status).toBe(7);
  });

  it('reports again when it is enabled within its lease, and nothing is lost', () => {
    const { harness, id } = running(0);
    disable(harness, 'ETL01');
    harness.wait(200);
    enable(harness, 'ETL01');
    harness.wait(10);
    expect(execution(harness, id)?.status).toBe(7);
  });

  it('loses a package when its service restarts', () => {
    const { harness, id } = running(0);
    harness.world.changeMachine('ETL01', { service: 'stopped' });
    harness.wait(5);
    harness.world.changeMachine('ETL01', { service: 'running' });
    harness.wait(610);
    expect(execution(harness, id)?.status).toBe(6);
  });

  it('a cancelled task of it ends with its lease', () => {
    const { harness, id } = running(0);
    harness.as(operator).exec('catalog.stop_operation', { '@operation_id': id });
    disable(harness, 'ETL01');
    harness.wait(200);
    expect(execution(harness, id)?.status).toBe(8);
    harness.wait(410);
    expect(execution(harness, id)?.status).toBe(3);
  });
});

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
