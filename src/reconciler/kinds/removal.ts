import type { Step } from '../../domain/documents.js';
import { isCutNameOf, markedHost, sameMachine, workerMark } from '../../domain/machine-name.js';
import { type MachineService, type Thumbprint, thumbprint } from '../../domain/machines.js';
import { isWorkerOnline, type WorkerRow } from '../../domain/rows.js';
import { type Diagnostic, diagnostic } from '../../errors/errors.js';
import { certificateKeys } from '../../facts/configs.js';
import { age } from '../../text/times.js';
import type { Topology } from '../../topology/topology.js';
import { distrustStep } from '../steps/distrust-certificate.js';
import { drainStep } from '../steps/drain-worker.js';
import { byHand, type StepPlace } from '../steps/machine-step.js';
import { removeRowStep } from '../steps/remove-worker.js';
import { startModeStep } from '../steps/set-start-mode.js';
import { stopServiceStep } from '../steps/stop-service.js';
import { thumbprintOf } from '../view/certificates.js';
import type { ConfigView } from '../view/config.js';
import { longestHeartbeat } from '../view/heartbeats.js';
import type { RowMachine } from '../view/row-machine.js';
import { isSeen, type WorkerView } from '../view/worker.js';
import { ChangeBuilder, type DiffContext, type Kind, workerId } from './kind.js';
import { mayHoldWork } from './worker-enabled.js';
import { clusterDoubt } from './worker-service.js';

/** What every removal goes by. */
export interface Removing {
  readonly context: DiffContext;
  /** Says whether a certificate must stay trusted. */
  readonly isInUse: IsInUse;
}

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
export function removal(id: string, row: WorkerRow, removing: Removing): Removal {
  const { context } = removing;
  const { topology, availability } = context;
  const steps: Step[] = [];
  const add = (step: Step) => {
    steps.push(step);
    return step.id;
  };
  const first = availability.enableFirst === undefined ? [] : [availability.enableFirst];
  const machine = context.machineOf(row);
  const service = machine.isOwner === true ? machine.installation?.service : undefined;
  const isStopped = service !== undefined && service.state !== 'stopped';
  // One that is disabled may hold work yet, and its service is to be stopped.
  const isDrained = row.enabled || isStopped || mayHoldWork(row, context);
  const { drain } = topology.policy;
  const options = { needs: first, risk: 'destructive', forGood: true } as const;
  const drained = isDrained
    ? [add(drainStep(id, 'disable', row, drain, isStopped ? { ...options, beforeStop: true } : options))]
    : first;
  const afterDrain = isDrained ? drain.onTimeout : undefined;
  const place: StepPlace = { target: id, machine: machine.name, reachability: machine.reachability };
  const stopped = service === undefined ? [] : stopSteps(place, row, service, { needs: drained, afterDrain }).map(add);
  const removed = add(removeRowStep(id, row, [...drained, ...stopped]));
  for (const step of distrustSteps(id, row, [removed], removing)) add(step);
  const again = service === undefined && mayRun(row, context) ? [registersAgain(id, row, context)] : [];
  const doubts = service?.clustered === null && stopped.length > 0 ? [clusterDoubt(machine.name, service)] : [];
  return { steps, diagnostics: [...again, ...doubts] };
}

function stopSteps(
  at: StepPlace,
  row: WorkerRow,
  service: MachineService,
  { needs, afterDrain }: { readonly needs: readonly string[]; readonly afterDrain: 'stop' | 'disable' | undefined },
): readonly Step[] {
  const place = service.clustered === false ? at : byHand(at);
  const starts = service.startMode === 'automatic' || service.startMode === 'other';
  const atStop = { workerAgentId: row.id, heartbeatInterval: row.heartbeatInterval, afterDrain };
  const mode = starts ? [startModeStep(place, service, 'manual', needs)] : [];
  const stop = service.state === 'stopped' ? [] : [stopServiceStep(place, service, { needs, stop: atStop })];
  return [...mode, ...stop];
}

function distrustSteps(
  id: string,
  row: WorkerRow,
  needs: readonly string[],
  { context, isInUse }: Removing,
): readonly Step[] {
  const { topology, master } = context;
  const machine = context.machineOf(row);
  const marks = marksOf(row, machine, topology);
  const [own] = machine.isOwner === true ? namedCertificates(machine.installation?.config) : [];
  // Another row of this machine may be the one in use: then the mark is of both.
  const isListed =
    topology.workers.some((worker) => sameMachine(worker.machine, row.machineName ?? '')) ||
    hasUnreadable(machine.name, context.catalog);
  return master.nodes.flatMap(({ name, reachability }) => {
    if (reachability.state !== 'seen' || !reachability.machine.root.known) return [];
    const { certificates, thumbprints } = reachability.machine.root.value;
    const marked = isListed ? [] : certificates.filter((found) => marks.has(found.friendlyName));
    const named = own !== undefined && thumbprints.has(own) ? [own] : [];
    const wanted = new Set([...marked.map((found) => found.thumbprint), ...named]);
    const place: StepPlace = { target: id, machine: name, reachability };
    return [...wanted].filter((print) => !isInUse(print)).map((print) => distrustStep(place, print, needs));
  });
}

/** The marks of a row's worker: by its name, and by the whole one unless the machine of that name has another id. */
function marksOf(row: WorkerRow, { name, isOwner }: RowMachine, topology: Topology): ReadonlySet<string> {
  const own = workerMark(topology.name, row.machineName ?? '');
  return new Set(isOwner === false ? [own] : [own, workerMark(topology.name, name)]);
}

/** The certificate that a worker's config names, in a list; none where it names none. */
function namedCertificates(config: ConfigView | undefined): readonly Thumbprint[] {
  const named = config?.text(certificateKeys.value.worker);
  return named === undefined || named === '' ? [] : [thumbprint(named)];
}

type IsInUse = (print: Thumbprint) => boolean;

/**
 * Those that must stay trusted are the master's, those that the topology names, and those that listed workers use. A service
 * that may run with an older config than the file, or with one that we cannot read, uses any whose key is there.
 */
export function certificatesInUse({ workers, master }: Pick<DiffContext, 'workers' | 'master'>): IsInUse {
  const used = workers.flatMap(certificatesOf);
  // Which one a worker uses whose store could not be read is not known: nothing is taken away then.
  if (used.includes('any')) return () => true;
  const inUse: ReadonlySet<string> = new Set([
    ...used,
    ...(master.certificate.known ? [master.certificate.thumbprint] : []),
  ]);
  return (print) => inUse.has(print);
}

/** Those that a listed worker may use: machines that were made from one image share theirs. */
function certificatesOf(view: WorkerView): readonly (Thumbprint | 'any')[] {
  const { certificate } = view.worker;
  const wanted = certificate === undefined ? [] : [thumbprintOf(certificate)];
  if (!isSeen(view)) return wanted;
  const { config, service } = view.installation;
  const named = namedCertificates(config);
  const isSure = config.state === 'read' && service.configUnread !== true && service.configWritten !== true;
  if (isSure) return [...wanted, ...named];
  const { my } = view.reachability.machine;
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
  const machine = context.machineOf(row);
  // Several hosts can have the 15 characters: that one of them has another id says nothing of the others.
  return isCutNameOf(name, machine.name) || machine.isOwner !== false;
}

function registersAgain(id: string, row: WorkerRow, context: DiffContext): Diagnostic {
  const { reachability } = context.machineOf(row);
  const state = isWorkerOnline(row)
    ? `${id} is online, so its service runs, and nothing here stops it.`
    : `${id} was last heard of ${age(row.lastOnlineAge)} ago. How often it sends heartbeats is not known, so its service may run, and nothing here stops it.`;
  const why = reachability.state === 'unreached' ? ` Its machine could not be looked at: ${reachability.reason}` : '';
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
    for (const { name, reachability } of master.nodes) {
      if (reachability.state !== 'seen' || !reachability.machine.root.known) continue;
      for (const { friendlyName, thumbprint, keyReaders } of reachability.machine.root.value.certificates) {
        const machine = markedHost(topology.name, friendlyName);
        if (machine === undefined || keyReaders !== null || isInUse(thumbprint) || isKnown(machine, context)) continue;
        const change = changes.get(machine) ?? new ChangeBuilder(workerId(machine));
        changes.set(machine, change);
        distrust(change, { target: change.id, machine: name, reachability }, thumbprint);
      }
    }
    return [...changes.values()].map((change) => change.build('update'));
  },
};

function isKnown(machine: string, { topology, catalog }: DiffContext): boolean {
  const rows = catalog.workers.known ? catalog.workers.value : [];
  return (
    topology.workers.some((worker) => sameMachine(worker.machine, machine)) ||
    rows.some(({ machineName: name }) => sameMachine(name ?? '', machine) || isCutNameOf(name ?? '', machine)) ||
    hasUnreadable(machine, catalog)
  );
}

/** Whether a row that cannot be read may be of that machine: one without a name may be anybody's. */
function hasUnreadable(machine: string, { unreadable = [] }: DiffContext['catalog']): boolean {
  return unreadable.some(
    ({ machineName: name }) => name === null || sameMachine(name, machine) || isCutNameOf(name, machine),
  );
}

function distrust(change: ChangeBuilder, place: StepPlace, thumbprint: Thumbprint): void {
  change.addReason({
    reason: `it was removed, and its certificate is still in the Root of ${place.machine}`,
    reasonCode: 'former-worker-trusted',
    field: { path: `trustedBy.${place.machine}`, before: thumbprint, after: null },
  });
  change.addStep(distrustStep(place, thumbprint, []));
}
