import { createHash } from 'node:crypto';
import type { Plan } from '../domain/documents.js';
import type { BackOff } from '../reconciler/hold/back-off.js';
import { type Holding, hold, refusedChanges } from '../reconciler/hold/hold.js';
import { approvalsAt, readApprovals, readSuspensions, suspendedAt } from '../reconciler/hold/notes.js';
import { windowsAt } from '../reconciler/hold/windows.js';
import { plan } from '../reconciler/plan/plan.js';
import type { Targets } from '../reconciler/plan/target-selection.js';
import type { Observation } from '../reconciler/view/observation.js';
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

/**
 * Of what is wanted and seen of a change's target, in lower-case hexadecimal: it differs when the topology, what the
 * change would do, our rights, or the machines' answers about them are others.
 */
export function targetFingerprint(
  target: string,
  { topology, changes, steps }: Pick<Plan, 'topology' | 'changes' | 'steps'>,
  { catalog, machines }: Observation,
): string {
  const change = changes.find(({ id }) => id === target);
  const own = steps.filter((step) => step.target === target);
  const places = new Set(own.flatMap(({ arguments: { machine } }) => (typeof machine === 'string' ? [machine] : [])));
  const administrators = [...places].map((place) => {
    const seen = machines.get(place.toUpperCase());
    return [place, seen?.known === true && seen.value.administrator];
  });
  const parts = [topology.sha256, change?.fields, own, administrators, catalog.login, catalog.scaleOut];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}
