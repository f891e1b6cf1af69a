import type { Plan } from '../../domain/documents.js';
import type { Diagnostic } from '../../errors/diagnostic.js';
import type { Verdict } from '../guards/guard.js';

/** Which changes of a plan are refused, and why: what watch holds back, and the document has no place for. */
export interface Refusals {
  /** By the ids of changes that cannot be made as the topology wants them, whatever becomes of the others. */
  readonly impossible: ReadonlyMap<string, string>;
  /** By the ids of changes that are refused in this plan; of another one with fewer changes they may not be. */
  readonly refused: ReadonlyMap<string, string>;
}

const none: Refusals = { impossible: new Map(), refused: new Map() };

/**
 * What guards have refused. `own` are verdicts on single changes, which no choice of other changes alters; `others` are of
 * the plan as a whole. An error that nobody answers for, or that names no change of the plan, refuses all of it.
 */
export function refusalsOf(plan: Plan, own: readonly Verdict[], others: readonly Verdict[]): Refusals {
  if (plan.applyable) return none;
  const all = plan.changes.map(({ id }) => id);
  const known = new Set(all);
  const impossible = new Map<string, string>();
  const refused = new Map<string, string>();
  const verdicts = new Map([...own, ...others].map((verdict) => [verdict.diagnostic, verdict.changes]));
  const ownOnes = new Set(own.map(({ diagnostic }) => diagnostic));
  for (const diagnostic of plan.diagnostics as readonly Diagnostic[]) {
    if (diagnostic.severity !== 'error') continue;
    const reason = `${diagnostic.summary}: ${diagnostic.detail}`;
    const named = (verdicts.get(diagnostic) ?? []).filter((id) => known.has(id));
    for (const id of named.length > 0 ? named : all) {
      if (!refused.has(id)) refused.set(id, reason);
      if (named.length > 0 && ownOnes.has(diagnostic) && !impossible.has(id)) impossible.set(id, reason);
    }
  }
  return { impossible, refused };
}
