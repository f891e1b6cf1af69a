import { entersCatalog, isSysadmin, type Login } from './login.js';

export const catalogDatabase = 'SSISDB';

export const fixedServerRoles = [
  'sysadmin',
  'securityadmin',
  'serveradmin',
  'setupadmin',
  'processadmin',
  'diskadmin',
  'dbcreator',
  'bulkadmin',
] as const;

const fixedRoles = [
  'db_owner',
  'db_accessadmin',
  'db_securityadmin',
  'db_ddladmin',
  'db_backupoperator',
  'db_datareader',
  'db_datawriter',
  'db_denydatareader',
  'db_denydatawriter',
] as const;

export const catalogRoles = [
  'ssis_admin',
  'ssis_cluster_executor',
  'ssis_cluster_worker',
  'ssis_failover_monitoring_agent',
  'ssis_logreader',
] as const;

/** IS_SRVROLEMEMBER: null for a role that there is not. A sysadmin is in every fixed role. */
export function serverRoleMember(role: string, login: Login | undefined): boolean | null {
  const name = role.toLowerCase();
  if (login === undefined) return null;
  if (name === 'public') return true;
  if (!fixedServerRoles.some((known) => known === name)) return null;
  return isSysadmin(login) || login.serverRoles.includes(name);
}

/** IS_MEMBER: null for what is no role of that database. A sysadmin is dbo: in db_owner, and in no role of SSISDB. */
export function databaseRoleMember(role: string, login: Login | undefined, database: string): boolean | null {
  const name = role.toLowerCase();
  const inCatalog = database.toUpperCase() === catalogDatabase;
  const known: readonly string[] = inCatalog ? [...fixedRoles, ...catalogRoles] : fixedRoles;
  if (login === undefined || (inCatalog && !entersCatalog(login))) return null;
  if (name === 'public') return true;
  if (!known.includes(name)) return null;
  if (isSysadmin(login)) return name === 'db_owner';
  return inCatalog && (login.databaseRoles?.includes(name) ?? false);
}
