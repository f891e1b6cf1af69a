import type { ProcedureParameter } from '../sql/database.js';
import type { Column } from '../sql-value.js';
import type { Store } from './store.js';

/*
 * Table `missing`: what an SSISDB of another version would not have. The key is in lower case: `catalog.executions`,
 * `catalog.executions.status`, `catalog.enable_worker_agent.@workeragentid`.
 */

/** Whether a view or procedure is not there. */
export function isMissing(store: Store, object: string): boolean {
  return store.get('missing', object.toLowerCase()) !== undefined;
}

export function shownColumns(store: Store, view: string, columns: readonly Column[]): readonly Column[] {
  if (isMissing(store, view)) return [];
  return columns.filter(({ name }) => !isMissing(store, `${view}.${name}`));
}

export function shownParameters(
  store: Store,
  procedure: string,
  parameters: readonly ProcedureParameter[],
): readonly ProcedureParameter[] {
  return parameters.filter(({ name }) => !isMissing(store, `${procedure}.${name}`));
}
