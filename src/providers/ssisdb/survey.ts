import type { Known } from '../../domain/known.js';
import type { CatalogSurvey, ShapedColumn, ShapedObject, SurveyedProperty } from '../../domain/survey.js';
import { isScaleoutError, ScaleoutError } from '../../errors/errors.js';
import { nullableText } from './read-workers.js';
import type { Collector, SqlServer } from './request/sql-server.js';
import { rightsColumns, rightsOf } from './rights.js';

/** The shape of SSISDB, in three requests of at most so many milliseconds each. Reads only. */
export async function survey(server: SqlServer, limit: number, signal: AbortSignal): Promise<CatalogSurvey> {
  const query = { kind: 'query', parameters: [], limit } as const;
  const shape = await server.read({ ...query, text: shapeSql, what: 'surveying SSISDB' }, collectShape, signal);
  // Each by itself: where one of the views is another one, the rest is still told.
  const properties = async (text: string, what: string): Promise<Known<readonly SurveyedProperty[]>> => {
    try {
      return { known: true, value: await server.read({ ...query, text, what }, collectProperties, signal) };
    } catch (error) {
      signal.throwIfAborted();
      if (!isScaleoutError(error)) throw error;
      const { message, code, remedy } = error;
      return { known: false, reason: message, error: { code, remedy } };
    }
  };
  return {
    ...shape,
    catalogProperties: await properties(catalogPropertiesSql, 'reading catalog.catalog_properties'),
    masterProperties: await properties(masterPropertiesSql, 'reading catalog.master_properties'),
  };
}

type Shape = Omit<CatalogSurvey, 'catalogProperties' | 'masterProperties'>;

function collectShape(): Collector<Shape> {
  let session: readonly unknown[] | undefined;
  const objects = new Map<string, ShapedObject & { readonly columns: ShapedColumn[] }>();
  const logins: string[] = [];
  const addColumn = (values: readonly unknown[]) => {
    const [schema, object, name, type, length, scale] = values;
    objects
      .get(`${schema}.${object}`)
      ?.columns.push({ name: String(name), type: typeText(String(type), Number(length), Number(scale)) });
  };
  return {
    onRow(set, values) {
      const [first, second, third] = values;
      if (set === shapeSets.session) session = values;
      else if (set === shapeSets.objects) {
        objects.set(`${first}.${second}`, { kind: String(third).trim(), columns: [] });
      } else if (set === shapeSets.logins) logins.push(String(first));
      else addColumn(values);
    },
    end() {
      if (session === undefined) {
        throw new ScaleoutError('catalog.unexpected-answer', 'The survey came without facts about the session.');
      }
      const [version, edition, isClustered, isAvailabilityGroup, isWindowsOnly, worker, failover, ...rights] = session;
      const [, , , admin, executor, reader] = rights;
      const { isSqlLogin, isSysadmin } = rightsOf(rights);
      const member = (value: unknown) => (value === null || value === undefined ? null : Number(value) > 0);
      return {
        server: {
          productVersion: String(version),
          edition: String(edition),
          isClustered: Number(isClustered) === 1,
          isAvailabilityGroup: Number(isAvailabilityGroup) === 1,
          isWindowsOnly: Number(isWindowsOnly) === 1,
        },
        isSqlLogin,
        isSysadmin,
        roles: new Map([
          ['ssis_admin', member(admin)],
          ['ssis_cluster_executor', member(executor)],
          ['ssis_logreader', member(reader)],
          ['ssis_cluster_worker', member(worker)],
          ['ssis_failover_monitoring_agent', member(failover)],
        ]),
        objects,
        logins,
      };
    },
  };
}

/** A type as T-SQL writes it: `nvarchar(256)`, `datetimeoffset(7)`. */
function typeText(name: string, bytes: number, scale: number): string {
  if (/^n(var)?char$/.test(name)) return `${name}(${bytes === -1 ? 'max' : bytes / 2})`;
  if (/^(var)?(char|binary)$/.test(name)) return `${name}(${bytes === -1 ? 'max' : bytes})`;
  return /^(datetime2|datetimeoffset|time)$/.test(name) ? `${name}(${scale})` : name;
}

function collectProperties(): Collector<readonly SurveyedProperty[]> {
  const found: SurveyedProperty[] = [];
  return {
    onRow: (_, [name, value, isSet]) => {
      found.push({ name: String(name), value: nullableText(value), isSet: Number(isSet) === 1 });
    },
    end: () => found,
  };
}

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
const shapeSets = { session: 0, objects: 1, columns: 2, parameters: 3, logins: 4 } as const;

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
