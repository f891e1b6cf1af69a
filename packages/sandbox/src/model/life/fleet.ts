import { isInRole, isSysadmin, type Logins, loginsOf } from '../security.js';
import { computedFrom, type Row, type Store, textField } from '../store.js';
import { type Ways, waysOf } from '../ways.js';
import { type MasterMachine, masterMachineOf, type Span, type WorkerMachine, workerMachineOf } from './machine.js';
import { type Network, networkOf, networkTables, type Outlook, outlookOf } from './network.js';

/** A worker's machine and when the catalog can hear of it: its service ran, the master too, and let it in. */
export interface ConnectedMachine extends WorkerMachine {
  readonly spans: readonly Span[];
  /** Of a machine with state of its own. */
  readonly outlook: Outlook | undefined;
  /** It is heard of, or not, as it was seen, whatever its outlook is. */
  readonly forced: boolean;
}

/** The machines of tables `machines` and `masters`, read once for each change of them. */
export interface Fleet {
  readonly workers: readonly ConnectedMachine[];
  readonly masters: readonly MasterMachine[];
  /** The machines whose config has this agent id: more than one where a machine was cloned. */
  withAgent(agentId: string): readonly ConnectedMachine[];
  named(machine: string): ConnectedMachine | undefined;
}

/** Tables on which the fleet depends. */
export const fleetTables = ['machines', 'masters', 'logins', ...networkTables];

/** Returns a function that gives the fleet as the store has it at that moment. */
export function fleetOf(store: Store): () => Fleet {
  const read = fleetReader(store);
  return computedFrom(() => fleetTables.map((table) => store.revision(table)).join('/'), read);
}

/** A machine as it was read, and the rows that it was read from. */
interface ReadMachine {
  readonly row: Row;
  readonly windows: Row | undefined;
  readonly worker: ConnectedMachine;
}

/** Most changes are of one machine: what was worked out of the others is taken again while the master's side stands still. */
function fleetReader(store: Store): () => Fleet {
  const ways = waysOf(store);
  let known: readonly ReadMachine[] = [];
  let side: readonly unknown[] = [];
  let places = placesOf([]);
  return () => {
    const masters = mastersOf(store);
    const current = [
      ...['masters', 'aliases', 'logins'].map((table) => store.revision(table)),
      ...masters.map(({ key }) => store.get('windows', key)),
    ];
    const isSame = current.length === side.length && current.every((part, index) => part === side[index]);
    side = current;
    const network = networkOf(store, masters);
    const all = store.rows('windows');
    const before = isSame ? known : [];
    const read: ReadMachine[] = [];
    for (const [key, row] of store.rows('machines')) {
      const windows = all.get(key);
      const found = before[read.length];
      if (found !== undefined && found.row === row && found.windows === windows) read.push(found);
      else read.push({ row, windows, worker: connectedMachine(key, row, masters, network, ways) });
    }
    const workers = read.map(({ worker }) => worker);
    const isNamedAlike =
      read.length === known.length && workers.every((worker, index) => isNamedAs(worker, known[index]?.worker));
    known = read;
    if (!isNamedAlike) places = placesOf(workers);
    return fleetFrom(workers, masters, places);
  };
}

function mastersOf(store: Store): readonly MasterMachine[] {
  const logins = loginsOf(store)();
  return [...store.rows('masters')].map(([key, row]) => {
    const node = masterMachineOf(key, row, store.get('windows', key) !== undefined);
    // A service that cannot log in runs, and is never heard of.
    const isHeard = node.seen?.heard ?? logsIn(textField(row, 'userAccount') ?? '', logins);
    return isHeard ? node : { ...node, run: undefined };
  });
}

/** Where in the list of workers they stand, by agent id and by machine. */
interface Places {
  readonly byAgent: ReadonlyMap<string, readonly number[]>;
  readonly byName: ReadonlyMap<string, number>;
}

function placesOf(workers: readonly ConnectedMachine[]): Places {
  const byAgent = new Map<string, number[]>();
  for (const [place, { agentId }] of workers.entries()) {
    const sharing = byAgent.get(agentId);
    if (sharing) sharing.push(place);
    else byAgent.set(agentId, [place]);
  }
  return { byAgent, byName: new Map(workers.map(({ machine }, place) => [machine, place])) };
}

function isNamedAs(worker: ConnectedMachine, before: ConnectedMachine | undefined): boolean {
  return worker === before || (worker.agentId === before?.agentId && worker.machine === before.machine);
}

function fleetFrom(
  workers: readonly ConnectedMachine[],
  masters: readonly MasterMachine[],
  { byAgent, byName }: Places,
): Fleet {
  return {
    workers,
    masters,
    withAgent(agentId) {
      const machines: ConnectedMachine[] = [];
      for (const place of byAgent.get(agentId) ?? []) {
        const worker = workers[place];
        if (worker !== undefined) machines.push(worker);
      }
      return machines;
    },
    named: (machine) => workers[byName.get(machine) ?? -1],
  };
}

/** Workers that are otherwise in the one fleet than in the other; undefined: it is not in that one. */
export function changedWorkers(
  before: Fleet,
  after: Fleet,
): readonly { readonly old: ConnectedMachine | undefined; readonly worker: ConnectedMachine }[] {
  let byKey: ReadonlyMap<string, ConnectedMachine> | undefined;
  return after.workers.flatMap((worker, place) => {
    const beside = before.workers[place];
    if (beside === worker) return [];
    if (beside?.key === worker.key) return [{ old: beside, worker }];
    byKey ??= new Map(before.workers.map((one) => [one.key, one]));
    const old = byKey.get(worker.key);
    return old === worker ? [] : [{ old, worker }];
  });
}

/** enable_scaleout sees to the service's own account; any other needs a login that administers SSISDB. */
function logsIn(account: string, logins: Logins): boolean {
  if (account === '' || /^(NT (SERVICE|AUTHORITY)\\|LocalSystem$)/i.test(account)) return true;
  const login = logins.named(account);
  return login !== undefined && !login.disabled && (isSysadmin(login) || isInRole(login, 'ssis_admin'));
}

function connectedMachine(
  key: string,
  row: Row,
  masters: readonly MasterMachine[],
  network: Network,
  ways: Ways,
): ConnectedMachine {
  const windows = network.machine(key);
  const machine = workerMachineOf(key, row, ways, windows !== undefined);
  if (windows === undefined) {
    return {
      ...machine,
      spans: machine.accepted ? spansWithAny(machine, masters) : [],
      outlook: undefined,
      forced: false,
    };
  }
  const outlook = outlookOf(machine, windows, network);
  if (machine.seen?.rules === outlookText(outlook)) {
    return { ...machine, spans: machine.seen.heard ? spansWithAny(machine, masters) : [], outlook, forced: true };
  }
  if (!outlook.heard) return { ...machine, spans: [], outlook, forced: false };
  const window = { from: Math.max(outlook.from, machine.since ?? 0), to: Math.min(outlook.to, triesUntil(machine)) };
  const spans = common(machine.run, outlook.node.run).flatMap((span) => common(span, window));
  return { ...machine, spans, outlook, forced: false };
}

/** While it and any master run. A service of which nobody knows whether it runs does since its last heartbeat. */
function spansWithAny(machine: WorkerMachine, masters: readonly MasterMachine[]): readonly Span[] {
  const { run, lastBeat, since } = machine;
  const own = run ?? (lastBeat === null ? undefined : { from: lastBeat, to: Number.POSITIVE_INFINITY });
  const window = { from: since ?? 0, to: triesUntil(machine) };
  return masters.flatMap((master) => common(own, master.run)).flatMap((span) => common(span, window));
}

/** What the rules say of a worker's heartbeats, as one text. */
export function outlookText(outlook: Outlook): string {
  if (!outlook.heard) return outlook.trouble;
  return `heard by ${outlook.node.key}, up since ${outlook.node.run?.from}`;
}

/** Until when it tries. */
export function triesUntil({ gaveUp }: WorkerMachine): number {
  return gaveUp ?? Number.POSITIVE_INFINITY;
}

/** A heartbeat reaches the catalog through the master: both services must run. */
function common(one: Span | undefined, other: Span | undefined): readonly Span[] {
  if (one === undefined || other === undefined) return [];
  const from = Math.max(one.from, other.from);
  const to = Math.min(one.to, other.to);
  return from <= to ? [{ from, to }] : [];
}

/** What happens next in one respect. `apply` writes what it changes. */
export interface LifeEvent {
  /** Unix milliseconds. */
  readonly at: number;
  apply(): void;
}

/** The world as the life's rules see it. */
export interface Moment {
  readonly store: Store;
  readonly fleet: Fleet;
  /** Everything up to this time has happened. */
  readonly after: number;
  /** Since this time nothing but time itself has changed what a worker may do; the leases in the rows are of then. */
  readonly settledAt: number;
}

/** The first of the events; of several at one time, the one that comes first in the list. */
export function firstOf(events: Iterable<LifeEvent | undefined>): LifeEvent | undefined {
  let first: LifeEvent | undefined;
  for (const event of events) if (event && (first === undefined || event.at < first.at)) first = event;
  return first;
}
