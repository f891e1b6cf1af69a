import { type Diagnostic, diagnostic } from '../../diagnostic.js';
import type { WorkerRow } from '../worker-row.js';
import { isProtected, protectedWord } from './protection.js';

/** Refuses to take a worker out for good that its tags protect, or the topology itself. */
export function protectionRefusal(id: string, row: WorkerRow, protect = false): readonly Diagnostic[] {
  if (!isProtected(row.tags)) {
    return protect ? [diagnostic('guard.worker-protected', `${id} has protect: true in the topology.`)] : [];
  }
  return [diagnostic('guard.worker-protected', `${id} (row ${row.id}) has ${protectedWord} among its tags.`)];
}
