import type { CatalogObservation } from '../../domain/catalog.js';
import { isMasterOnline, type WorkerRow } from '../../domain/rows.js';
import { printable } from '../../text/printable.js';
import { moment } from '../../text/times.js';
import type { Topology } from '../../topology/topology.js';
import { windowsAt } from '../../topology/values/change-windows.js';
import { isAtWork, isNobodyAtWork, isOutOfService, stateWords } from './at-work.js';
import type { FleetView } from './fleet.js';
import {
  isServing,
  type MasterNode,
  masterCertificateOn,
  type NewCertificate,
  type NewMasterCertificate,
} from './master-certificate.js';
import { unfitFor } from './unfit-certificate.js';
import type { WorkerView } from './worker.js';

/** One thing for which the master may not change its certificate yet. */
export interface SwitchKeeper {
  /** The id of the change that it is about; undefined: it is about the master as a whole. */
  readonly who?: string;
  /** `window`: policy.windows alone. */
  readonly by: 'preparation' | 'window';
  /** A clause: what is not so yet. */
  readonly why: string;
  /** A sentence: what a person does about it. */
  readonly helps: string;
}

/** What is known besides the fleet; `isChosen` and `isExcluded` are of the ids of changes. */
export interface RotationContext {
  readonly topology: Topology;
  readonly catalog: CatalogObservation;
  readonly isChosen: (changeId: string) => boolean;
  readonly isExcluded: (changeId: string) => boolean;
  /** The master is to change its port, not its certificate. */
  readonly isMove?: true;
}

type Fleet = Pick<FleetView, 'master' | 'workers' | 'leaving' | 'unreadable'>;

/**
 * All that keeps the master from the new certificate. Whoever is not brought over with it is cut off: a running worker pins
 * one certificate of the master. So every node has it with its key, every listed worker can be made to trust it and be
 * restarted, and everybody else is disabled and idle. Where nobody is heard of and nothing runs, nobody can be cut off; and
 * where the one in use has ended, all are cut off already: the windows are not waited for then.
 */
export function switchKeepers(
  fleet: Fleet,
  next: NewMasterCertificate,
  context: RotationContext,
): readonly SwitchKeeper[] {
  const { topology, catalog } = context;
  const hasEnded = isEnded(fleet, catalog.observedAt);
  const isQuiet = isNobodyAtWork(catalog);
  const isFree = hasEnded || isQuiet || catalog.scaleOut !== 'enabled';
  return [
    ...unfitFor(next.to, fleet.master.nodes, topology, catalog.observedAt).map((unfit) => ({
      by: 'preparation' as const,
      ...unfit,
    })),
    ...nodeKeepers(fleet.master.nodes, next.to, context),
    ...(isFree || isMasterOnline(catalog.master) === true ? [] : [masterSilent]),
    ...workerKeepers(fleet, context, isFree ? 'atWork' : 'all'),
    ...(isFree ? [] : windowKeepers(fleet, context)),
  ];
}

/** Whether the certificate in use has ended, by the clock of the SQL Server. */
export function isEnded({ master: { certificate } }: Pick<Fleet, 'master'>, at: string): boolean {
  const stored = certificate.known ? certificate.stored : undefined;
  return stored !== undefined && Date.parse(stored.notAfter) < Date.parse(at);
}

const masterSilent: SwitchKeeper = {
  by: 'preparation',
  why: 'the master is not heard of',
  helps: 'Look why with scaleout doctor, and mend that first.',
};

export function nodeKeepers(
  nodes: readonly MasterNode[],
  to: NewCertificate,
  { isChosen, isExcluded }: RotationContext,
): readonly SwitchKeeper[] {
  const found = nodes.flatMap((node): readonly SwitchKeeper[] => {
    const who = `master/${node.name}`;
    const keep = (why: string, helps: string) => [{ who, by: 'preparation', why, helps } as const];
    if (isExcluded(who)) {
      if (!isServing(node)) return [];
      return keep(
        'it is excluded, and its service runs',
        'Leave out the --exclude: the node that answers has to change.',
      );
    }
    if (!isChosen(who)) {
      return keep('it is left out', 'Plan without --target, and with --include-suspended: all nodes change together.');
    }
    const why = whyNotReady(node, to);
    return why === undefined ? [] : keep(why.why, why.helps);
  });
  if (found.length > 0 || nodes.some(({ name }) => !isExcluded(`master/${name}`))) return found;
  return [{ by: 'preparation', why: 'every node is excluded', helps: 'Leave out the --exclude.' }];
}

/** What keeps us from changing a node, and what helps; undefined: nothing. */
function whyNotReady(
  { name, reachability, installation }: MasterNode,
  to: NewCertificate,
): Pick<SwitchKeeper, 'why' | 'helps'> | undefined {
  const without = `Or, if it never hosts the master meanwhile: --exclude master/${name}.`;
  if (reachability.state === 'unreached') {
    return { why: `its machine could not be looked at: ${reachability.reason}`, helps: `Mend the access. ${without}` };
  }
  if (reachability.state !== 'seen') {
    return {
      why: 'its machine is left to a person, so that it has the private key is not seen',
      helps: `Let scaleout look at it (access in the topology). ${without}`,
    };
  }
  const { machine } = reachability;
  if (installation === undefined)
    return { why: 'it has no Scale Out Master', helps: 'Install it, or list it no more.' };
  const { config, service } = installation;
  if (config.state === 'unread') return { why: 'its MasterSettings.config cannot be read', helps: 'Mend the file.' };
  if (!machine.root.known)
    return { why: `its Root store: ${machine.root.reason}`, helps: 'Mend that, then plan again.' };
  if (!machine.bindings.known) {
    return { why: `its port could not be looked at: ${machine.bindings.reason}`, helps: 'Mend that, then plan again.' };
  }
  if (!machine.administrator) {
    return { why: 'we are no administrator on it', helps: 'Give the account of its access that right.' };
  }
  if (service.clustered === null) {
    return {
      why: 'whether a failover cluster owns its service cannot be told',
      helps: 'See the warning about its cluster.',
    };
  }
  const wanted = to.state === 'create' ? undefined : to.state === 'present' ? to.stored.thumbprint : to.thumbprint;
  if (wanted === undefined || masterCertificateOn({ name, reachability, installation }, wanted) !== undefined)
    return undefined;
  return {
    why: `it does not have ${wanted} with its private key in LocalMachine\\Root`,
    helps: `Install it there, with its key: scaleout script ${name} prints how.`,
  };
}

/**
 * Workers that would be cut off, or that nobody could bring over. `of`: `atWork` counts only those that are heard of or that
 * hold work.
 */
export function workerKeepers(
  { workers, leaving, unreadable }: Omit<Fleet, 'master'>,
  context: RotationContext,
  of: 'all' | 'atWork',
): readonly SwitchKeeper[] {
  const { catalog } = context;
  const rows = catalog.workers.known ? catalog.workers.value : [];
  const ours = new Set([...workers, ...leaving].map(({ row }) => row));
  return [
    ...workers.flatMap((view) => listedKeeper(view, context, of)),
    ...leaving.flatMap((view) => leavingKeeper(view, context, of)),
    ...rows.filter((row) => !ours.has(row)).flatMap((row) => otherKeeper(row, context)),
    ...unreadable.map(
      ({ machineName, problem }): SwitchKeeper => ({
        who: `worker/${machineName ?? '?'}`,
        by: 'preparation',
        why: `its row cannot be read: ${printable(problem)}`,
        helps: 'Mend or delete that row of catalog.worker_agents.',
      }),
    ),
  ];
}

function listedKeeper(view: WorkerView, context: RotationContext, of: 'all' | 'atWork'): readonly SwitchKeeper[] {
  const { worker, row } = view;
  if (row === undefined) return [];
  const who = `worker/${worker.machine}`;
  const keep = (why: string, helps: string) => [{ who, by: 'preparation', why, helps } as const];
  const isLeft = !context.isChosen(who);
  if (isLeft || isInMaintenance(view)) {
    const why = isLeft ? 'it is left out' : 'it is in maintenance';
    return keptBack({ who, machine: worker.machine, row }, why, context, of);
  }
  const why = whyNotSwitchable(view, context.isMove === true ? unmoved : untrusted);
  if (why === undefined) return [];
  if (of === 'atWork' && !isAtWork(row, context.catalog)) return [];
  return keep(why, `Mend that; or do without it: ${drainIt(worker.machine, context)} Then add --exclude ${who}.`);
}

/** Whether somebody has it to himself now: it is brought over when that is over. */
export function isInMaintenance({ maintenance }: WorkerView): boolean {
  return maintenance !== undefined && !maintenance.isOver;
}

/** One that leaves for good is not brought over. */
function leavingKeeper(
  { worker: { machine }, row }: WorkerView,
  context: RotationContext,
  of: 'all' | 'atWork',
): readonly SwitchKeeper[] {
  if (row === undefined) return [];
  const found = keptBack({ who: `worker/${machine}`, machine, row }, 'it leaves', context, of);
  // A drain of one that leaves is refused: its removal empties it.
  return found.map((keeper) => ({ ...keeper, helps: 'Remove it first: scaleout apply --allow-destructive.' }));
}

/** A worker that is not brought over, and may work meanwhile; `why`: why not, a clause. */
function keptBack(
  { who, machine, row }: { readonly who: string; readonly machine: string; readonly row: WorkerRow },
  why: string,
  context: RotationContext,
  of: 'all' | 'atWork',
): readonly SwitchKeeper[] {
  const { catalog } = context;
  if (isOutOfService(row, catalog) || (of === 'atWork' && !isAtWork(row, catalog))) return [];
  return [
    {
      who,
      by: 'preparation',
      why: `${why}, and ${stateWords(row, catalog)}`,
      helps: `Take it out of service: ${drainIt(machine, context)}`,
    },
  ];
}

/** What is not known of a worker whose machine is not seen. */
const untrusted = 'whether it trusts the new certificate is not seen';
const unmoved = 'whether it gets the new endpoint is not seen';

/** Why we could not bring a listed worker over to another certificate or port of the master, a clause; undefined: we can. */
export function whyNotSwitchable(
  { reachability, installation, worker }: WorkerView,
  unseen = untrusted,
): string | undefined {
  if (reachability.state === 'unreached') return `its machine could not be looked at: ${reachability.reason}`;
  if (reachability.state === 'manual') {
    return `${unseen}, since its machine is left to a person (scaleout script ${worker.machine})`;
  }
  if (reachability.state === 'none') return `${unseen}: its machine is not managed`;
  const { machine } = reachability;
  if (installation === undefined) return 'its machine has no Scale Out Worker';
  if (installation.config.state === 'unread') return 'its WorkerSettings.config cannot be read';
  if (!machine.root.known) return `${unseen}: ${machine.root.reason}`;
  if (!machine.administrator) return 'we are no administrator on its machine';
  if (installation.service.clustered !== false)
    return 'a failover cluster may own its service, and only a person restarts it';
  return undefined;
}

/** A row that no listed worker has: it counts where it is heard of or holds work. */
function otherKeeper(row: WorkerRow, { catalog }: RotationContext): readonly SwitchKeeper[] {
  if (!isAtWork(row, catalog) || isOutOfService(row, catalog)) return [];
  const name = row.machineName ?? `row ${row.id}`;
  const why = `the topology does not list it, and ${stateWords(row, catalog)}`;
  const helps = `List ${name} in the topology, or disable it (catalog.disable_worker_agent) and wait until it is idle.`;
  return [{ who: `worker/${name}`, by: 'preparation', why, helps }];
}

function drainIt(machine: string, { isMove }: RotationContext): string {
  return `scaleout drain worker/${machine} --reason "new ${isMove === true ? 'port' : 'certificate'} of the master".`;
}

function windowKeepers(
  { master, workers }: Omit<Fleet, 'unreadable'>,
  context: RotationContext,
): readonly SwitchKeeper[] {
  const { windows } = context.topology.policy;
  if (windows === undefined) return [];
  const closedFor = windowsAt(windows, Date.parse(context.catalog.observedAt));
  const ids = [
    ...master.nodes.map(({ name }) => `master/${name}`),
    ...workers.filter(({ row }) => row !== undefined).map(({ worker }) => `worker/${worker.machine}`),
  ];
  // One is enough: all change together.
  const who = ids.find((id) => closedFor(id) !== undefined);
  const closed = who === undefined ? undefined : closedFor(who);
  if (who === undefined || closed === undefined) return [];
  const until = closed.until === undefined ? '' : `, until ${moment(new Date(closed.until).toISOString())}`;
  const why = `${closed.reason}${until} (policy.windows)`;
  return [{ who, by: 'window', why, helps: 'Run it again when the window is open.' }];
}
