import type { Immutable } from '../domain/documents.js';
import { nameKey } from '../domain/machine-name.js';
import type { StoredCertificate } from '../domain/machines.js';
import type { Diagnostic } from '../errors/errors.js';
import type * as generated from '../generated/rotation.js';
import { workerId } from '../reconciler/kinds/kind.js';
import { type AskedRotation, withRotation } from '../reconciler/plan/asked-rotation.js';
import { plan } from '../reconciler/plan/plan.js';
import { type CertificateTimes, certificateTimes, day, daysLeft } from '../reconciler/view/certificates.js';
import { fleetView } from '../reconciler/view/fleet.js';
import { isReached, type Observation, type Reachability } from '../reconciler/view/machine.js';
import type { MasterView } from '../reconciler/view/master.js';
import { oldKeptUntil, type Renewal } from '../reconciler/view/renewal.js';
import type { WorkerView } from '../reconciler/view/worker.js';
import type { Topology } from '../topology/topology.js';
import { rotatedCertificate, trustOf } from './certificate-status.js';

type Status = Immutable<generated.WorkerRotation>;
type Next = NonNullable<Immutable<generated.RotationDocument>['next']>;
type AskedWorkers = Extract<AskedRotation, { readonly of: 'workers' }>;

/** Workers that the command to go on with names; of more it is the whole apply. */
const named = 8;

/**
 * How far the renewal of each worker's certificate is, and how it goes on; null: nothing needs to be done. What keeps one is
 * asked of the plan that would renew it. Throws `command.target-unknown` as withRotation does.
 */
export function workersRotationStatus(
  given: Topology,
  observation: Observation,
  asked: AskedWorkers,
): { readonly workers: readonly Status[]; readonly next: Next | null } {
  const topology = withRotation(given, asked);
  const { master, workers } = fleetView(topology, observation);
  const times = certificateTimes(topology, observation.catalog);
  const planned = plan(given, observation, { createdAt: times.at, toolVersion: '', rotate: asked });
  const keepers = planned.diagnostics.filter(({ code }) => code === 'plan.renewal-waits');
  const keys = asked.ids === 'all' ? undefined : new Set(asked.ids.map(nameKey));
  const chosen = workers.filter(({ worker }) => keys === undefined || keys.has(nameKey(workerId(worker.machine))));
  const shown = chosen.map((view) => {
    const blockers = keepers.filter(({ range }) => range === view.worker.range).map((found) => blockerOf(view, found));
    return workerStatus(view, { master, times, topology, blockers });
  });
  return { workers: shown, next: nextCommand(shown) };
}

interface Known {
  readonly master: MasterView;
  readonly times: CertificateTimes;
  readonly topology: Topology;
  readonly blockers: Status['blockers'];
}

function blockerOf(
  { worker }: WorkerView,
  { detail, remedy }: Pick<Diagnostic, 'detail' | 'remedy'>,
): Status['blockers'][number] {
  return { who: workerId(worker.machine), why: detail, remedy };
}

function workerStatus(view: WorkerView, known: Known): Status {
  const { worker, certificate, installation, mark } = view;
  const { topology, times } = known;
  const { renewBeforeDays } = topology.policy.certificates;
  const common = { machine: worker.machine, next: null, blockers: [], old: [] } as const;
  switch (certificate.state) {
    case 'unknown': {
      const isLeft = !isReached(worker.access);
      const reason = isLeft ? 'nobody goes to its machine from here' : certificate.reason;
      return { ...common, phase: 'unknown', reason: withoutStop(reason), certificate: null };
    }
    case 'missing': {
      const { thumbprint, reason } = certificate;
      return { ...common, phase: 'bring', reason, certificate: { thumbprint } };
    }
    case 'create': {
      const { replaces, reason } = certificate;
      const shown = installation?.certificate;
      const bare = replaces === null ? null : { thumbprint: replaces };
      const inUse = shown === undefined ? bare : rotatedCertificate(shown, times, mark);
      return { ...common, phase: 'due', reason, certificate: inUse };
    }
    case 'present':
      break;
  }
  const { stored, renewal } = certificate;
  const inUse = installation?.certificate ?? stored;
  const successor = inUse.thumbprint === stored.thumbprint ? successorOf(renewal) : stored;
  const isSwitching = installation?.service.configUnread === true;
  const left = daysLeft(inUse, times.at);
  const isDue = renewBeforeDays !== undefined && left < renewBeforeDays;
  const isPersons = renewal?.by === 'person';
  const isEnding = isDue || left < times.warnBeforeDays;
  const idle = !isEnding ? 'current' : isPersons ? 'bring' : isDue ? 'due' : 'current';
  return {
    ...common,
    phase: isSwitching ? 'switching' : successor !== undefined ? 'prepared' : idle,
    ...(isPersons ? { reason: persons[renewal.because] } : {}),
    certificate: rotatedCertificate(inUse, times, mark),
    ...(isPersons || renewBeforeDays === undefined
      ? {}
      : { renewedFrom: new Date(Date.parse(inUse.notAfter) - renewBeforeDays * day).toISOString() }),
    ...nextPart(view, successor, known),
    // What would keep a renewal that nobody needs is no news.
    blockers: isDue || successor !== undefined ? known.blockers : [],
    old: oldCertificates(view, [inUse.thumbprint, stored.thumbprint, successor?.thumbprint], inUse, known),
  };
}

function successorOf(renewal: Renewal | undefined): StoredCertificate | undefined {
  return renewal?.by === 'us' ? renewal.successor : undefined;
}

/** The one that is to follow, and who trusts it: each node, and the worker itself. */
function nextPart(
  { worker, reachability, mark }: WorkerView,
  successor: StoredCertificate | undefined,
  { master, times }: Known,
): Pick<Status, 'next' | 'trustedBy'> {
  if (successor === undefined) return { next: null };
  const trusted = (machine: string, at: Reachability) => ({
    machine,
    state: trustOf(at.state === 'seen' ? at.machine : undefined, successor.thumbprint),
  });
  return {
    next: rotatedCertificate(successor, times, mark),
    trustedBy: [
      ...master.nodes.map((node) => trusted(node.name, node.reachability)),
      trusted(worker.machine, reachability),
    ],
  };
}

const persons = {
  named: 'the topology names it, so a person brings the next one',
  issued: 'an authority has issued it, so a person brings the next one',
  inTpm: 'its private key lies in the TPM, so a person makes the next one',
} as const;

/** Those with the worker's mark that its own machine or a node trusts beside those that are used. */
function oldCertificates(
  { worker, reachability, installation, mark }: WorkerView,
  used: readonly (string | undefined)[],
  inUse: StoredCertificate,
  known: Known,
): Status['old'] {
  const places = [
    ...known.master.nodes.map(({ name, reachability: at }) => [name, at] as const),
    [worker.machine, reachability] as const,
  ];
  const found = new Map<string, { readonly trustedBy: string[]; readonly notBefore: string }>();
  for (const [machine, at] of places) {
    if (at.state !== 'seen' || !at.machine.root.known) continue;
    for (const { friendlyName, thumbprint, notBefore, keyReaders } of at.machine.root.value.certificates) {
      if (friendlyName !== mark || keyReaders !== null || used.includes(thumbprint)) continue;
      const one = found.get(thumbprint) ?? { trustedBy: [], notBefore };
      found.set(thumbprint, one);
      if (!one.trustedBy.includes(machine)) one.trustedBy.push(machine);
    }
  }
  const { certificates } = known.topology.policy;
  return [...found].map(([thumbprint, { trustedBy, notBefore }]) => {
    const until =
      installation === undefined
        ? undefined
        : oldKeptUntil({ worker, installation, mark }, inUse, notBefore, certificates);
    return { thumbprint, trustedBy, keptUntil: until === undefined ? null : new Date(until).toISOString() };
  });
}

function withoutStop(reason: string): string {
  return reason.replace(/\.$/, '');
}

/** The command to go on with: it names only those that have something to go on with. */
function nextCommand(workers: readonly Status[]): Next | null {
  const open = workers.filter(({ phase }) => phase === 'due' || phase === 'prepared' || phase === 'switching');
  if (open.length === 0) return null;
  const isKept = open.every(({ blockers }) => blockers.length > 0);
  const first = isKept ? { first: 'Mend what keeps the switch.' } : {};
  // Rotate gives nobody a certificate whom the topology names one for.
  const isPersons = open.some(({ phase, reason }) => phase !== 'due' && reason !== undefined);
  if (isPersons || open.length > named) return { ...first, command: 'scaleout apply' };
  // A renewal that is due is made by apply as well; one that was only asked for is not.
  return { ...first, command: `scaleout rotate ${open.map(({ machine }) => workerId(machine)).join(' ')}` };
}
