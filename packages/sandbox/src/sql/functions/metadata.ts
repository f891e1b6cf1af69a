import type { ObjectName } from '../database.js';
import { coerced } from '../expressions/coerce.js';
import { type Run, type Scalar, strict } from '../expressions/compilation.js';
import { viewsServerState } from '../server-views.js';
import { int, nvarchar, smallint, sysname } from '../types/type.js';
import { argument, type BuiltIn, builtIn } from './built-in.js';
import { ofSession } from './session.js';

const text = (args: readonly Scalar[], index: number): Scalar =>
  coerced(argument(args, index), sysname, { explicit: true });

/** Numbers from 1, in the order in which the world names its databases. */
function databaseId({ session }: Run, name: string): number | null {
  const index = session.database.databases.findIndex((database) => database.toLowerCase() === name.toLowerCase());
  return index < 0 ? null : index + 1;
}

/** `[a].[b].[c]` in its parts; undefined where it is none. */
export function splitName(name: string): ObjectName | undefined {
  const parts = [...name.matchAll(/\s*(?:\[((?:[^\]]|\]\])*)\]|"((?:[^"]|"")*)"|([^.[\]"]*))\s*(?:\.|$)/g)]
    .slice(0, 5)
    .map((match) => match[1]?.replaceAll(']]', ']') ?? match[2]?.replaceAll('""', '"') ?? match[3]?.trim() ?? '');
  if (parts.at(-1) === '' && parts.length > 1) parts.pop();
  const [object, schema, database, ...more] = parts.reverse();
  if (object === undefined || object === '' || more.length > 0) return undefined;
  return { name: object, ...(schema ? { schema } : {}), ...(database ? { database } : {}) };
}

/** A number of an object that stays the same, like an object's id; SQL Server gives out such numbers above 100. */
function objectId(kind: string, { database, schema, name }: ObjectName): number {
  let hash = 0;
  for (const char of `${database ?? ''}.${schema ?? 'dbo'}.${name}:${kind}`.toLowerCase()) {
    hash = (hash * 31 + (char.codePointAt(0) ?? 0)) % 2_147_483_000;
  }
  return hash + 101;
}

const schemas: Readonly<Record<number, string>> = { 1: 'dbo', 2: 'guest', 3: 'INFORMATION_SCHEMA', 4: 'sys' };

export const metadataFunctions: Readonly<Record<string, BuiltIn>> = {
  DB_NAME: builtIn(0, 1, (args) => {
    if (args.length === 0) return ofSession(nvarchar(128), ({ session }) => session.context.database);
    return strict(nvarchar(128), [coerced(argument(args, 0), int)], ([id], { session }) =>
      id === 0 ? session.context.database : (session.database.databases[(id as number) - 1] ?? null),
    );
  }),
  DB_ID: builtIn(0, 1, (args) =>
    args.length === 0
      ? ofSession(smallint, (run) => databaseId(run, run.session.context.database))
      : strict(smallint, [text(args, 0)], ([name], run) => databaseId(run, String(name))),
  ),
  HAS_DBACCESS: builtIn(1, 1, (args) =>
    strict(int, [text(args, 0)], ([name], run) => {
      const { database, context } = run.session;
      if (databaseId(run, String(name)) === null) return null;
      return database.databaseDenied?.(String(name), context) === undefined ? 1 : 0;
    }),
  ),
  OBJECT_ID: builtIn(1, 2, (args) => {
    const kind = args.length > 1 ? [text(args, 1)] : [];
    return strict(int, [coerced(argument(args, 0), nvarchar(1035)), ...kind], ([written, wanted], { session }) => {
      const name = splitName(String(written));
      if (name === undefined) return null;
      const full = { database: session.context.database, ...name };
      const type = String(wanted ?? '')
        .trim()
        .toUpperCase();
      const { database, context } = session;
      if (['', 'V', 'U', 'S'].includes(type) && database.table(name, context) !== undefined) return objectId('V', full);
      if (['', 'P', 'PC', 'X'].includes(type) && database.procedure(name, context) !== undefined)
        return objectId('P', full);
      return null;
    });
  }),
  SCHEMA_NAME: builtIn(0, 1, (args) =>
    args.length === 0
      ? ofSession(sysname, () => 'dbo')
      : strict(sysname, [coerced(argument(args, 0), int)], ([id]) => schemas[id as number] ?? null),
  ),
  SCHEMA_ID: builtIn(0, 1, (args) =>
    args.length === 0
      ? ofSession(int, () => 1)
      : strict(int, [text(args, 0)], ([name]) => {
          const found = Object.entries(schemas).find(([, known]) => known.toLowerCase() === String(name).toLowerCase());
          return found === undefined ? null : Number(found[0]);
        }),
  ),
  PARSENAME: builtIn(2, 2, (args) =>
    strict(sysname, [coerced(argument(args, 0), nvarchar(1035)), coerced(argument(args, 1), int)], ([name, part]) => {
      const parts = splitName(String(name));
      return (part === 1 ? parts?.name : part === 2 ? parts?.schema : part === 3 ? parts?.database : undefined) ?? null;
    }),
  ),
  HAS_PERMS_BY_NAME: builtIn(3, 5, (args) => {
    const names = [0, 1, 2].map((index) => coerced(argument(args, index), nvarchar(1035)));
    return ofSession(int, (run) => permission(run, ...names.map(({ evaluate }) => evaluate(run) as string | null)));
  }),
  DATABASEPROPERTYEX: builtIn(2, 2, (args) =>
    strict({ kind: 'sql_variant' }, [text(args, 0), text(args, 1)], ([name, property], run) => {
      if (databaseId(run, String(name)) === null) return null;
      const values: Readonly<Record<string, string>> = {
        STATUS: 'ONLINE',
        UPDATEABILITY: 'READ_WRITE',
        USERACCESS: 'MULTI_USER',
        COLLATION: 'SQL_Latin1_General_CP1_CI_AS',
      };
      const value = values[String(property).toUpperCase()];
      return value === undefined ? null : { type: sysname, value };
    }),
  ),
  SQL_VARIANT_PROPERTY: builtIn(2, 2, (args) => {
    const value = coerced(argument(args, 0), { kind: 'sql_variant' });
    return strict({ kind: 'sql_variant' }, [value, text(args, 1)], ([inner, property]) => {
      const { type } = inner as { readonly type: Scalar['type'] };
      switch (String(property).toUpperCase()) {
        case 'BASETYPE':
          // Decimal literals are of the type numeric, and the sandbox has one type for both names.
          return { type: sysname, value: type.kind === 'decimal' ? 'numeric' : type.kind };
        case 'PRECISION':
          return 'precision' in type ? { type: int, value: type.precision } : null;
        case 'SCALE':
          return 'scale' in type ? { type: int, value: type.scale } : null;
        case 'MAXLENGTH':
          return 'length' in type && type.length !== 'max'
            ? { type: int, value: type.length * (type.kind.startsWith('n') ? 2 : 1) }
            : null;
        default:
          return null;
      }
    });
  }),
};

/** Of what there is to permit, the sandbox knows the entry to a database, and SELECT and EXECUTE on objects. */
function permission(
  { session }: Run,
  securable: string | null = null,
  kind: string | null = null,
  wanted: string | null = null,
): number | null {
  const { database, context } = session;
  const isSysadmin = database.isServerRoleMember('sysadmin', null, context) === true;
  const class_ = (kind ?? 'SERVER').toUpperCase();
  if (wanted === null) return null;
  const isGranted = database.isGranted?.(wanted.toUpperCase(), context) ?? false;
  if (class_ === 'SERVER') {
    if (wanted.toUpperCase() === 'VIEW SERVER STATE') return Number(viewsServerState(database, context));
    return Number(isSysadmin || isGranted || ['CONNECT SQL', 'VIEW ANY DATABASE'].includes(wanted.toUpperCase()));
  }
  if (class_ === 'DATABASE') {
    const name = securable ?? context.database;
    const known = database.databases.some((one) => one.toLowerCase() === name.toLowerCase());
    if (!known) return null;
    const entered = database.databaseDenied?.(name, context) === undefined;
    return Number(
      isSysadmin || (entered && isGranted) || (entered && ['CONNECT', 'ANY'].includes(wanted.toUpperCase())),
    );
  }
  const name = class_ === 'OBJECT' && securable !== null ? splitName(securable) : undefined;
  if (name === undefined) return null;
  if (database.procedure(name, context) !== undefined) {
    const executes = ['EXECUTE', 'ANY'].includes(wanted.toUpperCase());
    return Number(isSysadmin || (executes && database.executeDenied(name, context) === undefined));
  }
  if (database.table(name, context) === undefined) return null;
  const reads = ['SELECT', 'ANY'].includes(wanted.toUpperCase());
  return Number(isSysadmin || (reads && database.selectDenied?.(name, context) === undefined));
}
