import { ScaleoutError } from '../../../errors.js';
import { type SessionRights, seesWorkers } from '../observation/rights.js';

/** Throws `catalog.no-rights` where the views show the session no worker, whatever workers there are. */
export function checkWorkersVisible(rights: SessionRights): void {
  if (seesWorkers(rights)) return;
  const detail = `The login ${rights.name} may not see the workers: it is in none of ssis_admin, ssis_cluster_executor and sysadmin.`;
  throw new ScaleoutError('catalog.no-rights', detail);
}
