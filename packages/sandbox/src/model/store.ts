import type { Column } from '../engine.js';
import type { ProcedureParameter } from '../sql/database.js';

/** What can stand in a stored row: JSON, so that state.json can be read and edited by people. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

export type Row = { readonly [key: string]: Json };

/** One row put or deleted: the unit of the journal. */
export interface RowChange {
  readonly table: string;
  readonly key: string;
  /** Null: deleted. */
  readonly row: Row | null;
}

/** All tables, by name, then by key. */
export type StoreContent = Readonly<Record<string, Readonly<Record<string, Row>>>>;

/** The sandbox's state: tables of JSON rows in memory. Every change is reported, once, as soon as it is made. */
export interface Store {
  get(table: string, key: string): Row | undefined;
  /** The table's rows by key, in order of insertion. Live: do not keep it across changes. */
  rows(table: string): ReadonlyMap<string, Row>;
  /** Rises with every change of the table: what was computed from its rows is good for as long as this stands still. */
  revision(table: string): number;
  /** Rises whenever a row comes or goes, not when one is replaced. */
  membership(table: string): number;
  put(table: string, key: string, row: Row): void;
  delete(table: string, key: string): void;
  content(): StoreContent;
}

export function createStore(initial: StoreContent, onChange: (change: RowChange) => void): Store {
  const tables = new Map<string, Map<string, Row>>(
    Object.entries(initial).map(([table, rows]) => [table, new Map(Object.entries(rows))]),
  );
  const revisions = new Map<string, number>();
  const memberships = new Map<string, number>();
  const count = (counters: Map<string, number>, table: string) => counters.set(table, (counters.get(table) ?? 0) + 1);
  const tableNamed = (name: string): Map<string, Row> => {
    const found = tables.get(name);
    if (found) return found;
    const made = new Map<string, Row>();
    tables.set(name, made);
    return made;
  };
  return {
    get: (table, key) => tables.get(table)?.get(key),
    rows: (table) => tableNamed(table),
    revision: (table) => revisions.get(table) ?? 0,
    membership: (table) => memberships.get(table) ?? 0,
    put(table, key, row) {
      const rows = tableNamed(table);
      if (!rows.has(key)) count(memberships, table);
      rows.set(key, row);
      count(revisions, table);
      onChange({ table, key, row });
    },
    delete(table, key) {
      if (!tableNamed(table).delete(key)) return;
      count(memberships, table);
      count(revisions, table);
      onChange({ table, key, row: null });
    },
    content: () => Object.fromEntries([...tables].map(([name, rows]) => [name, Object.fromEntries(rows)])),
  };
}

/*
 * Rows come from a file that people edit: a field that is missing or of another kind reads as its empty value.
 */

export function textField(row: Row, name: string): string | null {
  const value = row[name];
  return typeof value === 'string' ? value : null;
}

export function numberField(row: Row, name: string): number | null {
  const value = row[name];
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

export function flagField(row: Row, name: string): boolean {
  return row[name] === true;
}

export function listField(row: Row, name: string): readonly string[] {
  const value = row[name];
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}

/** Unix milliseconds of a time that is kept as ISO 8601 text. */
export function timeField(row: Row, name: string): number | null {
  const text = textField(row, name);
  const time = text === null ? Number.NaN : Date.parse(text);
  return Number.isNaN(time) ? null : time;
}

/** A value that is computed again only when the version of what it was computed from has changed. */
export function computedFrom<Value>(version: () => string, compute: () => Value): () => Value {
  let kept: { readonly version: string; readonly value: Value } | undefined;
  return () => {
    const current = version();
    if (kept?.version !== current) kept = { version: current, value: compute() };
    return kept.value;
  };
}

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
