import {
  cutKey,
  isCutNameOf,
  type MachineName,
  machineName,
  markedHost,
  sameMachine,
} from '../../domain/machine-name.js';
import type { WorkerRow } from '../../domain/rows.js';
import { entriesOf, type Topology } from '../../topology/topology.js';
import {
  accessOf,
  type InstallationView,
  installationFor,
  type Observation,
  type Reachability,
  reachabilityOf,
} from './machine.js';

/** The machine of a row that is not the row of a listed worker. */
export interface RowMachine {
  readonly name: MachineName;
  readonly reachability: Reachability;
  readonly installation: InstallationView | undefined;
  /** Whether the worker of this machine is the row's: its config has the row's id. Undefined: that is not seen. */
  readonly isOwner: boolean | undefined;
}

export function rowMachine(row: WorkerRow, topology: Topology, observation: Observation): RowMachine {
  const name = removedHost(row, topology, observation);
  const reachability = reachabilityOf(accessOf(topology, name), name, observation);
  if (reachability.state !== 'seen') return { name, reachability, installation: undefined, isOwner: undefined };
  const installation = installationFor(observation, reachability.machine, 'worker');
  return { name, reachability, installation, isOwner: isOwner(row, installation) };
}

/** A machine without a worker is nobody's. */
function isOwner(row: WorkerRow, installation: InstallationView | undefined): boolean | undefined {
  if (installation === undefined) return false;
  return installation.config.state === 'read' ? installation.agentId === row.id : undefined;
}

/** Marks are what a machine answers: only what can be the name of a host is used as one. */
const hostName = /^(?=.{1,255}$)[A-Z0-9_]([A-Z0-9_-]{0,61}[A-Z0-9_])?(\.[A-Z0-9_]([A-Z0-9_-]{0,61}[A-Z0-9_])?)*$/i;

/**
 * The host of a row that the topology does not list. Where the row shows 15 characters, our mark on the certificate that
 * the master's nodes trust has the whole name: it is taken where one host alone comes into question, and no listed worker
 * or other row has a name that begins alike. Else it is the row's own name.
 */
export function removedHost(
  row: WorkerRow,
  topology: Topology,
  { machines, catalog }: Pick<Observation, 'machines' | 'catalog'>,
): MachineName {
  const name = row.machineName ?? '';
  const hosts = markedHosts(topology, machines).filter((host) => isCutNameOf(name, host) || sameMachine(host, name));
  const [host] = hosts;
  if (host === undefined || hosts.some((other) => !sameMachine(host, other))) return machineName(name);
  const key = cutKey(name);
  const rows = catalog.workers.known ? catalog.workers.value : [];
  const isAlone =
    entriesOf(topology).every(({ machine }) => cutKey(machine) !== key) &&
    rows.every((other) => other.id === row.id || cutKey(other.machineName ?? '') !== key);
  return isAlone && isCutNameOf(name, host) ? machineName(host) : machineName(name);
}

/** The hosts whose certificates the master's nodes trust by our mark. */
function markedHosts(topology: Topology, machines: Observation['machines']): readonly string[] {
  const found = new Set<string>();
  for (const node of topology.master?.machines ?? []) {
    const seen = machines.get(node.toUpperCase());
    if (seen?.known !== true || !seen.value.root.known) continue;
    for (const { friendlyName, keyReaders } of seen.value.root.value.certificates) {
      const host = keyReaders === null ? markedHost(topology.name, friendlyName) : undefined;
      if (host !== undefined && hostName.test(host)) found.add(host);
    }
  }
  return [...found];
}

/** The word in a worker's tags that keeps it from being taken out for good. */
export const protectedWord = 'scaleout:protected';

const separators = '[\\s,;]';
const word = new RegExp(`(^|${separators})${protectedWord}(?=$|${separators})`, 'i');

/** Whether the tags of a row say that its worker is protected. */
export function isProtected(tags: string | null): boolean {
  return tags !== null && word.test(tags);
}

/** The tags without the word, wherever it stands, and without the blanks or comma that stood before it. */
export function withoutProtection(tags: string | null): string | null {
  if (tags === null || !isProtected(tags)) return tags;
  // From the first separator of a row of them on: else a million of them would be gone through a million times.
  const before = `(^|(?<!${separators})${separators}+)`;
  const rest = tags.replace(new RegExp(`${before}${protectedWord}(?=$|${separators})`, 'gi'), '');
  // At the beginning, what stands behind the word was its separator.
  const left = tags.toLowerCase().startsWith(protectedWord) ? rest.replace(new RegExp(`^${separators}+`), '') : rest;
  return left === '' ? null : left;
}

/** The tags with the word behind them. */
export function withProtection(tags: string | null): string {
  const own = withoutProtection(tags);
  return own === null || own === '' ? protectedWord : `${own} ${protectedWord}`;
}

/**
 * The tags that a worker's row must have: those of the topology, or the row's own where they are not managed; with the
 * word where the topology says so, or says nothing and it is there. Undefined: neither is managed.
 */
export function wantedTags(
  { tags, protect }: { readonly tags?: string; readonly protect?: boolean },
  present: string | null,
): string | undefined {
  if (tags === undefined && protect === undefined) return undefined;
  // How the row's own tags are written is nobody's business but the row's.
  if (tags === undefined && protect === isProtected(present)) return present ?? '';
  const own = tags ?? present ?? '';
  if (protect === false) return withoutProtection(own) ?? '';
  return protect === true || isProtected(present) ? withProtection(own) : own;
}
