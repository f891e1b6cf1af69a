import { each, type NumberMeanings } from './number-meaning.js';

// Numbers: learn.microsoft.com, "SQL Server events and errors 26000 to 27999". Their texts come in the language of the
// server, so that the number alone tells.

/** What SSISDB's own procedures raise. */
export const ssisdbNumbers: NumberMeanings = {
  ...each([27100, 27101, 27102, 27138], { code: 'catalog.value-refused' }),
  27103: { code: 'catalog.refused', remedy: 'The execution is gone, or the login may not change it.' },
  27112: { code: 'catalog.setting-missing' },
  27123: { code: 'catalog.sql-login-refused' },
  ...each([27139, 27162], { code: 'catalog.in-use' }),
  27140: { code: 'catalog.not-ssis-admin' },
  27178: {
    code: 'catalog.refused',
    remedy: 'Add the login to ssis_cluster_executor or ssis_admin: only members run packages in Scale Out.',
  },
  27243: { code: 'catalog.worker-not-found' },
  27259: { code: 'catalog.worker-limit' },
  27260: { code: 'catalog.sysadmin-required' },
  27261: { code: 'catalog.master-not-installed' },
  // The scripts raise 27245, 27249 and 27250, which sys.messages does not hold.
  18054: {
    code: 'catalog.refused',
    remedy: 'SSISDB refused with a number that the server has no text for; see SSISDB.catalog.operation_messages.',
  },
};
