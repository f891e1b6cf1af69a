import type { Model } from '../model.js';
import type { Row } from '../store.js';
import { changeFleet } from './change-fleet.js';

/** The rows of one machine; undefined: it has none in that table. */
export interface MachineRows {
  readonly windows?: Row | undefined;
  /** Of table `machines`. */
  readonly worker?: Row | undefined;
  /** Of table `masters`. */
  readonly master?: Row | undefined;
}

/** Returns the rows that are to be others. */
export type MachineEdit = (rows: MachineRows) => MachineRows;

const tables = { windows: 'windows', worker: 'machines', master: 'masters' } as const;

/** Changes rows of a machine at that time, in unix milliseconds, as a person with all rights there could. */
export function editMachine(model: Model, machine: string, edit: MachineEdit, now: number): boolean {
  const { store } = model;
  const key = Object.values(tables)
    .flatMap((table) => [...store.rows(table).keys()])
    .find((name) => name.toUpperCase() === machine.toUpperCase());
  if (key === undefined) return false;
  changeFleet(model, now, () => {
    const [windows, worker, master] = Object.values(tables).map((table) => store.get(table, key));
    const edited = edit({ windows, worker, master });
    for (const part of ['windows', 'worker', 'master'] as const) {
      const row = edited[part];
      if (row !== undefined) store.put(tables[part], key, row);
    }
  });
  return true;
}
