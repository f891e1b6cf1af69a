import type { SqlMessage, SqlType, SqlValue } from '../../sql-value.js';
import { int, nvarchar } from '../types/type-name.js';
import { type BuiltIn, builtIn } from './built-in.js';
import { ofSession } from './identity.js';

/** Of the error that the CATCH block handles; NULL outside of one. */
function ofError(type: SqlType, read: (error: SqlMessage) => SqlValue): BuiltIn {
  return builtIn(0, 0, () =>
    ofSession(type, ({ session }) => (session.caught === undefined ? null : read(session.caught))),
  );
}

export const errorFunctions: Readonly<Record<string, BuiltIn>> = {
  ERROR_NUMBER: ofError(int, ({ number }) => number),
  ERROR_MESSAGE: ofError(nvarchar(4000), ({ text }) => text),
  ERROR_SEVERITY: ofError(int, (error) => error.class),
  ERROR_STATE: ofError(int, ({ state }) => state),
  ERROR_LINE: ofError(int, ({ line }) => line ?? 0),
  ERROR_PROCEDURE: ofError(nvarchar(128), ({ procedure }) => procedure ?? null),
};
