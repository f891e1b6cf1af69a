import { operations } from '../../reconciler/operations/operations.js';

/** Kinds of things that can differ; nothing else becomes a label, whatever a catalog holds. */
const kinds = new Set(['scaleOut', 'catalog', 'master', 'worker']);

/** `worker` of `worker/ETL01`. */
export function kindOf(changeId: string): string {
  const slash = changeId.indexOf('/');
  const kind = slash === -1 ? changeId : changeId.slice(0, slash);
  return kinds.has(kind) ? kind : 'other';
}

export function operationOf(name: string): string {
  return operations.has(name) ? name : 'other';
}
