import type { CatalogObservation } from '../../domain/catalog.js';
import { sameMachine } from '../../domain/machine-name.js';
import { isMasterOnline, isWorkerOnline } from '../../domain/rows.js';
import { endpointKey, masterPortKey } from '../../facts/configs.js';
import type { FleetView } from '../view/fleet.js';
import { isServing, type MasterNode } from '../view/master-certificate.js';
import type { RotationContext } from '../view/switch-keepers.js';
import type { WorkerView } from '../view/worker.js';

/** The master goes to another port: whoever is connected on the present one loses it. */
export interface PortMove {
  readonly from: number;
  readonly to: number;
}

/**
 * Whether making the nodes as the topology says takes the master away from workers that are heard of: the one that answers
 * gets another port. What they run would lose its lease a minute after their last report.
 *
 * A restart of the master alone, with the same port and certificate, is no such change and has no order of its own: it takes
 * seconds. A worker reports each 10 seconds, each report sets the end of a lease a minute ahead, and leases that have ended are swept
 * each 5 minutes. So are other options of the binding. Another host in the endpoint touches no node: each worker is
 * emptied for its own restart.
 */
export function portMoveOf({ master, workers }: FleetView, context: RotationContext): PortMove | undefined {
  const { catalog, isExcluded } = context;
  const { port: to } = master;
  if (!master.certificate.known || catalog.scaleOut !== 'enabled' || isMasterOnline(catalog.master) !== true) {
    return undefined;
  }
  const serving = master.nodes.filter((node) => isServing(node) && !isExcluded(`master/${node.name}`));
  const from = serving.map((node) => answersOn(node, to, catalog)).find((port) => port !== undefined && port !== to);
  if (from === undefined) return undefined;
  const seen = new Map(workers.map((view) => [view.row, view]));
  const rows = catalog.workers.known ? catalog.workers.value : [];
  const isCutOff = rows.filter(isWorkerOnline).some((row) => {
    const view = seen.get(row);
    return view === undefined || isLeftBehind(view, to);
  });
  return isCutOff ? { from, to } : undefined;
}

/** Whether a worker calls another port, or one that is not seen. */
export function isLeftBehind({ installation }: WorkerView, port: number): boolean {
  if (installation?.config.state !== 'read') return true;
  const { configUnread, configWritten } = installation.service;
  if (configUnread === true || configWritten === true) return true;
  const written = installation.config.text(endpointKey.value)?.trim() ?? '';
  return !URL.canParse(written) || Number(new URL(written).port || '443') !== port;
}

/** The port that a running node answers on: it reads its config when it starts, and tells the catalog then. */
function answersOn(
  { name, installation }: MasterNode,
  wanted: number,
  catalog: CatalogObservation,
): number | undefined {
  if (installation?.config.state !== 'read') return undefined;
  const { machineName, port: started } = catalog.master;
  const { configUnread, configWritten } = installation.service;
  const isUnread = configUnread === true || configWritten === true;
  if (isUnread && started !== null && machineName !== null && sameMachine(machineName, name)) return started;
  const configured = Number(installation.config.text(masterPortKey.value) ?? '');
  return configured > 0 ? configured : wanted;
}
