import type * as generated from '../generated/event.js';
import type { Immutable } from '../readonly.js';

/** One event of schemas/event.schema.json, deeply readonly. */
export type Event = Immutable<generated.Event>;

type WithoutTime<T> = T extends unknown ? Omit<T, 'time'> : never;

/** An event before it is stamped with the time. */
export type EventBody = WithoutTime<Event>;

/** Receives events in the order in which they happen. It must not throw. */
export type Emit = (event: EventBody) => void;
