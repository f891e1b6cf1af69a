import type { Change, Plan, Risk, Step } from '../../domain/documents.js';
import { type Diagnostic, diagnostic } from '../../errors/errors.js';
import { counted, firstOf } from '../../text/words.js';
import type { Policy } from '../../topology/topology.js';
import { maintenanceCode } from './guard.js';

/** What of the policy says which changes need a rehearsal. */
export type RehearsalPolicy = Pick<Policy, 'requireRehearsal'>;

const ranks = { safe: 0, disruptive: 1, destructive: 2 } as const satisfies Record<Risk, number>;

/** Steps are named up to here, then counted. */
const named = 3;

/** Whether something of this risk needs a rehearsal; null: a plan without steps. */
export function isRisky({ risk }: { readonly risk: Risk | null }, { requireRehearsal }: RehearsalPolicy): boolean {
  return requireRehearsal !== undefined && risk !== null && ranks[risk] >= ranks[requireRehearsal];
}

/**
 * Whether a change needs a rehearsal. One that a maintenance asks for needs none, whoever makes it: a person has asked for it by
 * name, now, and can take it back.
 */
export function needsRehearsal(change: Pick<Change, 'risk' | 'reasonCode'>, policy: RehearsalPolicy): boolean {
  return change.reasonCode !== maintenanceCode && isRisky(change, policy);
}

/** The steps of a plan that need one. */
export function stepsToRehearse(
  { changes, steps }: Pick<Plan, 'changes' | 'steps'>,
  policy: RehearsalPolicy,
): readonly Step[] {
  if (policy.requireRehearsal === undefined) return [];
  const needing = new Set(changes.flatMap((change) => (needsRehearsal(change, policy) ? change.id : [])));
  return steps.filter((step) => needing.has(step.target) && isRisky(step, policy));
}

/** Refuses a plan that has to be rehearsed; nothing where it does not. `remedy` has the commands of this run. */
export function rehearsalRequired(plan: Plan, policy: RehearsalPolicy, remedy: string): readonly Diagnostic[] {
  const detail = requirement(plan, policy);
  return detail === undefined ? [] : [diagnostic('guard.rehearsal-required', detail, { remedy })];
}

/** The plan with a note that an apply of it needs a rehearsal; the plan itself where it needs none. */
export function withRehearsalNote(plan: Plan, policy: RehearsalPolicy, remedy: string): Plan {
  const detail = plan.applyable ? requirement(plan, policy) : undefined;
  if (detail === undefined) return plan;
  const note = diagnostic('plan.rehearsal-needed', detail, { severity: 'note', remedy });
  return { ...plan, diagnostics: [...plan.diagnostics, note] };
}

/** Why the plan needs one, a sentence. */
function requirement(plan: Plan, policy: RehearsalPolicy): string | undefined {
  const risky = stepsToRehearse(plan, policy);
  if (risky.length === 0) return undefined;
  const ids = risky.map(({ id, risk }) => `${id} (${risk})`);
  const which = policy.requireRehearsal === 'disruptive' ? 'disruptive and destructive steps' : 'destructive steps';
  return `policy.requireRehearsal has ${which} rehearsed, and the plan has ${counted(risky.length, 'such step', 'such steps')}: ${firstOf(ids, named)}.`;
}
