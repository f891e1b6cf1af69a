import { describe, expect, it } from 'vitest';
import { sqlTimeText, timeText, unixMillisecondsOf } from '../../../src/instant.js';
import { agentOf, type Editable, freshHarness, type Harness, start } from '../harness.js';
import { disable, enable, execution, operator, run, task, until } from './runs.js';

const workers = (harness: Harness) => harness.as('operator').rows('catalog.worker_agents');

/** Seconds since the last heartbeat of each worker. */
function ages(harness: Harness): readonly number[] {
  return workers(harness).map(({ LastOnlineTime: time }) => {
    if (time === null || typeof time !== 'object' || !('ticks' in time)) throw new Error('no time');
    return (harness.now() - unixMillisecondsOf(time)) / 1000;
  });
}

function lastOnline(harness: Harness): SqlText {
  const row = harness
    .as('reader')
    .rows('catalog.master_properties')
    .find((found) => found.property_name === 'LAST_ONLINE_TIME');
  return String(row?.property_value);
}
type SqlText = string;

/** Edits one row of the state. */
const change = (content: Editable, table: string, key: string, fields: Record<string, unknown>) => {
  content[table] = { ...content[table], [key]: { ...content[table]?.[key], ...fields } };
};

describe('heartbeats', () => {
  it('keep a running worker less than a minute old, whenever one looks', () => {
    const harness = freshHarness();
    for (const seconds of [0, 59, 61, 3600, 7 * 86_400]) {
      harness.wait(seconds);
      for (const age of ages(harness)) expect(age).toBeLessThan(60);
    }
  });

  it('lie at whole minutes since the service started', () => {
    const harness = freshHarness({}, (content) => {
      change(content, 'machines', 'ETL01', { startedAt: timeText(start) });
    });
    harness.wait(59);
    expect(ages(harness)[0]).toBe(59);
    harness.wait(1);
    expect(ages(harness)[0]).toBe(0);
  });

  it('stop with the service, and start again with it', () => {
    const harness = freshHarness();
    harness.wait(600);
    harness.world.changeMachine('ETL01', { service: 'stopped' });
    const [before = Number.NaN] = ages(harness);
    harness.wait(3600);
    expect(ages(harness)[0]).toBe(before + 3600);
    harness.world.changeMachine('ETL01', { service: 'running' });
    harness.wait(30);
    expect(ages(harness)[0]).toBe(30);
  });

  it('do not arrive while the master is stopped', () => {
    const harness = freshHarness({}, (content) => {
      change(content, 'masters', 'SQLETL01', { service: 'stopped', stoppedAt: timeText(start + 120_000) });
    });
    harness.wait(3600);
    for (const age of ages(harness)) expect(age).toBeGreaterThanOrEqual(3480);
    expect(lastOnline(harness)).toBe(sqlTimeText(start + 120_000, 0));
  });

  it('of the master are half a minute apart, and written as the server writes a datetimeoffset', () => {
    const harness = freshHarness();
    harness.wait(75);
    expect(lastOnline(harness)).toBe('2024-05-01 08:01:00.0000000 +00:00');
  });

  it('of a master whose row is missing are written nowhere', () => {
    const harness = freshHarness({}, (content) => {
      delete content.masterProperties?.LAST_ONLINE_TIME;
    });
    expect(lastOnline(harness)).toBe('undefined');
  });
});

describe('a fleet', () => {
  it('that has joined has a disabled row without a display name for each machine', () => {
    const harness = freshHarness();
    expect(workers(harness)).toEqual(
      ['ETL01', 'ETL02'].map((machine) =>
        expect.objectContaining({
          WorkerAgentId: agentOf(harness, machine),
          IsEnabled: false,
          DisplayName: null,
          Description: null,
          Tags: null,
          MachineName: machine,
          UserAccount: 'NT SERVICE\\SSISScaleOutWorker160',
        }),
      ),
    );
  });

  it('that has not joined has no rows; a machine that the master lets in registers at its next heartbeat', () => {
    const harness = freshHarness({}, (content) => {
      content.workerAgents = {};
      for (const machine of ['ETL01', 'ETL02']) change(content, 'machines', machine, { accepted: false });
    });
    harness.wait(600);
    expect(workers(harness)).toEqual([]);
    harness.world.changeMachine('ETL02', { accepted: true });
    expect(workers(harness)).toEqual([]);
    harness.wait(60);
    expect(workers(harness)).toEqual([
      expect.objectContaining({ MachineName: 'ETL02', IsEnabled: false, DisplayName: null }),
    ]);
  });

  it('can have a reinstalled machine: a new row, and the old one offline beside it', () => {
    const harness = freshHarness();
    const old = agentOf(harness, 'ETL01');
    harness.as('operator').exec('catalog.enable_worker_agent', { '@WorkerAgentId': old });
    harness.world.changeMachine('ETL01', { agentId: '7D3F4A10-1B2C-4D5E-8F90-0123456789AB' });
    harness.wait(3600);
    const rows = workers(harness).filter((row) => row.MachineName === 'ETL01');
    expect(rows.map((row) => [row.WorkerAgentId, row.IsEnabled])).toEqual([
      [old, true],
      ['7D3F4A10-1B2C-4D5E-8F90-0123456789AB', false],
    ]);
    const [stale, , live] = ages(harness);
    expect(stale).toBeGreaterThanOrEqual(3600);
    expect(live).toBeLessThan(60);
  });

  it('can have a cloned machine: one row, whose MachineName flips', () => {
    const harness = freshHarness({}, (content) => {
      const agentId = content.machines?.ETL01?.agentId;
      change(content, 'machines', 'ETL01', { startedAt: timeText(start - 60_000) });
      change(content, 'machines', 'ETL02', { agentId, startedAt: timeText(start - 30_000) });
      content.workerAgents = { [String(agentId)]: content.workerAgents?.[String(agentId)] ?? {} };
    });
    const names = [0, 30, 30, 30].map((seconds) => {
      harness.wait(seconds);
      return workers(harness).map((row) => row.MachineName);
    });
    expect(names).toEqual([['ETL01'], ['ETL02'], ['ETL01'], ['ETL02']]);
  });

  it('can have a worker whose heartbeats carry no name', () => {
    const harness = freshHarness({}, (content) => {
      const agentId = String(content.machines?.ETL01?.agentId);
      change(content, 'machines', 'ETL01', { sendsIdentity: false });
      change(content, 'workerAgents', agentId, { machineName: null, userAccount: null });
    });
    harness.wait(300);
    expect(workers(harness)[0]).toMatchObject({ MachineName: null, UserAccount: null });
    expect(ages(harness)[0]).toBeLessThan(60);
  });

  it('of a hand-written file with missing and wrong fields is read as far as it goes', () => {
    const harness = freshHarness({}, (content) => {
      content.machines = { ODD: {}, ETL09: { service: 'running', startedAt: 'yesterday', accepted: true } };
      content.workerAgents = { 'A7D3F4A1-1B2C-4D5E-8F90-0123456789AB': {} };
      content.simulation = {};
    });
    harness.wait(120);
    expect(workers(harness)).toEqual([
      expect.objectContaining({
        WorkerAgentId: 'A7D3F4A1-1B2C-4D5E-8F90-0123456789AB',
        IsEnabled: false,
        MachineName: null,
      }),
    ]);
  });

  it('says which machine it does not know', () => {
    expect(freshHarness().world.changeMachine('ETL99', { service: 'stopped' })).toBe(false);
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

const count = 5000;
const hundredWorkers = Array.from({ length: count }, (_, index) => ({
  machine: `ETL${String(index).padStart(5, '0')}`,
}));

describe('thousands of workers', () => {
  it('all beat, and a switch of one writes one row', () => {
    const harness = freshHarness({ workers: hundredWorkers });
    harness.wait(3600);
    const client = harness.as('operator');
    expect(client.rows('catalog.worker_agents')).toHaveLength(count);
    const before = harness.journal.length;
    for (const { machine } of hundredWorkers) {
      client.exec('catalog.enable_worker_agent', { '@WorkerAgentId': agentOf(harness, machine) });
    }
    expect(harness.journal.length - before).toBe(count);
    expect(client.rows('catalog.worker_agents').every((row) => row.IsEnabled)).toBe(true);
  });

  it('register within a minute of being let in, once each', () => {
    const harness = freshHarness({ workers: hundredWorkers }, (content) => {
      content.workerAgents = {};
    });
    const client = harness.as('operator');
    harness.wait(30);
    const early = client.rows('catalog.worker_agents').length;
    expect(early).toBeGreaterThan(count / 3);
    expect(early).toBeLessThan((count * 2) / 3);
    harness.wait(30);
    const names = client.rows('catalog.worker_agents').map((row) => row.MachineName);
    expect(new Set(names).size).toBe(count);
    expect(names).toHaveLength(count);
  });
});
