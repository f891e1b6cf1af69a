import { unknownDatabase } from '../messages/names.js';
import { SqlError } from '../sql-error.js';
import type { Step } from './execution.js';

export function useStep(name: string): Step {
  return ({ session, reply }) => {
    const database = session.database.databases.find((known) => known.toLowerCase() === name.toLowerCase());
    if (database === undefined) throw unknownDatabase(name);
    const denied = session.database.databaseDenied?.(database, session.context);
    if (denied !== undefined) throw new SqlError(denied);
    const before = session.context.database;
    session.context = { ...session.context, database };
    reply.databaseChanged(before, database);
    session.error = 0;
    session.rowCount = 0;
    return 'next';
  };
}
