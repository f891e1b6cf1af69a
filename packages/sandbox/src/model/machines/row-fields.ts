import type { Row } from '../store.js';

/** A field that holds a row; an empty one where it holds none. */
export function rowsField(row: Row, name: string): Row {
  const value = row[name];
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Row) : {};
}
