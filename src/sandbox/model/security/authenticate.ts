import { createHash, timingSafeEqual } from 'node:crypto';
import type { LoginRequest } from '../../engine.js';
import type { SqlMessage } from '../../sql-value.js';
import { entersCatalog, type Login, type Logins } from './login.js';
import { catalogDatabase } from './roles.js';

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
export function authenticate(request: LoginRequest, logins: Logins, databases: readonly string[]): Authentication {
  const { credentials } = request;
  const name =
    credentials.type === 'sql' ? credentials.user : windowsName(credentials.domain, credentials.user, logins);
  const login = logins.named(name);
  const failed = loginFailed(name);
  if (login === undefined || login.kind !== credentials.type) return { accepted: false, errors: [failed] };
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
