import { rightsColumns } from '../observation/rights.sql.js';

/**
 * The shape of SSISDB, for a report. It reads nothing but the system's views, so that it works on whatever SSISDB there is.
 * The result sets come in the order of `shapeSets`. For SQL Server 2017 and later.
 */
export const shapeSql = `
SELECT
  CONVERT(nvarchar(128), SERVERPROPERTY('ProductVersion')) AS product_version,
  CONVERT(nvarchar(256), SERVERPROPERTY('Edition')) AS edition,
  CONVERT(int, SERVERPROPERTY('IsClustered')) AS is_clustered,
  CONVERT(int, SERVERPROPERTY('IsHadrEnabled')) AS is_availability_group,
  CONVERT(int, SERVERPROPERTY('IsIntegratedSecurityOnly')) AS is_windows_only,
  IS_MEMBER('ssis_cluster_worker') AS is_cluster_worker,
  IS_MEMBER('ssis_failover_monitoring_agent') AS is_failover_agent,
  ${rightsColumns};

SELECT TOP (20000) s.name AS schema_name, o.name AS object_name, o.type AS object_type
FROM sys.all_objects AS o
JOIN sys.schemas AS s ON s.schema_id = o.schema_id
WHERE s.name IN (N'catalog', N'internal') AND o.type IN ('U', 'V', 'P');

SELECT TOP (20000) s.name AS schema_name, o.name AS object_name, c.name AS column_name, t.name AS type_name, c.max_length, c.scale
FROM sys.all_columns AS c
JOIN sys.all_objects AS o ON o.object_id = c.object_id
JOIN sys.schemas AS s ON s.schema_id = o.schema_id
JOIN sys.types AS t ON t.user_type_id = c.user_type_id
WHERE s.name IN (N'catalog', N'internal') AND o.type IN ('U', 'V')
ORDER BY c.object_id, c.column_id;

SELECT TOP (20000) s.name AS schema_name, o.name AS object_name, p.name AS parameter_name, t.name AS type_name, p.max_length, p.scale
FROM sys.parameters AS p
JOIN sys.all_objects AS o ON o.object_id = p.object_id
JOIN sys.schemas AS s ON s.schema_id = o.schema_id
JOIN sys.types AS t ON t.user_type_id = p.user_type_id
WHERE s.name IN (N'catalog', N'internal') AND o.type = 'P'
ORDER BY p.object_id, p.parameter_id;

SELECT TOP (200) name
FROM sys.server_principals
WHERE type IN ('S', 'U') AND (name LIKE N'NT SERVICE\\SSISScaleOut%' OR name LIKE N'##MS_SSIS%');
`;

/** The numbers of the result sets of `shapeSql`. */
export const shapeSets = { session: 0, objects: 1, columns: 2, parameters: 3, logins: 4 } as const;

/** Only values that are no name and no secret leave the server. */
export const catalogPropertiesSql = `
SELECT TOP (500)
  property_name,
  CASE WHEN property_name IN (N'SCHEMA_VERSION', N'SCHEMA_BUILD', N'IS_SCALEOUT_ENABLED', N'DEFAULT_EXECUTION_MODE')
    THEN CONVERT(nvarchar(60), property_value) END AS shown,
  CASE WHEN property_value IS NULL OR property_value = N'' THEN 0 ELSE 1 END AS is_set
FROM catalog.catalog_properties;
`;

export const masterPropertiesSql = `
SELECT TOP (500)
  property_name,
  CASE WHEN property_name IN (N'MASTER_SERVICE_PORT', N'LAST_ONLINE_TIME') OR property_name LIKE N'%INTERVALINMS'
    THEN CONVERT(nvarchar(60), property_value) END AS shown,
  CASE WHEN property_value IS NULL OR property_value = N'' THEN 0 ELSE 1 END AS is_set
FROM catalog.master_properties;
`;
