import { sameValue } from '../config-file/read-config-file.js';
import type { MachineName } from '../domain/machine-name.js';
import { endpointKey } from '../facts/configs.js';
import { age } from '../text/times.js';
import { listed } from '../text/words.js';
import type { Topology } from '../topology/topology.js';
import type { JoiningCheck } from './joining-check.js';
import { accessChecks, idOf, machineChecks, serviceChecks, storeChecks } from './joining-machine.js';
import { fleetView } from './view/fleet.js';
import type { MachineView, Observation } from './view/machine.js';
import type { MasterNode } from './view/master-certificate.js';
import type { WorkerView } from './view/worker.js';

/** The topology with this one worker: only its machine, the nodes of the master and the catalog are to be looked at. */
export function topologyOfJoining({ leaving: _, ...topology }: Topology, machine: MachineName): Topology {
  const workers = topology.workers.filter((worker) => worker.machine === machine);
  return { ...topology, workers, policy: { ...topology.policy, prune: false } };
}

/**
 * What was seen of the worker of `joining`, which `topologyOfJoining` made of `topology`: whose a row is, all workers of the file together
 * tell.
 */
export function joiningChecks(
  topology: Topology,
  joining: Topology,
  observation: Observation,
): readonly JoiningCheck[] {
  const { workers, master } = fleetView(joining, observation);
  const all = fleetView(topology, observation).workers;
  return workers.flatMap((view) => [
    ...machineChecks(view),
    ...serviceChecks(view, observation),
    ...connectionChecks(view, joining, master),
    ...master.nodes.flatMap((node) => nodeChecks(node)),
    ...trustChecks(view, master.nodes),
    rowCheck(all.find(({ worker }) => worker.machine === view.worker.machine) ?? view),
  ]);
}

/** Whether the certificate of the worker stands in a config that could not be read, and nowhere else. */
export function isCertificateUnread(topology: Topology, observation: Observation): boolean {
  return fleetView(topology, observation).workers.some(
    ({ worker, installation }) => worker.certificate === undefined && installation?.config.state === 'unread',
  );
}

function connectionChecks(
  view: WorkerView,
  { master: wanted }: Topology,
  master: ReturnType<typeof fleetView>['master'],
): readonly JoiningCheck[] {
  const { reachability, installation } = view;
  if (reachability.state !== 'seen' || installation?.config.state !== 'read') return [];
  const written = installation.config.text(endpointKey.value)?.trim() ?? '';
  return [
    { check: 'endpoint', at: idOf(view), ...endpointState(written, wanted?.endpoint) },
    { check: 'masterCertificate', at: idOf(view), ...masterTrust(reachability.machine, master) },
  ];
}

type Judged = Pick<JoiningCheck, 'state' | 'shows'>;

function endpointState(written: string, wanted: string | undefined): Judged {
  const has = written === '' ? 'its config names no endpoint of the master' : `its config has ${written}`;
  if (wanted === undefined)
    return { state: 'unknown', shows: `${has}; the topology has no master.endpoint to compare with` };
  if (sameValue(endpointKey.value, written, wanted)) return { state: 'ok', shows: written };
  return { state: 'open', shows: `${has}: an apply writes ${wanted}` };
}

function masterTrust({ root }: MachineView, { certificate }: ReturnType<typeof fleetView>['master']): Judged {
  if (!certificate.known) return { state: 'unknown', shows: certificate.reason };
  if (!root.known) return { state: 'unknown', shows: root.reason };
  const { thumbprint, stored } = certificate;
  if (root.value.thumbprints.has(thumbprint)) return { state: 'ok', shows: `${thumbprint} is trusted` };
  if (stored?.selfSigned === false) {
    return {
      state: 'unknown',
      shows: `${thumbprint} is not in Root; an authority issued it, and no chain was looked at`,
    };
  }
  return { state: 'open', shows: `${thumbprint} is not trusted yet: an apply puts it into Root` };
}

function nodeChecks({ name, reachability }: MasterNode): readonly JoiningCheck[] {
  const at = `master/${name}`;
  return [...accessChecks(at, name, reachability), ...storeChecks(at, reachability, ['root'])];
}

/** Whether each node that was looked at trusts the worker's certificate. */
function trustChecks(view: WorkerView, nodes: readonly MasterNode[]): readonly JoiningCheck[] {
  if (view.reachability.state === 'none') return [];
  const { certificate, worker } = view;
  return nodes.flatMap(({ name, reachability }): readonly JoiningCheck[] => {
    if (reachability.state !== 'seen' || !reachability.machine.root.known) return [];
    const of = { check: 'trust', at: `master/${name}` } as const;
    if (certificate.state === 'unknown') {
      return [{ ...of, state: 'unknown', shows: "the worker's certificate is not known" }];
    }
    if (certificate.state === 'create')
      return [{ ...of, state: 'open', shows: 'an apply has the new certificate trusted' }];
    const print = certificate.state === 'present' ? certificate.stored.thumbprint : certificate.thumbprint;
    if (reachability.machine.root.value.thumbprints.has(print)) {
      return [{ ...of, state: 'ok', shows: `${print} is trusted` }];
    }
    const isShown =
      certificate.state === 'present' || (worker.certificate !== undefined && 'file' in worker.certificate);
    const [state, how] = isShown
      ? (['open', 'an apply puts it into Root'] as const)
      : (['byHand', 'only its thumbprint is known. A person who has the certificate puts it into Root'] as const);
    return [{ ...of, state, shows: `${print} is not trusted yet: ${how}` }];
  });
}

const ownAgentId =
  'Remove AgentId from WorkerSettings.config of the copy and restart its service: it makes one of its own. A machine that was only renamed: start its service, and its row takes the new name.';

function rowCheck({ match, worker }: WorkerView): JoiningCheck {
  const of = { check: 'row', at: 'catalog' } as const;
  switch (match.state) {
    case 'registered': {
      const { enabled, lastOnlineAge } = match.row;
      return {
        ...of,
        state: 'ok',
        shows: `it has a row: ${enabled ? 'enabled' : 'disabled'}, last heard of ${age(lastOnlineAge)} ago`,
      };
    }
    case 'awaitingRegistration': {
      const old = match.stale.length === 0 ? '' : ', but rows of earlier installations of this machine';
      return { ...of, state: 'open', shows: `it has no row yet${old}: it gets one when its service connects` };
    }
    case 'cloned':
      return {
        ...of,
        state: 'wrong',
        blocks: { remedy: ownAgentId },
        shows: `its AgentId is that of ${match.row.machineName ?? 'another machine'}: one of them was cloned from the other`,
      };
    case 'unreadable':
      return { ...of, state: 'unknown', shows: `its row cannot be read: ${match.unreadable.column}` };
    case 'ambiguous':
      return {
        ...of,
        state: 'unknown',
        shows: `${match.rows.length} rows can be its own, and the live one cannot be told`,
      };
    case 'claimedTwice':
    case 'sharedName': {
      const others = listed(match.others.map((other) => other.machine));
      return {
        ...of,
        state: 'unknown',
        shows: `a row with a name that ${worker.machine} and others${others === '' ? '' : ` (${others})`} can have`,
      };
    }
  }
}
