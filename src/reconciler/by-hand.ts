import { type MachineName, sameMachine } from '../domain/machine-name.js';
import type { ByHandRequest } from '../domain/machines.js';
import { firewallRule, workerMark } from '../domain/marks.js';
import type { Diagnostic } from '../errors/diagnostic.js';
import { ScaleoutError } from '../errors/errors.js';
import type { DesiredWorker, Topology } from '../topology/topology.js';
import { changeGuards } from './guards/guards.js';
import { workerId } from './kinds/kind.js';
import { serviceTimeout } from './steps/machine-step.js';
import { thumbprintOf, workerCertificate } from './view/certificates.js';
import { configOf } from './view/config.js';
import { type MasterView, masterView } from './view/master.js';
import { installationOf, type Observation, sightOf } from './view/observation.js';
import {
  authorityWarning,
  gatherAuthorities,
  type SigningCertificate,
  signingCertificate,
} from './view/signing-certificate.js';

/** A script for a person, as data, with what there is to tell of it. */
export interface ByHand {
  readonly request: ByHandRequest;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * What an administrator's script has to see to on a machine. Nothing of the machine itself needs to be known, but the
 * others' certificates do. Throws `command.target-unknown`, `command.script-incomplete` and
 * `guard.certificate-authority`: what a plan would not have a node trust, no script has it trust either.
 */
export function byHandRequest(topology: Topology, observation: Observation, machine: MachineName): ByHand {
  const worker = topology.workers.find((listed) => sameMachine(listed.machine, machine));
  const master = masterView(topology, observation);
  if (worker !== undefined) return workerRequest(topology, observation, worker, master);
  const node = topology.master?.machines.find((listed) => sameMachine(listed, machine));
  if (node !== undefined) return masterRequest(topology, observation, master);
  const detail = `${JSON.stringify(machine)} is neither a worker nor a node of the master in ${topology.source.file}.`;
  throw new ScaleoutError('command.target-unknown', detail);
}

function workerRequest(
  topology: Topology,
  observation: Observation,
  worker: DesiredWorker,
  master: MasterView,
): ByHand {
  const { nodes, certificate } = master;
  const source = worker.certificate;
  const named = source === undefined ? null : thumbprintOf(source);
  const stored = certificate.known ? certificate.stored : undefined;
  if (nodes.length > 0 && stored === undefined) {
    const reasons = nodes.flatMap(({ sight }) => (sight.state === 'unreached' ? [sight.reason] : []));
    const why = reasons[0] ?? (certificate.known ? 'no node of the master is looked at' : certificate.reason);
    throw new ScaleoutError('command.script-incomplete', `The master's certificate is not known: ${why}`);
  }
  const request = {
    operation: 'ensureWorker',
    endpoint: topology.master?.endpoint ?? null,
    masterCertificate: stored?.der ?? null,
    workerThumbprint: named,
    mark: workerMark(topology.name, worker.machine),
    settings: worker.settings ?? {},
    ...(worker.settingsAsWritten === undefined ? {} : { settingsAsWritten: worker.settingsAsWritten }),
    timeoutSeconds: serviceTimeout,
  } as const;
  const ofMaster = stored === undefined || stored.authority === null ? [] : [authorityWarning('the master', stored)];
  const own = source === undefined ? [] : allowed([publicHalf(topology, observation, worker, master)]);
  return { request, diagnostics: gatherAuthorities([...ofMaster, ...own]) };
}

function masterRequest(topology: Topology, observation: Observation, master: MasterView): ByHand {
  const shown = topology.workers.map((worker) => publicHalf(topology, observation, worker, master));
  const trust = shown.flatMap(({ worker, certificate }) =>
    certificate === undefined ? [] : [{ certificate, mark: workerMark(topology.name, worker.machine) }],
  );
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
  return { request, diagnostics: gatherAuthorities(allowed(shown)) };
}

/** The public half of a worker's certificate, base64 of DER, where anybody has shown it. */
interface PublicHalf {
  readonly worker: DesiredWorker;
  readonly certificate?: string;
  /** Present where it may sign others. */
  readonly signing?: SigningCertificate | undefined;
}

/** Warns of certificates that may sign others. Throws `guard.certificate-authority` where nobody stands for one. */
function allowed(shown: readonly PublicHalf[]): readonly Diagnostic[] {
  const found = shown.flatMap(({ worker, signing }) => {
    if (signing === undefined) return [];
    return [changeGuards.certificateAuthority(workerId(worker.machine), worker, signing, true).diagnostic];
  });
  const refusals = found.filter(({ severity }) => severity === 'error');
  const [first] = refusals;
  if (first === undefined) return found;
  throw new ScaleoutError(first.code, refusals.map(({ detail }) => detail).join('\n'));
}

/** As the worker's machine shows it, or of a file that the topology names. */
function publicHalf(
  topology: Topology,
  observation: Observation,
  worker: DesiredWorker,
  master: MasterView,
): PublicHalf {
  const { certificate: source } = worker;
  const given = source !== undefined && 'file' in source ? { certificate: source.certificate.der } : {};
  const sight = sightOf(worker.access, worker.machine, observation);
  const installation =
    sight.state === 'seen'
      ? installationOf(sight.machine, 'worker', observation.catalog.server.productVersion)
      : undefined;
  if (sight.state !== 'seen' || installation === undefined) {
    const unseen = { state: 'unknown', reason: 'its machine is not looked at' } as const;
    return { worker, ...given, signing: signingCertificate(worker, unseen) };
  }
  const mark = workerMark(topology.name, worker.machine);
  const config = configOf(installation);
  const found = workerCertificate(worker, sight.machine, config, { master, mark });
  const shown = found.state === 'present' ? { certificate: found.stored.der } : given;
  return { worker, ...shown, signing: signingCertificate(worker, found, config) };
}
