import { diagnostic } from '../../errors/diagnostic.js';
import type { Guard } from './guard.js';

/** Refuses steps that SSISDB is known to refuse for this login, before anything is done (ssisdb-contract, 2). */
export const rights: Guard = ({ observation: { catalog }, steps }) => {
  const { login } = catalog;
  const has = (operation: string) => steps.some((step) => step.operation === operation);
  const who = `The login ${login.name}`;
  if (!login.isSsisAdmin && !login.isSysadmin && steps.length > 0) {
    return [diagnostic('guard.ssis-admin-needed', `${who} is in neither ssis_admin nor sysadmin.`)];
  }
  return [
    ...(has('enableScaleOut') && !login.isSysadmin
      ? [diagnostic('guard.sysadmin-needed', `${who} is not a member of sysadmin.`)]
      : []),
    ...(has('setDefaultExecutionMode') && login.isSqlLogin
      ? [diagnostic('guard.windows-login-needed', `${who} is a SQL Server login.`)]
      : []),
  ];
};
