import type { ByHandRequest, MarkedCertificate } from '../domain/by-hand.js';
import { firewallRule, type MachineName, masterMark, sameMachine } from '../domain/machine-name.js';
import type { Certificate } from '../domain/machines.js';
import { type Diagnostic, ScaleoutError } from '../errors/errors.js';
import { refuseLeaving, type Topology } from '../topology/topology.js';
import { changeGuards } from './guards/guards.js';
import { workerId } from './kinds/kind.js';
import { serviceTimeout } from './steps/machine-step.js';
import { thumbprintOf } from './view/certificates.js';
import { fleetMachines } from './view/fleet.js';
import type { Observation } from './view/machine.js';
import type { MasterView } from './view/master.js';
import type { NewCertificate } from './view/master-certificate.js';
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
  if (found !== undefined) return workerRequest(topology, observation, found, master);
  const node = master.nodes.find(({ name }) => sameMachine(name, machine));
  if (node !== undefined) return masterRequest(topology, workers, master);
  refuseLeaving(topology, machine, scriptOfLeaving);
  const detail = `${JSON.stringify(machine)} is neither a worker nor a node of the master in ${topology.source.file}.`;
  throw new ScaleoutError('command.target-unknown', detail);
}

/** Why there is no script for the machine of a worker that leaves. */
export const scriptOfLeaving = 'a script would set it up anew';

/**
 * What the administrator of a worker runs to make a new certificate beside the one in use: nothing else is changed there. Throws
 * `command.target-unknown` where the machine is no worker.
 */
export function newCertificateRequest(topology: Topology, observation: Observation, machine: MachineName): ByHand {
  const { workers } = fleetMachines(topology, observation);
  const found = workers.find(({ worker }) => sameMachine(worker.machine, machine));
  if (found === undefined) {
    refuseLeaving(topology, machine, scriptOfLeaving);
    const detail = `${JSON.stringify(machine)} is not a worker in ${topology.source.file}: a script makes a new certificate only for workers.`;
    throw new ScaleoutError('command.target-unknown', detail, { remedy: masterKeyRemedy });
  }
  const { validityDays: days } = topology.policy.certificates;
  const madeAt = observation.catalog.observedAt;
  return { request: { operation: 'newCertificate', mark: found.mark, days, madeAt }, diagnostics: [], missing: [] };
}

const masterKeyRemedy =
  'A new certificate of the master is brought with its private key by a person, and named by master.certificate of the topology: scaleout script NODE imports it. Of a single node it is made by the plan.';

function workerRequest(topology: Topology, observation: Observation, found: WorkerMachine, view: MasterView): ByHand {
  const { nodes, certificate, next } = view;
  const { worker, mark } = found;
  const source = worker.certificate;
  const named = source === undefined ? null : thumbprintOf(source);
  const used = certificate.known ? (certificate.stored ?? ofFile(topology, certificate.thumbprint)) : undefined;
  if (nodes.length > 0 && used === undefined) {
    const reasons = nodes.flatMap(({ reachability }) =>
      reachability.state === 'unreached' ? [reachability.reason] : [],
    );
    const why = reasons[0] ?? (certificate.known ? 'no node of the master is looked at' : certificate.reason);
    throw new ScaleoutError('command.script-incomplete', `The master's certificate is not known: ${why}`);
  }
  const following = next === undefined ? undefined : followingOf(next.to);
  const marked = (one: Certificate): MarkedCertificate => ({ certificate: one.der, mark: masterMark(topology.name) });
  const request = {
    operation: 'ensureWorker',
    endpoint: topology.master?.endpoint ?? null,
    masterCertificate: used?.der ?? null,
    masterMark: masterMark(topology.name),
    ...(following === undefined ? {} : { alsoTrust: [marked(following)] }),
    workerThumbprint: named,
    mark,
    days: topology.policy.certificates.validityDays,
    settings: worker.settings ?? {},
    ...(worker.settingsAsWritten === undefined ? {} : { settingsAsWritten: worker.settingsAsWritten }),
    madeAt: observation.catalog.observedAt,
    timeoutSeconds: serviceTimeout,
  } as const;
  const ofMaster = [used, following].flatMap((one) =>
    one === undefined || one.authority === null ? [] : [authorityWarning('the master', one)],
  );
  const own = source === undefined ? [] : allowed([found]);
  const missing = [
    ...(request.endpoint === null
      ? ["The topology names no master.endpoint: set MasterEndpoint in the worker's config by hand."]
      : []),
    ...(used === undefined
      ? ["The topology lists no node of the master: bring the master's certificate into the worker's Root by hand."]
      : []),
    ...(next !== undefined && following === undefined ? [notYetFollowing(next.to)] : []),
  ];
  return { request, diagnostics: gatherAuthorities([...ofMaster, ...own]), missing };
}

/** The public half of what the master is going to answer with; undefined: nobody has shown it. */
function followingOf(to: NewCertificate): Certificate | undefined {
  switch (to.state) {
    case 'present':
      return to.stored;
    case 'missing':
      return to.certificate;
    case 'create':
      return undefined;
  }
}

function notYetFollowing(to: NewCertificate): string {
  const why =
    to.state === 'create'
      ? 'is still to be made'
      : 'is named by its thumbprint alone, and no node of the master has it yet';
  return `The master's next certificate ${why}, so this worker does not come to trust it ahead of time. Make the script again when it is there.`;
}

/** A certificate that the topology names by its file. */
function ofFile({ master }: Topology, thumbprint: string): Certificate | undefined {
  const source = master?.certificate;
  return source !== undefined && 'file' in source && source.certificate.thumbprint === thumbprint
    ? source.certificate
    : undefined;
}

function masterRequest(topology: Topology, workers: readonly WorkerMachine[], master: MasterView): ByHand {
  const trust = workers.flatMap((worker) => {
    const halves = [publicHalf(worker), successorOf(worker)];
    return halves.flatMap((certificate) => (certificate === undefined ? [] : [{ certificate, mark: worker.mark }]));
  });
  const port = topology.master?.endpoint === undefined ? null : master.port;
  const negotiate = topology.master?.negotiateClientCertificate;
  const source = topology.master?.certificate;
  const wanted = source === undefined ? undefined : thumbprintOf(source);
  const inUse = master.certificate.known && master.certificate.thumbprint === wanted;
  const request = {
    operation: 'ensureMaster',
    trust,
    ...(wanted === undefined ? {} : { certificate: { thumbprint: wanted, inUse } }),
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
