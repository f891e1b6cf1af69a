import type { Attempt } from '../errors/sql-failure.js';
import type { SqlRequest } from './sql-request.js';

/** Takes a row: the number of its result set, from 0, and its values in the order of the columns. It must not throw. */
export type OnRow = (set: number, values: readonly unknown[]) => void;

/** A request under way. */
export interface Sending {
  /** The return status of a procedure, 0 of a query; it never rejects. */
  readonly ended: Promise<Attempt<number>>;
  /** Takes the request back, or asks the server to stop it; `ended` comes when it has. */
  cancel(): void;
}

/** Sends one request once, on a connection of the pool that it was made for. */
export type Send = (request: SqlRequest, onRow: OnRow) => Sending;
