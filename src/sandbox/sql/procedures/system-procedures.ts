import type { ObjectName } from '../database.js';
import { notInSandbox } from '../sql-error.js';
import { getApplicationLock, releaseApplicationLock } from './application-lock.js';
import { executeSql } from './execute-sql.js';
import { executePrepared, prepare, prepareAndExecute, unprepare } from './prepared.js';
import type { SystemProcedure } from './system-procedure.js';

const resetConnection: SystemProcedure = {
  name: 'sp_reset_connection',
  parameters: [],
  async run({ execution: { session } }) {
    session.reset();
    return { status: 0, ended: false };
  },
};

const procedures = new Map(
  [
    executeSql,
    prepare,
    executePrepared,
    prepareAndExecute,
    unprepare,
    getApplicationLock,
    releaseApplicationLock,
    resetConnection,
  ].map((procedure) => [procedure.name, procedure]),
);

/** A procedure of the system by its name in any database; those of cursors are refused with a word. */
export function systemProcedureNamed({ schema, name }: ObjectName): SystemProcedure | undefined {
  const own = schema === undefined || ['sys', 'dbo'].includes(schema.toLowerCase());
  if (own && /^sp_cursor/i.test(name)) throw notInSandbox('cursors');
  return own ? procedures.get(name.toLowerCase()) : undefined;
}
