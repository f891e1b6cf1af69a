import { isCutNameOf, markedHost, sameMachine } from '../../domain/machine-name.js';
import type { Thumbprint } from '../../domain/machines.js';
import { entriesOf } from '../../topology/topology.js';
import { distrustStep } from '../steps/distrust-certificate.js';
import type { StepPlace } from '../steps/machine-step.js';
import { certificatesInUse } from './certificates-in-use.js';
import { ChangeBuilder, type DiffContext, type Kind, workerId } from './kind.js';
import { hasUnreadable } from './removal.js';

/**
 * Workers that were removed, and whose certificate a node of the master still trusts: a removal was cut off after its row
 * was gone. Only what carries our mark, and only under `policy.prune`.
 */
export const formerWorkers: Kind = {
  diff(context) {
    const { topology, master } = context;
    if (!topology.policy.prune) return [];
    const isInUse = certificatesInUse(context);
    const changes = new Map<string, ChangeBuilder>();
    for (const { name, reachability } of master.nodes) {
      if (reachability.state !== 'seen' || !reachability.machine.root.known) continue;
      for (const { friendlyName, thumbprint, keyReaders } of reachability.machine.root.value.certificates) {
        const machine = markedHost(topology.name, friendlyName);
        if (machine === undefined || keyReaders !== null || isInUse(thumbprint) || isKnown(machine, context)) continue;
        const change = changes.get(machine) ?? new ChangeBuilder(workerId(machine));
        changes.set(machine, change);
        distrust(change, { target: change.id, machine: name, reachability }, thumbprint);
      }
    }
    return [...changes.values()].map((change) => change.build('update'));
  },
};

function isKnown(machine: string, { topology, catalog }: DiffContext): boolean {
  const rows = catalog.workers.known ? catalog.workers.value : [];
  return (
    entriesOf(topology).some((worker) => sameMachine(worker.machine, machine)) ||
    rows.some(({ machineName: name }) => sameMachine(name ?? '', machine) || isCutNameOf(name ?? '', machine)) ||
    hasUnreadable(machine, catalog)
  );
}

function distrust(change: ChangeBuilder, place: StepPlace, thumbprint: Thumbprint): void {
  change.addReason({
    reason: `it was removed, and its certificate is still in the Root of ${place.machine}`,
    reasonCode: 'former-worker-trusted',
    field: { path: `trustedBy.${place.machine}`, before: thumbprint, after: null },
  });
  change.addStep(distrustStep(place, thumbprint, []));
}
