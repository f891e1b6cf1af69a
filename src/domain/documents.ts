import { createHash } from 'node:crypto';
import type * as eventFormat from '../generated/event.js';
import type * as planFormat from '../generated/plan.js';
import type * as rehearsalFormat from '../generated/rehearsal.js';

/** The type T with every property and array readonly, all the way down. */
export type Immutable<T> = T extends (infer Item)[]
  ? readonly Immutable<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]: Immutable<T[Key]> }
    : T;

/** The plan document of schemas/plan.schema.json, deeply readonly. */
export type Plan = Immutable<planFormat.PlanDocument>;
export type Change = Immutable<planFormat.Change>;
export type Field = Immutable<planFormat.Field>;
/** One operation of a provider: `operation` tells which, and with it what the step's arguments are. */
export type Step = Immutable<planFormat.Step>;
export type OperationName = Step['operation'];
/** The steps of one operation. */
export type StepOf<Name extends OperationName> = Extract<Step, { readonly operation: Name }>;
export type Summary = Immutable<planFormat.Summary>;
export type Rollout = Immutable<planFormat.Rollout>;
/** Steps that hold together, and what takes them back. */
export type Rollback = Immutable<planFormat.Rollback>;
export type Risk = planFormat.Risk;
export type Value = planFormat.Value;
/** The document of schemas/rehearsal.schema.json, deeply readonly. */
export type RehearsalDocument = Immutable<rehearsalFormat.RehearsalDocument>;

/** One event of schemas/event.schema.json, deeply readonly. */
export type Event = Immutable<eventFormat.Event>;

type WithoutHead<T> = T extends unknown ? Omit<T, 'time' | 'formatVersion'> : never;

/** An event before it becomes a line, which also has the time and the version of the format. */
export type EventBody = WithoutHead<Event>;

/** Receives events in the order in which they happen. It must not throw. */
export type Emit = (event: EventBody) => void;

/** The plan with its digest: as it is written down. */
export function sealed(plan: Plan): Plan {
  return { ...plan, digest: digestOf(plan) };
}

/** SHA-256, in lower-case hexadecimal, of all that a plan says but its digest. */
export function digestOf({ digest: _, ...rest }: Plan): string {
  return createHash('sha256').update(canonicalJson(rest)).digest('hex');
}

/** A value of JSON as text without blanks, the keys of each object in order: equal for equal values, however they were written. */
function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
  entries.sort(([one], [other]) => (one < other ? -1 : 1));
  return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${canonicalJson(inner)}`).join(',')}}`;
}
