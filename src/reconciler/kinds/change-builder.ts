import type { Diagnostic } from '../../diagnostic.js';
import type { Change, Field, Risk, Step } from '../plan-document.js';
import type { Difference } from './kind.js';

/** One thing that is not as the topology says. */
export interface Finding {
  /** A phrase for people. */
  readonly reason: string;
  readonly reasonCode: string;
  readonly field?: Field;
}

/** Gathers what makes up one change. */
export interface ChangeBuilder {
  readonly id: string;
  readonly steps: readonly Step[];
  /** What was told, also where nothing differs. */
  readonly diagnostics: readonly Diagnostic[];
  /** Whether nothing differs so far. */
  isEmpty(): boolean;
  find(finding: Finding): void;
  /** Puts a reason before those that were found already. */
  lead(finding: Finding): void;
  field(field: Field): void;
  /** Adds a step and returns its id. */
  step(step: Step): string;
  tell(...diagnostics: readonly Diagnostic[]): void;
  /** The change; its reasons in the order in which they were found, its risk that of its riskiest step. */
  build(action: Change['action']): Difference;
}

/** Reasons that are put into words. */
const named = 3;

const order: readonly Risk[] = ['safe', 'disruptive', 'destructive'];

export function changeBuilder(id: string): ChangeBuilder {
  const findings: Finding[] = [];
  const fields: Field[] = [];
  const steps: Step[] = [];
  const diagnostics: Diagnostic[] = [];
  return {
    id,
    steps,
    diagnostics,
    isEmpty: () => findings.length === 0,
    find(finding) {
      findings.push(finding);
      if (finding.field !== undefined) fields.push(finding.field);
    },
    lead: (finding) => void findings.unshift(finding),
    field: (field) => void fields.push(field),
    step(step) {
      steps.push(step);
      return step.id;
    },
    tell: (...told) => void diagnostics.push(...told),
    build(action) {
      const risk = steps.reduce<Risk>((most, step) => riskier(most, step.risk), 'safe');
      const reasonCode = findings[0]?.reasonCode ?? 'differs';
      return { change: { id, action, reason: reasonOf(findings), reasonCode, risk, fields }, steps, diagnostics };
    },
  };
}

/** The first findings in words; the fields show all. */
function reasonOf(findings: readonly Finding[]): string {
  const reasons = [...new Set(findings.map((found) => found.reason))];
  const more = reasons.length - named;
  const shown = reasons.slice(0, more === 1 ? reasons.length : named).join('; ');
  return more > 1 ? `${shown}; and ${more} more` : shown;
}

function riskier(one: Risk, other: Risk): Risk {
  return order.indexOf(one) >= order.indexOf(other) ? one : other;
}
