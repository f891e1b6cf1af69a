import type { ByHandRequest } from '../domain/by-hand.js';
import { firewallRule, type MachineName, sameMachine } from '../domain/machine-name.js';
import { type Diagnostic, ScaleoutError } from '../errors/errors.js';
import type { Topology } from '../topology/topology.js';
import { changeGuards } from './guards/guards.js';
import { workerId } from './kinds/kind.js';
import { serviceTimeout } from './steps/machine-step.js';
import { thumbprintOf } from './view/certificates.js';
import { fleetMachines } from './view/fleet.js';
import type { Observation } from './view/machine.js';
import type { MasterView } from './view/master.js';
import type { WorkerMachine } from './view/worker.js';
import { authorityWarning, gatherAuthorities, type WorkerCertificate } from './view/worker-certificate.js';

/** A script for a person, as data, with what there is to tell of it. */
export interface ByHand {
  readonly request: ByHandRequest;
  readonly diagnostics: readonly Diagnostic[];
  /** What the script could not take in, and what is left to do; a sentence each. */
  readonly missing: readonly string[];
}

/**
 * What an administrator's script has to see to on a machine. Nothing of the machine itself needs to be known, but the
 * others' certificates do. Throws `command.target-unknown`, `command.script-incomplete` and
 * `guard.certificate-authority`: what a plan would not have a node trust, no script has it trust either.
 */
export function byHandRequest(topology: Topology, observation: Observation, machine: MachineName): ByHand {
  const { workers, master } = fleetMachines(topology, observation);
  const found = workers.find(({ worker }) => sameMachine(worker.machine, machine));
  if (found !== undefined) return workerRequest(topology, found, master);
  const node = master.nodes.find(({ name }) => sameMachine(name, machine));
  if (node !== undefined) return masterRequest(topology, workers, master);
  refuseLeaving(topology, machine);
  const detail = `${JSON.stringify(machine)} is neither a worker nor a node of the master in ${topology.source.file}.`;
  throw new ScaleoutError('command.target-unknown', detail);
}

/** Throws `command.worker-leaves` for the machine of a worker that leaves for good: a script would set it up anew. */
export function refuseLeaving({ leaving = [], source }: Topology, machine: string): void {
  const found = leaving.find((worker) => sameMachine(worker.machine, machine));
  if (found === undefined) return;
  throw new ScaleoutError('command.worker-leaves', `${found.machine} has state: absent in ${source.file}.`);
}

function workerRequest(topology: Topology, found: WorkerMachine, { nodes, certificate }: MasterView): ByHand {
  const { worker, mark } = found;
  const source = worker.certificate;
  const named = source === undefined ? null : thumbprintOf(source);
  const stored = certificate.known ? certificate.stored : undefined;
  if (nodes.length > 0 && stored === undefined) {
    const reasons = nodes.flatMap(({ reachability }) =>
      reachability.state === 'unreached' ? [reachability.reason] : [],
    );
    const why = reasons[0] ?? (certificate.known ? 'no node of the master is looked at' : certificate.reason);
    throw new ScaleoutError('command.script-incomplete', `The master's certificate is not known: ${why}`);
  }
  const request = {
    operation: 'ensureWorker',
    endpoint: topology.master?.endpoint ?? null,
    masterCertificate: stored?.der ?? null,
    workerThumbprint: named,
    mark,
    settings: worker.settings ?? {},
    ...(worker.settingsAsWritten === undefined ? {} : { settingsAsWritten: worker.settingsAsWritten }),
    timeoutSeconds: serviceTimeout,
  } as const;
  const ofMaster = stored === undefined || stored.authority === null ? [] : [authorityWarning('the master', stored)];
  const own = source === undefined ? [] : allowed([found]);
  const missing = [
    ...(request.endpoint === null
      ? ["The topology names no master.endpoint: set MasterEndpoint in the worker's config by hand."]
      : []),
    ...(stored === undefined
      ? ["The topology lists no node of the master: bring the master's certificate into the worker's Root by hand."]
      : []),
  ];
  return { request, diagnostics: gatherAuthorities([...ofMaster, ...own]), missing };
}

function masterRequest(topology: Topology, workers: readonly WorkerMachine[], master: MasterView): ByHand {
  const trust = workers.flatMap((worker) => {
    const halves = [publicHalf(worker), successorOf(worker)];
    return halves.flatMap((certificate) => (certificate === undefined ? [] : [{ certificate, mark: worker.mark }]));
  });
  const port = topology.master?.endpoint === undefined ? null : master.port;
  const negotiate = topology.master?.negotiateClientCertificate;
  const request = {
    operation: 'ensureMaster',
    trust,
    port,
    ...(negotiate === undefined ? {} : { negotiateClientCertificate: negotiate }),
    firewallRule,
    timeoutSeconds: serviceTimeout,
  } as const;
  const missing = workers.flatMap((worker) =>
    publicHalf(worker) === undefined ? [untrusted(worker.worker.machine, worker.certificate)] : [],
  );
  return { request, diagnostics: gatherAuthorities(allowed(workers)), missing };
}

function untrusted(machine: MachineName, certificate: WorkerCertificate): string {
  const why =
    certificate.state === 'create' ? 'it is still to be made' : 'reason' in certificate ? certificate.reason : '';
  const again = 'Make the script again when it is known, or name it in the topology.';
  return `The certificate of ${machine} is not known (${why.replace(/\.$/, '')}), so the master does not come to trust it. ${again}`;
}

/** Warns of certificates that may sign others. Throws `guard.certificate-authority` where nobody stands for one. */
function allowed(workers: readonly WorkerMachine[]): readonly Diagnostic[] {
  const found = workers.flatMap(({ worker, signing }) => {
    if (signing === undefined) return [];
    return [changeGuards.certificateAuthority(workerId(worker.machine), worker, signing, true).diagnostic];
  });
  const refusals = found.filter(({ severity }) => severity === 'error');
  const [first] = refusals;
  if (first === undefined) return found;
  throw new ScaleoutError(first.code, refusals.map(({ detail }) => detail).join('\n'));
}

/** Of a worker's certificate, base64 of DER: as its machine shows it, or of a file that the topology names. */
function publicHalf({ worker, certificate: own }: WorkerMachine): string | undefined {
  if (own.state === 'present') return own.stored.der;
  const { certificate: source } = worker;
  return source !== undefined && 'file' in source ? source.certificate.der : undefined;
}

/** Of the certificate that is to take the place of a worker's, where it is there: it is not taken into use before it is trusted. */
function successorOf({ certificate: own }: WorkerMachine): string | undefined {
  return own.state === 'present' && own.renewal?.by === 'us' ? own.renewal.successor?.der : undefined;
}
