import type { Check } from './check.js';
import { inOrder } from './check-id.js';
import { catalogEditionLimit } from './checks/catalog-edition-limit.js';
import { catalogScaleOutOff } from './checks/catalog-scale-out-off.js';
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
import { masterLog } from './checks/master-log.js';
import { masterLogin } from './checks/master-login.js';
import { masterMachineUnreached } from './checks/master-machine-unreached.js';
import { masterService } from './checks/master-service.js';
import { masterSilent } from './checks/master-silent.js';
import { masterSqlServerName } from './checks/master-sql-server-name.js';
import { workerAgentIdShared } from './checks/worker-agent-id-shared.js';
import { workerCertificateEnds } from './checks/worker-certificate-ends.js';
import { workerCertificateExpired } from './checks/worker-certificate-expired.js';
import { workerCertificateMissing } from './checks/worker-certificate-missing.js';
import { workerClock } from './checks/worker-clock.js';
import { workerConfig } from './checks/worker-config.js';
import { workerConfigUnread } from './checks/worker-config-unread.js';
import { workerEndpoint } from './checks/worker-endpoint.js';
import { workerKeyMissing } from './checks/worker-key-missing.js';
import { workerKeyUnreadable } from './checks/worker-key-unreadable.js';
import { workerLog } from './checks/worker-log.js';
import { workerMachineUnreached } from './checks/worker-machine-unreached.js';
import { workerMaintenance } from './checks/worker-maintenance.js';
import { workerMasterNotTrusted } from './checks/worker-master-not-trusted.js';
import { workerMasterThumbprint } from './checks/worker-master-thumbprint.js';
import { workerNotTrusted } from './checks/worker-not-trusted.js';
import { workerOffline } from './checks/worker-offline.js';
import { workerRowUnreadable } from './checks/worker-row-unreadable.js';
import { workerService } from './checks/worker-service.js';
import { workerStaleRow } from './checks/worker-stale-row.js';
import { workerUnregistered } from './checks/worker-unregistered.js';

/** The checks that an observation is enough for (`door: 'observation'`), in the order of `checkIds`: all that plan, status and watch make. */
export const observationChecks: readonly Check[] = inOrder([
  catalogEditionLimit,
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
  masterClock,
  masterConfigUnread,
  masterConfig,
  masterFirewall,
  masterForeignRoot,
  masterLog,
  masterLogin,
  masterMachineUnreached,
  masterService,
  masterSilent,
  masterSqlServerName,
  workerAgentIdShared,
  workerCertificateEnds,
  workerCertificateExpired,
  workerCertificateMissing,
  workerClock,
  workerConfigUnread,
  workerConfig,
  workerEndpoint,
  workerKeyMissing,
  workerKeyUnreadable,
  workerLog,
  workerMachineUnreached,
  workerMaintenance,
  workerMasterNotTrusted,
  workerMasterThumbprint,
  workerNotTrusted,
  workerOffline,
  workerRowUnreadable,
  workerService,
  workerStaleRow,
  workerUnregistered,
]);
