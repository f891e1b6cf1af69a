import type { Change, Plan } from '../reconciler/plan-document.js';
import type { Draft } from './draft.js';

/**
 * Why the address that the catalog has of the master cannot be demanded of its machines, as the end of a sentence;
 * undefined where it can, or is not demanded.
 */
export function endpointDoubt(plan: Plan, changes: readonly Change[], draft: Draft): string | undefined {
  if (draft.master?.endpoint === undefined) return undefined;
  const uncovered = plan.diagnostics.find(({ code }) => code === 'guard.endpoint-not-covered');
  if (uncovered !== undefined) return uncovered.detail.replace(/\.$/, '');
  const differing = (path: string) =>
    changes.filter(({ fields }) => fields.some((field) => field.path === path)).length;
  if (differing('MasterSettings.PortNumber') > 0) return 'the config of the master has another port';
  const managed = draft.workers.filter((worker) => worker.state === 'listed' && worker.access.transport !== 'none');
  // A few that differ are drift of those few.
  const others = differing('WorkerSettings.MasterEndpoint');
  if (others * 2 <= managed.length) return undefined;
  return `the config of ${others} of the ${managed.length} workers looked at has another one`;
}
