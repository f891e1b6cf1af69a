import { conversion } from '../types/conversion.js';
import { bit, datetime, int, nvarchar, smallint } from '../types/type-name.js';
import { column, type ServerView } from './server-view.js';

const localTime = conversion({ kind: 'datetimeoffset', scale: 7 }, datetime);

/** The sessions of the server; who may not see the server's state sees its own. */
export const execSessions: ServerView = {
  name: 'dm_exec_sessions',
  columns: [
    column('session_id', smallint),
    column('login_time', datetime),
    column('host_name', nvarchar(128), true),
    column('program_name', nvarchar(128), true),
    column('login_name', nvarchar(128)),
    column('original_login_name', nvarchar(128)),
    column('status', nvarchar(30)),
    column('is_user_process', bit),
    column('database_id', smallint),
    column('open_transaction_count', int),
  ],
  needsServerState: false,
  *rows({ sessions, databaseId }, viewer, seesAll) {
    for (const session of sessions.all()) {
      if (!seesAll && session.id !== viewer.id) continue;
      yield [
        session.id,
        localTime(session.loginTime),
        session.hostName,
        session.appName,
        session.loginName,
        session.loginName,
        session.isRunning() ? 'running' : 'sleeping',
        true,
        databaseId(session.database()),
        session.openTransactions(),
      ];
    }
  },
};
