import type { WorkerRow } from '../../domain/rows.js';
import { diagnostic } from '../../errors/errors.js';
import { isProtected, protectedWord } from '../view/row-machine.js';
import type { Verdict } from './guard.js';

/** Refuses to take a worker out for good that its tags protect, or the topology itself. */
export function workerProtected(change: string, row: WorkerRow, protect = false): readonly Verdict[] {
  const byTags = isProtected(row.tags);
  if (!byTags && !protect) return [];
  const detail = byTags
    ? `${change} (row ${row.id}) has ${protectedWord} among its tags.`
    : `${change} has protect: true in the topology.`;
  return [{ diagnostic: diagnostic('guard.worker-protected', detail), changes: [change] }];
}
