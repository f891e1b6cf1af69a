import type { Plan } from '../../domain/documents.js';
import { type Diagnostic, diagnostic } from '../../errors/errors.js';
import { firstOf } from '../../text/words.js';
import { operationOf } from '../steps/steps.js';

/** Steps are named up to here, then counted. */
const named = 10;

/** Refuses a plan with destructive steps unless they were allowed by name: `--yes` does not (docs/errors.md). */
export function destructiveConsent(plan: Plan, allowDestructive: boolean): readonly Diagnostic[] {
  const destructive = plan.steps.filter((step) => step.risk === 'destructive');
  if (allowDestructive || destructive.length === 0) return [];
  const steps = destructive.slice(0, named).map((step) => `${step.id} (${operationOf(step).describe(step)})`);
  const rest = destructive.slice(named).map(({ id }) => id);
  return [diagnostic('guard.destructive-consent', `Destructive: ${firstOf([...steps, ...rest], named)}.`)];
}
