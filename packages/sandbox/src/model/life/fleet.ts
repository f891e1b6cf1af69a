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
  const connect = connector(store);
  return computedFrom(
    () => fleetTables.map((table) => store.revision(table)).join('/'),
    () => readFleet(store, connect),
  );
}

type Connect = (key: string, row: Row, masters: readonly MasterMachine[], network: Network) => ConnectedMachine;

/** Most changes are of one machine: what was worked out of the others is taken again while the master's side stands still. */
function connector(store: Store): Connect {
  const ways = waysOf(store);
  const known = new WeakMap<
    Row,
    { readonly windows: Row; readonly side: object; readonly machine: ConnectedMachine }
  >();
  let side: readonly unknown[] = [];
  let sideOf: readonly MasterMachine[] | undefined;
  return (key, row, masters, network) => {
    if (sideOf !== masters) {
      sideOf = masters;
      const current = [
        store.revision('masters'),
        store.revision('aliases'),
        store.revision('logins'),
        ...masters.map((node) => store.get('windows', node.key)),
      ];
      const same = current.length === side.length && current.every((part, index) => part === side[index]);
      if (!same) side = current;
    }
    const windows = store.get('windows', key);
    if (windows === undefined) return connectedMachine(key, row, masters, network, ways);
    const before = known.get(row);
    if (before !== undefined && before.windows === windows && before.side === side) return before.machine;
    const machine = connectedMachine(key, row, masters, network, ways);
    known.set(row, { windows, side, machine });
    return machine;
  };
}

function readFleet(store: Store, connect: Connect): Fleet {
  const logins = loginsOf(store)();
  const masters = [...store.rows('masters')].map(([key, row]) => {
    const node = masterMachineOf(key, row, store.get('windows', key) !== undefined);
    // A service that cannot log in runs, and is never heard of.
    const isHeard = node.seen?.heard ?? logsIn(textField(row, 'userAccount') ?? '', logins);
    return isHeard ? node : { ...node, run: undefined };
  });
  const network = networkOf(store, masters);
  const byAgent = new Map<string, ConnectedMachine[]>();
  const byName = new Map<string, ConnectedMachine>();
  const workers = [...store.rows('machines')].map(([key, row]) => {
    const connected = connect(key, row, masters, network);
    const sharing = byAgent.get(connected.agentId);
    if (sharing) sharing.push(connected);
    else byAgent.set(connected.agentId, [connected]);
    byName.set(connected.machine, connected);
    return connected;
  });
  return {
    workers,
    masters,
    withAgent: (agentId) => byAgent.get(agentId) ?? [],
    named: (machine) => byName.get(machine),
  };
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
