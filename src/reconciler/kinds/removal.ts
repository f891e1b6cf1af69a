import type { Step } from '../../domain/documents.js';
import { isCutNameOf, type MachineName, sameMachine } from '../../domain/machine-name.js';
import { type Installation, type Thumbprint, thumbprint } from '../../domain/machines.js';
import { markedHost, workerMark } from '../../domain/marks.js';
import { isWorkerOnline, type WorkerRow } from '../../domain/rows.js';
import { type Diagnostic, diagnostic } from '../../errors/diagnostic.js';
import { certificateKeys } from '../../facts/configs.js';
import type { DesiredWorker } from '../../topology/topology.js';
import { distrustStep } from '../steps/distrust-certificate.js';
import { drainStep } from '../steps/drain-worker.js';
import type { StepPlace } from '../steps/machine-step.js';
import { removeRowStep } from '../steps/remove-worker.js';
import { startModeStep } from '../steps/set-start-mode.js';
import { stopServiceStep } from '../steps/stop-service.js';
import { thumbprintOf } from '../view/certificates.js';
import { agentIdIn, configOf } from '../view/config.js';
import { longestHeartbeat } from '../view/heartbeats.js';
import { accessOf, installationOf, type Sight, sightOf } from '../view/observation.js';
import { removedHost } from '../view/removed-host.js';
import { type ChangeBuilder, changeBuilder, type DiffContext, type Kind, workerId } from './kind.js';
import { clusterDoubt } from './machine-findings.js';
import { mayHoldWork } from './running-work.js';

/** How a worker is taken out for good. */
interface Removal {
  readonly steps: readonly Step[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Emptied and disabled; its service stopped and no longer started by itself, since a running one registers again; its row
 * deleted; its certificate taken out of the Root of the master's nodes. The machine is touched only where its own config
 * says that the row is its own: a row that an earlier installation left behind has the same machine name.
 */
export function removal(id: string, row: WorkerRow, context: DiffContext): Removal {
  const { topology, availability } = context;
  const steps: Step[] = [];
  const add = (step: Step) => {
    steps.push(step);
    return step.id;
  };
  const first = availability.enableFirst === undefined ? [] : [availability.enableFirst];
  const owner = ownerOf(row, context);
  const isStopped = owner !== undefined && owner.installation.service.state !== 'stopped';
  // One that is disabled may hold work yet, and its service is to be stopped.
  const isDrained = row.enabled || isStopped || mayHoldWork(row, context);
  const { drain } = topology.policy;
  const options = { needs: first, risk: 'destructive', forGood: true } as const;
  const drained = isDrained
    ? [add(drainStep(id, 'disable', row, drain, isStopped ? { ...options, beforeStop: true } : options))]
    : first;
  const afterDrain = isDrained ? drain.onTimeout : undefined;
  const stopped = owner === undefined ? [] : stopSteps(id, row, owner, { needs: drained, afterDrain }).map(add);
  const removed = add(removeRowStep(id, row, [...drained, ...stopped]));
  for (const step of distrustSteps(id, row, owner, [removed], context)) add(step);
  const diagnostics = owner === undefined && mayRun(row, context) ? [registersAgain(id, row, context)] : [];
  const doubts =
    owner?.installation.service.clustered === null && stopped.length > 0
      ? [clusterDoubt(owner.machine, owner.installation.service)]
      : [];
  return { steps, diagnostics: [...diagnostics, ...doubts] };
}

/** The machine whose worker the row is. */
interface Owner {
  readonly machine: MachineName;
  readonly sight: Sight;
  readonly installation: Installation;
  readonly certificate: Thumbprint | undefined;
}

function sightOfRow(row: WorkerRow, context: DiffContext): { readonly machine: MachineName; readonly sight: Sight } {
  const machine = removedHost(row, context.topology, context);
  return { machine, sight: sightOf(accessOf(context.topology, machine), machine, context) };
}

function ownerOf(row: WorkerRow, context: DiffContext): Owner | undefined {
  const { machine, sight } = sightOfRow(row, context);
  if (sight.state !== 'seen') return undefined;
  const installation = installationOf(sight.machine, 'worker', context.catalog.server.productVersion);
  if (installation === undefined) return undefined;
  const config = configOf(installation);
  if (agentIdIn(config) !== row.id) return undefined;
  const named = config.text(certificateKeys.value.worker);
  const certificate = named === undefined || named === '' ? undefined : thumbprint(named);
  return { machine, sight, installation, certificate };
}

function stopSteps(
  id: string,
  row: WorkerRow,
  { machine, sight, installation }: Owner,
  { needs, afterDrain }: { readonly needs: readonly string[]; readonly afterDrain: 'stop' | 'disable' | undefined },
): readonly Step[] {
  const { service } = installation;
  const place: StepPlace = { target: id, machine, sight: service.clustered === false ? sight : { state: 'manual' } };
  const starts = service.startMode === 'automatic' || service.startMode === 'other';
  const atStop = { workerAgentId: row.id, heartbeatInterval: row.heartbeatInterval, afterDrain };
  const mode = starts ? [startModeStep(place, service, 'manual', needs)] : [];
  const stop = service.state === 'stopped' ? [] : [stopServiceStep(place, service, { needs, stop: atStop })];
  return [...mode, ...stop];
}

function distrustSteps(
  id: string,
  row: WorkerRow,
  owner: Owner | undefined,
  needs: readonly string[],
  context: DiffContext,
): readonly Step[] {
  const { topology, master } = context;
  const marks = marksOf(row, owner, context);
  const isInUse = certificatesInUse(context);
  // Another row of this machine may be the one in use: then the mark is of both.
  const isListed = topology.workers.some((worker) => sameMachine(worker.machine, row.machineName ?? ''));
  return master.nodes.flatMap(({ name, sight }) => {
    if (sight.state !== 'seen' || !sight.machine.root.known) return [];
    const { certificates, thumbprints } = sight.machine.root.value;
    const marked = isListed ? [] : certificates.filter((found) => marks.has(found.friendlyName));
    const named = owner?.certificate !== undefined && thumbprints.has(owner.certificate) ? [owner.certificate] : [];
    const wanted = new Set([...marked.map((found) => found.thumbprint), ...named]);
    const place: StepPlace = { target: id, machine: name, sight };
    return [...wanted].filter((print) => !isInUse(print)).map((print) => distrustStep(place, print, needs));
  });
}

/** The marks of a row's worker: by its name, and by the whole one unless the machine of that name has another id. */
function marksOf(row: WorkerRow, owner: Owner | undefined, context: DiffContext): ReadonlySet<string> {
  const name = context.topology.name;
  const own = workerMark(name, row.machineName ?? '');
  const { machine, sight } = sightOfRow(row, context);
  return new Set(isOtherWorker(row, sight, context) && owner === undefined ? [own] : [own, workerMark(name, machine)]);
}

/** Whether the machine was seen, and its config says that its worker is not the row's. */
function isOtherWorker(row: WorkerRow, sight: Sight, context: DiffContext): boolean {
  if (sight.state !== 'seen') return false;
  const installation = installationOf(sight.machine, 'worker', context.catalog.server.productVersion);
  if (installation === undefined) return true;
  const config = configOf(installation);
  return config.problem === undefined && agentIdIn(config) !== row.id;
}

/**
 * Whether a certificate must stay trusted: the master's, those that the topology names, and those that listed workers use.
 * A service that may run with an older config than the file, or with one that we cannot read, uses any whose key is there.
 */
function certificatesInUse(context: DiffContext): (print: Thumbprint) => boolean {
  const { topology, master } = context;
  const used = topology.workers.flatMap((worker) => certificatesOf(worker, context));
  // Which one a worker uses whose store could not be read is not known: nothing is taken away then.
  if (used.includes('any')) return () => true;
  const inUse: ReadonlySet<string> = new Set([
    ...used,
    ...(master.certificate.known ? [master.certificate.thumbprint] : []),
  ]);
  return (print) => inUse.has(print);
}

/** Those that a listed worker may use: machines that were made from one image share theirs. */
function certificatesOf(
  { machine, access, certificate }: DesiredWorker,
  context: DiffContext,
): readonly (Thumbprint | 'any')[] {
  const wanted = certificate === undefined ? [] : [thumbprintOf(certificate)];
  const sight = sightOf(access, machine, context);
  if (sight.state !== 'seen') return wanted;
  const installation = installationOf(sight.machine, 'worker', context.catalog.server.productVersion);
  if (installation === undefined) return wanted;
  const config = configOf(installation);
  const text = config.text(certificateKeys.value.worker);
  const named = text === undefined || text === '' ? [] : [thumbprint(text)];
  const { configUnread, configWritten } = installation.service;
  const isSure = config.problem === undefined && configUnread !== true && configWritten !== true;
  if (isSure) return [...wanted, ...named];
  const { my } = sight.machine;
  if (!my.known) return ['any'];
  const own = my.value.certificates.filter((found) => found.keyReaders !== null).map((found) => found.thumbprint);
  return [...wanted, ...named, ...own];
}

/**
 * Whether the service of a row may still run, where nothing shows that it is the row's. Silence tells little of a machine that
 * was not seen: its heartbeats may come as seldom as we follow. The service of a listed machine has a newer row.
 */
function mayRun(row: WorkerRow, context: DiffContext): boolean {
  if (isWorkerOnline(row)) return true;
  const name = row.machineName ?? '';
  const isListed = context.topology.workers.some(
    ({ machine }) => sameMachine(machine, name) || isCutNameOf(name, machine),
  );
  if (isListed || row.lastOnlineAge > longestHeartbeat) return false;
  const { machine, sight } = sightOfRow(row, context);
  // Several hosts can have the 15 characters: that one of them has another id says nothing of the others.
  return isCutNameOf(name, machine) || !isOtherWorker(row, sight, context);
}

function registersAgain(id: string, row: WorkerRow, context: DiffContext): Diagnostic {
  const { sight } = sightOfRow(row, context);
  const state = isWorkerOnline(row)
    ? `${id} is online, so its service runs, and nothing here stops it.`
    : `${id} was last heard of ${Math.round(row.lastOnlineAge / 60)} minutes ago. How often it sends heartbeats is not known, so its service may run, and nothing here stops it.`;
  const why = sight.state === 'unreached' ? ` Its machine could not be looked at: ${sight.reason}` : '';
  return diagnostic('plan.will-register-again', `${state}${why}`, { severity: 'warning' });
}

/**
 * Workers that were removed, and whose certificate a node of the master still trusts: a removal was cut off after its row
 * was gone. Only what carries our mark, and only under `policy.prune`.
 */
export const formerWorkers: Kind = {
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
