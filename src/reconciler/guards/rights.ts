import { diagnostic } from '../../errors/errors.js';
import { changesWith, type Guard } from './guard.js';

/** Refuses steps that SSISDB is known to refuse for this login, before anything is done (ssisdb-contract, 2). */
export const rights: Guard = ({ observation: { catalog }, steps }) => {
  const { login } = catalog;
  const who = `The login ${login.name}`;
  if (!login.isSsisAdmin && !login.isSysadmin && steps.length > 0) {
    const detail = `${who} is in neither ssis_admin nor sysadmin.`;
    return [{ diagnostic: diagnostic('guard.ssis-admin-needed', detail), changes: changesWith(steps, () => true) }];
  }
  const enabling = changesWith(steps, ({ operation }) => operation === 'enableScaleOut');
  const choosing = changesWith(steps, ({ operation }) => operation === 'setDefaultExecutionMode');
  return [
    ...(enabling.length > 0 && !login.isSysadmin
      ? [{ diagnostic: diagnostic('guard.sysadmin-needed', `${who} is not a member of sysadmin.`), changes: enabling }]
      : []),
    ...(choosing.length > 0 && login.isSqlLogin
      ? [{ diagnostic: diagnostic('guard.windows-login-needed', `${who} is a SQL Server login.`), changes: choosing }]
      : []),
  ];
};
