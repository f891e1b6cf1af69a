import { ssisdbRoles } from '../../../facts/ssisdb.js';

/**
 * What the Windows account @account is on the server and in SSISDB. The user is found by its SID, since its name may be
 * another. Metadata that our login may not see is left out without a word, so the rights to see it are asked beside it.
 */
export const accountSql = `
DECLARE @sid varbinary(85) = SUSER_SID(@account);

SELECT
  HAS_PERMS_BY_NAME(NULL, NULL, N'VIEW ANY DEFINITION') AS sees_logins,
  HAS_PERMS_BY_NAME(DB_NAME(), N'DATABASE', N'VIEW DEFINITION') AS sees_users,
  IS_SRVROLEMEMBER(N'sysadmin', @account) AS is_sysadmin,
  (SELECT COUNT(*) FROM sys.server_principals WHERE sid = @sid) AS logins,
  (SELECT COUNT(*) FROM sys.database_principals WHERE sid = @sid) AS users,
  (SELECT COUNT(*) FROM sys.database_role_members AS m
    JOIN sys.database_principals AS u ON u.principal_id = m.member_principal_id
    JOIN sys.database_principals AS r ON r.principal_id = m.role_principal_id
    WHERE u.sid = @sid AND r.name = N'${ssisdbRoles.value.admin}') AS memberships;
`;
