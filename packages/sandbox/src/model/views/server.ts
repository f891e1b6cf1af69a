import type { SqlType, SqlValue, Variant } from '../../engine.js';
import { instantOf } from '../../instant.js';
import {
  bit,
  char,
  datetime,
  int,
  type Model,
  nvarchar,
  optional,
  required,
  sid,
  sysname,
  tinyint,
  uniqueidentifier,
  type View,
  type Viewer,
  type ViewRow,
  variant,
} from '../model.js';
import { proceduresByName } from '../procedures/registry.js';
import { catalogDatabase, catalogRoles, fixedServerRoles, type Login, seesOthers } from '../security.js';
import { releaseNumber, type Server } from '../server.js';
import { listField, type Row, type Store, shownColumns, shownParameters, textField } from '../store.js';

/** Of this server in the availability group of SSISDB, where it is in one. */
export const replicaId = '00000000-0000-4000-A000-000000000001';

/** Their ids are their places, from 1. */
export const databaseNames = ['master', 'tempdb', 'model', 'msdb', 'SSISDB'] as const;

/** The create_date that every SQL Server shows for master. */
const masterCreated = instantOf(Date.UTC(2003, 3, 8, 9, 13, 36, 390));

export const databases: View = {
  schema: 'sys',
  name: 'databases',
  columns: [
    required('name', sysname),
    required('database_id', int),
    optional('owner_sid', sid),
    required('create_date', datetime),
    required('compatibility_level', tinyint),
    optional('collation_name', sysname),
    optional('user_access', tinyint),
    optional('user_access_desc', nvarchar(60)),
    optional('is_read_only', bit),
    optional('state', tinyint),
    optional('state_desc', nvarchar(60)),
    optional('recovery_model', tinyint),
    optional('recovery_model_desc', nvarchar(60)),
    required('is_master_key_encrypted_by_server', bit),
    optional('replica_id', uniqueidentifier),
  ],
  rows: ({ server }) =>
    databaseNames.map((name, index): readonly SqlValue[] => [
      name,
      index + 1,
      new Uint8Array([1]),
      masterCreated,
      Number(releaseNumber(server)),
      'SQL_Latin1_General_CP1_CI_AS',
      0,
      'MULTI_USER',
      false,
      0,
      'ONLINE',
      ...(name === 'SSISDB' || name === 'model' ? [1, 'FULL'] : [3, 'SIMPLE']),
      name === 'master' || (name === 'SSISDB' && server.masterKeyByServer),
      name === 'SSISDB' && server.listeners !== null ? replicaId : null,
    ]),
};

const firstLoginId = 257;

export const serverPrincipals: View = {
  schema: 'sys',
  name: 'server_principals',
  columns: [
    required('name', sysname),
    required('principal_id', int),
    optional('sid', sid),
    required('type', char(1)),
    optional('type_desc', nvarchar(60)),
    optional('is_disabled', bit),
    optional('default_database_name', sysname),
  ],
  /** Roles and the `sa` login are shown to everybody, other logins to themselves and to a sysadmin. */
  *rows({ logins }, { login }) {
    for (const [index, role] of fixedServerRoles.entries()) {
      yield [role, index + 3, new Uint8Array([index + 3]), 'R', 'SERVER_ROLE', false, null];
    }
    for (const [index, shown] of logins.all.entries()) {
      const isSa = shown.name === 'sa';
      if (!isSa && !seesOthers(login) && shown !== login) continue;
      const [type, description] = shown.kind === 'sql' ? ['S', 'SQL_LOGIN'] : ['U', 'WINDOWS_LOGIN'];
      yield [shown.name, isSa ? 1 : firstLoginId + index, shown.sid, type, description, shown.disabled, 'master'];
    }
  },
};

const catalogRoleNames: readonly string[] = catalogRoles;
const firstUserId = 5;
const firstRoleId = 16_400;

/** The users of SSISDB by their number; they are shown to themselves and to a sysadmin. */
function usersOf(all: readonly Login[], { login, database }: Viewer): readonly (readonly [number, Login])[] {
  if (database !== catalogDatabase) return [];
  return all.flatMap((user, index) =>
    user.databaseRoles !== null && (seesOthers(login) || user === login) ? [[firstUserId + index, user] as const] : [],
  );
}

const firstStrayId = 8_000;

/** Users of SSISDB that no login of the server has (table `strayUsers`): groups, and those whose login was dropped or made anew. */
function strayUsersOf(store: Store, { login, database }: Viewer): readonly (readonly [number, Row, string])[] {
  if (database !== catalogDatabase || !seesOthers(login)) return [];
  return [...store.rows('strayUsers')].map(([name, row], index) => [firstStrayId + index, row, name] as const);
}

function sidOf(row: Row): Uint8Array {
  return Buffer.from(textField(row, 'sid') ?? '', 'hex');
}

export const databasePrincipals: View = {
  schema: 'sys',
  name: 'database_principals',
  columns: [required('name', sysname), required('principal_id', int), required('type', char(1)), optional('sid', sid)],
  *rows({ logins, store }, viewer) {
    for (const [index, role] of catalogRoles.entries()) yield [role, firstRoleId + index, 'R', null];
    for (const [id, user] of usersOf(logins.all, viewer))
      yield [user.userName, id, user.kind === 'sql' ? 'S' : 'U', user.sid];
    for (const [id, row, name] of strayUsersOf(store, viewer))
      yield [name, id, textField(row, 'type') ?? 'S', sidOf(row)];
  },
};

export const databaseRoleMembers: View = {
  schema: 'sys',
  name: 'database_role_members',
  columns: [required('role_principal_id', int), required('member_principal_id', int)],
  *rows({ logins, store }, viewer) {
    const users = usersOf(logins.all, viewer).map(([id, user]) => [id, user.databaseRoles ?? []] as const);
    const strays = strayUsersOf(store, viewer).map(([id, row]) => [id, listField(row, 'databaseRoles')] as const);
    for (const [id, roles] of [...users, ...strays]) {
      for (const role of roles) {
        const index = catalogRoleNames.indexOf(role);
        if (index >= 0) yield [firstRoleId + index, id];
      }
    }
  },
};

/** The catalog's own properties and the one of the master's that says whether Scale Out is on, as UNION sorts them. */
export const catalogProperties: View = {
  schema: 'catalog',
  name: 'catalog_properties',
  columns: [required('property_name', nvarchar(256)), required('property_value', nvarchar(256))],
  rows({ store }) {
    const rows = [...store.rows('catalogProperties')].map(([name, row]) => [name, textField(row, 'value') ?? '']);
    const enabled = store.get('masterProperties', 'IS_SCALEOUT_ENABLED');
    if (enabled) rows.push(['IS_SCALEOUT_ENABLED', textField(enabled, 'value') ?? '']);
    return rows.sort(([one = ''], [other = '']) => (one < other ? -1 : 1));
  },
};

/** Properties of the database SSISDB itself, which is of class 0; nothing else in the sandbox has some. */
export const extendedProperties: View = {
  schema: 'sys',
  name: 'extended_properties',
  columns: [
    required('class', tinyint),
    required('class_desc', nvarchar(60)),
    required('major_id', int),
    required('minor_id', int),
    required('name', sysname),
    { name: 'value', type: variant, nullable: true },
  ],
  *rows({ store }, { database }) {
    if (database !== catalogDatabase) return;
    for (const [key, row] of store.rows('extendedProperties')) {
      const value = textField(row, 'value');
      const shown = value === null ? null : { type: nvarchar(4000), value };
      yield [0, 'DATABASE', 0, 0, textField(row, 'name') ?? key, shown];
    }
  },
};

const schemaName = (name: string) => optional(name, nvarchar(128));

/** INFORMATION_SCHEMA of SSISDB, over the views that there are: it shows what is public, and to a sysadmin all. */
export function informationSchema(views: () => Iterable<View>): readonly View[] {
  return [
    view('columns', [schemaName('TABLE_SCHEMA'), required('TABLE_NAME', sysname), schemaName('COLUMN_NAME')], (model) =>
      [...views()].flatMap(({ schema, name, columns }) =>
        schema === 'catalog'
          ? shownColumns(model.store, `${schema}.${name}`, columns).map(
              (column): ViewRow => [schema, name, column.name],
            )
          : [],
      ),
    ),
    view('routines', [schemaName('ROUTINE_SCHEMA'), required('ROUTINE_NAME', sysname)], (model) =>
      catalogProcedures(model).map(({ schema, name }): ViewRow => [schema, name]),
    ),
    view(
      'parameters',
      [schemaName('SPECIFIC_SCHEMA'), required('SPECIFIC_NAME', sysname), schemaName('PARAMETER_NAME')],
      (model) =>
        catalogProcedures(model).flatMap(({ schema, name, parameters }) =>
          shownParameters(model.store, `${schema}.${name}`, parameters).map(
            (parameter): ViewRow => [schema, name, parameter.name],
          ),
        ),
    ),
  ];
}

function view(name: string, columns: View['columns'], rows: (model: Model) => readonly ViewRow[]): View {
  return {
    schema: 'information_schema',
    name,
    columns,
    rows: (model, { database }) => (database === catalogDatabase ? rows(model) : []),
  };
}

function catalogProcedures({ store }: Model) {
  return [...proceduresByName].flatMap(([key, procedure]) =>
    procedure.schema === 'catalog' && store.get('missing', key) === undefined ? [procedure] : [],
  );
}

/** SERVERPROPERTY; null for a name that it does not know, as for a property without a value. */
export function serverProperty(name: string, server: Server): Variant | null {
  const property = properties.get(name.toLowerCase());
  if (property === undefined) return null;
  const [type, read] = property;
  const value = read(server);
  return value === null ? null : { type, value };
}

const text = nvarchar(128);
const part = (index: number) => (server: Server) => server.productVersion.split('.')[index] ?? null;

const properties: ReadonlyMap<string, readonly [SqlType, (server: Server) => SqlValue]> = new Map(
  Object.entries<readonly [SqlType, (server: Server) => SqlValue]>({
    servername: [sysname, (server) => server.name],
    machinename: [sysname, (server) => server.machine],
    computernamephysicalnetbios: [sysname, (server) => server.machine],
    instancename: [sysname, (server) => server.instance],
    productversion: [text, (server) => server.productVersion],
    productlevel: [text, () => 'RTM'],
    productmajorversion: [text, part(0)],
    productminorversion: [text, part(1)],
    productbuild: [text, part(2)],
    edition: [text, (server) => server.edition],
    engineedition: [int, ({ edition }) => (/^(Enterprise|Developer|Evaluation)/.test(edition) ? 3 : 2)],
    collation: [text, () => 'SQL_Latin1_General_CP1_CI_AS'],
    isclustered: [int, ({ clustered }) => Number(clustered)],
    ishadrenabled: [int, ({ listeners }) => Number(listeners !== null)],
    isintegratedsecurityonly: [int, ({ windowsOnly }) => Number(windowsOnly)],
    issingleuser: [int, () => 0],
    isfulltextinstalled: [int, () => 0],
  }),
);
