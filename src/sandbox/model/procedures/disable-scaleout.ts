import { isSysadmin } from '../security/login.js';
import { releaseNumber } from '../server.js';
import { logLogin } from './enable-scaleout.js';
import type { CatalogProcedure } from './procedure.js';
import { updateMasterProperty } from './update-master.js';

/**
 * No supported way off: it leaves an empty property, drops the logins, and swallows every error. SSISDB's also throws
 * all other connections out (single user mode); the sandbox's leaves them.
 */
export const disableScaleout: CatalogProcedure = {
  schema: 'internal',
  name: 'disable_scaleout',
  grantedTo: 'ssis_admin',
  parameters: [],
  run(call, { store, server }) {
    // An ssis_admin fails at its first statement, ALTER DATABASE, and hears nothing of it.
    if (!isSysadmin(call.login)) return 0;
    updateMasterProperty(store, 'IS_SCALEOUT_ENABLED', '');
    store.delete('logins', logLogin);
    store.delete('logins', `NT Service\\SSISScaleOutMaster${releaseNumber(server)}`);
    return 0;
  },
};
