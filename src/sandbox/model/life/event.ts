import type { Store } from '../store.js';
import type { Fleet } from './fleet.js';

/** What happens next in one respect. `apply` writes what it changes. */
export interface LifeEvent {
  /** Unix milliseconds. */
  readonly at: number;
  apply(): void;
}

/** The world as the life's rules see it. */
export interface Moment {
  readonly store: Store;
  readonly fleet: Fleet;
  /** Everything up to this time has happened. */
  readonly after: number;
  /** Since this time nothing but time itself has changed what a worker may do; the leases in the rows are of then. */
  readonly settledAt: number;
}

/** The first of the events; of several at one time, the one that comes first in the list. */
export function firstOf(events: Iterable<LifeEvent | undefined>): LifeEvent | undefined {
  let first: LifeEvent | undefined;
  for (const event of events) if (event && (first === undefined || event.at < first.at)) first = event;
  return first;
}
