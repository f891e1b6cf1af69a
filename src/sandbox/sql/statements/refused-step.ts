import { invalidObject } from '../messages/names.js';
import type { RefusedStatement } from '../parse/statement.js';
import { notInSandbox, sqlError } from '../sql-error.js';
import type { Step } from './execution.js';

const permissions: Readonly<Record<string, string>> = {
  INSERT: 'INSERT',
  UPDATE: 'UPDATE',
  DELETE: 'DELETE',
  MERGE: 'UPDATE',
};

/** A statement that would change something: whoever is there may not, and a table that is not there is said to be so. */
export function refusedStep({ verb, object }: RefusedStatement): Step {
  return ({ session }) => {
    const permission = permissions[verb];
    const [name = '', schema, database] = [...object].reverse();
    const written = object.join('.');
    if (name.startsWith('#') || name.startsWith('@')) throw notInSandbox('temporary tables and table variables');
    if (permission !== undefined && object.length > 0) {
      const known = { name, ...(schema ? { schema } : {}), ...(database ? { database } : {}) };
      if (session.database.table(known, session.context) === undefined) throw invalidObject(written);
      throw sqlError(
        229,
        14,
        5,
        `The ${permission} permission was denied on the object '${name}', database '${database || session.context.database}', schema '${schema || 'dbo'}'.`,
      );
    }
    if (/^(CREATE|ALTER|DROP)/.test(verb)) {
      throw sqlError(262, 14, 1, `${verb} permission denied in database '${session.context.database}'.`);
    }
    throw notInSandbox(verb);
  };
}
