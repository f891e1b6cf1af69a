import type { CatalogObservation } from '../../domain/catalog.js';
import { isWorkerOnline, type WorkerAgentId, type WorkerRow } from '../../domain/rows.js';
import { counted, firstOf } from '../../text/words.js';
import type { Topology } from '../../topology/topology.js';
import { fleetMachines, fleetView } from '../view/fleet.js';
import type { Observation } from '../view/machine.js';
import { certificatePhrase, type EndingCertificate, endingCertificates } from './ending-certificates.js';
import { foundParts, masterWith, nodeWith, workersWith } from './found-health.js';
import { type Health, masterHealth, type NodeHealth, nodeHealth, sentence, sinceWords } from './part-health.js';
import { isTimeRead, type WorkerHealth, workersHealth } from './worker-health.js';

/**
 * Whether packages can run on workers, which is another question than whether the world is as the topology says. By the
 * clock of the SQL Server alone.
 *
 * - `down`: nothing can run on a worker. - `degraded`: some worker or node of the master cannot work as it should, or a certificate that
 * they need ends soon. - `unknown`: it could not be looked at, which never counts as healthy.
 */
export interface FleetHealth extends Health {
  readonly master: Health;
  /** The machines that can host the master. */
  readonly nodes: readonly NodeHealth[];
  /** The listed ones in the topology's order, then the other rows; none where the rows could not be seen. */
  readonly workers: readonly WorkerHealth[];
  /** Of the master and of enabled workers: those that end within policy.certificates.warnBefore, or have ended. The first to end first. */
  readonly ending: readonly EndingCertificate[];
  /** The same of which the end is at most 30 days away, or as many as the policy says where those are more. */
  readonly certificates: readonly EndingCertificate[];
  /** Whether anything is wrong beyond certificates that end soon and have not yet. */
  readonly isAmiss: boolean;
  /** The reason for one line, a clause, and what of the reason that leaves out. Undefined: there is none, or its first phrase is short. */
  readonly brief?: Brief;
}

export interface Brief {
  readonly text: string;
  readonly more: string;
}

const made = new WeakMap<Observation, WeakMap<Topology, FleetHealth>>();

/** Pure, and worked out once for each pair of observation and topology. Never throws. */
export function fleetHealth(topology: Topology, observation: Observation): FleetHealth {
  const known = made.get(observation)?.get(topology);
  if (known !== undefined) return known;
  const health = newHealth(topology, observation);
  const others = made.get(observation);
  if (others === undefined) made.set(observation, new WeakMap([[topology, health]]));
  else others.set(topology, health);
  return health;
}

/** What documents show of it. */
export function shownHealth({ state, reason, since }: Health): Health {
  return { state, ...(reason === undefined ? {} : { reason }), ...(since === undefined ? {} : { since }) };
}

/** The health of what could not be looked at; `why` is a clause. */
export function unknownHealth(why: string): FleetHealth {
  const unknown: Health = { state: 'unknown', reason: sentence(`it could not be looked at: ${why}`) };
  return { ...unknown, master: unknown, nodes: [], workers: [], ending: [], certificates: [], isAmiss: true };
}

function newHealth(topology: Topology, observation: Observation): FleetHealth {
  const { catalog } = observation;
  const fleet = catalog.workers.known ? fleetView(topology, observation) : undefined;
  const machines = fleet ?? fleetMachines(topology, observation);
  const { warnBeforeDays } = topology.policy.certificates;
  const certificates = endingCertificates(machines, catalog.observedAt, Math.max(warnBeforeDays, 30));
  const ending = certificates.filter(({ secondsLeft }) => secondsLeft < warnBeforeDays * 86_400);
  const found = foundParts(topology, observation);
  const parts = {
    master: masterWith(masterHealth(catalog, ending), found),
    nodes: machines.master.nodes.map((node) => nodeWith(nodeHealth(node, ending), found)),
    workers: fleet === undefined ? [] : workersWith(workersHealth(fleet, ending, catalog.observedAt), found),
    ending,
    certificates,
  };
  return { ...wholeHealth(catalog, parts), ...parts };
}

type Whole = Pick<FleetHealth, 'state' | 'reason' | 'since' | 'isAmiss' | 'brief'>;
type Parts = Omit<FleetHealth, keyof Whole>;

/** Machines named in one phrase. */
const named = 3;

function wholeHealth(catalog: CatalogObservation, parts: Parts): Whole {
  const { workers: rows } = catalog;
  const unknown = (text: string, more: string): Whole => ({
    state: 'unknown',
    reason: sentence(`${text}: ${more}`),
    isAmiss: true,
    brief: { text, more },
  });
  if (!rows.known) return unknown('whether a worker can run anything cannot be seen', rows.reason);
  const outage = outageOf(catalog, rows.value, parts);
  if (outage.length > 0) {
    const text = 'nothing can run on a worker';
    const more = outage.map(({ phrase }) => phrase).join(', and ');
    const since = earliest(outage.flatMap((one) => one.since ?? []));
    return { state: 'down', reason: sentence(`${text}: ${more}`), ...since, isAmiss: true, brief: { text, more } };
  }
  if (parts.master.state === 'unknown') return { ...parts.master, isAmiss: true };
  if (!rows.value.some(canRun)) {
    const unread = parts.workers.filter(mayRun);
    return unknown('whether a worker can run anything cannot be told', `${names(unread)} cannot be judged`);
  }
  return degradation(catalog, parts);
}

function canRun(row: WorkerRow): boolean {
  return row.enabled && isTimeRead(row) && isWorkerOnline(row);
}

/** Whether one that cannot be judged may run packages: one that is surely disabled may not. */
function mayRun({ state, isWanted }: WorkerHealth): boolean {
  return state === 'unknown' && isWanted;
}

function names(all: readonly { readonly machine: string }[]): string {
  return firstOf(
    all.map(({ machine }) => machine),
    named,
  );
}

function byTime(one: string, other: string): number {
  return Date.parse(one) - Date.parse(other);
}

function earliest(all: readonly string[]): { readonly since?: string } {
  const [since] = all.toSorted(byTime);
  return since === undefined ? {} : { since };
}

interface Outage {
  readonly phrase: string;
  readonly since?: string;
}

/** Why nothing can run on a worker; none where something can, or where that cannot be told. */
function outageOf(
  { scaleOut, observedAt }: CatalogObservation,
  rows: readonly WorkerRow[],
  { master, workers }: Parts,
): readonly Outage[] {
  if (scaleOut !== 'enabled') return [{ phrase: 'Scale Out is not enabled' }];
  const found: Outage[] = [];
  if (master.state === 'down' && master.since === undefined) found.push({ phrase: 'the master was never heard of' });
  else if (master.state === 'down' && master.since !== undefined) {
    const phrase = `the master has not been heard of ${sinceWords(master.since, observedAt)}`;
    found.push({ phrase, since: master.since });
  }
  // One that cannot be judged may be the one that works.
  if (rows.some(canRun) || workers.some(mayRun)) return found;
  const isUnread = workers.some(({ state }) => state === 'unknown');
  if (rows.length === 0 && !isUnread) return [...found, { phrase: 'no worker is registered' }];
  if (!rows.some((row) => row.enabled)) return [...found, { phrase: 'no worker is enabled' }];
  const wanted = workers.filter(({ isWanted }) => isWanted);
  const since = wanted
    .flatMap((worker) => worker.since ?? [])
    .toSorted(byTime)
    .at(-1);
  const when = since === undefined ? '' : ` ${sinceWords(since, observedAt)}`;
  const phrase = `no worker is both enabled and online${when}: ${names(wanted)}`;
  return [...found, { phrase, ...(since === undefined ? {} : { since }) }];
}

/** What makes a fleet degraded in which something can run; healthy where nothing does. */
function degradation({ observedAt }: CatalogObservation, { nodes, workers, ending }: Parts): Whole {
  const wanted = workers.filter(({ isWanted }) => isWanted);
  const of = (state: Health['state']) => wanted.filter((worker) => worker.state === state);
  const [down, unread] = [of('down'), of('unknown')];
  const without = nodes.filter(({ state, isDisabled }) => state === 'down' || isDisabled === true);
  const faulty = [...nodes, ...wanted].filter(({ isFaulty }) => isFaulty === true);
  const ended = ending.filter(({ secondsLeft }) => secondsLeft < 0);
  const phrases: string[] = [];
  let brief: Brief | undefined;
  if (down.length > 0) {
    const { since } = earliest(down.flatMap((one) => one.since ?? []));
    const when =
      since === undefined ? '' : `, ${down.length === 1 ? '' : 'the first '}${sinceWords(since, observedAt)}`;
    const areEnabled = wanted.every(({ rows, isLeftDisabled }) => rows.length > 0 && isLeftDisabled !== true);
    const all = areEnabled
      ? counted(wanted.length, 'enabled worker')
      : `${counted(wanted.length, 'worker')} that ${wanted.length === 1 ? 'is' : 'are'} or should be enabled`;
    phrases.push(`${down.length} of ${all} cannot run packages: ${names(down)}${when}`);
    const which = counted(wanted.length, areEnabled ? 'enabled worker' : 'worker');
    brief = { text: `${down.length} of ${which} cannot run packages`, more: `${names(down)}${when}` };
  }
  if (unread.length > 0) phrases.push(`whether ${names(unread)} can run packages cannot be told`);
  if (without.length > 0) {
    const text = `${without.length} of ${counted(nodes.length, 'node')} cannot be the master`;
    if (phrases.length === 0) brief = { text, more: names(without) };
    phrases.push(`${text}: ${names(without)}`);
  }
  const [fault] = faulty;
  if (faulty.length === 1 && fault?.reason !== undefined) phrases.push(fault.reason.replace(/\.$/, ''));
  else if (faulty.length > 1) phrases.push(`faults were found at ${names(faulty)}`);
  if (ending.length > 0) phrases.push(certificatePhrase(ending, named));
  if (phrases.length === 0) return { state: 'healthy', isAmiss: false };
  const since = earliest([...down.flatMap((one) => one.since ?? []), ...ended.map(({ notAfter }) => notAfter)]);
  const isAmiss = down.length + unread.length + without.length + faulty.length + ended.length > 0;
  const reason = sentence(phrases.join('; '));
  if (brief === undefined) return { state: 'degraded', reason, ...since, isAmiss };
  const more = [brief.more, ...phrases.slice(1)].join('; ');
  return { state: 'degraded', reason, ...since, isAmiss, brief: { ...brief, more } };
}

/** The health of each row by its id, and of the listed workers without one by their machines. */
export function healthByRow(health: FleetHealth): {
  readonly ofRow: ReadonlyMap<WorkerAgentId, WorkerHealth>;
  readonly ofMachine: ReadonlyMap<string, WorkerHealth>;
} {
  const ofRow = new Map<WorkerAgentId, WorkerHealth>();
  const ofMachine = new Map<string, WorkerHealth>();
  for (const worker of health.workers) {
    for (const id of worker.rows) ofRow.set(id, worker);
    if (worker.rows.length === 0) ofMachine.set(worker.machine, worker);
  }
  return { ofRow, ofMachine };
}
