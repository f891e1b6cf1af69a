import { ssisdbVersionProperties } from '../../../facts/ssisdb.js';

/**
 * What the schema `catalog` of the database has, and whether the login is shown all of it: metadata that a login may not
 * see is left out without a word. Asked only after a request that met another shape than we know.
 */
export const shapeSql = `
SELECT
  HAS_PERMS_BY_NAME(DB_NAME(), N'DATABASE', N'VIEW DEFINITION') AS sees_all,
  CONVERT(nvarchar(128), SERVERPROPERTY('ProductVersion')) AS product_version,
  DB_NAME() AS database_name;

SELECT TABLE_NAME, COLUMN_NAME
FROM INFORMATION_SCHEMA.COLUMNS
WHERE TABLE_SCHEMA = N'catalog';

SELECT ROUTINE_NAME
FROM INFORMATION_SCHEMA.ROUTINES
WHERE ROUTINE_SCHEMA = N'catalog';

SELECT SPECIFIC_NAME, PARAMETER_NAME
FROM INFORMATION_SCHEMA.PARAMETERS
WHERE SPECIFIC_SCHEMA = N'catalog';
`;

/** The numbers of the result sets. */
export const shapeSets = { session: 0, columns: 1, procedures: 2, parameters: 3 } as const;

/** The version of the schema; a request of its own, since the view may be what is missing. */
export const schemaVersionSql = `
SELECT property_name, property_value
FROM catalog.catalog_properties
WHERE property_name IN (${ssisdbVersionProperties.value.map((name) => `N'${name}'`).join(', ')});
`;
