import { char, int, optional, required, sid, sysname } from '../columns.js';
import { isSysadmin, type Login } from '../security/login.js';
import { catalogDatabase, catalogRoles } from '../security/roles.js';
import type { View, Viewer } from './view.js';

const catalogRoleNames: readonly string[] = catalogRoles;
const firstUserId = 5;
const firstRoleId = 16_400;

/** The users of SSISDB by their number; they are shown to themselves and to a sysadmin. */
function usersOf(all: readonly Login[], { login, database }: Viewer): readonly (readonly [number, Login])[] {
  if (database !== catalogDatabase) return [];
  return all.flatMap((user, index) =>
    user.databaseRoles !== null && (isSysadmin(login) || user === login) ? [[firstUserId + index, user] as const] : [],
  );
}

export const databasePrincipals: View = {
  schema: 'sys',
  name: 'database_principals',
  columns: [required('name', sysname), required('principal_id', int), required('type', char(1)), optional('sid', sid)],
  *rows({ logins }, viewer) {
    for (const [index, role] of catalogRoles.entries()) yield [role, firstRoleId + index, 'R', null];
    for (const [id, user] of usersOf(logins.all, viewer))
      yield [user.name, id, user.kind === 'sql' ? 'S' : 'U', user.sid];
  },
};

export const databaseRoleMembers: View = {
  schema: 'sys',
  name: 'database_role_members',
  columns: [required('role_principal_id', int), required('member_principal_id', int)],
  *rows({ logins }, viewer) {
    for (const [id, user] of usersOf(logins.all, viewer)) {
      for (const role of user.databaseRoles ?? []) {
        const index = catalogRoleNames.indexOf(role);
        if (index >= 0) yield [firstRoleId + index, id];
      }
    }
  },
};
