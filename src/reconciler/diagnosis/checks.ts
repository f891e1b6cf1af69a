import type { Check } from './check.js';
import { inOrder } from './check-id.js';
import { catalogExecutionsPending } from './checks/catalog-executions-pending.js';
import { catalogExecutionsPinned } from './checks/catalog-executions-pinned.js';
import { catalogExecutionsRepeated } from './checks/catalog-executions-repeated.js';
import { catalogGrowth } from './checks/catalog-growth.js';
import { catalogJobOwners } from './checks/catalog-job-owners.js';
import { catalogLogLogin } from './checks/catalog-log-login.js';
import { catalogMasterKey } from './checks/catalog-master-key.js';
import { catalogMixedModeOff } from './checks/catalog-mixed-mode-off.js';
import { catalogNoWorkerEnabled } from './checks/catalog-no-worker-enabled.js';
import { catalogSchemaVersion } from './checks/catalog-schema-version.js';
import { catalogUnevenWork } from './checks/catalog-uneven-work.js';
import { masterIssuerList } from './checks/master-issuer-list.js';
import { masterLogGrowth } from './checks/master-log-growth.js';
import { masterPort } from './checks/master-port.js';
import { masterServiceAccount } from './checks/master-service-account.js';
import { masterTls } from './checks/master-tls.js';
import { masterUrlReservation } from './checks/master-url-reservation.js';
import { networkEndpointCertificate } from './checks/network-endpoint-certificate.js';
import { networkEndpointName } from './checks/network-endpoint-name.js';
import { networkEndpointPort } from './checks/network-endpoint-port.js';
import { workerAccountRights } from './checks/worker-account-rights.js';
import { workerDisk } from './checks/worker-disk.js';
import { workerDumpOnErrors } from './checks/worker-dump-on-errors.js';
import { workerEndpointUnreached } from './checks/worker-endpoint-unreached.js';
import { workerLimits } from './checks/worker-limits.js';
import { workerLogCache } from './checks/worker-log-cache.js';
import { workerLogDatabase } from './checks/worker-log-database.js';
import { workerServiceAccount } from './checks/worker-service-account.js';
import { workerTls } from './checks/worker-tls.js';
import { observationChecks } from './observation-checks.js';

/** Every check, in the order of `checkIds`: those of an observation, and those that need an examination (`door: 'examination'`). */
export const checks: readonly Check[] = inOrder([
  ...observationChecks,
  catalogExecutionsPending,
  catalogExecutionsPinned,
  catalogExecutionsRepeated,
  catalogGrowth,
  catalogJobOwners,
  catalogLogLogin,
  catalogMasterKey,
  catalogMixedModeOff,
  catalogNoWorkerEnabled,
  catalogSchemaVersion,
  catalogUnevenWork,
  masterIssuerList,
  masterLogGrowth,
  masterPort,
  masterServiceAccount,
  masterTls,
  masterUrlReservation,
  networkEndpointCertificate,
  networkEndpointName,
  networkEndpointPort,
  workerAccountRights,
  workerDisk,
  workerDumpOnErrors,
  workerEndpointUnreached,
  workerLimits,
  workerLogCache,
  workerLogDatabase,
  workerServiceAccount,
  workerTls,
]);
