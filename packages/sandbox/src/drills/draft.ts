import type { Row, Store } from '../model/store.js';
import { changesBetween, type RowChange } from './row-changes.js';

/** A store whose changes are kept aside until they are all known. */
export interface Draft {
  readonly store: Store;
  /** What was changed, but in the fields that `leave` names for a row. */
  changes(leave: (table: string, key: string) => readonly string[]): readonly RowChange[];
  /** Writes all of it into the store beneath. */
  commit(): void;
}

export function draftOf(beneath: Store): Draft {
  const tables = new Map<string, Map<string, Row>>();
  const touched = new Map<string, { readonly table: string; readonly key: string }>();
  const tableOf = (name: string): Map<string, Row> => {
    const known = tables.get(name) ?? new Map(beneath.rows(name));
    tables.set(name, known);
    return known;
  };
  const touch = (table: string, key: string) => touched.set(JSON.stringify([table, key]), { table, key });
  let writes = 0;
  const store: Store = {
    get: (table, key) => (tables.has(table) ? tableOf(table).get(key) : beneath.get(table, key)),
    rows: (table) => tables.get(table) ?? beneath.rows(table),
    revision: (table) => beneath.revision(table) + writes,
    membership: (table) => beneath.membership(table) + writes,
    put(table, key, row) {
      tableOf(table).set(key, row);
      touch(table, key);
      writes += 1;
    },
    delete(table, key) {
      if (!tableOf(table).delete(key)) return;
      touch(table, key);
      writes += 1;
    },
    content: () => ({
      ...beneath.content(),
      ...Object.fromEntries([...tables].map(([name, rows]) => [name, Object.fromEntries(rows)])),
    }),
  };
  return {
    store,
    changes: (leave) =>
      [...touched.values()].flatMap(({ table, key }) => {
        const left = new Set(leave(table, key));
        return changesBetween(table, key, beneath.get(table, key), store.get(table, key)).filter(
          ({ path: [field] }) => field === undefined || !left.has(field),
        );
      }),
    commit() {
      for (const { table, key } of touched.values()) {
        const row = store.get(table, key);
        if (row === undefined) beneath.delete(table, key);
        else beneath.put(table, key, row);
      }
    },
  };
}
