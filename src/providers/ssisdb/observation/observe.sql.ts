/**
 * One observation, in one request; the result sets come in the order of `resultSets`. For SQL Server 2017 and later.
 *
 * The roles are asked beside the rows: the views show none to who is in none of them, and say nothing of it.
 * Ages are counted here, in milliseconds by the server's clock. DATEDIFF would overflow after 24 days, and CASE keeps
 * TRY_CONVERT from texts that are no times. Styles: 126 is ISO 8601, with the offset.
 */
export const observeSql = `
DECLARE @now datetimeoffset(7) = SYSDATETIMEOFFSET();

SELECT
  CONVERT(nvarchar(256), SERVERPROPERTY('ServerName')) AS server_name,
  CONVERT(nvarchar(128), SERVERPROPERTY('ProductVersion')) AS product_version,
  CONVERT(nvarchar(256), SERVERPROPERTY('Edition')) AS edition,
  DB_NAME() AS database_name,
  CONVERT(nvarchar(33), @now, 126) AS observed_at,
  SUSER_SNAME() AS login_name,
  (SELECT COUNT(*) FROM sys.server_principals WHERE sid = SUSER_SID() AND type = 'S') AS is_sql_login,
  IS_SRVROLEMEMBER('sysadmin') AS is_sysadmin,
  IS_MEMBER('ssis_admin') AS is_ssis_admin,
  IS_MEMBER('ssis_cluster_executor') AS is_cluster_executor,
  IS_MEMBER('ssis_logreader') AS is_logreader;

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
  WorkerAgentId, IsEnabled, DisplayName, Description, Tags, MachineName, UserAccount,
  CONVERT(nvarchar(33), LastOnlineTime, 126) AS last_online,
  DATEDIFF_BIG(millisecond, LastOnlineTime, @now) AS age
FROM catalog.worker_agents;

SELECT worker_agent_id, COUNT(*) AS executions
FROM catalog.executions
WHERE status IN (2, 8) AND worker_agent_id IS NOT NULL
GROUP BY worker_agent_id;
`;

/** The numbers of the result sets. */
export const resultSets = { session: 0, catalogProperties: 1, masterProperties: 2, workers: 3, busy: 4 } as const;
