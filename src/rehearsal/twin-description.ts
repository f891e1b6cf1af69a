import { type CatalogObservation, markName, noteNames } from '../domain/catalog.js';
import type { FleetWork } from '../domain/fleet-work.js';
import { nameKey, sameMachine } from '../domain/machine-name.js';
import type { Installation, MachineObservation } from '../domain/machines.js';
import { isMasterOnline, isWorkerOnline, type UnreadableRow, type WorkerRow } from '../domain/rows.js';
import type { Diagnostic } from '../errors/errors.js';
import { installationFor, machineView, type Observation } from '../reconciler/view/machine.js';
import type { Topology } from '../topology/topology.js';
import type { TwinDescription, TwinExecution, TwinLogin, TwinMaster, TwinRow, TwinUnreadable } from './twin.js';
import { twinMachine } from './twin-machine.js';
import { unseenByTwin } from './twin-unseen.js';
import { type AssumedWork, twinExecution } from './twin-work.js';

/** What is known of a twin before it is there. */
export interface DescribedTwin {
  readonly description: TwinDescription;
  /** What it cannot know or show. */
  readonly diagnostics: readonly Diagnostic[];
}

/** The twin of a live world, from what was seen of it. Pure. */
export function describeTwin(
  topology: Topology,
  observation: Observation,
  work: FleetWork,
  assumed: AssumedWork,
): DescribedTwin {
  const { catalog } = observation;
  const seen = seenMachines(observation);
  const shown = seen.map((machine) => ({ machine, installations: shownOf(observation, machine) }));
  const rows = catalog.workers.known ? catalog.workers.value : [];
  const executions = executionsOf(work, rows, assumed);
  const description: TwinDescription = {
    observedAt: catalog.observedAt,
    server: { ...catalog.server },
    login: loginOf(observation),
    accounts: [...(observation.accounts ?? [])].flatMap(([name, access]) =>
      access.known ? [{ name, ...access.value }] : [],
    ),
    catalog: {
      scaleOut: catalog.scaleOut,
      defaultExecutionMode: catalog.defaultExecutionMode,
      properties: propertiesOf(catalog),
    },
    master: masterOf(topology, observation, seen),
    workers: rows.map(rowOf),
    unreadable: (catalog.unreadable ?? []).map(unreadableOf),
    machines: shown.map(({ machine, installations }) => twinMachine(machine, installations, { catalog })),
    unreached: [...observation.machines].flatMap(([name, machine]) => (machine.known ? [] : [name])),
    executions: executions.shown,
  };
  return { description, diagnostics: unseenByTwin({ topology, observation, work, shown, strays: executions.strays }) };
}

/** A machine that goes by two names is one. */
function seenMachines({ machines }: Observation): readonly MachineObservation[] {
  const found = new Map<string, MachineObservation[]>();
  const all: MachineObservation[] = [];
  for (const seen of machines.values()) {
    if (!seen.known) continue;
    const { machine } = seen.value;
    const short = nameKey(machine.split('.')[0] ?? machine);
    const alike = found.get(short) ?? [];
    if (alike.some((other) => sameMachine(other.machine, machine))) continue;
    found.set(short, [...alike, seen.value]);
    all.push(seen.value);
  }
  return all;
}

/** Of each role the service that Scale Out uses: of several versions on a machine the twin has one. */
function shownOf(observation: Observation, machine: MachineObservation): readonly Installation[] {
  const view = machineView(machine);
  return (['master', 'worker'] as const).flatMap((role) => {
    const used = installationFor(observation, view, role);
    return machine.installations.filter(({ service }) => service.name === used?.service.name).slice(0, 1);
  });
}

function loginOf({ catalog, accounts }: Observation): TwinLogin {
  const { name, isSqlLogin, isSysadmin, isSsisAdmin, isClusterExecutor } = catalog.login;
  const others = [...(accounts?.values() ?? [])];
  return {
    name,
    kind: isSqlLogin ? 'sql' : 'windows',
    sysadmin: isSysadmin,
    ssisAdmin: isSsisAdmin,
    clusterExecutor: isClusterExecutor,
    seesExecutions: catalog.busy.known,
    seesDefinitions: catalog.notes.known,
    seesLogins: others.some((account) => account.known),
  };
}

function propertiesOf({ mark, notes }: CatalogObservation): Readonly<Record<string, string>> {
  const shown = notes.known ? Object.entries(notes.value) : [];
  const named = shown.map(([note, value]) => [noteNames[note as keyof typeof noteNames], value] as const);
  const all = [[markName, mark.known ? mark.value : null] as const, ...named];
  return Object.fromEntries(all.flatMap(([name, value]) => (value === null ? [] : [[name, value]])));
}

function masterOf(topology: Topology, { catalog }: Observation, seen: readonly MachineObservation[]): TwinMaster {
  const { machineName, address, port, certificateThumbprint, logDatabaseServer, lastOnline } = catalog.master;
  const listed = topology.master?.machines ?? [];
  const others = seen.filter(
    ({ machine, installations }) =>
      installations.some(({ role }) => role === 'master') && !listed.some((node) => sameMachine(node, machine)),
  );
  const nodes: readonly string[] = [...listed, ...others.map(({ machine }) => machine)];
  return {
    machineName,
    address,
    port,
    certificateThumbprint,
    logDatabaseServer,
    lastOnline,
    heartbeatInterval: catalog.master.heartbeatInterval,
    heard: isMasterOnline(catalog.master),
    nodes,
    hosts: [...new Set([topology.master?.endpoint, address].flatMap(hostOf))],
  };
}

/** As certificates are compared with it: without the brackets of an IPv6 address. */
function hostOf(endpoint: string | null | undefined): readonly string[] {
  const hostname = URL.canParse(endpoint ?? '') ? new URL(endpoint ?? '').hostname : '';
  return hostname === '' ? [] : [hostname.replace(/^\[(.*)\]$/, '$1')];
}

function rowOf(row: WorkerRow): TwinRow {
  const { id, enabled, displayName, description, tags, machineName, userAccount, lastOnline } = row;
  return {
    ...{ id, enabled, displayName, description, tags, machineName, userAccount, lastOnline },
    heard: isWorkerOnline(row),
    heartbeatInterval: row.heartbeatInterval ?? null,
  };
}

function unreadableOf({ id, machineName, enabled, column, value }: UnreadableRow): TwinUnreadable {
  return { id, machineName, enabled: enabled === true, lastOnline: column === 'LastOnlineTime' ? value : '' };
}

/** What runs on a worker that has no row runs nowhere in the twin. */
function executionsOf({ executions, ...work }: FleetWork, rows: readonly WorkerRow[], assumed: AssumedWork) {
  const shown: TwinExecution[] = [];
  const strays: string[] = [];
  const ids = new Set<string>(rows.map(({ id }) => id));
  for (const one of executions.known ? executions.value : []) {
    const heldBy = one.heldBy && ids.has(one.heldBy.worker) ? one.heldBy : null;
    const named = one.status === 'pending' ? one.heldBy?.worker : one.worker;
    if (named === undefined || (named !== null && ids.has(named)))
      shown.push(twinExecution({ ...one, heldBy }, { executions, ...work }, assumed));
    else strays.push(one.executionId);
  }
  return { shown, strays };
}
