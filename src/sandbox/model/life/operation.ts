import type { Row, Store } from '../store.js';
import { timeText } from '../time-text.js';

/** Status numbers of catalog.operations and catalog.executions. */
export const operationStatus = {
  created: 1,
  running: 2,
  canceled: 3,
  failed: 4,
  pending: 5,
  endedUnexpectedly: 6,
  succeeded: 7,
  stopping: 8,
} as const;

export function changeOperation(store: Store, id: number, change: Row): void {
  const key = String(id);
  const row = store.get('operations', key);
  if (row) store.put('operations', key, { ...row, ...change });
}

/** Ends an operation, at a unix time in milliseconds. */
export function endOperation(store: Store, id: number, status: number, at: number, change: Row = {}): void {
  changeOperation(store, id, { ...change, status, endTime: timeText(at) });
}
