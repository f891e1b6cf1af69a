import { isScaleoutError, ScaleoutError } from '../../errors/errors.js';
import { ssisdbProcedures, ssisdbVersionProperties, ssisdbViews } from '../../facts/ssisdb.js';
import { printable } from '../../text/printable.js';
import { firstOf } from '../../text/words.js';
import { nullableText } from './read-workers.js';
import type { Collector, SqlServer } from './request/sql-server.js';

/** What of SSISDB's public objects is there, by names in lower case. */
interface Shape {
  readonly seesAll: boolean;
  readonly productVersion: string;
  readonly database: string;
  readonly views: ReadonlyMap<string, ReadonlySet<string>>;
  readonly procedures: ReadonlyMap<string, ReadonlySet<string>>;
}

/** The most objects that one message names. */
const mostNamed = 8;

/**
 * The same server, that tells which view, column, procedure or parameter is missing where a request met an SSISDB of
 * another shape. It asks only then: what goes well is one request.
 */
export function explainShape(server: SqlServer, limit: number): SqlServer {
  const explained = async <T>(request: Promise<T>, signal: AbortSignal): Promise<T> => {
    try {
      return await request;
    } catch (error) {
      if (!isScaleoutError(error, 'catalog.no-ssisdb')) throw error;
      throw await reasonOf(error, server, limit, signal);
    }
  };
  return {
    read: (request, collector, signal) => explained(server.read(request, collector, signal), signal),
    write: (request, repeatable, signal) => explained(server.write(request, repeatable, signal), signal),
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

async function reasonOf(
  error: ScaleoutError,
  server: SqlServer,
  limit: number,
  signal: AbortSignal,
): Promise<ScaleoutError> {
  let shape: Shape;
  try {
    const what = 'asking for the shape of SSISDB';
    shape = await server.read({ kind: 'query', text: shapeSql, parameters: [], what, limit }, collectShape, signal);
  } catch (cause) {
    signal.throwIfAborted();
    const detail = `${error.message} Which object is missing could not be asked: ${isScaleoutError(cause) ? cause.message : String(cause)}`;
    return new ScaleoutError('catalog.other-shape', detail, { cause: error });
  }
  const missing = missingIn(shape);
  const views = Object.keys(ssisdbViews.value);
  // Without any of the views it is no SSISDB at all, or one of which the login is shown nothing.
  if (views.every((view) => !shape.views.has(plainName(view)))) return error;
  const version = `SQL Server ${printable(shape.productVersion)}, ${await schemaVersion(server, limit, signal)}`;
  const named = firstOf(missing, mostNamed);
  const hidden =
    missing.length > 0 && !shape.seesAll
      ? ' The login lacks VIEW DEFINITION on the database, so what it may not use can be hidden from it.'
      : '';
  const found =
    missing.length === 0
      ? 'All objects that scaleout knows of are there by name.'
      : `${printable(shape.database)} lacks ${named}, or does not show it.${hidden}`;
  return new ScaleoutError('catalog.other-shape', `${error.message} ${found} Found: ${version}.`, { cause: error });
}

function missingIn({ views, procedures }: Shape): readonly string[] {
  const lacks = (
    wanted: Readonly<Record<string, object>>,
    found: Shape['views'],
    written: (object: string, part: string) => string,
  ) =>
    Object.entries(wanted).flatMap(([object, parts]) => {
      const known = found.get(plainName(object));
      if (known === undefined) return [object];
      return Object.keys(parts).flatMap((part) => (known.has(part.toLowerCase()) ? [] : [written(object, part)]));
    });
  return [
    ...lacks(ssisdbViews.value, views, (object, part) => `${object}.${part}`),
    ...lacks(ssisdbProcedures.value, procedures, (object, part) => `parameter @${part} of ${object}`),
  ];
}

/** `catalog.worker_agents` without its schema, in lower case. */
const plainName = (object: string) => object.slice(object.indexOf('.') + 1).toLowerCase();

function collectShape(): Collector<Shape> {
  let session: readonly unknown[] = [];
  const views = new Map<string, Set<string>>();
  const procedures = new Map<string, Set<string>>();
  const partsOf = (objects: Map<string, Set<string>>, name: unknown) => {
    const key = String(name).toLowerCase();
    const parts = objects.get(key) ?? new Set<string>();
    objects.set(key, parts);
    return parts;
  };
  return {
    onRow(set, values) {
      const [first, second] = values;
      if (set === shapeSets.session) session = values;
      else if (set === shapeSets.columns) partsOf(views, first).add(String(second).toLowerCase());
      else if (set === shapeSets.procedures) partsOf(procedures, first);
      else partsOf(procedures, first).add(String(second).toLowerCase().replace(/^@/, ''));
    },
    end: () => ({
      seesAll: Number(session[0]) === 1,
      productVersion: nullableText(session[1]) ?? 'of an unknown version',
      database: nullableText(session[2]) ?? 'The database',
      views,
      procedures,
    }),
  };
}

/** What the catalog says of its own version, in words. */
async function schemaVersion(server: SqlServer, limit: number, signal: AbortSignal): Promise<string> {
  const found = new Map<string, string>();
  const collect = (): Collector<undefined> => ({
    onRow: (_, [name, value]) => found.set(String(name), printable(String(value))),
    end: () => undefined,
  });
  try {
    const what = 'asking for the version of the schema';
    await server.read({ kind: 'query', text: schemaVersionSql, parameters: [], what, limit }, collect, signal);
  } catch {
    signal.throwIfAborted();
  }
  if (found.size === 0) return 'a schema of unknown version';
  return [...found].map(([name, value]) => `${name} ${value}`).join(', ');
}

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
const shapeSets = { session: 0, columns: 1, procedures: 2, parameters: 3 } as const;

/** The version of the schema; a request of its own, since the view may be what is missing. */
export const schemaVersionSql = `
SELECT property_name, property_value
FROM catalog.catalog_properties
WHERE property_name IN (${ssisdbVersionProperties.value.map((name) => `N'${name}'`).join(', ')});
`;
