import type { Json, Row } from '../store.js';

/** A field that holds a row; an empty one where it holds none. */
export function rowsField(row: Row, name: string): Row {
  const value = row[name];
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Row) : {};
}

/** A field that holds a list of rows; an empty one where it holds none. */
export function rowList(row: Row, name: string): readonly Row[] {
  const value = row[name];
  const isRow = (item: Json): item is Row => typeof item === 'object' && item !== null && !Array.isArray(item);
  return Array.isArray(value) ? value.filter(isRow) : [];
}
