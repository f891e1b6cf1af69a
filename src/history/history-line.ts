import type * as generated from '../generated/history.js';
import * as validator from '../generated/history-validator.js';
import type { Immutable } from '../readonly.js';

/** The lines of schemas/history.schema.json, deeply readonly. */
export type HistoryLine = Immutable<generated.HistoryLine>;
export type BeginLine = Immutable<generated.BeginLine>;
export type EndLine = Immutable<generated.EndLine>;
export type RefusedLine = Immutable<generated.RefusedLine>;
export type HistoryStep = Immutable<generated.Step>;
export type GitRevision = Immutable<generated.Git>;

const isLine = validator.validate as unknown as (value: unknown) => value is HistoryLine;

/** What a line says; undefined where it was cut off, or is not of a history. */
export function parseLine(text: string): HistoryLine | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isLine(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
