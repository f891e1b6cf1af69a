import type { Problem } from '../problem.js';
import { valueAt } from '../raw-value.js';

/** `prune: true` over no workers: a file that was cut off, or a wrong one, would remove every worker. */
export function checkPruneWithoutWorkers(root: unknown): readonly Problem[] {
  const workers = valueAt(root, ['workers']);
  const isEmpty = workers === undefined || workers === null || (Array.isArray(workers) && workers.length === 0);
  if (valueAt(root, ['policy', 'prune']) !== true || !isEmpty) return [];
  const detail = 'policy.prune is true and the file lists no workers: every worker would be removed.';
  return [{ code: 'topology.prune-without-workers', path: ['policy', 'prune'], detail }];
}
