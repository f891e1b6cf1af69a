import type { LoginRights } from '../../../reconciler/catalog.js';
import type { Known } from '../../../reconciler/known.js';

/** What the session may see. */
export interface SessionRights extends LoginRights {
  readonly isLogReader: boolean;
}

/**
 * The columns from `login_name` to `is_logreader`. A role that the database or the server does not have gives NULL, as no member does.
 */
export function rightsOf(session: readonly unknown[]): SessionRights {
  const [name, isSqlLogin, isSysadmin, isSsisAdmin, isClusterExecutor, isLogReader] = session;
  const yes = (value: unknown) => Number(value) > 0;
  return {
    name: String(name),
    isSqlLogin: yes(isSqlLogin),
    isSysadmin: yes(isSysadmin),
    isSsisAdmin: yes(isSsisAdmin),
    isClusterExecutor: yes(isClusterExecutor),
    isLogReader: yes(isLogReader),
  };
}

/** The value, where the login is in a role to which the view shows its rows; else why it is unknown. */
export function ifVisible<T>(visible: boolean, roles: string, { name }: LoginRights, value: T): Known<T> {
  if (visible) return { known: true, value };
  return { known: false, reason: `the login ${name} is in none of ${roles}, so SSISDB shows it no rows` };
}

export function seesWorkers(rights: SessionRights): boolean {
  return rights.isSysadmin || rights.isSsisAdmin || rights.isClusterExecutor;
}

/** Not a member of ssis_cluster_executor alone: that login sees all workers, but only executions of its own. */
export function seesExecutions(rights: SessionRights): boolean {
  return rights.isSysadmin || rights.isSsisAdmin || rights.isLogReader;
}
