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

/** Reasons that are put into words. */
const named = 3;

const order: readonly Risk[] = ['safe', 'disruptive', 'destructive'];

/** Gathers what makes up one change. */
export class ChangeBuilder {
  readonly #findings: Finding[] = [];
  readonly #fields: Field[] = [];
  readonly #steps: Step[] = [];
  readonly #diagnostics: Diagnostic[] = [];

  constructor(readonly id: string) {}

  find(finding: Finding): void {
    this.#findings.push(finding);
    if (finding.field !== undefined) this.#fields.push(finding.field);
  }

  /** Puts a reason before those that were found already. */
  lead(finding: Finding): void {
    this.#findings.unshift(finding);
  }

  field(field: Field): void {
    this.#fields.push(field);
  }

  /** Adds a step and returns its id. */
  step(step: Step): string {
    this.#steps.push(step);
    return step.id;
  }

  tell(...diagnostics: readonly Diagnostic[]): void {
    this.#diagnostics.push(...diagnostics);
  }

  get steps(): readonly Step[] {
    return this.#steps;
  }

  get isEmpty(): boolean {
    return this.#findings.length === 0;
  }

  /** The change; its reasons in the order in which they were found, its risk that of its riskiest step. */
  build(action: Change['action']): Difference {
    const [first] = this.#findings;
    const risk = this.#steps.reduce<Risk>((most, step) => riskier(most, step.risk), 'safe');
    return {
      change: {
        id: this.id,
        action,
        reason: reasonOf(this.#findings),
        reasonCode: first?.reasonCode ?? 'differs',
        risk,
        fields: this.#fields,
      },
      steps: this.#steps,
      diagnostics: this.#diagnostics,
    };
  }

  /** What was told although nothing differs. */
  get diagnostics(): readonly Diagnostic[] {
    return this.#diagnostics;
  }
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
