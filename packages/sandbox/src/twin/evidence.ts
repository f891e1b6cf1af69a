import { sandboxFacts } from '../facts.js';
import { type Fleet, fleetOf, outlookText } from '../model/life/fleet.js';
import { lets, windowsMachineOf } from '../model/machines/windows-machine.js';
import { createStore, type Row, type Store, type StoreContent, textField } from '../model/store.js';
import { isSameHost } from '../model/ways.js';
import type { TwinDescription, TwinMaster, TwinRow } from './description.js';
import { unseenNode } from './services.js';

/** A worker, or a node of the master, that is heard of otherwise than by the rules of the sandbox. */
export interface Unexplained {
  readonly machine: string;
  readonly role: 'master' | 'worker';
  readonly heard: boolean;
  /** What its log would say by the rules; null: nothing stands in its way, or it does not run. */
  readonly trouble: string | null;
  /** What is taken for granted because of it; null: nothing but that it is so. */
  readonly granted: 'firewall' | 'handshake' | null;
}

/** Milliseconds by which a heartbeat may be late. */
const lateness = 15_000;
const usualHeartbeat = sandboxFacts['worker.heartbeat'] * 1000;

interface Seen {
  readonly description: TwinDescription;
  /** By machine: the row that its worker beats for. */
  readonly rowsOf: ReadonlyMap<string, TwinRow>;
}

/**
 * Has everybody heard of who was, and nobody else: where the rules have it otherwise, what was seen goes before them until the
 * service starts anew or the rules say something else. Each such case is told.
 */
export function heedEvidence(
  tables: StoreContent,
  seen: Seen,
): { readonly tables: StoreContent; readonly unexplained: readonly Unexplained[] } {
  const store = createStore(tables, () => {});
  const fleet = fleetOf(store);
  const unexplained = [
    ...masterEvidence(store, fleet, seen.description),
    ...grantedToNodes(store, fleet(), seen),
    ...workerEvidence(store, fleet, seen),
  ];
  return { tables: store.content(), unexplained };
}

/** That the master is heard of, or is not, whatever is seen of its nodes. */
function masterEvidence(
  store: Store,
  fleet: () => Fleet,
  { master, workers, machines, observedAt }: TwinDescription,
): readonly Unexplained[] {
  const start = Date.parse(observedAt);
  const beats = workers.some((row) => isFresh(row, start));
  const isHeard = isMasterFresh(master, start) || (beats && master.heard !== true);
  const running = [...store.rows('masters')].filter(([, { service }]) => service === 'running');
  const nodes = fleet().masters.filter(({ run }) => run?.to === Number.POSITIVE_INFINITY);
  const name = master.machineName ?? 'master';
  if (isHeard && nodes.length === 0) {
    const [first] = running;
    if (first !== undefined) {
      const [key, row] = first;
      store.put('masters', key, { ...row, seen: { heard: true, rules: '' } });
      return [{ machine: key, role: 'master', heard: true, trouble: null, granted: null }];
    }
    const key = store.get('masters', name) === undefined ? name : `the host of ${name}`;
    store.put('masters', key, unseenNode(key, master.lastOnline ?? observedAt, start));
    // Where nobody looked at its machine, nothing that was seen speaks against it.
    if (!machines.some((machine) => isSameHost(machine.name, name))) return [];
    return [{ machine: key, role: 'master', heard: true, trouble: null, granted: null }];
  }
  if (master.heard !== false || beats) return [];
  return nodes.map(({ key }) => {
    store.put('masters', key, { ...store.get('masters', key), seen: { heard: false, rules: '' } });
    return { machine: key, role: 'master', heard: false, trouble: null, granted: null };
  });
}

/** What must be so where workers on other machines are heard of through a node, although nothing shows it. */
function grantedToNodes(store: Store, fleet: Fleet, { rowsOf }: Seen): readonly Unexplained[] {
  const found: Unexplained[] = [];
  const heard = fleet.workers.filter(({ key }) => rowsOf.get(key)?.heard === true);
  for (const { key, run, settings } of fleet.masters) {
    const row = store.get('windows', key);
    if (row === undefined || run?.to !== Number.POSITIVE_INFINITY) continue;
    const through = heard.filter((worker) => worker.key !== key);
    if (through.length === 0) continue;
    const node = windowsMachineOf(key, row);
    const grant = (granted: 'firewall' | 'handshake', fields: Row) => {
      store.put('windows', key, { ...store.get('windows', key), ...fields });
      found.push({ machine: key, role: 'master', heard: true, trouble: null, granted });
    };
    const named = [...node.firewall.values()].some(({ allows }) => !allows);
    if (settings !== undefined && !named && !lets(node, settings.port)) {
      const rule = { enabled: true, allows: true, ports: [String(settings.port)] };
      const firewall = { ...(row.firewall as Row), 'Another rule': rule };
      if (node.firewallError === null) grant('firewall', { firewall });
      else store.put('windows', key, { ...row, firewall });
    }
    const speaks = (build: number | null) => (build ?? 0) >= sandboxFacts['http.tls13-build'];
    const both = through.some((worker) => {
      const own = store.get('windows', worker.key);
      return own !== undefined && speaks(windowsMachineOf(worker.key, own).build);
    });
    const bound = settings && node.bindings.get(`0.0.0.0:${settings.port}`);
    if (both && speaks(node.build) && bound !== undefined && !isAsked(bound.flags))
      grant('handshake', { asksAnyway: true });
  }
  return found;
}

/** The client's certificate is asked for in the handshake, or TLS 1.3 is off. */
function isAsked(flags: number): boolean {
  const names = sandboxFacts['http.flag-options'];
  return ['clientcertnegotiation', 'disabletls13'].some((name) => (flags & (1 << names.indexOf(name))) !== 0);
}

/** It missed no heartbeat. */
function isFresh(row: TwinRow, now: number): boolean {
  const period = (row.heartbeatInterval ?? 0) * 1000 || usualHeartbeat;
  return row.heard && now - Date.parse(row.lastOnline) <= period + lateness;
}

function isMasterFresh({ heard, lastOnline, heartbeatInterval }: TwinMaster, now: number): boolean {
  const period = (heartbeatInterval ?? 0) * 1000 || sandboxFacts['master.heartbeat'] * 1000;
  return heard === true && now - Date.parse(lastOnline ?? '') <= period + lateness;
}

function workerEvidence(store: Store, fleet: () => Fleet, { description, rowsOf }: Seen): readonly Unexplained[] {
  const now = Date.parse(description.observedAt);
  aliasHosts(store, fleet(), rowsOf);
  const found: Unexplained[] = [];
  const force: (readonly [string, Row])[] = [];
  for (const { key, outlook, run } of fleet().workers) {
    if (outlook === undefined) {
      const machine = description.machines.find(({ name }) => name === key);
      if (machine !== undefined) continue;
      const row = store.get('machines', key);
      const spoken = textField((row?.says ?? {}) as Row, 'machineName');
      const isSeen = description.machines.some(
        ({ name }) => spoken !== null && name.toUpperCase() === spoken.toUpperCase(),
      );
      if (isSeen) found.push({ machine: spoken ?? key, role: 'worker', heard: true, trouble: null, granted: null });
      continue;
    }
    const row = rowsOf.get(key);
    const state = store.get('machines', key)?.service;
    // A stopped service beats no more, however young its last heartbeat is.
    if (state === 'stopped') continue;
    const isHeard = outlook.heard && run !== undefined && outlook.from <= now && now <= outlook.to;
    const wasHeard = row?.heard === true;
    if (isHeard === wasHeard || (wasHeard && row !== undefined && !isFresh(row, now))) continue;
    const trouble = outlook.heard ? null : outlook.trouble;
    // One that goes by what its config said before is explained by that, whatever it was.
    if (typeof store.get('machines', key)?.configReading !== 'string')
      found.push({ machine: key, role: 'worker', heard: wasHeard, trouble, granted: null });
    force.push([key, { heard: wasHeard, rules: outlookText(outlook) }]);
  }
  for (const [key, seen] of force) store.put('machines', key, { ...store.get('machines', key), seen });
  return found;
}

/** The names under which workers are heard of: of nodes that have other ones, they stand for whichever hosts the master. */
function aliasHosts(store: Store, fleet: Fleet, rowsOf: ReadonlyMap<string, TwinRow>): void {
  const names = [...store.rows('masters').keys()];
  for (const { key, settings } of fleet.workers) {
    const host = settings?.endpoint?.hostname.replace(/^\[(.*)\]$/, '$1');
    if (host === undefined || rowsOf.get(key)?.heard !== true) continue;
    putAlias(store, host, names);
  }
}

/** Where it is no name of a node. */
export function putAlias(store: Store, host: string, nodes: readonly string[]): void {
  const known = store.rows('aliases');
  const isNode = nodes.some((node) => isSameHost(node, host));
  if (!isNode && ![...known.keys()].some((name) => name.toUpperCase() === host.toUpperCase())) {
    store.put('aliases', host, { machines: nodes });
  }
}
