import type { CatalogObservation, CatalogSettings } from '../../domain/catalog.js';
import {
  type MasterState,
  type UnreadableRow,
  type WorkerAgentId,
  type WorkerRow,
  workerAgentId,
} from '../../domain/rows.js';
import { ScaleoutError } from '../../errors/errors.js';
import { markOf, markSql, notesOf } from './mark-and-notes.js';
import { isUnreadable, nullableText, seconds, utcText, workerColumns, workerRow } from './read-workers.js';
import type { Collector, SqlServer } from './request/sql-server.js';
import { ifVisible, rightsColumns, rightsOf, seesExecutions, seesWorkers } from './rights.js';

/** Everything that the catalog shows, in one request of at most so many milliseconds. */
export function observe(server: SqlServer, limit: number, signal: AbortSignal): Promise<CatalogObservation> {
  const request = { kind: 'query', text: observeSql, parameters: [], what: 'observing the catalog', limit } as const;
  return server.read(request, collectObservation, signal);
}

/** The rows of the master; @now is the moment of the request. */
const masterSql = `SELECT
  property_name,
  property_value,
  CASE WHEN property_name = N'LAST_ONLINE_TIME'
    THEN CONVERT(nvarchar(33), TRY_CONVERT(datetimeoffset(7), property_value), 126) END AS time_text,
  CASE WHEN property_name = N'LAST_ONLINE_TIME'
    THEN DATEDIFF_BIG(millisecond, TRY_CONVERT(datetimeoffset(7), property_value), @now) END AS age
FROM catalog.master_properties
WHERE property_name IN (
  N'MACHINE_NAME', N'MASTER_ADDRESS', N'MASTER_SERVICE_PORT', N'SSLCERT_THUMBPRINT', N'CLUSTER_LOGDB_SERVER',
  N'LAST_ONLINE_TIME', N'MASTER_HEARTBEAT_INTERVALINMS');`;

/**
 * One observation, in one request; the result sets come in the order of `resultSets`. For SQL Server 2017 and later.
 *
 * The roles are asked beside the rows: the views show none to who is in none of them, and say nothing of it.
 * Ages are counted here, in milliseconds by the server's clock; DATEDIFF would overflow after 24 days. Style 126 is
 * ISO 8601 with the offset.
 */
export const observeSql = `
DECLARE @now datetimeoffset(7) = SYSDATETIMEOFFSET();

SELECT
  CONVERT(nvarchar(256), SERVERPROPERTY('ServerName')) AS server_name,
  CONVERT(nvarchar(128), SERVERPROPERTY('ProductVersion')) AS product_version,
  CONVERT(nvarchar(256), SERVERPROPERTY('Edition')) AS edition,
  DB_NAME() AS database_name,
  CONVERT(nvarchar(33), @now, 126) AS observed_at,
  ${rightsColumns};

SELECT property_name, property_value
FROM catalog.catalog_properties
WHERE property_name IN (N'IS_SCALEOUT_ENABLED', N'DEFAULT_EXECUTION_MODE');

${masterSql}

SELECT
  ${workerColumns('@now')}
FROM catalog.worker_agents;

SELECT worker_agent_id, COUNT(*) AS executions
FROM catalog.executions
WHERE status IN (2, 8) AND worker_agent_id IS NOT NULL
GROUP BY worker_agent_id;
${markSql}`;

/** The numbers of the result sets. */
export const resultSets = {
  session: 0,
  catalogProperties: 1,
  masterProperties: 2,
  workers: 3,
  busy: 4,
  mark: 5,
} as const;

/** Makes an observation of the rows of `observeSql`, each as it arrives: ten thousand workers stay small. */
export function collectObservation(): Collector<CatalogObservation> {
  let session: readonly unknown[] | undefined;
  const catalogProperties = new Map<string, string | null>();
  const master = masterRows();
  let mark: readonly unknown[] = [];
  const workers: WorkerRow[] = [];
  const unreadable: UnreadableRow[] = [];
  const busy = new Map<WorkerAgentId, number>();

  return {
    onRow(set, values) {
      const [first, second, third, fourth] = values;
      if (set === resultSets.session) session = values;
      else if (set === resultSets.catalogProperties) catalogProperties.set(String(first), nullableText(second));
      else if (set === resultSets.workers) {
        const row = workerRow(values);
        if (isUnreadable(row)) unreadable.push(row);
        else workers.push(row);
      } else if (set === resultSets.busy) busy.set(workerAgentId(String(first)), Number(second));
      else if (set === resultSets.mark) mark = values;
      else master.add([first, second, third, fourth]);
    },
    end() {
      if (session === undefined) {
        throw new ScaleoutError('catalog.unexpected-answer', 'The observation came without facts about the session.');
      }
      const [serverName, productVersion, edition, database, observedAt] = session.map(String);
      const rights = rightsOf(session.slice(5));
      return {
        server: { name: serverName ?? '', productVersion: productVersion ?? '', edition: edition ?? '' },
        database: database ?? '',
        mark: markOf(mark, rights.name),
        notes: notesOf(mark, rights.name),
        observedAt: utcText(observedAt ?? ''),
        login: {
          name: rights.name,
          isSqlLogin: rights.isSqlLogin,
          isSysadmin: rights.isSysadmin,
          isSsisAdmin: rights.isSsisAdmin,
          isClusterExecutor: rights.isClusterExecutor,
        },
        ...settingsOf(catalogProperties),
        master: master.read(),
        workers: ifVisible(seesWorkers(rights), 'ssis_admin, ssis_cluster_executor and sysadmin', rights, workers),
        ...(unreadable.length === 0 ? {} : { unreadable }),
        busy: ifVisible(seesExecutions(rights), 'ssis_admin, ssis_logreader and sysadmin', rights, busy),
      };
    },
  };
}

/** Rows of catalog.master_properties; the time and the age in seconds of LAST_ONLINE_TIME, where it is a time. */
interface MasterRows {
  readonly properties: ReadonlyMap<string, string | null>;
  readonly lastOnline: string | null;
  readonly lastOnlineAge: number | null;
}

/** Gathers the rows of `masterSql`. */
function masterRows() {
  const properties = new Map<string, string | null>();
  let lastOnline: string | null = null;
  let lastOnlineAge: number | null = null;
  return {
    add([name, value, time, age]: readonly unknown[]) {
      properties.set(String(name), nullableText(value));
      const text = nullableText(time);
      if (text === null) return;
      lastOnline = text;
      lastOnlineAge = age === null ? null : seconds(age);
    },
    read: () => masterOf({ properties, lastOnline, lastOnlineAge }),
  };
}

/** What rows of catalog.master_properties mean. */
function masterOf({ properties, lastOnline, lastOnlineAge }: MasterRows): MasterState {
  const text = (name: string) => properties.get(name) || null;
  const interval = numberOf(text('MASTER_HEARTBEAT_INTERVALINMS'));
  // An empty text is none, although the server converts it to 1900.
  const isNever = text('LAST_ONLINE_TIME') === null;
  return {
    machineName: text('MACHINE_NAME'),
    address: text('MASTER_ADDRESS'),
    port: numberOf(text('MASTER_SERVICE_PORT')),
    certificateThumbprint:
      text('SSLCERT_THUMBPRINT')
        ?.replace(/[^0-9a-f]/gi, '')
        .toUpperCase() || null,
    logDatabaseServer: text('CLUSTER_LOGDB_SERVER'),
    // A time that the server cannot read is told as it stands: it is not the same as none.
    lastOnline: lastOnline === null || isNever ? text('LAST_ONLINE_TIME') : utcText(lastOnline),
    lastOnlineAge: isNever ? null : lastOnlineAge,
    heartbeatInterval: interval === null ? null : interval / 1000,
  };
}

function numberOf(text: string | null): number | null {
  if (text === null) return null;
  const number = Number(text);
  return Number.isFinite(number) ? number : null;
}

/** What rows of catalog.catalog_properties mean. */
function settingsOf(
  properties: ReadonlyMap<string, string | null>,
): Pick<CatalogObservation, 'scaleOut' | 'defaultExecutionMode'> {
  const enabled = properties.get('IS_SCALEOUT_ENABLED');
  const mode = properties.get('DEFAULT_EXECUTION_MODE');
  return {
    // 'TRUE'; no row before it was ever enabled; an empty text after it was disabled.
    scaleOut: enabled === undefined ? 'neverEnabled' : enabled?.toUpperCase() === 'TRUE' ? 'enabled' : 'disabled',
    defaultExecutionMode: mode === undefined || mode === null ? null : mode === '1' ? 'scaleOut' : 'server',
  };
}

/** The settings that writes compare; no two of them have the same name. */
export const settingsSql = `
SELECT property_name, property_value
FROM catalog.catalog_properties
WHERE property_name IN (N'IS_SCALEOUT_ENABLED', N'DEFAULT_EXECUTION_MODE');

SELECT property_name, property_value
FROM catalog.master_properties
WHERE property_name = N'MASTER_ADDRESS';
`;

export function readSettings(server: SqlServer, limit: number, signal: AbortSignal): Promise<CatalogSettings> {
  const request = { kind: 'query', text: settingsSql, parameters: [], what: 'reading the settings', limit } as const;
  return server.read(request, collectSettings, signal);
}

function collectSettings(): Collector<CatalogSettings> {
  const properties = new Map<string, string | null>();
  return {
    onRow: (_, [name, value]) => properties.set(String(name), nullableText(value)),
    end: () => ({ ...settingsOf(properties), masterAddress: properties.get('MASTER_ADDRESS') || null }),
  };
}

/** What a wait for the master looks at, again and again. */
const readMasterSql = `
DECLARE @now datetimeoffset(7) = SYSDATETIMEOFFSET();

${masterSql}
`;

export function readMaster(server: SqlServer, limit: number, signal: AbortSignal): Promise<MasterState> {
  const request = { kind: 'query', text: readMasterSql, parameters: [], what: 'reading the master', limit } as const;
  return server.read(request, collectMaster, signal);
}

function collectMaster(): Collector<MasterState> {
  const master = masterRows();
  return { onRow: (_, values) => master.add(values), end: master.read };
}
