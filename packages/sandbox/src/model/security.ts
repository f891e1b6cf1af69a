import { createHash, timingSafeEqual } from 'node:crypto';
import type { LoginRequest, SqlMessage } from '../engine.js';
import { serviceSid } from './identifiers.js';
import { computedFrom, flagField, listField, type Row, type Store, textField } from './store.js';

/** A login of the server (table `logins`), and what it is in SSISDB. */
export interface Login {
  readonly name: string;
  readonly kind: 'sql' | 'windows';
  readonly password: string | null;
  readonly disabled: boolean;
  readonly sid: Uint8Array;
  readonly serverRoles: readonly string[];
  /** Null: it has no user in SSISDB. */
  readonly databaseRoles: readonly string[] | null;
  /** Of its user in msdb; everybody else comes in as guest. */
  readonly agentRoles: readonly string[];
  /** Granted to it beside what its roles give: `VIEW DEFINITION` (of SSISDB), `VIEW ANY DEFINITION`. */
  readonly permissions: readonly string[];
  /** The name of its user in SSISDB, where that is another. */
  readonly userName: string;
}

/** The logins by name; names compare without case, as in the server's collation. */
export interface Logins {
  readonly all: readonly Login[];
  named(name: string): Login | undefined;
}

export function loginsOf(store: Store): () => Logins {
  return computedFrom(
    () => `${store.revision('logins')}`,
    () => {
      const all = [...store.rows('logins')].map(([key, row]) => loginOf(key, row));
      const byName = new Map(all.map((login) => [login.name.toUpperCase(), login]));
      return { all, named: (name) => byName.get(name.toUpperCase()) };
    },
  );
}

function loginOf(key: string, row: Row): Login {
  const name = textField(row, 'name') ?? key;
  const sid = textField(row, 'sid');
  return {
    name,
    kind: row.kind === 'windows' ? 'windows' : 'sql',
    password: textField(row, 'password'),
    disabled: flagField(row, 'disabled'),
    sid: sid === null ? (serviceSid(name) ?? new Uint8Array(16)) : Buffer.from(sid, 'hex'),
    serverRoles: listField(row, 'serverRoles'),
    databaseRoles: Array.isArray(row.databaseRoles) ? listField(row, 'databaseRoles') : null,
    agentRoles: listField(row, 'agentRoles'),
    permissions: listField(row, 'permissions'),
    userName: textField(row, 'userName') ?? name,
  };
}

export function isSysadmin(login: Login | undefined): boolean {
  return login?.serverRoles.includes('sysadmin') ?? false;
}

/** Whether other logins and users are shown to it. */
export function seesOthers(login: Login | undefined): boolean {
  return isSysadmin(login) || (login?.permissions.includes('VIEW ANY DEFINITION') ?? false);
}

/** Whether the login is in one of these roles of SSISDB. A sysadmin is dbo there, which is in none of them. */
export function isInRole(login: Login | undefined, ...roles: readonly string[]): boolean {
  return login?.databaseRoles?.some((role) => roles.includes(role)) ?? false;
}

/** A sysadmin needs no user. */
export function entersCatalog(login: Login | undefined): boolean {
  return isSysadmin(login) || (login?.databaseRoles ?? null) !== null;
}

export const catalogDatabase = 'SSISDB';

export const fixedServerRoles = [
  'sysadmin',
  'securityadmin',
  'serveradmin',
  'setupadmin',
  'processadmin',
  'diskadmin',
  'dbcreator',
  'bulkadmin',
] as const;

const fixedRoles = [
  'db_owner',
  'db_accessadmin',
  'db_securityadmin',
  'db_ddladmin',
  'db_backupoperator',
  'db_datareader',
  'db_datawriter',
  'db_denydatareader',
  'db_denydatawriter',
] as const;

export const catalogRoles = [
  'ssis_admin',
  'ssis_cluster_executor',
  'ssis_cluster_worker',
  'ssis_failover_monitoring_agent',
  'ssis_logreader',
] as const;

/** IS_SRVROLEMEMBER: null for a role that there is not. A sysadmin is in every fixed role. */
export function serverRoleMember(role: string, login: Login | undefined): boolean | null {
  const name = role.toLowerCase();
  if (login === undefined) return null;
  if (name === 'public') return true;
  if (!fixedServerRoles.some((known) => known === name)) return null;
  return isSysadmin(login) || login.serverRoles.includes(name);
}

/** IS_MEMBER: null for what is no role of that database. A sysadmin is dbo: in db_owner, and in no role of SSISDB. */
export function databaseRoleMember(role: string, login: Login | undefined, database: string): boolean | null {
  const name = role.toLowerCase();
  const inCatalog = database.toUpperCase() === catalogDatabase;
  const known: readonly string[] = inCatalog ? [...fixedRoles, ...catalogRoles] : fixedRoles;
  if (login === undefined || (inCatalog && !entersCatalog(login))) return null;
  if (name === 'public') return true;
  if (!known.includes(name)) return null;
  if (isSysadmin(login)) return name === 'db_owner';
  return inCatalog && (login.databaseRoles?.includes(name) ?? false);
}

export type Authentication =
  | {
      readonly accepted: true;
      /** As the server writes it. */
      readonly loginName: string;
      /** The database that the session starts in. */
      readonly database: string;
    }
  /** In the order in which the server sends them; the last one ends the login. */
  | { readonly accepted: false; readonly errors: readonly [SqlMessage, ...SqlMessage[]] };

/** Every login's default database. */
const defaultDatabase = 'master';

/** Decides on a login as SQL Server does: one answer, 18456, for an unknown name and a wrong password alike. */
export function authenticate(
  request: LoginRequest,
  logins: Logins,
  { databases, windowsOnly }: { readonly databases: readonly string[]; readonly windowsOnly: boolean },
): Authentication {
  const { credentials } = request;
  const name =
    credentials.type === 'sql' ? credentials.user : windowsName(credentials.domain, credentials.user, logins);
  const login = logins.named(name);
  const failed = loginFailed(name);
  if (login === undefined || login.kind !== credentials.type) return { accepted: false, errors: [failed] };
  if (windowsOnly && credentials.type === 'sql') return { accepted: false, errors: [failed] };
  if (credentials.type === 'sql' && !samePassword(credentials.password, login.password)) {
    return { accepted: false, errors: [failed] };
  }
  if (login.disabled) return { accepted: false, errors: [loginDisabled(login.name)] };

  const wanted = request.database === '' ? defaultDatabase : request.database;
  const database = databases.find((known) => known.toUpperCase() === wanted.toUpperCase());
  if (database === undefined || !mayOpen(login, database)) {
    return { accepted: false, errors: [cannotOpen(wanted), failed] };
  }
  return { accepted: true, loginName: login.name, database };
}

/** The name of a Windows login; a client that sends no domain means the server's own. */
export function windowsName(domain: string, user: string, logins: Logins): string {
  if (domain !== '') return `${domain}\\${user}`;
  const suffix = `\\${user}`.toUpperCase();
  return logins.all.find(({ kind, name }) => kind === 'windows' && name.toUpperCase().endsWith(suffix))?.name ?? user;
}

function mayOpen(login: Login, database: string): boolean {
  return database !== catalogDatabase || entersCatalog(login);
}

function samePassword(given: string, kept: string | null): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return kept !== null && timingSafeEqual(digest(given), digest(kept));
}

function loginFailed(user: string): SqlMessage {
  return { number: 18456, state: 1, class: 14, text: `Login failed for user '${user}'.` };
}

function loginDisabled(user: string): SqlMessage {
  const text = `Login failed for user '${user}'. Reason: The account is disabled.`;
  return { number: 18470, state: 1, class: 14, text };
}

function cannotOpen(database: string): SqlMessage {
  const text = `Cannot open database "${database}" requested by the login. The login failed.`;
  return { number: 4060, state: 1, class: 11, text };
}

/** 916: the login has no user in the database. */
export function databaseDenied(login: string, database: string): SqlMessage {
  const text = `The server principal "${login}" is not able to access the database "${database}" under the current security context.`;
  return { number: 916, state: 1, class: 14, text };
}

/** 229: the right to an object is missing. */
export function objectDenied(permission: 'EXECUTE' | 'SELECT', schema: string, object: string): SqlMessage {
  const text = `The ${permission} permission was denied on the object '${object}', database 'SSISDB', schema '${schema}'.`;
  return { number: 229, state: 5, class: 14, text };
}
