import { sameMachine } from '../../../domain/machine-name.js';
import { isMasterOnline } from '../../../domain/rows.js';
import { type Check, type Outcome, ok, pages } from '../check.js';

export const masterMachineUnreached: Check = {
  id: 'master.machine-unreached',
  title: 'Each machine of the master can be looked at',
  reads: 'the answer of each machine that the topology lists below master.machines and gives access to',
  source: 'The access that the topology describes (docs/machines.md)',
  cause: 'The machine is off, cut off from the network, or refuses our access.',
  remedy: 'See whether it runs, then mend the access.',
  page: pages.troubleshooting,
  door: 'observation',
  withoutCatalog: true,
  leadsTo: [{ check: 'network.endpoint-port', at: 'any' }],
  run({ nodes, catalog }) {
    return nodes.map(({ target, node, isActive, unseen }): Outcome => {
      const { name, reachability } = node;
      if (reachability.state === 'seen') return ok(target);
      if (reachability.state !== 'unreached') return unseen ?? ok(target);
      const isFelt = isActive && isMasterOnline(catalog.master) !== true;
      const { reason, error } = reachability;
      return {
        target,
        result: isFelt ? 'error' : 'warning',
        summary: `${name} could not be looked at`,
        evidence: [{ read: 'access', where: name, value: reason }],
        cause: isFelt
          ? 'The master is not heard of either: its machine may be off, or cut off from the network.'
          : `What is wrong there cannot be told.${isMasterOnline(catalog.master) === true ? ' That the master is heard of says nothing of the access.' : ''}`,
        remedy: error?.remedy ?? 'See whether the machine runs, then mend the access and run the doctor again.',
        explains: (id, other) =>
          (isFelt && id === 'master.silent') ||
          (id === 'worker.machine-unreached' && sameMachine(other.slice('worker/'.length), name)),
      };
    });
  },
};
