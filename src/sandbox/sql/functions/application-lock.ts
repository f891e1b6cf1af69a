import type { LockOwner } from '../application-locks.js';
import { coerced } from '../expressions/coerce.js';
import { type Run, type Scalar, strict } from '../expressions/scalar.js';
import { requestableMode } from '../lock-modes.js';
import { invalidLockMode, invalidLockOwner, notInUserTransaction } from '../messages/locks.js';
import { nvarchar, smallint } from '../types/type-name.js';
import { argument, type BuiltIn, builtIn } from './built-in.js';

const text = (args: readonly Scalar[], index: number): Scalar => coerced(argument(args, index), nvarchar(255));

function ownerOf(written: unknown, name: string, { session }: Run): LockOwner {
  const owner = String(written).toLowerCase();
  if (owner !== 'session' && owner !== 'transaction') throw invalidLockOwner(name.toLowerCase());
  if (owner === 'transaction' && session.transactionCount === 0) throw notInUserTransaction();
  return owner;
}

/** APPLOCK_MODE tells what this session holds itself, APPLOCK_TEST whether it could have a lock at once. */
export const lockFunctions: Readonly<Record<string, BuiltIn>> = {
  APPLOCK_MODE: builtIn(3, 3, (args, _, name) =>
    strict(nvarchar(32), [text(args, 0), text(args, 1), text(args, 2)], ([principal, resource, owner], run) => {
      const { session } = run;
      return session.locks.mode({
        session: session.id,
        owner: ownerOf(owner, name, run),
        database: session.context.database,
        principal: String(principal),
        resource: String(resource),
      });
    }),
  ),
  APPLOCK_TEST: builtIn(4, 4, (args, _, name) =>
    strict(
      smallint,
      [0, 1, 2, 3].map((index) => text(args, index)),
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
