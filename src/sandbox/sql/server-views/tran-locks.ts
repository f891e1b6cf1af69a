import { createHash } from 'node:crypto';
import type { LockMode } from '../lock-modes.js';
import { bigint, int, nvarchar, smallint } from '../types/type-name.js';
import { column, type ServerView } from './server-view.js';

const modeNames: Readonly<Record<LockMode, string>> = {
  IntentShared: 'IS',
  Shared: 'S',
  Update: 'U',
  IntentExclusive: 'IX',
  SharedIntentExclusive: 'SIX',
  UpdateIntentExclusive: 'UIX',
  Exclusive: 'X',
};

const shownCharacters = 32;

/** Locks that are held and wanted: the sandbox has those of sp_getapplock alone. */
export const tranLocks: ServerView = {
  name: 'dm_tran_locks',
  columns: [
    column('resource_type', nvarchar(60)),
    column('resource_subtype', nvarchar(60)),
    column('resource_database_id', int),
    column('resource_description', nvarchar(256)),
    column('resource_associated_entity_id', bigint, true),
    column('resource_lock_partition', int),
    column('request_mode', nvarchar(60)),
    column('request_type', nvarchar(60)),
    column('request_status', nvarchar(60)),
    column('request_reference_count', smallint),
    column('request_session_id', int),
    column('request_owner_type', nvarchar(60)),
  ],
  needsServerState: true,
  *rows({ locks, databaseId }) {
    for (const lock of locks.list()) {
      yield [
        'APPLICATION',
        '',
        databaseId(lock.database),
        describe(lock.principal, lock.resource),
        0n,
        0,
        modeNames[lock.mode],
        'LOCK',
        lock.status === 'granted' ? 'GRANT' : 'WAIT',
        lock.count,
        lock.session,
        lock.owner.toUpperCase(),
      ];
    }
  },
};

/** `0:[name]:(1a2b3c4d)`: the principal's id, the first characters of the name, a hash of the whole. */
function describe(principal: string, resource: string): string {
  const id = principal.toLowerCase() === 'public' ? 0 : principal.toLowerCase() === 'dbo' ? 1 : 5;
  const hash = createHash('sha256').update(`${principal.toLowerCase()}:${resource}`).digest('hex').slice(0, 8);
  return `${id}:[${resource.slice(0, shownCharacters)}]:(${hash})`;
}
