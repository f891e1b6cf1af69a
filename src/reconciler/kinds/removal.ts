import type { Step } from '../../domain/documents.js';
import { isCutNameOf, sameMachine, workerMark } from '../../domain/machine-name.js';
import type { MachineService, Thumbprint } from '../../domain/machines.js';
import { isWorkerOnline, type WorkerRow } from '../../domain/rows.js';
import { type Diagnostic, diagnostic } from '../../errors/errors.js';
import { sessionCache } from '../../facts/certificates.js';
import { age } from '../../text/times.js';
import { listed } from '../../text/words.js';
import { entriesOf } from '../../topology/topology.js';
import { distrustStep } from '../steps/distrust-certificate.js';
import { drainStep } from '../steps/drain-worker.js';
import { byHand, type StepPlace } from '../steps/machine-step.js';
import { removeRowStep } from '../steps/remove-worker.js';
import { startModeStep } from '../steps/set-start-mode.js';
import { stopServiceStep } from '../steps/stop-service.js';
import { longestHeartbeat } from '../view/heartbeats.js';
import type { RowMachine } from '../view/row-machine.js';
import { type IsInUse, namedCertificates } from './certificates-in-use.js';
import type { DiffContext } from './kind.js';
import { mayHoldWork } from './worker-enabled.js';
import { clusterDoubt, offlineLoss } from './worker-service.js';

/** What every removal goes by. */
export interface Removing {
  readonly context: DiffContext;
  readonly isInUse: IsInUse;
}

/** Who is removed: a row with what is known of its machine and of its certificates. */
export interface RemovedWorker {
  readonly row: WorkerRow;
  readonly machine: RowMachine;
  /** The friendly names of certificates that are its own. */
  readonly marks: ReadonlySet<string>;
  /** Certificates that it is known to use. */
  readonly named: readonly Thumbprint[];
  /** Whether the service of its machine has a newer row. */
  readonly isReplaced: boolean;
}

/** How a worker is taken out for good. */
interface Removal {
  readonly steps: readonly Step[];
  readonly diagnostics: readonly Diagnostic[];
}

/** The worker of a row that the topology has no entry for, or that an earlier installation of a listed machine left behind. */
export function workerOfRow(row: WorkerRow, context: DiffContext): RemovedWorker {
  const { topology, catalog } = context;
  const name = row.machineName ?? '';
  const machine = context.machineOf(row);
  const entries = entriesOf(topology);
  // Another row of this machine may be the one in use: then the mark is of both.
  const isShared = entries.some((worker) => sameMachine(worker.machine, name)) || hasUnreadable(machine.name, catalog);
  return {
    row,
    machine,
    marks: isShared ? new Set() : marksOf(name, machine, topology.name),
    named: machine.isOwner === true ? namedCertificates(machine.installation?.config) : [],
    isReplaced: entries.some(({ machine: other }) => sameMachine(other, name) || isCutNameOf(name, other)),
  };
}

/** The marks of a row's worker: by its name, and by the whole one unless the machine of that name has another id. */
function marksOf(rowName: string, { name, isOwner }: RowMachine, topology: string): ReadonlySet<string> {
  const own = workerMark(topology, rowName);
  return new Set(isOwner === false ? [own] : [own, workerMark(topology, name)]);
}

/** Whether a row that cannot be read may be of that machine: one without a name may be anybody's. */
export function hasUnreadable(machine: string, { unreadable = [] }: DiffContext['catalog']): boolean {
  return unreadable.some(
    ({ machineName: name }) => name === null || sameMachine(name, machine) || isCutNameOf(name, machine),
  );
}

/**
 * Emptied and disabled; its service stopped and no longer started by itself, since a running one registers again; its row
 * deleted; its certificate taken out of the Root of the master's nodes. Where nobody stops the service, its certificate goes
 * before its row, so that it is not let in again. The machine is touched only where its own config says that the row is its
 * own: a row that an earlier installation left behind has the same machine name.
 */
export function removal(id: string, removed: RemovedWorker, removing: Removing): Removal {
  const { row, machine } = removed;
  const { context } = removing;
  const { topology, availability } = context;
  const steps: Step[] = [];
  const add = (step: Step) => {
    steps.push(step);
    return step.id;
  };
  const first = availability.enableFirst === undefined ? [] : [availability.enableFirst];
  const service = machine.isOwner === true ? machine.installation?.service : undefined;
  const isStopped = service !== undefined && service.state !== 'stopped';
  // One that is disabled may hold work yet, and its service is to be stopped.
  const isDrained = row.enabled || isStopped || mayHoldWork(row, context);
  const { drain } = topology.policy;
  const options = { needs: first, risk: 'destructive', forGood: true } as const;
  const drained = isDrained
    ? [
        add(
          drainStep(
            id,
            'disable',
            row,
            drain,
            isStopped ? { ...options, beforeStop: true, ...offlineLoss(row, options.risk) } : options,
          ),
        ),
      ]
    : first;
  const afterDrain = isDrained ? drain.onTimeout : undefined;
  const place: StepPlace = { target: id, machine: machine.name, reachability: machine.reachability };
  const stops = service === undefined ? [] : stopSteps(place, service, { row, needs: drained, afterDrain });
  const stopped = stops.map(add);
  // Nobody waits for a person's steps.
  const isLeftRunning = stops.some((step) => step.operation === 'stopService' && step.manual === true);
  const mayReturn = isLeftRunning || (service === undefined && mayRun(removed));
  const removedRow = removeRowStep(id, row, [...drained, ...stopped]);
  const distrusts = distrustSteps(id, removed, mayReturn ? [...drained, ...stopped] : [removedRow.id], removing);
  if (mayReturn) {
    const distrusted = distrusts.map(add);
    add({ ...removedRow, needs: [...removedRow.needs, ...distrusted] });
  } else {
    add(removedRow);
    for (const step of distrusts) add(step);
  }
  const again = mayReturn
    ? [registersAgain(id, removed, { distrusts, context, isLeftRunning })]
    : service === undefined && !removed.isReplaced
      ? serviceUnseen(id, removed)
      : [];
  const doubts = service?.clustered === null && stopped.length > 0 ? [clusterDoubt(machine.name, service)] : [];
  return { steps, diagnostics: [...again, ...doubts] };
}

/** The steps that stop a worker's service, and keep it from starting by itself. */
export function stopSteps(
  at: StepPlace,
  service: MachineService,
  {
    row,
    needs,
    afterDrain,
  }: {
    readonly row: { readonly id: string; readonly heartbeatInterval?: number | undefined } | undefined;
    readonly needs: readonly string[];
    readonly afterDrain: 'stop' | 'disable' | undefined;
  },
): readonly Step[] {
  const place = service.clustered === false ? at : byHand(at);
  const starts = service.startMode === 'automatic' || service.startMode === 'other';
  const atStop = { workerAgentId: row?.id, heartbeatInterval: row?.heartbeatInterval, afterDrain };
  const mode = starts ? [startModeStep(place, service, 'manual', needs)] : [];
  const stop = service.state === 'stopped' ? [] : [stopServiceStep(place, service, { needs, stop: atStop })];
  return [...mode, ...stop];
}

/** The steps that take its certificates out of the Root of every node of the master that was seen. */
export function distrustSteps(
  id: string,
  { marks, named }: Pick<RemovedWorker, 'marks' | 'named'>,
  needs: readonly string[],
  { context, isInUse }: Removing,
): readonly Step[] {
  return context.master.nodes.flatMap(({ name, reachability }) => {
    if (reachability.state !== 'seen' || !reachability.machine.root.known) return [];
    const { certificates, thumbprints } = reachability.machine.root.value;
    const marked = certificates.filter((found) => marks.has(found.friendlyName)).map((found) => found.thumbprint);
    const wanted = new Set([...marked, ...named.filter((print) => thumbprints.has(print))]);
    const place: StepPlace = { target: id, machine: name, reachability };
    return [...wanted].filter((print) => !isInUse(print)).map((print) => distrustStep(place, print, needs));
  });
}

/**
 * Whether the service of a row may still run, where nothing shows that it is the row's. Silence tells little of a machine that
 * was not seen: its heartbeats may come as seldom as we follow.
 */
function mayRun({ row, machine, isReplaced }: RemovedWorker): boolean {
  if (isWorkerOnline(row)) return true;
  if (isReplaced || row.lastOnlineAge > longestHeartbeat) return false;
  // Several hosts can have the 15 characters: that one of them has another id says nothing of the others.
  return isCutNameOf(row.machineName ?? '', machine.name) || machine.isOwner !== false;
}

/** Why no service is stopped of one that has been silent for long: its machine may be scrapped, or it may be off. */
function serviceUnseen(id: string, { row, machine: { name, reachability } }: RemovedWorker): readonly Diagnostic[] {
  if (reachability.state !== 'unreached') return [];
  const detail = `No service of ${id} is stopped, for ${name} could not be looked at: ${reachability.reason.replace(/\.$/, '')}. It was last heard of ${age(row.lastOnlineAge)} ago; where ${name} starts again, so may its service.`;
  return [diagnostic('plan.will-register-again', detail, { severity: 'note' })];
}

/** Of a worker whose service nobody stops: what keeps it out, and what does not. */
function registersAgain(
  id: string,
  { row, machine: { name, reachability } }: RemovedWorker,
  {
    distrusts,
    context,
    isLeftRunning,
  }: { readonly distrusts: readonly Step[]; readonly context: DiffContext; readonly isLeftRunning: boolean },
): Diagnostic {
  const unheard = `${id} was last heard of ${age(row.lastOnlineAge)} ago. How often it sends heartbeats is not known, so its service may run, and nothing here stops it.`;
  const state = isWorkerOnline(row) ? `${id} is online, so its service runs, and nothing here stops it.` : unheard;
  const runs = isLeftRunning ? `The service of ${id} runs, and a person has to stop it on ${name}.` : state;
  const why = reachability.state === 'unreached' ? ` Its machine could not be looked at: ${reachability.reason}` : '';
  const kept = keptOut(distrusts, context);
  return diagnostic('plan.will-register-again', [`${runs}${why}`, ...kept].join(' '), { severity: 'warning' });
}

function keptOut(distrusts: readonly Step[], { master }: DiffContext): readonly string[] {
  if (master.nodes.length === 0) return [];
  const nodes = [
    ...new Set(distrusts.flatMap((step) => ('machine' in step.arguments ? [step.arguments.machine] : []))),
  ];
  const unseen = master.nodes
    .filter(({ reachability }) => reachability.state !== 'seen' || !reachability.machine.root.known)
    .map(({ name }) => name);
  const blind =
    unseen.length === 0 ? [] : [`What ${listed(unseen)} trust${unseen.length === 1 ? 's' : ''} could not be seen.`];
  if (nodes.length === 0) {
    return ['No certificate is known to be its own, so none is distrusted, and it can register again.', ...blind];
  }
  const first = `Its certificate is taken out of the Root of ${listed(nodes)} before its row is removed.`;
  const late = `Windows keeps a session of TLS for ${sessionCache.value} hours by default: with one that is still kept it may be let in for so long.`;
  return [first, ...blind, late];
}
