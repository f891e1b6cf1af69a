import type { SqlMessage, SqlType, SqlValue } from '../../engine.js';
import { type LockOwner, requestableMode } from '../application-locks.js';
import { coerced } from '../expressions/coerce.js';
import { type Run, type Scalar, strict } from '../expressions/compilation.js';
import { invalidLockMode, invalidLockOwner, notInUserTransaction } from '../messages/procedures.js';
import { bit, int, nvarchar, smallint, sysname, varbinary, variant } from '../types/type.js';
import { argument, type BuiltIn, builtIn } from './built-in.js';

/** A function of the session alone. */
export function ofSession(type: SqlType, evaluate: (run: Run) => SqlValue, nullable = true): Scalar {
  return { type, nullable, evaluate };
}

const text = (args: readonly Scalar[], index: number): Scalar =>
  coerced(argument(args, index), sysname, { explicit: true });

const flag = (value: boolean | null): number | null => (value === null ? null : Number(value));

/** A function of one or two names, of which the second may be left out: then it is about the caller. */
function membership(
  from: number,
  to: number,
  ask: (run: Run, role: string, who: string | null) => boolean | null,
): BuiltIn {
  return builtIn(from, to, (args) => {
    const role = text(args, 0);
    const who = args.length > 1 ? text(args, 1) : undefined;
    return ofSession(int, (run) => {
      const name = role.evaluate(run);
      const principal = who?.evaluate(run) ?? null;
      // A principal that is asked for and NULL is nobody.
      return name === null || (who !== undefined && principal === null)
        ? null
        : flag(ask(run, String(name), principal === null ? null : String(principal)));
    });
  });
}

/** The name in a database of the login: the sandbox's principals have the same name in both. */
const userName = builtIn(0, 1, (args) =>
  args.length === 0
    ? ofSession(nvarchar(128), ({ session }) => session.loginName)
    : strict(nvarchar(128), [coerced(argument(args, 0), int)], ([id], { session }) =>
        id === 1 ? 'dbo' : id === 0 ? 'public' : id === 2 ? 'guest' : id === 5 ? session.loginName : null,
      ),
);

const loginName = builtIn(0, 1, (args) =>
  args.length === 0
    ? ofSession(nvarchar(128), ({ session }) => session.loginName)
    : strict(nvarchar(128), [coerced(argument(args, 0), varbinary(85), { explicit: true })], ([sid], { session }) => {
        const own = session.database.loginSid(null, session.context);
        if (own !== null && Buffer.compare(own, sid as Uint8Array) === 0) return session.loginName;
        return session.database.loginNamed?.(sid as Uint8Array) ?? null;
      }),
);

export const identityFunctions: Readonly<Record<string, BuiltIn>> = {
  IS_SRVROLEMEMBER: membership(1, 2, ({ session }, role, who) =>
    session.database.isServerRoleMember(role, who, session.context),
  ),
  IS_MEMBER: membership(1, 1, ({ session }, role) =>
    session.database.isDatabaseRoleMember(role, null, session.context),
  ),
  IS_ROLEMEMBER: membership(1, 2, ({ session }, role, who) =>
    session.database.isDatabaseRoleMember(role, who, session.context),
  ),
  SUSER_SNAME: loginName,
  SUSER_NAME: builtIn(0, 0, () => ofSession(nvarchar(128), ({ session }) => session.loginName)),
  SUSER_SID: builtIn(0, 2, (args) => {
    const name = args.length === 0 ? undefined : text(args, 0);
    return ofSession(varbinary(85), (run) => {
      const { database, context } = run.session;
      if (name === undefined) return database.loginSid(null, context);
      const login = name.evaluate(run);
      return login === null ? null : database.loginSid(String(login), context);
    });
  }),
  ORIGINAL_LOGIN: builtIn(0, 0, () => ofSession(nvarchar(128), ({ session }) => session.loginName, false)),
  USER_NAME: userName,
  HOST_NAME: builtIn(0, 0, () => ofSession(nvarchar(128), ({ session }) => session.context.hostName)),
  APP_NAME: builtIn(0, 0, () => ofSession(nvarchar(128), ({ session }) => session.context.appName)),
  PROGRAM_NAME: builtIn(0, 0, () => ofSession(nvarchar(128), ({ session }) => session.context.appName)),
  SERVERPROPERTY: builtIn(1, 1, (args) =>
    strict(variant, [text(args, 0)], ([name], { session }) => session.database.serverProperty(String(name))),
  ),
  CONTEXT_INFO: builtIn(0, 0, () => ofSession(varbinary(128), () => null)),
  XACT_STATE: builtIn(0, 0, () =>
    ofSession({ kind: 'smallint' }, ({ session }) => (session.transactionCount > 0 ? 1 : 0), false),
  ),
  SESSIONPROPERTY: builtIn(1, 1, (args) =>
    strict(variant, [text(args, 0)], ([name], { session }) => {
      const option = String(name).toUpperCase();
      const known = [
        'ANSI_NULLS',
        'ANSI_PADDING',
        'ANSI_WARNINGS',
        'ARITHABORT',
        'CONCAT_NULL_YIELDS_NULL',
        'NUMERIC_ROUNDABORT',
      ];
      if (option === 'QUOTED_IDENTIFIER') return { type: bit, value: session.options.quotedIdentifier };
      return known.includes(option) ? { type: bit, value: session.options.switches.has(option) } : null;
    }),
  ),
};

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

const lockText = (args: readonly Scalar[], index: number): Scalar => coerced(argument(args, index), nvarchar(255));

function ownerOf(written: unknown, name: string, { session }: Run): LockOwner {
  const owner = String(written).toLowerCase();
  if (owner !== 'session' && owner !== 'transaction') throw invalidLockOwner(name.toLowerCase());
  if (owner === 'transaction' && session.transactionCount === 0) throw notInUserTransaction();
  return owner;
}

/** APPLOCK_MODE tells what this session holds itself, APPLOCK_TEST whether it could have a lock at once. */
export const lockFunctions: Readonly<Record<string, BuiltIn>> = {
  APPLOCK_MODE: builtIn(3, 3, (args, _, name) =>
    strict(
      nvarchar(32),
      [lockText(args, 0), lockText(args, 1), lockText(args, 2)],
      ([principal, resource, owner], run) => {
        const { session } = run;
        return session.locks.mode({
          session: session.id,
          owner: ownerOf(owner, name, run),
          database: session.context.database,
          principal: String(principal),
          resource: String(resource),
        });
      },
    ),
  ),
  APPLOCK_TEST: builtIn(4, 4, (args, _, name) =>
    strict(
      smallint,
      [0, 1, 2, 3].map((index) => lockText(args, index)),
      ([principal, resource, mode, owner], run) => {
        const { session } = run;
        const wanted = requestableMode(String(mode));
        if (wanted === undefined) throw invalidLockMode();
        const available = session.locks.test({
          session: session.id,
          owner: ownerOf(owner, name, run),
          database: session.context.database,
          principal: String(principal),
          resource: String(resource),
          mode: wanted,
        });
        return available ? 1 : 0;
      },
    ),
  ),
};
