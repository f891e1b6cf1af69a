import type { Plan } from '../../domain/documents.js';
import { type Diagnostic, diagnostic } from '../../errors/errors.js';

/** Refuses a plan with destructive steps unless they were allowed by name: `--yes` does not (docs/errors.md). */
export function destructiveConsent(plan: Plan, allowDestructive: boolean): readonly Diagnostic[] {
  const destructive = plan.steps.filter((step) => step.risk === 'destructive').map((step) => step.id);
  if (allowDestructive || destructive.length === 0) return [];
  return [diagnostic('guard.destructive-consent', `Destructive: ${destructive.join(', ')}.`)];
}
