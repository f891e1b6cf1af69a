import type { Catalog } from '../../domain/catalog.js';
import { isPossiblyCut, type MachineName, machineName } from '../../domain/machine-name.js';
import { type WorkerAgentId, type WorkerRow, workerAgentId } from '../../domain/rows.js';
import { isProtected } from '../view/row-machine.js';
import type { Precondition } from './step.js';

/** The row that a step is about: one that was seen, or one that the machine will have registered by then. */
export type RowReference =
  | { readonly row: WorkerRow }
  | {
      readonly row?: undefined;
      readonly machine: MachineName;
      /** The id of the step that waits for the row. */
      readonly registeredBy: string;
    };

/** The parts of a step that say which row it is about. */
export function aboutRow(reference: RowReference, needs: readonly string[]) {
  if (reference.row !== undefined) {
    const { id, machineName } = reference.row;
    return { needs, values: { workerAgentId: id }, expected: { machineName }, rest: {} };
  }
  const { machine, registeredBy } = reference;
  const all = needs.includes(registeredBy) ? needs : [...needs, registeredBy];
  return { needs: all, values: { machine }, expected: {}, rest: { inputs: { workerAgentId: registeredBy } } };
}

/** For steps that judge by themselves whether a worker is online, where its heartbeats are rarer than usual. */
export function heartbeatOf({
  heartbeatInterval,
}: {
  readonly heartbeatInterval?: number;
}): Pick<WorkerRow, 'heartbeatInterval'> {
  return heartbeatInterval === undefined ? {} : { heartbeatInterval };
}

/** A step about a row of the catalog, which it or an earlier step knows the id of. */
interface RowStep {
  readonly target: string;
  readonly arguments: {
    readonly workerAgentId: string;
    readonly machine?: string;
    readonly heartbeatInterval?: number;
  };
  readonly expects: { readonly machineName?: string | null; readonly protected?: false };
  readonly inputs?: { readonly workerAgentId: string };
}

/** The id that a worker's step names. */
export function agentIdOf(step: RowStep): WorkerAgentId {
  return workerAgentId(step.arguments.workerAgentId);
}

/** What a step says of the row that it is about. */
export function rowOf({
  arguments: { workerAgentId: id },
  expects: { machineName },
}: {
  readonly arguments: { readonly workerAgentId?: string };
  readonly expects: { readonly machineName?: string | null };
}): { readonly id: string | undefined; readonly machineName?: string | null } {
  return { id, ...(machineName === undefined ? {} : { machineName }) };
}

/**
 * Reads the row that a worker's step names and judges it. A row that is gone or has become another machine's is
 * `moved` whatever the step: what was planned for one machine is never done to another. So is one that its machine left
 * behind for a newer one since it registered, and one that was protected meanwhile, where the step takes it out for good.
 */
export async function checkWorker(
  step: RowStep,
  catalog: Catalog,
  signal: AbortSignal,
  judge: (row: WorkerRow) => Precondition,
): Promise<Precondition> {
  const { row, moved } = await plannedRow(step, catalog, signal);
  if (row === undefined) return { state: 'moved', detail: moved };
  if (step.expects.protected === false && isProtected(row.tags)) {
    return { state: 'moved', detail: `${step.target} has been protected since it was planned.` };
  }
  return judge({ ...row, ...heartbeatOf(step.arguments) });
}

type PlannedRow =
  | { readonly row: WorkerRow; readonly moved?: undefined }
  | { readonly row?: undefined; readonly moved: string };

/** The row that the step is about, or why that is no longer the row of the planned machine. */
async function plannedRow(step: RowStep, catalog: Catalog, signal: AbortSignal): Promise<PlannedRow> {
  const id = agentIdOf(step);
  const isNew = step.inputs?.workerAgentId !== undefined;
  if (isNew && step.arguments.machine !== undefined) {
    const machine = machineName(step.arguments.machine);
    const rows = await catalog.findWorkers(machine, signal);
    const row = rows.find((found) => found.id === id);
    if (row !== undefined) {
      // A machine that was installed anew meanwhile has registered once more, and beats for the newer row only.
      // Rows of a name that is cut off can be of several machines.
      const newer = rows.find(
        (other) =>
          !isPossiblyCut(row.machineName ?? '') &&
          other.machineName === row.machineName &&
          other.lastOnlineAge < row.lastOnlineAge,
      );
      if (newer === undefined) return { row };
      return {
        moved: `${machine} registered as row ${id}, and has been installed anew since: its row is ${newer.id} now.`,
      };
    }
  }
  const row = (await catalog.readWorkers([id], signal)).get(id);
  if (row === undefined) return { moved: `Row ${id} of ${step.target} is gone from catalog.worker_agents.` };
  if (!isNew && row.machineName === step.expects.machineName) return { row };
  const planned = step.expects.machineName ?? step.arguments.machine ?? 'no machine name';
  return { moved: `Row ${id} was ${planned} when it was planned and is ${row.machineName ?? 'no machine name'} now.` };
}
