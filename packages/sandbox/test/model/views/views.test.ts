import { describe, expect, it } from 'vitest';
import type { SqlType, SqlValue } from '../../../src/engine.js';
import { viewsByName } from '../../../src/model/views/registry.js';
import { agentOf, freshHarness, objectName } from '../harness.js';

function typeText(type: SqlType): string {
  if ('length' in type) return `${type.kind}(${type.length})`;
  if (type.kind === 'decimal') return `decimal(${type.precision},${type.scale})`;
  return 'scale' in type ? `${type.kind}(${type.scale})` : type.kind;
}

const columnsOf = (view: string) =>
  viewsByName
    .get(view)
    ?.columns.map(({ name, type, nullable }) => `${name} ${typeText(type)}${nullable ? ' null' : ''}`);

/** Whether a value is of its type's kind, as SqlValue says. */
function fits(value: SqlValue, { kind }: SqlType): boolean {
  if (value === null) return true;
  if (kind === 'bit') return typeof value === 'boolean';
  if (kind === 'bigint') return typeof value === 'bigint';
  if (kind === 'int' || kind === 'smallint' || kind === 'tinyint' || kind === 'float') return typeof value === 'number';
  if (kind === 'varbinary') return value instanceof Uint8Array;
  if (kind === 'sql_variant') return typeof value === 'object' && 'type' in value;
  if (kind === 'datetimeoffset' || kind === 'datetime') return typeof value === 'object' && 'ticks' in value;
  return typeof value === 'string';
}

/** What the sandbox keeps no rows of. */
const alwaysEmpty = ['internal.tasks_history', 'internal.event_messages', 'internal.event_messages_scaleout'];

describe('the views', () => {
  it('worker_agents has the columns of SSISDB, in its order', () => {
    expect(columnsOf('catalog.worker_agents')).toEqual([
      'WorkerAgentId uniqueidentifier',
      'IsEnabled bit',
      'DisplayName nvarchar(256) null',
      'Description nvarchar(max) null',
      'MachineName nvarchar(256) null',
      'Tags nvarchar(max) null',
      'UserAccount nvarchar(256) null',
      'LastOnlineTime datetimeoffset(7)',
    ]);
  });

  it('the property views are pairs of name and value', () => {
    expect(columnsOf('catalog.master_properties')).toEqual([
      'property_name nvarchar(256)',
      'property_value nvarchar(max)',
    ]);
    expect(columnsOf('catalog.catalog_properties')).toEqual([
      'property_name nvarchar(256)',
      'property_value nvarchar(256)',
    ]);
    expect(columnsOf('catalog.worker_agent_perfcounter')).toEqual([
      'WorkerAgentId uniqueidentifier',
      'PerfCounterName nvarchar(max)',
      'PerfCounterValue float',
      'TimeStamp datetimeoffset(7)',
    ]);
  });

  it('executions has the columns of SSISDB, those that the documentation lacks too', () => {
    const names = viewsByName.get('catalog.executions')?.columns.map(({ name }) => name) ?? [];
    expect(names).toHaveLength(34);
    expect(names.slice(24)).toEqual([
      'dump_id',
      'server_name',
      'machine_name',
      'worker_agent_id',
      'total_physical_memory_kb',
      'available_physical_memory_kb',
      'total_page_file_kb',
      'available_page_file_kb',
      'cpu_count',
      'executed_count',
    ]);
  });

  it.each([...viewsByName.keys()])('%s gives a value of the right kind for each column', (view) => {
    const harness = freshHarness({}, (content) => {
      content.server = { server: { ...content.server?.server, listeners: ['SSISLSN'] } };
      content.agentProxies = { Loads: { account: 'CORP\\loads' } };
      content.perfCounters = {
        '1': {
          workerAgentId: 'A7D3F4A1-1B2C-4D5E-8F90-0123456789AB',
          name: 'x',
          value: 1.5,
          timeStamp: '2024-05-01T08:00:00Z',
        },
      };
    });
    const client = harness.as('SANDBOX\\scaleout');
    client.exec('sys.sp_addextendedproperty', { '@name': 'note', '@value': 'ours' });
    const { outputs } = client.exec('catalog.create_execution', {
      '@folder_name': 'Warehouse',
      '@project_name': 'loads',
      '@package_name': 'LOADSALES.dtsx',
      '@runinscaleout': true,
    });
    client.exec('catalog.start_execution', { '@execution_id': outputs['@execution_id'] ?? null });
    const database = viewsByName.get(view)?.database ?? 'SSISDB';
    const table = harness.world.database.table({ ...objectName(view), database }, client.context);
    expect(table).toBeDefined();
    const rows = [...(table?.rows() ?? [])];
    expect(rows.length > 0).toBe(!alwaysEmpty.includes(view));
    for (const row of rows) {
      expect(row).toHaveLength(table?.columns.length ?? Number.NaN);
      for (const [index, column] of (table?.columns ?? []).entries()) {
        const value = row[index];
        expect([column.name, value !== undefined && fits(value, column.type)]).toEqual([column.name, true]);
        if (!column.nullable) expect([column.name, value]).not.toEqual([column.name, null]);
      }
    }
  });

  it('are found in any case and with their database; others are not there', () => {
    const harness = freshHarness();
    expect(harness.as('reader').select('CATALOG.Worker_Agents')).toEqual([]);
    expect(harness.as('operator', 'master').select('ssisdb.catalog.worker_agents')).toHaveLength(2);
    expect(harness.as('operator', 'master').select('sys.databases')).toHaveLength(5);
    for (const name of [
      'catalog.worker_agent',
      'worker_agents',
      'dbo.worker_agents',
      'master.catalog.worker_agents',
      'x.sys.databases',
    ]) {
      expect([name, harness.as('operator').select(name)]).toEqual([name, undefined]);
    }
  });

  it('find a worker by its id, in any case, without a scan', () => {
    const harness = freshHarness();
    const id = agentOf(harness, 'ETL02');
    const name = { schema: 'catalog', name: 'worker_agents' };
    const key = harness.world.database.table(name, harness.as('operator').context)?.key;
    expect(key?.column).toBe(0);
    expect(key?.find(id.toLowerCase())?.[4]).toBe('ETL02');
    expect(key?.find('A7D3F4A1-1B2C-4D5E-8F90-0123456789AB')).toBe(undefined);
    expect(harness.world.database.table(name, harness.as('reader').context)?.key?.find(id)).toBe(undefined);
  });
});

describe('row filters', () => {
  it('the worker views show nothing, without an error, outside the three roles', () => {
    const harness = freshHarness();
    const count = (login: string) => harness.as(login).select('catalog.worker_agents')?.length;
    expect(['scaleout', 'operator', 'executor', 'reader'].map(count)).toEqual([2, 2, 2, 0]);
  });

  it('executions are shown to admins, log readers and their own caller, not to an ssis_cluster_executor', () => {
    const harness = freshHarness({}, (content) => {
      const login = (name: string, databaseRoles: string[]) => ({
        name,
        kind: 'windows',
        serverRoles: [],
        databaseRoles,
      });
      content.logins = {
        ...content.logins,
        'SANDBOX\\runner': login('SANDBOX\\runner', ['ssis_cluster_executor']),
        'SANDBOX\\log': login('SANDBOX\\log', ['ssis_logreader']),
      };
    });
    harness.as('SANDBOX\\runner').exec('catalog.create_execution', {
      '@folder_name': 'Warehouse',
      '@project_name': 'Loads',
      '@package_name': 'LoadSales.dtsx',
    });
    const count = (login: string) => harness.as(login).select('catalog.executions')?.length;
    expect(['scaleout', 'operator', 'SANDBOX\\log', 'SANDBOX\\runner', 'executor', 'reader'].map(count)).toEqual([
      1, 1, 1, 1, 0, 0,
    ]);
  });

  it("properties are public; the two secret ones are nobody's", () => {
    const harness = freshHarness();
    for (const login of ['reader', 'scaleout']) {
      const names = harness
        .as(login)
        .rows('catalog.master_properties')
        .map((row) => row.property_name);
      expect(names).toContain('MASTER_ADDRESS');
      expect(names).not.toContain('CLUSTER_LOGDB_CONNECTIONSTRING');
      expect(names).not.toContain('EXECUTION_PASSWORD');
      expect(harness.as(login).rows('catalog.catalog_properties').length).toBe(12);
    }
  });

  it("internal.tasks is a sysadmin's: others get 229, and 916 without a user", () => {
    const harness = freshHarness();
    const tasks = objectName('SSISDB.internal.tasks');
    const denied = (login: string) =>
      harness.world.database.selectDenied?.(tasks, harness.as(login, 'master').context)?.number;
    expect(['scaleout', 'operator', 'outsider'].map(denied)).toEqual([undefined, 229, 916]);
    expect(harness.as('operator').select('internal.tasks')).toBe(undefined);
    expect(harness.as('scaleout').select('internal.tasks')).toEqual([]);
  });

  it('logins see themselves, sa and the roles', () => {
    const harness = freshHarness();
    const names = harness
      .as('reader')
      .rows('sys.server_principals')
      .filter((row) => row.type !== 'R')
      .map((row) => row.name);
    expect(names).toEqual(['sa', 'reader']);
    expect(
      harness
        .as('scaleout')
        .rows('sys.server_principals')
        .filter((row) => row.type === 'U')
        .map((row) => row.name),
    ).toEqual(['SANDBOX\\scaleout', 'SANDBOX\\operator']);
  });
});
