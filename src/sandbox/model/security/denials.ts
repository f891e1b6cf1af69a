import type { SqlMessage } from '../../sql-value.js';

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
