import type * as generatedFromEvent from '../generated/event.js';
import type * as generated from '../generated/plan.js';

/** The type T with every property and array readonly, all the way down. */
export type Immutable<T> = T extends (infer Item)[]
  ? readonly Immutable<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]: Immutable<T[Key]> }
    : T;

/** The plan document of schemas/plan.schema.json, deeply readonly. */
export type Plan = Immutable<generated.PlanDocument>;
export type Change = Immutable<generated.Change>;
export type Field = Immutable<generated.Field>;
/** One operation of a provider: `operation` tells which, and with it what the step's arguments are. */
export type Step = Immutable<generated.Step>;
export type OperationName = Step['operation'];
/** The steps of one operation. */
export type StepOf<Name extends OperationName> = Extract<Step, { readonly operation: Name }>;
export type Summary = Immutable<generated.Summary>;
export type Risk = generated.Risk;
export type Value = generated.Value;

/** One event of schemas/event.schema.json, deeply readonly. */
export type Event = Immutable<generatedFromEvent.Event>;

type WithoutTime<T> = T extends unknown ? Omit<T, 'time'> : never;

/** An event before it is stamped with the time. */
export type EventBody = WithoutTime<Event>;

/** Receives events in the order in which they happen. It must not throw. */
export type Emit = (event: EventBody) => void;
