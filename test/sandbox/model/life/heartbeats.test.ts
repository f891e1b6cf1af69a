import { describe, expect, it } from 'vitest';
import { unixMillisecondsOf } from '../../../../src/sandbox/instant.js';
import { sqlTimeText, timeText } from '../../../../src/sandbox/model/time-text.js';
import { agentOf, type Editable, freshHarness, type Harness, start } from '../harness.js';

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
