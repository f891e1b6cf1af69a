import { describe, expect, it } from 'vitest';
import { agentOf, type Client, type Editable, freshHarness, type Harness } from '../harness.js';

const operator = 'SANDBOX\\operator';
const sales = { '@folder_name': 'Warehouse', '@project_name': 'Loads', '@package_name': 'LoadSales.dtsx' };

function withAgent(content: Editable): void {
  content.logins = {
    ...content.logins,
    'SANDBOX\\agent': { name: 'SANDBOX\\agent', kind: 'windows', serverRoles: [], databaseRoles: [] },
  };
}

function create(client: Client, values: Record<string, string | boolean | null> = {}) {
  return client.exec('catalog.create_execution', { ...sales, ...values });
}

function created(client: Client, values: Record<string, string | boolean | null> = {}): bigint {
  const id = create(client, values).outputs['@execution_id'];
  if (typeof id !== 'bigint') throw new Error('no execution was made');
  return id;
}

const execution = (client: Client, id: bigint) =>
  client.rows('catalog.executions').find((row) => row.execution_id === id);

const inScaleOut = { '@runinscaleout': true };
const pinned = { '@runinscaleout': true, '@useanyworker': false };

describe('create_execution', () => {
  it('gives the id of a created execution', () => {
    const client = freshHarness().as(operator);
    const outcome = create(client, inScaleOut);
    expect(outcome).toMatchObject({ status: 0, messages: [], outputs: { '@execution_id': 1n } });
    expect(execution(client, 1n)).toMatchObject({
      folder_name: 'Warehouse',
      project_name: 'Loads',
      package_name: 'LoadSales.dtsx',
      operation_type: 200,
      object_type: 20,
      status: 1,
      caller_name: operator,
      start_time: null,
      worker_agent_id: null,
      executed_count: 0,
    });
  });

  it('refuses SQL logins with 27123, and nulls with 27138', () => {
    const harness = freshHarness();
    expect(create(harness.as('scaleout'))).toMatchObject({ status: 1, errors: [27123], outputs: {} });
    for (const name of Object.keys(sales)) {
      expect(create(harness.as(operator), { [name]: null }).errors).toEqual([27138]);
    }
  });

  it('leaves a failed operation where the package is not there', () => {
    const client = freshHarness().as(operator);
    expect(create(client, { '@package_name': 'None.dtsx' })).toMatchObject({ status: 1, errors: [27146], outputs: {} });
    expect(client.rows('catalog.operations')).toEqual([expect.objectContaining({ operation_type: 200, status: 4 })]);
    expect(client.rows('catalog.executions')).toEqual([]);
  });

  it('refuses Scale Out to a caller without the role (27178), whose runs on the server go on working', () => {
    const client = freshHarness({}, withAgent).as('SANDBOX\\agent');
    expect(create(client, inScaleOut).errors).toEqual([27178]);
    expect(create(client).errors).toEqual([]);
  });

  it('goes to Scale Out by itself only where that is on and the default', () => {
    const harness = freshHarness({}, withAgent);
    const [admin, agent] = [harness.as('SANDBOX\\scaleout'), harness.as('SANDBOX\\agent')];
    const setMode = () =>
      admin.exec('catalog.configure_catalog', { '@property_name': 'DEFAULT_EXECUTION_MODE', '@property_value': '1' });
    setMode();
    expect(create(agent).errors).toEqual([]);
    admin.exec('catalog.enable_scaleout');
    // The trap: the agent's jobs break with the switch.
    expect(create(agent).errors).toEqual([27178]);
    expect(create(agent, { '@runinscaleout': false }).errors).toEqual([]);
  });
});

describe('add_execution_worker', () => {
  const add = (client: Client, id: bigint | null, worker: string | null) =>
    client.exec('catalog.add_execution_worker', { '@execution_id': id, '@workeragent_id': worker });

  it('refuses what it cannot use, by number', () => {
    const harness = freshHarness({}, withAgent);
    const client = harness.as(operator);
    const worker = agentOf(harness, 'ETL01');
    const id = created(client, pinned);
    expect(add(harness.as('operator'), id, worker).errors).toEqual([27123]);
    expect(add(client, null, worker).errors).toEqual([27138]);
    expect(add(client, id, null).errors).toEqual([27138]);
    expect(add(client, 0n, worker).errors).toEqual([27101]);
    expect(add(client, 99n, worker).errors).toEqual([27103]);
    expect(add(harness.as('SANDBOX\\agent'), id, worker).errors).toEqual([27103]);
    expect(add(client, created(client), worker).errors).toEqual([27255]);
    expect(add(client, created(client, inScaleOut), worker).errors).toEqual([27251]);
    expect(add(client, id, '00000000-0000-4000-8000-000000000000').errors).toEqual([27243]);
  });

  it('takes a disabled worker, and each only once', () => {
    const harness = freshHarness();
    const client = harness.as(operator);
    const id = created(client, pinned);
    expect(add(client, id, agentOf(harness, 'ETL01'))).toMatchObject({ status: 0, messages: [] });
    expect(add(client, id, agentOf(harness, 'ETL02')).status).toBe(0);
    const again = add(client, id, agentOf(harness, 'ETL01'));
    expect(again.messages.map(({ number }) => number)).toEqual([2627, 3621]);
  });
});

describe('start_execution', () => {
  const begin = (client: Client, id: bigint | null, retries = 0) =>
    client.exec('catalog.start_execution', { '@execution_id': id, '@retry_count': retries });

  it('makes a Scale Out execution pending, without machine and worker', () => {
    const client = freshHarness().as(operator);
    const id = created(client, inScaleOut);
    expect(begin(client, id)).toMatchObject({ status: 0, messages: [] });
    expect(execution(client, id)).toMatchObject({ status: 5, machine_name: '', worker_agent_id: null });
  });

  it('runs any other one on the server, at once', () => {
    const harness = freshHarness();
    const client = harness.as(operator);
    const id = created(client);
    begin(client, id);
    expect(execution(client, id)).toMatchObject({
      status: 2,
      machine_name: 'SQLETL01',
      worker_agent_id: null,
      executed_count: 1,
    });
    harness.wait(60);
    expect(execution(client, id)).toMatchObject({ status: 7 });
  });

  it('refuses what it cannot start, by number', () => {
    const harness = freshHarness();
    const client = harness.as(operator);
    const id = created(client, inScaleOut);
    expect(begin(harness.as('scaleout'), id).errors).toEqual([27123]);
    expect(begin(client, null).errors).toEqual([27138]);
    expect(begin(client, -1n).errors).toEqual([27101]);
    expect(begin(client, id, -1).errors).toEqual([27101]);
    expect(begin(client, 99n).errors).toEqual([27103]);
    begin(client, id);
    expect(begin(client, id)).toMatchObject({ status: 1, errors: [27121] });
  });

  it('refuses a project that was deployed again (27150) and a package that lacks a value (27184)', () => {
    const harness = freshHarness();
    const client = harness.as(operator);
    const [one, other] = [created(client), created(client)];
    harness.store.put('packages', '1', { ...harness.store.get('packages', '1'), requiredParameters: ['Region'] });
    expect(begin(client, one).errors).toEqual([27184]);
    harness.store.put('projects', '1', { ...harness.store.get('projects', '1'), versionLsn: 2 });
    expect(begin(client, other).errors).toEqual([27150]);
  });
});

describe('stop_operation', () => {
  const stop = (client: Client, id: bigint | null) => client.exec('catalog.stop_operation', { '@operation_id': id });
  const started = (harness: Harness, values: Record<string, boolean> = {}) => {
    const client = harness.as(operator);
    const id = created(client, values);
    client.exec('catalog.start_execution', { '@execution_id': id });
    return id;
  };

  it('refuses what does not run', () => {
    const harness = freshHarness();
    const client = harness.as(operator);
    expect(stop(client, null).errors).toEqual([27100]);
    expect(stop(harness.as('operator'), 1n).errors).toEqual([27123]);
    expect(stop(client, 99n).errors).toEqual([27124]);
    // Nobody has taken it yet, and that cannot be stopped.
    expect(stop(client, started(harness, inScaleOut)).errors).toEqual([27124]);
  });

  it('ends an execution on the server', () => {
    const harness = freshHarness();
    const client = harness.as(operator);
    const id = started(harness);
    expect(stop(client, id).status).toBe(0);
    expect(execution(client, id)).toMatchObject({ status: 3, stopped_by_name: operator });
    expect(stop(client, id).errors).toEqual([27124]);
  });

  it('shows 8 until the worker hears of it at its next report, then 3', () => {
    const harness = freshHarness();
    const client = harness.as(operator);
    client.exec('catalog.enable_worker_agent', { '@WorkerAgentId': agentOf(harness, 'ETL01') });
    const id = started(harness, inScaleOut);
    harness.wait(30);
    expect(execution(client, id)).toMatchObject({ status: 2, machine_name: 'ETL01' });
    expect(stop(client, id).status).toBe(0);
    expect(execution(client, id)).toMatchObject({ status: 8 });
    expect(stop(client, id).errors).toEqual([27126]);
    harness.wait(10);
    expect(execution(client, id)).toMatchObject({ status: 3, stopped_by_name: operator });
    const stops = client.rows('catalog.operations').filter((row) => row.operation_type === 202);
    expect(stops.map((row) => row.status)).toEqual([7, 4]);
  });
});
