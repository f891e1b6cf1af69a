import type { Emit } from '../domain/documents.js';
import { settleMaintenances } from '../reconciler/apply/settle-maintenances.js';
import type { Observation } from '../reconciler/view/machine.js';
import type { Maintenance } from '../reconciler/view/maintenance.js';
import type { Maintained } from '../reconciler/view/suspensions.js';
import type { Prepared } from './run-command.js';

/** What became of maintenances by an apply. */
export interface MaintenancesEnd {
  /** Those whose workers are back, and whose notes are gone. */
  readonly ended: readonly Maintenance[];
  /** The notes of those whose workers were emptied for them, as they stand now. */
  readonly emptied: readonly Maintained[];
}

/** Milliseconds for the notes at the end of an apply. */
const noteTimeout = 30_000;

/**
 * Brings the notes of maintenances to what is seen after the last step of an apply (`after`; undefined: nothing could be), and
 * tells of those that have ended. `emptied` are the ids of workers that were emptied for theirs.
 */
export async function endMaintenances(
  { topology, catalog }: Prepared,
  after: Observation | undefined,
  emptied: ReadonlySet<string>,
  emit: Emit,
): Promise<MaintenancesEnd> {
  if (after === undefined) return { ended: [], emptied: [] };
  const signal = AbortSignal.timeout(noteTimeout);
  const {
    ended,
    emptied: marked,
    diagnostics,
  } = await settleMaintenances(topology, after, { catalog, emptied }, signal);
  for (const found of diagnostics) emit({ type: 'diagnostic', diagnostic: found });
  for (const { isOver: _, topology: __, ...maintenance } of ended) {
    emit({ type: 'maintenance', state: 'ended', maintenance });
  }
  return { ended, emptied: marked };
}
