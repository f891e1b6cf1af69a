import { cutKey, isPossiblyCut, shortKey } from '../domain/machine-name.js';
import type { MachineObservation } from '../domain/machines.js';
import { isWorkerOnline } from '../domain/rows.js';
import type { Observation } from '../reconciler/view/observation.js';
import { certificateOf } from '../status/machine-status.js';
import type { Topology } from '../topology/topology.js';

/** `unregistered`: listed, and without a row in the catalog. */
export type WorkerState = 'online' | 'offline' | 'disabled' | 'unregistered';

export interface UsedCertificate {
  /** As the topology or the catalog names it. */
  readonly machine: string;
  readonly thumbprint: string;
  /** ISO 8601, UTC. */
  readonly notAfter: string;
}

/** What an observation says of the whole fleet, in few words. */
export interface Fleet {
  /** How many workers are in each state; undefined where they could not be seen. */
  readonly workers?: Readonly<Record<WorkerState, number>>;
  /** The certificates that the services of the machines use, as far as machines were looked at. */
  readonly certificates: readonly UsedCertificate[];
}

/** Sums up an observation. Pure; of a machine that was observed before, the answer is remembered. */
export function fleetOf(topology: Topology, { catalog, machines }: Observation): Fleet {
  const certificates = [...machines.values()].flatMap((found) => (found.known ? certificatesOf(found.value) : []));
  if (!catalog.workers.known) return { certificates };
  const workers = { online: 0, offline: 0, disabled: 0, unregistered: 0 };
  const registered = new Set<string>();
  const cut = new Set<string>();
  for (const row of catalog.workers.value) {
    if (row.machineName !== null) {
      registered.add(shortKey(row.machineName));
      if (isPossiblyCut(row.machineName)) cut.add(cutKey(row.machineName));
    }
    workers[row.enabled ? (isWorkerOnline(row) ? 'online' : 'offline') : 'disabled'] += 1;
  }
  workers.unregistered = topology.workers.filter(
    ({ machine }) => !registered.has(shortKey(machine)) && !cut.has(cutKey(machine)),
  ).length;
  return { workers, certificates };
}

const remembered = new WeakMap<MachineObservation, readonly UsedCertificate[]>();

function certificatesOf(machine: MachineObservation): readonly UsedCertificate[] {
  const known = remembered.get(machine);
  if (known !== undefined) return known;
  const used = machine.installations.flatMap((installation) => certificateOf(installation, machine) ?? []);
  const unique = new Map(used.map(({ thumbprint, notAfter }) => [thumbprint, notAfter]));
  const found = [...unique].map(([thumbprint, notAfter]) => ({ machine: machine.machine, thumbprint, notAfter }));
  remembered.set(machine, found);
  return found;
}
