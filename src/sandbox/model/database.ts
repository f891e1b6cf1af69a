import { unixMillisecondsOf } from '../instant.js';
import type { Database, ObjectName, Procedure, SessionContext, Table } from '../sql/database.js';
import type { SqlMessage } from '../sql-value.js';
import { isMissing, shownColumns, shownParameters } from './missing.js';
import type { Model } from './model.js';
import { type CatalogProcedure, callOf } from './procedures/procedure.js';
import { proceduresByName } from './procedures/registry.js';
import { databaseDenied, objectDenied } from './security/denials.js';
import { entersCatalog, isInRole, isSysadmin, type Login } from './security/login.js';
import { catalogDatabase, databaseRoleMember, serverRoleMember } from './security/roles.js';
import { serviceSid } from './security/sid.js';
import { versionText } from './server.js';
import { serverProperty } from './server-property.js';
import { databaseNames } from './views/databases.js';
import { viewsByName } from './views/registry.js';
import type { View, Viewer } from './views/view.js';

/** The world as the T-SQL engine sees it. Each look lets time pass up to the session's `now`. */
export function createDatabase(model: Model): Database {
  const loginOf = ({ loginName }: SessionContext) => model.logins.named(loginName);
  const named = (login: string | null, context: SessionContext) => model.logins.named(login ?? context.loginName);

  const viewNamed = (name: ObjectName, context: SessionContext): View | undefined => {
    const view = viewsByName.get(fullName(name));
    if (view === undefined || isMissing(model.store, `${view.schema}.${view.name}`)) return undefined;
    return (isOfEveryDatabase(view) ? isDatabase(databaseOf(name, context)) : inCatalog(name, context))
      ? view
      : undefined;
  };
  const procedureNamed = (name: ObjectName, context: SessionContext): CatalogProcedure | undefined =>
    inCatalog(name, context) && !isMissing(model.store, fullName(name))
      ? (proceduresByName.get(fullName(name)) ?? systemProcedure(name))
      : undefined;
  const outside = (name: ObjectName, context: SessionContext): SqlMessage | undefined =>
    inCatalog(name, context) && !entersCatalog(loginOf(context))
      ? databaseDenied(context.loginName, catalogDatabase)
      : undefined;

  return {
    get serverName() {
      return model.server.name;
    },
    get versionText() {
      return versionText(model.server);
    },
    databases: databaseNames,

    table(name, context) {
      const view = viewNamed(name, context);
      if (view === undefined || outside(name, context) || isHidden(view, loginOf(context))) return undefined;
      const viewer = { login: loginOf(context), now: timeOf(context), offset: context.now.offset };
      return tableOf(view, model, { ...viewer, database: databaseOf(name, context) });
    },
    selectDenied(name, context) {
      const view = viewNamed(name, context);
      if (view === undefined) return undefined;
      const denied = isHidden(view, loginOf(context)) ? objectDenied('SELECT', view.schema, view.name) : undefined;
      return outside(name, context) ?? denied;
    },
    databaseDenied(database, context) {
      const isCatalog = database.toUpperCase() === catalogDatabase;
      return isCatalog && !entersCatalog(loginOf(context))
        ? databaseDenied(context.loginName, catalogDatabase)
        : undefined;
    },

    procedure(name, context) {
      const definition = procedureNamed(name, context);
      return definition && procedureOf(definition, model, loginOf(context));
    },
    executeDenied(name, context) {
      const definition = procedureNamed(name, context);
      if (definition === undefined) return undefined;
      const login = loginOf(context);
      const granted = definition.grantedTo === 'public' || isSysadmin(login) || isInRole(login, definition.grantedTo);
      return (
        outside(name, context) ?? (granted ? undefined : objectDenied('EXECUTE', definition.schema, definition.name))
      );
    },

    serverProperty: (name) => serverProperty(name, model.server),
    isServerRoleMember: (role, login, context) => serverRoleMember(role, named(login, context)),
    isDatabaseRoleMember: (role, principal, context) =>
      databaseRoleMember(role, named(principal, context), context.database),
    loginSid: (login, context) => named(login, context)?.sid ?? (login === null ? null : (serviceSid(login) ?? null)),
  };
}

function tableOf(view: View, model: Model, viewer: Viewer): Table {
  model.life.advance(viewer.now);
  const { key } = view;
  const columns = shownColumns(model.store, `${view.schema}.${view.name}`, view.columns);
  if (columns.length < view.columns.length) {
    const places = columns.map((column) => view.columns.indexOf(column));
    const rows = () => [...view.rows(model, viewer)].map((row) => places.map((place) => row[place] ?? null));
    return { columns, rows };
  }
  return {
    columns,
    rows: () => view.rows(model, viewer),
    ...(key && { key: { column: key.column, find: (value) => key.find(value, model, viewer) } }),
  };
}

function procedureOf(definition: CatalogProcedure, model: Model, login: Login | undefined): Procedure {
  const { name, schema } = definition;
  const parameters = shownParameters(model.store, `${schema}.${name}`, definition.parameters);
  return {
    name,
    parameters,
    run(call) {
      const now = timeOf(call.context);
      model.life.advance(now);
      return definition.run(callOf(call, name, login, now), model);
    },
  };
}

const timeOf = (context: SessionContext): number => unixMillisecondsOf(context.now);

const fullName = ({ schema, name }: ObjectName): string => `${schema ?? 'dbo'}.${name}`.toLowerCase();

/** A procedure of the system answers to any schema that could be meant. */
const systemProcedure = ({ schema = 'dbo', name }: ObjectName): CatalogProcedure | undefined =>
  schema.toLowerCase() === 'dbo' ? proceduresByName.get(`sys.${name.toLowerCase()}`) : undefined;

const databaseOf = (name: ObjectName, context: SessionContext): string =>
  (name.database ?? context.database).toUpperCase();

const inCatalog = (name: ObjectName, context: SessionContext): boolean => databaseOf(name, context) === catalogDatabase;

const isDatabase = (name: string): boolean => databaseNames.some((known) => known.toUpperCase() === name);

const isOfEveryDatabase = ({ schema }: View): boolean => schema === 'sys' || schema === 'information_schema';

const isHidden = (view: View, login: Login | undefined): boolean => (view.sysadminOnly ?? false) && !isSysadmin(login);
