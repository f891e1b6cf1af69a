/**
 * Whom the catalog takes us for. SSISDB itself asks sys.server_principals like this whether a caller is a SQL login,
 * and IS_MEMBER and IS_SRVROLEMEMBER which rows its views show.
 */
export const rightsColumns = `SUSER_SNAME() AS login_name,
  (SELECT COUNT(*) FROM sys.server_principals WHERE sid = SUSER_SID() AND type = 'S') AS is_sql_login,
  IS_SRVROLEMEMBER('sysadmin') AS is_sysadmin,
  IS_MEMBER('ssis_admin') AS is_ssis_admin,
  IS_MEMBER('ssis_cluster_executor') AS is_cluster_executor,
  IS_MEMBER('ssis_logreader') AS is_logreader`;

export const rightsSql = `
SELECT
  ${rightsColumns};
`;
