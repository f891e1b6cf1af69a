import type { CatalogObservation } from '../../domain/catalog.js';
import { cutKey, isCutNameOf, type MachineName, machineName, sameMachine } from '../../domain/machine-name.js';
import { markedHost } from '../../domain/marks.js';
import type { WorkerRow } from '../../domain/rows.js';
import type { Topology } from '../../topology/topology.js';
import type { Observation } from './observation.js';

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
  { machines, catalog }: { readonly machines: Observation['machines']; readonly catalog: CatalogObservation },
): MachineName {
  const name = row.machineName ?? '';
  const hosts = markedHosts(topology, machines).filter((host) => isCutNameOf(name, host) || sameMachine(host, name));
  const [host] = hosts;
  if (host === undefined || hosts.some((other) => !sameMachine(host, other))) return machineName(name);
  const key = cutKey(name);
  const rows = catalog.workers.known ? catalog.workers.value : [];
  const isAlone =
    topology.workers.every(({ machine }) => cutKey(machine) !== key) &&
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
