import { type Diagnostic, diagnostic } from '../../diagnostic.js';
import type { WorkerRow } from '../catalog.js';
import { isProtected, protectedWord } from './protection.js';

/** Refuses to take a protected worker out for good. */
export function protectionRefusal(id: string, row: WorkerRow): readonly Diagnostic[] {
  if (!isProtected(row.tags)) return [];
  return [diagnostic('guard.worker-protected', `${id} (row ${row.id}) has ${protectedWord} among its tags.`)];
}
