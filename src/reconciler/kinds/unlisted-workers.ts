import type { Field } from '../../domain/documents.js';
import { nameKey } from '../../domain/machine-name.js';
import { isWorkerOnline, type UnreadableRow, type WorkerAgentId, type WorkerRow } from '../../domain/rows.js';
import { diagnostic } from '../../errors/errors.js';
import { printable } from '../../text/printable.js';
import { changeGuards } from '../guards/guards.js';
import { enableStepId } from '../steps/set-worker-enabled.js';
import { workerFields } from '../steps/set-worker-property.js';
import type { DoubtfulRow, MatchedWorkers } from '../view/matched-workers.js';
import { certificatesInUse } from './certificates-in-use.js';
import { type Availability, type DiffContext, type Difference, type Kind, type Remark, workerId } from './kind.js';
import { type RemovedWorker, type Removing, removal, workerOfRow } from './removal.js';
import { runningWork } from './worker-enabled.js';
import { drainingIds } from './worker-maintenance.js';
import { describeRow } from './workers.js';

/** Rows that the topology does not list: shown, and removed only under `policy.prune`. */
export const unlistedWorkers: Kind = {
  diff(context) {
    const shared = sharedIds(context);
    const stale = context.workers.flatMap(({ match, installation }) =>
      match.state === 'registered' || match.state === 'awaitingRegistration'
        ? match.stale.map((row) => ({
            row,
            id: rowId(match.worker.machine, row),
            reason: shared.has(installation?.agentId) ? ownReason : staleReason(match.state),
          }))
        : [],
    );
    const unlisted = [...unlistedWorkerIds(context)].map(([row, id]) => ({ row, id, reason: 'not in the topology' }));
    const removing = context.topology.policy.prune ? { context, isInUse: certificatesInUse(context) } : undefined;
    return [
      ...[...stale, ...unlisted].map((found) => differenceOf(found, removing)),
      ...context.doubtful.map(doubtfulRemark),
      ...context.unreadable.map(unreadableRemark),
      ...context.nameless.map((row) => namelessDifference(row, context)),
    ];
  },
};

interface UnlistedRow {
  readonly row: WorkerRow;
  readonly id: string;
  readonly reason: string;
}

function differenceOf({ row, id, reason }: UnlistedRow, removing: Removing | undefined): Difference {
  if (reason === ownReason) {
    const action = removing === undefined ? 'unmanaged' : 'unknown';
    return {
      change: { id, action, reason, reasonCode: 'own-row', risk: 'safe', fields: [] },
      steps: [],
      diagnostics: [],
    };
  }
  const reasonCode = reason.startsWith('stale') ? 'stale' : 'not-listed';
  if (removing === undefined) {
    return {
      change: { id, action: 'unmanaged', reason, reasonCode, risk: 'safe', fields: [] },
      steps: [],
      diagnostics: [],
    };
  }
  // An earlier installation beats no more: machine and catalog may have been seen before and after a new one.
  if (reasonCode === 'stale' && isWorkerOnline(row)) {
    return doubtful(id, `${reason}, and yet it is online`, 'stale-online');
  }
  return removalDifference({ id, reason, reasonCode }, workerOfRow(row, removing.context), removing);
}

/** The change that removes a worker; `protect`: the topology's own word against it. */
export function removalDifference(
  { id, reason, reasonCode }: { readonly id: string; readonly reason: string; readonly reasonCode: string },
  removed: RemovedWorker,
  removing: Removing,
  protect?: boolean,
): Difference {
  const { row } = removed;
  const { steps, diagnostics } = removal(id, removed, removing);
  const { topology, catalog } = removing.context;
  const { drain } = topology.policy;
  return {
    change: { id, action: 'remove', reason, reasonCode, risk: 'destructive', fields: fieldsOf(row) },
    steps,
    diagnostics: [
      ...changeGuards.workerProtected(id, row, protect),
      ...runningWork(catalog, row, { name: id, drain }).diagnostics,
      ...diagnostics,
    ],
  };
}

/** All that the catalog knows of a worker that nobody can look up once its row is gone: its id, its properties, whether it was enabled. */
function fieldsOf(row: WorkerRow): readonly Field[] {
  const properties = workerFields.map((path) => ({ path, before: row[path] }));
  return [
    { path: 'workerAgentId', before: row.id, after: null },
    ...properties.filter(({ before }) => before !== null && before !== '').map((field) => ({ ...field, after: null })),
    { path: 'enabled', before: row.enabled, after: null },
  ];
}

export function doubtful(id: string, reason: string, reasonCode: string): Difference {
  const change = { id, action: 'unknown', reason, reasonCode, risk: 'safe', fields: [] } as const;
  return { change, steps: [], diagnostics: [] };
}

/** A row with 15 characters of a name that a listed machine has: neither a listed worker's for certain, nor unlisted. */
function doubtfulRemark({ row, workers }: DoubtfulRow): Remark {
  const names = workers.map(({ machine }) => machine).join(' or ');
  const detail = `${describeRow(row)} may be of ${names}, or of another machine whose name begins alike.`;
  return { remarks: [diagnostic('plan.name-shared', detail, { severity: 'warning' })] };
}

/** A row that cannot be read, of no listed worker: not even policy.prune touches it. */
function unreadableRemark({ machineName, id, problem }: UnreadableRow): Remark {
  const detail = `The row of ${printable(machineName ?? id ?? 'a worker without a name')}, which the topology does not list, cannot be read: ${printable(problem)}.`;
  return { remarks: [diagnostic('plan.row-unreadable', detail, { severity: 'warning' })] };
}

/** A row that looks left behind, of a machine whose config has the AgentId of another one: policy.prune leaves it. */
const ownReason = 'its own row, while its config has the AgentId of another machine';

/** The AgentIds that the configs of several machines have. */
function sharedIds({ workers }: DiffContext): ReadonlySet<WorkerAgentId | undefined> {
  const seen = new Set<WorkerAgentId>();
  const shared = new Set<WorkerAgentId>();
  for (const { installation } of workers) {
    const id = installation?.agentId;
    if (id !== undefined && seen.has(id)) shared.add(id);
    else if (id !== undefined) seen.add(id);
  }
  return shared;
}

function staleReason(state: 'registered' | 'awaitingRegistration'): string {
  return state === 'registered'
    ? 'stale registration: a newer row of this machine is online'
    : 'stale registration: the config of this machine has another id';
}

/** A row without a name may be that of a listed machine that has no row yet: doubtful then, and unmanaged otherwise. */
function namelessDifference(row: WorkerRow, { workers }: DiffContext): Difference {
  const doubtful = workers.some(({ match }) => match.state === 'awaitingRegistration');
  const change = {
    id: rowId('?', row),
    action: doubtful ? 'unknown' : 'unmanaged',
    reason: `a row without a machine name${doubtful ? ': it may be a listed worker that has no row' : ''}`,
    reasonCode: 'no-machine-name',
    risk: 'safe',
    fields: [],
  } as const;
  return { change, steps: [], diagnostics: [] };
}

/** The id of the change of a further row of one machine. */
export function rowId(machine: string, row: WorkerRow): string {
  return `${workerId(machine)}/${row.id}`;
}

/** The ids of the changes of rows that the topology does not list: by name, and by row where several have one name. */
function unlistedWorkerIds({ unlisted }: Pick<MatchedWorkers, 'unlisted'>): ReadonlyMap<WorkerRow, string> {
  const names = new Map<string, number>();
  for (const row of unlisted) names.set(keyOf(row), (names.get(keyOf(row)) ?? 0) + 1);
  return new Map(
    unlisted.map((row) => {
      const machine = row.machineName ?? '';
      return [row, names.get(keyOf(row)) === 1 ? workerId(machine) : rowId(machine, row)];
    }),
  );
}

function keyOf(row: WorkerRow): string {
  return nameKey(row.machineName ?? '');
}

/**
 * Whether disabling and removing, as the topology wants it, takes away the last worker that can take work. Only chosen
 * changes count: a worker that is left out is neither taken away nor does it take over.
 */
export function availabilityAfter(context: Omit<DiffContext, 'availability'>): Availability {
  const { topology, catalog, isChosen } = context;
  const rows = catalog.workers.known ? catalog.workers.value : [];
  const isAvailable = (row: WorkerRow) => row.enabled && isWorkerOnline(row);
  const leaving = new Set<WorkerAgentId>();
  const joining: string[] = [];
  const draining = drainingIds(context);
  for (const { row, worker } of context.workers) {
    if (row === undefined) continue;
    const id = workerId(worker.machine);
    if (!isChosen(id)) continue;
    // Whatever else is wanted of it, a maintenance takes it out first.
    if (draining.has(id)) leaving.add(row.id);
    if (worker.enabled === undefined || draining.has(id)) continue;
    if (!worker.enabled) leaving.add(row.id);
    else if (!row.enabled && isWorkerOnline(row)) joining.push(enableStepId(id));
  }
  for (const { row, worker } of context.leaving) {
    if (row !== undefined && isChosen(workerId(worker.machine))) leaving.add(row.id);
  }
  if (topology.policy.prune) {
    for (const [row, id] of unlistedWorkerIds(context)) if (isChosen(id)) leaving.add(row.id);
  }
  const available = rows.filter(isAvailable);
  const staying = available.some((row) => !leaving.has(row.id));
  if (available.length === 0 || staying) return { noneLeft: false };
  const [first] = joining;
  return first === undefined ? { noneLeft: true } : { noneLeft: false, enableFirst: first };
}
