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
        reason: this.#findings.map((found) => found.reason).join('; '),
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

function riskier(one: Risk, other: Risk): Risk {
  return order.indexOf(one) >= order.indexOf(other) ? one : other;
}
