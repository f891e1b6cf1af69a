import { homedir } from 'node:os';
import type { SandboxConnection } from 'ssis-scaleout-sandbox';
import type { MachineName } from '../../domain/machine-name.js';
import type { Machines } from '../../domain/machines.js';
import type { MachineSurveyor } from '../../domain/survey.js';
import { userName } from '../../history/provenance.js';
import { noMachines } from '../../providers/machines/open-machines.js';
import type { Reach } from '../../providers/machines/reach.js';
import type { SecretSources } from '../../providers/secret.js';
import { accessOf, isReached } from '../../reconciler/view/observation.js';
import type { Topology } from '../../topology/topology.js';
import type { Log } from '../terminal.js';

export interface MachinesChoice {
  readonly parallelism: number;
  readonly secrets: SecretSources;
  readonly log: Log;
}

/** The machines that the topology gives access to; nothing is loaded for one that gives none. */
export async function openMachinesFor(topology: Topology, choice: MachinesChoice): Promise<Machines & MachineSurveyor> {
  if (!reachesAny(topology)) return noMachines();
  const { reachResolver } = await import('../../providers/machines/resolve-reach.js');
  const resolve = reachResolver({
    ...choice.secrets,
    platform: process.platform,
    userName: userName(choice.secrets.env, { domain: false }),
    homeDirectory: homedir(),
  });
  return machinesOver((machine) => resolve(machine, accessOf(topology, machine)), choice);
}

/** The machines of a sandbox: each is a user of its SSH server, whatever transport the topology names for it. */
export async function openSandboxMachines(
  topology: Topology,
  { ssh }: SandboxConnection,
  choice: Omit<MachinesChoice, 'secrets'>,
): Promise<Machines & MachineSurveyor> {
  if (!reachesAny(topology)) return noMachines();
  const [{ parseKnownHosts }, { readPrivateKey }, { secret }] = await Promise.all([
    import('../../providers/machines/ssh/known-hosts.js'),
    import('../../providers/machines/ssh/private-key.js'),
    import('../../providers/secret.js'),
  ]);
  const { key } = readPrivateKey(secret(ssh.privateKey), undefined, 'the sandbox');
  const knownHosts = parseKnownHosts(`[${ssh.host}]:${ssh.port} ${ssh.hostKey}\n`, 'the sandbox');
  const { host, port } = ssh;
  const reachOf = async (machine: MachineName): Promise<Reach> => {
    const { transport } = accessOf(topology, machine);
    if (transport === 'manual' || transport === 'none') return { transport };
    return { transport: 'ssh', target: { host, port, user: machine, login: { key }, knownHosts } };
  };
  return machinesOver(reachOf, choice);
}

async function machinesOver(
  reachOf: (machine: MachineName) => Promise<Reach>,
  { parallelism, log }: Omit<MachinesChoice, 'secrets'>,
): Promise<Machines & MachineSurveyor> {
  const { openMachines } = await import('../../providers/machines/open-machines.js');
  return openMachines({ reachOf, parallelism, log });
}

function reachesAny({ access, workers }: Topology): boolean {
  return isReached(access) || workers.some((worker) => isReached(worker.access));
}
