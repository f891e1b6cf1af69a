import { markSql } from '../mark/mark.sql.js';
import { workerColumns } from '../workers/worker-columns.sql.js';
import { rightsColumns } from './rights.sql.js';

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

SELECT
  property_name,
  property_value,
  CASE WHEN property_name = N'LAST_ONLINE_TIME'
    THEN CONVERT(nvarchar(33), TRY_CONVERT(datetimeoffset(7), property_value), 126) END AS time_text,
  CASE WHEN property_name = N'LAST_ONLINE_TIME'
    THEN DATEDIFF_BIG(millisecond, TRY_CONVERT(datetimeoffset(7), property_value), @now) END AS age
FROM catalog.master_properties
WHERE property_name IN (
  N'MACHINE_NAME', N'MASTER_ADDRESS', N'MASTER_SERVICE_PORT', N'SSLCERT_THUMBPRINT', N'CLUSTER_LOGDB_SERVER',
  N'LAST_ONLINE_TIME', N'MASTER_HEARTBEAT_INTERVALINMS');

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
