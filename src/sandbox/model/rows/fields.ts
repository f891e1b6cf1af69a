import type { Row } from '../store.js';

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
