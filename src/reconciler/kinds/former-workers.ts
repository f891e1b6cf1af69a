import { isCutNameOf, sameMachine } from '../../machine-name.js';
import type { Thumbprint } from '../machines.js';
import { markedHost } from '../marks.js';
import { type ChangeBuilder, changeBuilder } from './change-builder.js';
import type { DiffContext, Kind } from './kind.js';
import type { StepPlace } from './machine-steps.js';
import { certificatesInUse, distrustStep } from './removal.js';
import { workerId } from './worker-steps.js';

/**
 * Workers that were removed, and whose certificate a node of the master still trusts: a removal was cut off after its row
 * was gone. Only what carries our mark, and only under `policy.prune`.
 */
export const formerWorkers: Kind = {
  name: 'formerWorkers',
  diff(context) {
    const { topology, master } = context;
    if (!topology.policy.prune) return [];
    const isInUse = certificatesInUse(context);
    const changes = new Map<string, ChangeBuilder>();
    for (const { name, sight } of master.nodes) {
      if (sight.state !== 'seen' || !sight.machine.root.known) continue;
      for (const { friendlyName, thumbprint, keyReaders } of sight.machine.root.value.certificates) {
        const machine = markedHost(topology.name, friendlyName);
        if (machine === undefined || keyReaders !== null || isInUse(thumbprint) || isKnown(machine, context)) continue;
        const change = changes.get(machine) ?? changeBuilder(workerId(machine));
        changes.set(machine, change);
        distrust(change, { target: change.id, machine: name, sight }, thumbprint);
      }
    }
    return [...changes.values()].map((change) => change.build('update'));
  },
};

function isKnown(machine: string, { topology, catalog }: DiffContext): boolean {
  const rows = catalog.workers.known ? catalog.workers.value : [];
  return (
    topology.workers.some((worker) => sameMachine(worker.machine, machine)) ||
    rows.some(({ machineName: name }) => sameMachine(name ?? '', machine) || isCutNameOf(name ?? '', machine))
  );
}

function distrust(change: ChangeBuilder, place: StepPlace, thumbprint: Thumbprint): void {
  change.find({
    reason: `it was removed, and its certificate is still in the Root of ${place.machine}`,
    reasonCode: 'former-worker-trusted',
    field: { path: `trustedBy.${place.machine}`, before: thumbprint, after: null },
  });
  change.step(distrustStep(place, thumbprint, []));
}
