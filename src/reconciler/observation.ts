import type { AccountAccess, CatalogObservation } from './catalog.js';
import type { Known } from './known.js';
import type { MachineObservation } from './machines.js';

/** What the world showed at one moment, and nothing that was concluded from it. */
export interface Observation {
  readonly catalog: CatalogObservation;
  /** The machines that were looked at, by their names in upper case. */
  readonly machines: ReadonlyMap<string, Known<MachineObservation>>;
  /** The accounts of the master's nodes whose logins were looked for, as the server names them. */
  readonly accounts?: ReadonlyMap<string, Known<AccountAccess>>;
}
