import type { Observation } from '../reconciler/observation.js';
import { plan } from '../reconciler/plan.js';
import type { Plan } from '../reconciler/plan-document.js';
import type { Targets } from '../reconciler/target-selection.js';
import { approvalsAt, readApprovals } from '../reconciler/watch/approval.js';
import type { BackOff } from '../reconciler/watch/back-off.js';
import { type Holding, hold } from '../reconciler/watch/hold.js';
import { refusedChanges } from '../reconciler/watch/refused-changes.js';
import { readSuspensions, suspendedAt } from '../reconciler/watch/suspension.js';
import { targetFingerprint } from '../reconciler/watch/target-fingerprint.js';
import { windowsAt } from '../reconciler/watch/windows.js';
import type { Topology } from '../topology/topology.js';
import type { WatchOptions } from './watch-options.js';

/** What differs, and what of it is done now. */
export interface Decision {
  readonly everything: Plan;
  readonly holding: Holding;
}

/** Plans, and parts the plan into what may be done now and what is held back. Throws as `plan` does. */
export function decide(
  topology: Topology,
  observation: Observation,
  options: Pick<WatchOptions, 'mode' | 'approve' | 'time' | 'toolVersion' | 'sandbox'>,
  { backOff, standby }: { readonly backOff: BackOff; readonly standby: string | undefined },
): Decision {
  const { mode, approve, time, toolVersion, sandbox } = options;
  const now = time.now();
  const createdAt = new Date(now).toISOString();
  const planFor = (targets: Targets) =>
    plan(topology, observation, { createdAt, toolVersion, targets, ...(sandbox === undefined ? {} : { sandbox }) });
  const everything = planFor({ include: [], exclude: [] });
  const ids = everything.changes.filter(({ action }) => action !== 'unmanaged').map(({ id }) => id);
  backOff.retain(new Set(ids));
  if (ids.length === 0) return { everything, holding: { held: [], plan: everything } };
  const { notes } = observation.catalog;
  const approvals = readApprovals(notes);
  const approved = new Set(
    approvals.known ? approvalsAt(approvals.value, now).map(({ fingerprint }) => fingerprint) : [],
  );
  const holding = hold(
    everything,
    { planAgain: planFor, refusals: () => refusedChanges(topology, observation) },
    {
      mode,
      ...(standby === undefined ? {} : { standby }),
      suspended: suspendedAt(readSuspensions(notes), topology.name, now),
      backedOff: (id) => backOff.hindrance(id, () => targetFingerprint(id, everything, observation)),
      closed: windowsAt(topology.policy.windows ?? [], now),
      ...(approve ? { isApproved: (fingerprint) => approved.has(fingerprint) } : {}),
    },
  );
  return { everything, holding };
}
