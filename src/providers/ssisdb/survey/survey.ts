import { isScaleoutError, ScaleoutError } from '../../../errors.js';
import type { Known } from '../../../reconciler/known.js';
import type { CatalogSurvey, ShapedColumn, ShapedObject, SurveyedProperty } from '../../../report/survey.js';
import { rightsOf } from '../observation/rights.js';
import type { Collector, SqlServer } from '../request/sql-server.js';
import { nullableText } from '../values.js';
import { catalogPropertiesSql, masterPropertiesSql, shapeSets, shapeSql } from './survey.sql.js';

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
