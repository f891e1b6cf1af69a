import { describe, expect, it } from 'vitest';
import { agentOf, freshHarness } from '../harness.js';

const allOnes = '11111111-1111-1111-1111-111111111111';
const nobody = '00000000-0000-4000-8000-000000000000';

describe.each([
  ['catalog.enable_worker_agent', {}],
  ['catalog.disable_worker_agent', {}],
  ['catalog.delete_worker_agent', {}],
  ['catalog.set_worker_agent_property', { '@PropertyName': 'Tags', '@PropertyValue': 'nightly' }],
])('%s', (procedure, others) => {
  it('refuses a null id, the id of all workers and an id without a row', () => {
    const client = freshHarness().as('operator');
    for (const [id, number] of [
      [null, 27100],
      [allOnes, 27101],
      [nobody, 27243],
    ] as const) {
      const outcome = client.exec(procedure, { '@WorkerAgentId': id, ...others });
      expect(outcome).toMatchObject({ status: 1, errors: [number] });
      expect(outcome.messages[0]).toMatchObject({ class: 16, state: 1 });
    }
  });

  it('is granted to ssis_admin alone', () => {
    const harness = freshHarness();
    const values = { '@WorkerAgentId': agentOf(harness, 'ETL01'), ...others };
    for (const login of ['executor', 'reader']) {
      const outcome = harness.as(login).exec(procedure, values);
      expect(outcome.messages).toEqual([expect.objectContaining({ number: 229, class: 14 })]);
    }
    expect(harness.as('outsider', 'master').exec(`SSISDB.${procedure}`, values).errors).toEqual([916]);
    for (const login of ['operator', 'SANDBOX\\operator', 'scaleout']) {
      expect(
        harness.world.database.executeDenied(
          { schema: 'catalog', name: procedure.slice(8) },
          harness.as(login).context,
        ),
      ).toBe(undefined);
    }
    expect(harness.as('scaleout').exec(procedure, values)).toMatchObject({ status: 0, errors: [] });
  });
});

describe('enable_worker_agent and disable_worker_agent', () => {
  it('switch one row, and may be called twice', () => {
    const harness = freshHarness();
    const client = harness.as('operator');
    const enabled = () => client.rows('catalog.worker_agents').map((row) => row.IsEnabled);
    // A GUID may come in lower case.
    const values = { '@WorkerAgentId': agentOf(harness, 'ETL02').toLowerCase() };
    for (let time = 0; time < 2; time++) {
      expect(client.exec('catalog.enable_worker_agent', values)).toMatchObject({ status: 0, messages: [] });
      expect(enabled()).toEqual([false, true]);
    }
    for (let time = 0; time < 2; time++) {
      expect(client.exec('catalog.disable_worker_agent', values).status).toBe(0);
      expect(enabled()).toEqual([false, false]);
    }
  });

  it('write one row of the journal each while nothing runs', () => {
    const harness = freshHarness();
    harness.wait(3600);
    harness.as('operator').exec('catalog.enable_worker_agent', { '@WorkerAgentId': agentOf(harness, 'ETL01') });
    expect(harness.journal.map(({ table }) => table)).toEqual(['workerAgents']);
  });
});

describe('set_worker_agent_property', () => {
  const set = (name: string | null, value: string | null) => {
    const harness = freshHarness();
    const client = harness.as('operator');
    const outcome = client.exec('catalog.set_worker_agent_property', {
      '@WorkerAgentId': agentOf(harness, 'ETL01'),
      '@PropertyName': name,
      '@PropertyValue': value,
    });
    return { outcome, row: client.rows('catalog.worker_agents')[0] };
  };

  it.each([
    ['Tags', 'Tags'],
    ['DisplayName', 'DisplayName'],
    ['description', 'Description'],
  ])('sets %s', (property, column) => {
    const { outcome, row } = set(property, 'München 夜');
    expect(outcome).toMatchObject({ status: 0, messages: [] });
    expect(row?.[column]).toBe('München 夜');
  });

  it('takes NULL for a value', () => {
    expect(set('Description', null)).toMatchObject({ outcome: { status: 0 }, row: { Description: null } });
  });

  it.each(['MachineName', '', null, 'constructor'])('refuses the property %s with 27101', (property) => {
    expect(set(property, 'x').outcome).toMatchObject({ status: 1, errors: [27101] });
  });

  it('cuts nothing: a display name of 257 characters is a truncation error, and one of 256 is taken', () => {
    const { outcome, row } = set('DisplayName', 'x'.repeat(257));
    expect(outcome.messages.map(({ number }) => number)).toEqual([2628, 3621]);
    expect(row?.DisplayName).toBe(null);
    expect(set('DisplayName', 'x'.repeat(256)).row?.DisplayName).toHaveLength(256);
    expect(set('Description', 'x'.repeat(5000)).row?.Description).toHaveLength(5000);
  });
});

describe('delete_worker_agent', () => {
  it('takes the row and its counters away', () => {
    const harness = freshHarness({}, (content) => {
      const [id] = Object.keys(content.workerAgents ?? {});
      content.perfCounters = { '1': { workerAgentId: id, name: 'x', value: 1, timeStamp: '2024-05-01T08:00:00Z' } };
    });
    const client = harness.as('operator');
    const id = agentOf(harness, 'ETL01');
    expect(client.rows('catalog.worker_agent_perfcounter')).toHaveLength(1);
    expect(client.exec('catalog.delete_worker_agent', { '@WorkerAgentId': id }).status).toBe(0);
    expect(client.rows('catalog.worker_agents').map((row) => row.MachineName)).toEqual(['ETL02']);
    expect(client.rows('catalog.worker_agent_perfcounter')).toEqual([]);
    expect(client.exec('catalog.enable_worker_agent', { '@WorkerAgentId': id }).errors).toEqual([27243]);
  });

  it('does not keep a running service from registering again, disabled, under the same id', () => {
    const harness = freshHarness();
    const client = harness.as('operator');
    const id = agentOf(harness, 'ETL01');
    client.exec('catalog.enable_worker_agent', { '@WorkerAgentId': id });
    client.exec('catalog.set_worker_agent_property', {
      '@WorkerAgentId': id,
      '@PropertyName': 'DisplayName',
      '@PropertyValue': 'x',
    });
    client.exec('catalog.delete_worker_agent', { '@WorkerAgentId': id });
    harness.wait(60);
    expect(client.rows('catalog.worker_agents')[1]).toMatchObject({
      WorkerAgentId: id,
      IsEnabled: false,
      DisplayName: null,
      MachineName: 'ETL01',
    });
  });

  it('is final for a worker whose service was stopped', () => {
    const harness = freshHarness();
    const client = harness.as('operator');
    harness.world.changeMachine('etl01', { service: 'stopped' });
    client.exec('catalog.delete_worker_agent', { '@WorkerAgentId': agentOf(harness, 'ETL01') });
    harness.wait(86_400);
    expect(client.rows('catalog.worker_agents').map((row) => row.MachineName)).toEqual(['ETL02']);
  });
});
