// src/model is what SSISDB, its server and its machines are: rows in a store, views, procedures, rights, the life of services
// and tasks, certificates and configs. It uses sql/database.ts, to which it is a database, and no wire. A new procedure or view
// goes into the registry of its folder.

import { randomBytes } from 'node:crypto';
import type { Instant, LoginRequest, SqlMessage } from '../engine.js';
import { unixMillisecondsOf } from '../instant.js';
import type { Database, ObjectName, Procedure, SessionContext, Table } from '../sql/database.js';
import { changeSecurity } from './change-security.js';
import { type Random, serviceSid } from './identifiers.js';
import { changeFleet, changeMachine, editMachine, type MachineChange, type MachineEdit } from './life/change-fleet.js';
import { createLife } from './life/life.js';
import { answerRequest } from './machines/answer-request.js';
import type { MachineAnswer } from './machines/answers.js';
import type { MachineRequest } from './machines/requests.js';
import { type CatalogProcedure, callOf, type Model, type View, type Viewer } from './model.js';
import { proceduresByName } from './procedures/registry.js';
import {
  type Authentication,
  authenticate,
  catalogDatabase,
  databaseDenied,
  databaseRoleMember,
  entersCatalog,
  isInRole,
  isSysadmin,
  type Login,
  loginsOf,
  objectDenied,
  serverRoleMember,
  windowsName,
} from './security.js';
import { serverOf, versionText } from './server.js';
import { isMissing, type Store, shownColumns, shownParameters } from './store.js';
import { viewsByName } from './views/registry.js';
import { databaseNames, serverProperty } from './views/server.js';
import { isSameHost } from './ways.js';

/** SSISDB, its server and its fleet, over a store: the state, and the rules by which it lives. */
export interface World {
  readonly database: Database;
  /** Decides on a login. It does not look at a Windows password: NTLM has done that. */
  authenticate(request: LoginRequest): Authentication;
  /** The password of a Windows login; undefined where there is no such login. */
  windowsPassword(domain: string, user: string): string | undefined;
  /** Starts or stops a worker's service, lets it in, and so on, as of now. False where there is no such machine. */
  changeMachine(machine: string, change: MachineChange): boolean;
  /** Changes any rows of a machine, as of now. False where there is no such machine. */
  editMachine(machine: string, edit: MachineEdit): boolean;
  /**
   * Changes any rows, as of now; what takes workers out may have begun so many milliseconds ago. An edit that throws must
   * have written nothing.
   */
  edit<Result>(edit: (model: Model, now: number) => Result, ago?: number): Result;
  /** The machine with a state of its own that has this name, in any case, short or full, and whether something answers there. */
  machineNamed(name: string): { readonly key: string; readonly reachable: boolean } | undefined;
  /** What a machine of `machineNamed` answers to a request. */
  answer(machine: string, request: MachineRequest): MachineAnswer;
}

/** `now` gives the server's time; its offset is that of the server's clock. Only the world writes to its store. */
export function createWorld(store: Store, now: () => Instant, random: Random = randomBytes): World {
  const life = createLife(store, unixMillisecondsOf(now()));
  const logins = loginsOf(store);
  const model: Model = {
    life,
    store: life.store,
    get server() {
      return serverOf(store);
    },
    get logins() {
      return logins();
    },
    random,
    nextOperationId: operationIds(store),
  };
  const database = createDatabase(model);
  return {
    database,
    authenticate: (request) =>
      authenticate(request, logins(), {
        databases: database.databases,
        windowsOnly: serverOf(store).windowsOnly,
      }),
    windowsPassword(domain, user) {
      const login = logins().named(windowsName(domain, user, logins()));
      return login?.kind === 'windows' ? (login.password ?? undefined) : undefined;
    },
    changeMachine(machine, change) {
      return changeMachine(model, machine, change, unixMillisecondsOf(now()));
    },
    editMachine(machine, edit) {
      return editMachine(model, machine, edit, unixMillisecondsOf(now()));
    },
    edit(edit, ago = 0) {
      const at = unixMillisecondsOf(now());
      return changeFleet(model, at, () => edit(model, at), at - ago);
    },
    machineNamed(name) {
      const known = store.get('windows', name) === undefined ? [...store.rows('windows').keys()] : [name];
      const key =
        known.find((one) => one.toUpperCase() === name.toUpperCase()) ?? known.find((one) => isSameHost(one, name));
      if (key !== undefined) return { key, reachable: store.get('windows', key)?.reachable !== false };
      const unreached = [...store.rows('unreached').keys()].find((one) => isSameHost(one, name));
      return unreached === undefined ? undefined : { key: unreached, reachable: false };
    },
    answer: (machine, request) => answerRequest(model, machine, request, unixMillisecondsOf(now())),
  };
}

function operationIds(store: Store): () => number {
  let last = 0;
  for (const key of store.rows('operations').keys()) last = Math.max(last, Number(key));
  return () => {
    last += 1;
    return last;
  };
}

/** The world as the T-SQL engine sees it. Each look lets time pass up to the session's `now`. */
function createDatabase(model: Model): Database {
  const loginOf = ({ loginName }: SessionContext) => model.logins.named(loginName);
  const named = (login: string | null, context: SessionContext) => model.logins.named(login ?? context.loginName);

  const viewNamed = (name: ObjectName, context: SessionContext): View | undefined => {
    const view = viewsByName.get(fullName(name));
    if (view === undefined || isMissing(model.store, `${view.schema}.${view.name}`)) return undefined;
    const where = databaseOf(name, context);
    if (view.database !== undefined) return where === view.database.toUpperCase() ? view : undefined;
    return (isOfEveryDatabase(view) ? isDatabase(where) : inCatalog(name, context)) ? view : undefined;
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
      const { grantedTo } = definition;
      const granted =
        grantedTo === 'public' ||
        isSysadmin(login) ||
        isInRole(login, grantedTo) ||
        serverRoleMember(grantedTo, login) === true;
      return (
        outside(name, context) ?? (granted ? undefined : objectDenied('EXECUTE', definition.schema, definition.name))
      );
    },

    changeSecurity(change, context) {
      const now = timeOf(context);
      model.life.advance(now);
      return changeSecurity(change, model, { login: loginOf(context), database: context.database });
    },
    serverProperty: (name) => serverProperty(name, model.server),
    isGranted: (permission, context) => loginOf(context)?.permissions.includes(permission) ?? false,
    isServerRoleMember: (role, login, context) => serverRoleMember(role, named(login, context)),
    isDatabaseRoleMember: (role, principal, context) =>
      databaseRoleMember(role, named(principal, context), context.database),
    loginNamed: (sid) => model.logins.all.find((login) => Buffer.compare(login.sid, sid) === 0)?.name ?? null,
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

const isHidden = (view: View, login: Login | undefined): boolean =>
  ((view.sysadminOnly ?? false) && !isSysadmin(login)) || view.readableBy?.(login) === false;
