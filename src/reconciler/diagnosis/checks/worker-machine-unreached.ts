import { type Check, type Outcome, ok, pages } from '../check.js';
import { cutOff, unlessHeard } from '../worker-machine.js';

export const workerMachineUnreached: Check = {
  id: 'worker.machine-unreached',
  title: "The worker's machine can be looked at",
  reads: 'the answer of each machine that the topology lists below workers and gives access to',
  source: 'The access that the topology describes (docs/machines.md)',
  cause: 'The machine is off, cut off from the network, or refuses our access.',
  remedy: 'See whether it runs, then mend the access.',
  page: pages.troubleshooting,
  door: 'observation',
  withoutCatalog: true,
  leadsTo: cutOff,
  run({ workers }) {
    return workers.flatMap((worker): readonly Outcome[] => {
      const { target, name, machine, isWanted, isHeard, unseen } = worker;
      if (!isWanted) return [];
      if (machine?.reachability.state !== 'unreached') return [unseen ?? ok(target)];
      const { reason, error } = machine.reachability;
      return [
        {
          target,
          result: unlessHeard(worker),
          summary: `${name} could not be looked at`,
          evidence: [{ read: 'access', where: name, value: reason }],
          cause:
            isHeard === true
              ? 'The worker is heard of. What may be wrong on its machine cannot be told.'
              : 'The worker is not heard of either: its machine may be off, or cut off from the network.',
          remedy: error?.remedy ?? 'See whether the machine runs, then mend the access and run the doctor again.',
        },
      ];
    });
  },
};
