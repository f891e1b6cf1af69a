import type { SqlMessage } from '../engine.js';
import type { SecurityChange } from '../sql/database.js';
import { catalogDatabase, catalogRoles, isSysadmin, type Login, type Logins } from './security.js';
import { listField, type Store } from './store.js';

interface Asking {
  readonly login: Login | undefined;
  readonly database: string;
}

/**
 * ALTER ROLE and ALTER LOGIN, for a sysadmin. Who may not and what is not there have one error, as on the server (15151). To add a
 * member again, or to drop one that is none, is no error.
 */
export function changeSecurity(
  change: SecurityChange,
  { store, logins }: { readonly store: Store; readonly logins: Logins },
  { login, database }: Asking,
): SqlMessage | undefined {
  if (change.of === 'login') {
    const key = loginKeyOf(store, logins.named(change.login));
    if (key === undefined || !isSysadmin(login)) return missing('alter the login', change.login);
    store.put('logins', key, { ...store.get('logins', key), disabled: change.act === 'disable' });
    return undefined;
  }
  const role = catalogRoles.find((known) => known === change.role.toLowerCase());
  const inCatalog = database.toUpperCase() === catalogDatabase;
  if (role === undefined || !inCatalog || !isSysadmin(login)) return missing('alter the role', change.role);
  const user = change.member.toUpperCase();
  const holder = logins.all.find((one) => one.databaseRoles !== null && one.userName.toUpperCase() === user);
  const key = loginKeyOf(store, holder);
  const stray = [...store.rows('strayUsers').keys()].find((name) => name.toUpperCase() === user);
  const [table, row] = key === undefined ? (['strayUsers', stray] as const) : (['logins', key] as const);
  if (row === undefined) return missing(`${change.act} the principal`, change.member);
  const before = store.get(table, row) ?? {};
  const others = listField(before, 'databaseRoles').filter((one) => one !== role);
  store.put(table, row, { ...before, databaseRoles: change.act === 'add' ? [...others, role] : others });
  return undefined;
}

function loginKeyOf(store: Store, login: Login | undefined): string | undefined {
  if (login === undefined) return undefined;
  return [...store.rows('logins')].find(([key, row]) => (row.name ?? key) === login.name)?.[0];
}

function missing(what: string, name: string): SqlMessage {
  const text = `Cannot ${what} '${name}', because it does not exist or you do not have permission.`;
  return { number: 15_151, state: 1, class: 16, text };
}
