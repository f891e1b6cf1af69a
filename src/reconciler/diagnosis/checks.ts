import type { Check } from './check.js';
import { checkIds } from './check-id.js';
import { catalogScaleOutOff } from './checks/catalog-scale-out-off.js';
import { catalogWorkersHidden } from './checks/catalog-workers-hidden.js';
import { masterSilent } from './checks/master-silent.js';
import { workerOffline } from './checks/worker-offline.js';
import { workerService } from './checks/worker-service.js';
import { workerUnregistered } from './checks/worker-unregistered.js';

const all: readonly Check[] = [
  catalogScaleOutOff,
  catalogWorkersHidden,
  masterSilent,
  workerOffline,
  workerService,
  workerUnregistered,
];

/** Every check, in the order of `checkIds`. */
export const checks: readonly Check[] = all.toSorted((one, other) => rank(one) - rank(other));

function rank({ id }: Check): number {
  return checkIds.indexOf(id);
}
