import { computedFrom } from '../life/kept.js';
import { flagField, listField, textField } from '../rows/fields.js';
import type { Row, Store } from '../store.js';
import { serviceSid } from './sid.js';

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
  };
}

export function isSysadmin(login: Login | undefined): boolean {
  return login?.serverRoles.includes('sysadmin') ?? false;
}

/** Whether the login is in one of these roles of SSISDB. A sysadmin is dbo there, which is in none of them. */
export function isInRole(login: Login | undefined, ...roles: readonly string[]): boolean {
  return login?.databaseRoles?.some((role) => roles.includes(role)) ?? false;
}

/** A sysadmin needs no user. */
export function entersCatalog(login: Login | undefined): boolean {
  return isSysadmin(login) || (login?.databaseRoles ?? null) !== null;
}
