import type { Check } from './check.js';
import { checkIds } from './check-id.js';
import { catalogEditionLimit } from './checks/catalog-edition-limit.js';
import { catalogExecutionsPending } from './checks/catalog-executions-pending.js';
import { catalogExecutionsPinned } from './checks/catalog-executions-pinned.js';
import { catalogExecutionsRepeated } from './checks/catalog-executions-repeated.js';
import { catalogGrowth } from './checks/catalog-growth.js';
import { catalogJobOwners } from './checks/catalog-job-owners.js';
import { catalogLogLogin } from './checks/catalog-log-login.js';
import { catalogMasterKey } from './checks/catalog-master-key.js';
import { catalogMixedModeOff } from './checks/catalog-mixed-mode-off.js';
import { catalogNoWorkerEnabled } from './checks/catalog-no-worker-enabled.js';
import { catalogScaleOutOff } from './checks/catalog-scale-out-off.js';
import { catalogSchemaVersion } from './checks/catalog-schema-version.js';
import { catalogUnevenWork } from './checks/catalog-uneven-work.js';
import { catalogUnreachable } from './checks/catalog-unreachable.js';
import { catalogWorkersHidden } from './checks/catalog-workers-hidden.js';
import { masterAddress } from './checks/master-address.js';
import { masterBinding } from './checks/master-binding.js';
import { masterCertificateDiffers } from './checks/master-certificate-differs.js';
import { masterCertificateEnds } from './checks/master-certificate-ends.js';
import { masterCertificateExpired } from './checks/master-certificate-expired.js';
import { masterCertificateMissing } from './checks/master-certificate-missing.js';
import { masterCertificateName } from './checks/master-certificate-name.js';
import { masterClientCertificate } from './checks/master-client-certificate.js';
import { masterClock } from './checks/master-clock.js';
import { masterConfig } from './checks/master-config.js';
import { masterConfigUnread } from './checks/master-config-unread.js';
import { masterFirewall } from './checks/master-firewall.js';
import { masterForeignRoot } from './checks/master-foreign-root.js';
import { masterIssuerList } from './checks/master-issuer-list.js';
import { masterLog } from './checks/master-log.js';
import { masterLogGrowth } from './checks/master-log-growth.js';
import { masterLogin } from './checks/master-login.js';
import { masterMachineUnreached } from './checks/master-machine-unreached.js';
import { masterPort } from './checks/master-port.js';
import { masterService } from './checks/master-service.js';
import { masterServiceAccount } from './checks/master-service-account.js';
import { masterSilent } from './checks/master-silent.js';
import { masterSqlServerName } from './checks/master-sql-server-name.js';
import { masterTls } from './checks/master-tls.js';
import { masterUrlReservation } from './checks/master-url-reservation.js';
import { networkEndpointCertificate } from './checks/network-endpoint-certificate.js';
import { networkEndpointName } from './checks/network-endpoint-name.js';
import { networkEndpointPort } from './checks/network-endpoint-port.js';
import { workerAccountRights } from './checks/worker-account-rights.js';
import { workerAgentIdShared } from './checks/worker-agent-id-shared.js';
import { workerCertificateEnds } from './checks/worker-certificate-ends.js';
import { workerCertificateExpired } from './checks/worker-certificate-expired.js';
import { workerCertificateMissing } from './checks/worker-certificate-missing.js';
import { workerClock } from './checks/worker-clock.js';
import { workerConfig } from './checks/worker-config.js';
import { workerConfigUnread } from './checks/worker-config-unread.js';
import { workerDisk } from './checks/worker-disk.js';
import { workerDumpOnErrors } from './checks/worker-dump-on-errors.js';
import { workerEndpoint } from './checks/worker-endpoint.js';
import { workerEndpointUnreached } from './checks/worker-endpoint-unreached.js';
import { workerKeyMissing } from './checks/worker-key-missing.js';
import { workerKeyUnreadable } from './checks/worker-key-unreadable.js';
import { workerLimits } from './checks/worker-limits.js';
import { workerLog } from './checks/worker-log.js';
import { workerLogCache } from './checks/worker-log-cache.js';
import { workerLogDatabase } from './checks/worker-log-database.js';
import { workerMachineUnreached } from './checks/worker-machine-unreached.js';
import { workerMasterNotTrusted } from './checks/worker-master-not-trusted.js';
import { workerMasterThumbprint } from './checks/worker-master-thumbprint.js';
import { workerNotTrusted } from './checks/worker-not-trusted.js';
import { workerOffline } from './checks/worker-offline.js';
import { workerRowUnreadable } from './checks/worker-row-unreadable.js';
import { workerService } from './checks/worker-service.js';
import { workerServiceAccount } from './checks/worker-service-account.js';
import { workerStaleRow } from './checks/worker-stale-row.js';
import { workerTls } from './checks/worker-tls.js';
import { workerUnregistered } from './checks/worker-unregistered.js';

const all: readonly Check[] = [
  catalogLogLogin,
  catalogMixedModeOff,
  catalogMasterKey,
  catalogSchemaVersion,
  catalogEditionLimit,
  catalogNoWorkerEnabled,
  catalogExecutionsPinned,
  catalogExecutionsPending,
  catalogExecutionsRepeated,
  catalogUnevenWork,
  catalogJobOwners,
  catalogGrowth,
  masterLogin,
  workerRowUnreadable,
  workerClock,
  masterClock,
  catalogScaleOutOff,
  catalogUnreachable,
  catalogWorkersHidden,
  masterAddress,
  masterBinding,
  masterCertificateDiffers,
  masterCertificateEnds,
  masterCertificateExpired,
  masterCertificateMissing,
  masterCertificateName,
  masterClientCertificate,
  masterConfig,
  masterConfigUnread,
  masterFirewall,
  masterForeignRoot,
  masterMachineUnreached,
  masterService,
  masterSilent,
  masterSqlServerName,
  workerAgentIdShared,
  workerCertificateEnds,
  workerCertificateExpired,
  workerCertificateMissing,
  workerConfig,
  workerConfigUnread,
  workerEndpoint,
  workerKeyMissing,
  workerKeyUnreadable,
  workerMachineUnreached,
  workerMasterNotTrusted,
  workerMasterThumbprint,
  workerNotTrusted,
  networkEndpointCertificate,
  networkEndpointName,
  networkEndpointPort,
  workerOffline,
  workerService,
  workerStaleRow,
  workerUnregistered,
  masterServiceAccount,
  workerServiceAccount,
  workerAccountRights,
  masterPort,
  masterUrlReservation,
  masterIssuerList,
  masterTls,
  workerTls,
  masterLogGrowth,
  workerDisk,
  workerLogCache,
  workerLogDatabase,
  workerEndpointUnreached,
  workerLimits,
  workerDumpOnErrors,
  workerLog,
  masterLog,
];

/** Every check, in the order of `checkIds`. */
export const checks: readonly Check[] = all.toSorted((one, other) => rank(one) - rank(other));

function rank({ id }: Check): number {
  return checkIds.indexOf(id);
}
