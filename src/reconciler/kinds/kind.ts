import type { CatalogObservation } from '../../domain/catalog.js';
import type { Change, Field, Risk, Step } from '../../domain/documents.js';
import type { Topology } from '../../topology/topology.js';
import type { Told } from '../guards/guard.js';
import type { MasterView } from '../view/master.js';
import type { AgentIdOf, MatchedWorkers } from '../view/matched-workers.js';
import type { Observation } from '../view/observation.js';

/** Says of the id of a change whether it was chosen; without a choice every one is. */
export type IsChosen = (changeId: string) => boolean;

/** What every kind compares. */
export interface DiffContext {
  readonly topology: Topology;
  readonly catalog: CatalogObservation;
  readonly machines: Observation['machines'];
  /** Of the master's nodes, as far as their logins were looked for. */
  readonly accounts: NonNullable<Observation['accounts']>;
  readonly master: MasterView;
  readonly workers: MatchedWorkers;
  /** The id that the config of a worker's machine has, where it was looked at. */
  readonly agentIdOf: AgentIdOf;
  readonly availability: Availability;
  /** Whether --target and --exclude leave the change of this id in. */
  readonly isChosen: IsChosen;
  /** The steps after which the master is as it should be: what needs a working master waits for them. */
  readonly masterReady: readonly string[];
}

/** One change with the steps that would make it so; no steps where nothing can be done. */
export interface Difference {
  readonly change: Change;
  readonly steps: readonly Step[];
  readonly diagnostics: readonly Told[];
}

/** Something to tell although nothing differs. */
export interface Remark {
  readonly remarks: readonly Told[];
}

export type KindResult = Difference | Remark;

/**
 * One kind of thing that is reconciled. `diff` is pure: the same context gives the same differences in the same order.
 * A field that the topology does not name is never part of a difference.
 */
export interface Kind {
  diff(context: DiffContext): readonly KindResult[];
}

/** What the plan as a whole does to the workers that can take work: those enabled and online. */
export interface Availability {
  /** True where there are such workers now and the plan would leave none. */
  readonly noneLeft: boolean;
  /** The step that must have enabled a worker before any is disabled, since without it none would be left. */
  readonly enableFirst?: string;
}

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
  readonly diagnostics: readonly Told[];
  /** Whether nothing differs so far. */
  isEmpty(): boolean;
  find(finding: Finding): void;
  /** Puts a reason before those that were found already. */
  lead(finding: Finding): void;
  field(field: Field): void;
  /** Adds a step and returns its id. */
  step(step: Step): string;
  tell(...told: readonly Told[]): void;
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
  const diagnostics: Told[] = [];
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

/** The id of a worker's change, by the name of its machine. */
export function workerId(machine: string): string {
  return `worker/${machine}`;
}
