import type * as generated from '../generated/plan.js';
import type { Immutable } from '../readonly.js';

/** The plan document of schemas/plan.schema.json, deeply readonly. */
export type Plan = Immutable<generated.PlanDocument>;
export type Change = Immutable<generated.Change>;
export type Field = Immutable<generated.Field>;
export type Step = Immutable<generated.Step>;
export type Summary = Immutable<generated.Summary>;
export type Risk = generated.Risk;
export type Value = generated.Value;
