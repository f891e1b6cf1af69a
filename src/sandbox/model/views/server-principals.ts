import { bit, char, int, nvarchar, optional, required, sid, sysname } from '../columns.js';
import { isSysadmin } from '../security/login.js';
import { fixedServerRoles } from '../security/roles.js';
import type { View } from './view.js';

const firstLoginId = 257;

export const serverPrincipals: View = {
  schema: 'sys',
  name: 'server_principals',
  columns: [
    required('name', sysname),
    required('principal_id', int),
    optional('sid', sid),
    required('type', char(1)),
    optional('type_desc', nvarchar(60)),
    optional('is_disabled', bit),
    optional('default_database_name', sysname),
  ],
  /** Roles and the `sa` login are shown to everybody, other logins to themselves and to a sysadmin. */
  *rows({ logins }, { login }) {
    for (const [index, role] of fixedServerRoles.entries()) {
      yield [role, index + 3, new Uint8Array([index + 3]), 'R', 'SERVER_ROLE', false, null];
    }
    for (const [index, shown] of logins.all.entries()) {
      const isSa = shown.name === 'sa';
      if (!isSa && !isSysadmin(login) && shown !== login) continue;
      const [type, description] = shown.kind === 'sql' ? ['S', 'SQL_LOGIN'] : ['U', 'WINDOWS_LOGIN'];
      yield [shown.name, isSa ? 1 : firstLoginId + index, shown.sid, type, description, shown.disabled, 'master'];
    }
  },
};
