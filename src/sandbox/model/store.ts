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
