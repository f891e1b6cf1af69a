import { ScaleoutError } from '../errors.js';
import { type MachineName, sameMachine } from '../machine-name.js';
import type { DesiredWorker, Topology } from '../topology/topology.js';
import { serviceTimeout } from './kinds/machine-steps.js';
import { configOf } from './machine-state/config-view.js';
import { installationOf } from './machine-state/installation-of.js';
import { type MasterView, masterView } from './machine-state/master-view.js';
import { sightOf } from './machine-state/sight.js';
import { thumbprintOf, workerCertificate } from './machine-state/worker-certificate.js';
import { firewallRule, workerMark } from './marks.js';
import type { Observation } from './observation.js';

/** Everything that a person's script needs to set a machine up by itself. */
export type ByHandRequest =
  | {
      readonly operation: 'ensureWorker';
      /** Null: not managed. */
      readonly endpoint: string | null;
      /** The master's public certificate, base64 of DER; null: not managed. */
      readonly masterCertificate: string | null;
      /** Null: the one that the config names, or a new one. */
      readonly workerThumbprint: string | null;
      readonly mark: string;
      /** Keys of WorkerSettings.config. */
      readonly settings: Readonly<Record<string, string | number | boolean>>;
      readonly timeoutSeconds: number;
    }
  | {
      readonly operation: 'ensureMaster';
      /** Public certificates of workers to trust. */
      readonly trust: readonly { readonly certificate: string; readonly mark: string }[];
      readonly port: number | null;
      readonly firewallRule: string;
      readonly timeoutSeconds: number;
    };

/**
 * What an administrator's script has to see to on a machine. Nothing of the machine itself needs to be known, but the
 * others' certificates do. Throws `command.target-unknown` and `command.script-incomplete`.
 */
export function byHandRequest(topology: Topology, observation: Observation, machine: MachineName): ByHandRequest {
  const worker = topology.workers.find((listed) => sameMachine(listed.machine, machine));
  const master = masterView(topology, observation);
  if (worker !== undefined) return workerRequest(topology, worker, master);
  const node = topology.master?.machines.find((listed) => sameMachine(listed, machine));
  if (node !== undefined) return masterRequest(topology, observation, master);
  const detail = `${JSON.stringify(machine)} is neither a worker nor a node of the master in ${topology.source.file}.`;
  throw new ScaleoutError('command.target-unknown', detail);
}

function workerRequest(topology: Topology, worker: DesiredWorker, { nodes, certificate }: MasterView): ByHandRequest {
  const source = worker.certificate;
  const named = source === undefined ? null : thumbprintOf(source);
  const der = certificate.known ? certificate.stored?.der : undefined;
  if (nodes.length > 0 && der === undefined) {
    const reasons = nodes.flatMap(({ sight }) => (sight.state === 'unreached' ? [sight.reason] : []));
    const why = reasons[0] ?? (certificate.known ? 'no node of the master is looked at' : certificate.reason);
    throw new ScaleoutError('command.script-incomplete', `The master's certificate is not known: ${why}`);
  }
  return {
    operation: 'ensureWorker',
    endpoint: topology.master?.endpoint ?? null,
    masterCertificate: der ?? null,
    workerThumbprint: named,
    mark: workerMark(topology.name, worker.machine),
    settings: worker.settings ?? {},
    timeoutSeconds: serviceTimeout,
  };
}

function masterRequest(topology: Topology, observation: Observation, master: MasterView): ByHandRequest {
  const trust = topology.workers.flatMap((worker) => {
    const certificate = publicHalf(topology, observation, worker, master);
    return certificate === undefined ? [] : [{ certificate, mark: workerMark(topology.name, worker.machine) }];
  });
  const port = topology.master?.endpoint === undefined ? null : master.port;
  return { operation: 'ensureMaster', trust, port, firewallRule, timeoutSeconds: serviceTimeout };
}

/** Of a file that the topology names, or as the worker's machine shows it. */
function publicHalf(
  topology: Topology,
  observation: Observation,
  worker: DesiredWorker,
  master: MasterView,
): string | undefined {
  if (worker.certificate !== undefined && 'file' in worker.certificate) return worker.certificate.certificate.der;
  const sight = sightOf(worker.access, worker.machine, observation);
  if (sight.state !== 'seen') return undefined;
  const installation = installationOf(sight.machine, 'worker', observation.catalog.server.productVersion);
  if (installation === undefined) return undefined;
  const mark = workerMark(topology.name, worker.machine);
  const found = workerCertificate(worker, sight.machine, configOf(installation), { master, mark });
  return found.state === 'present' ? found.stored.der : undefined;
}
