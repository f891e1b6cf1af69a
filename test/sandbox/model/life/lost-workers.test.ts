import { describe, expect, it } from 'vitest';
import { agentOf, freshHarness } from '../harness.js';
import { disable, enable, execution, operator, run, task, until } from './runs.js';

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

  it('may not report: when the master sees that its lease has ended, the execution has ended unexpectedly', () => {
    const { harness, id } = running(0);
    disable(harness, 'ETL01');
    // The last report gave it a minute.
    harness.wait(45);
    expect(execution(harness, id)?.status).toBe(2);
    // The package is through, and the catalog does not hear of it.
    harness.wait(320);
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

  it('reports again when it is enabled before the master looks for ended leases, and nothing is lost', () => {
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
