import type { CatalogObservation } from '../../domain/catalog.js';
import type { Change, Field, Risk, Rollback, Step } from '../../domain/documents.js';
import { type Diagnostic, diagnostic } from '../../errors/errors.js';
import { listed } from '../../text/words.js';
import type { Topology } from '../../topology/topology.js';
import type { Told } from '../guards/guard.js';
import type { ConfigDifference } from '../view/config.js';
import type { FleetView } from '../view/fleet.js';
import type { Observation, Unreached } from '../view/machine.js';
import type { MasterChange } from './master-change.js';

/** Says of the id of a change whether it was chosen; without a choice every one is. */
export type IsChosen = (changeId: string) => boolean;

/** What every kind compares: the topology, the catalog, and the views of the master and of each worker. */
export interface DiffContext extends FleetView {
  readonly topology: Topology;
  readonly catalog: CatalogObservation;
  /** Of the master's nodes, as far as their logins were looked for. */
  readonly accounts: NonNullable<Observation['accounts']>;
  readonly availability: Availability;
  /** Whether --target and --exclude leave the change of this id in. */
  readonly isChosen: IsChosen;
  /** Whether --exclude names it: somebody has said that it is to be done without. */
  readonly isExcluded: IsChosen;
  /** The steps after which the master is as it should be: what needs a working master waits for them. */
  readonly masterReady: readonly string[];
  /** What this plan does about the master's certificate. */
  readonly masterChange: MasterChange;
}

/** One change with the steps that would make it so; no steps where nothing can be done. */
export interface Difference {
  readonly change: Change;
  readonly steps: readonly Step[];
  /** What is taken back of these and other steps where one fails; absent: nothing. */
  readonly rollbacks?: readonly Rollback[];
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

/** Why a change is needed: one thing that is not as the topology says. */
interface Reason {
  /** A phrase for people. */
  readonly reason: string;
  readonly reasonCode: string;
  readonly field?: Field;
}

/** Gathers what makes up one change, and builds it in the end. */
export class ChangeBuilder {
  readonly id: string;
  readonly #reasons: Reason[] = [];
  readonly #fields: Field[] = [];
  readonly #steps: Step[] = [];
  readonly #diagnostics: Told[] = [];
  readonly #rollbacks: Rollback[] = [];

  constructor(id: string) {
    this.id = id;
  }

  get steps(): readonly Step[] {
    return this.#steps;
  }

  /** What was told, also where nothing differs. */
  get diagnostics(): readonly Told[] {
    return this.#diagnostics;
  }

  /** Whether nothing differs so far. */
  isEmpty(): boolean {
    return this.#reasons.length === 0;
  }

  addReason(reason: Reason): void {
    this.#reasons.push(reason);
    if (reason.field !== undefined) this.#fields.push(reason.field);
  }

  /** Puts a reason before those that are there already. */
  addFirstReason(reason: Omit<Reason, 'field'>): void {
    this.#reasons.unshift(reason);
  }

  addField(field: Field): void {
    this.#fields.push(field);
  }

  /** Returns the id of the step. */
  addStep(step: Step): string {
    this.#steps.push(step);
    return step.id;
  }

  addRollback(rollback: Rollback): void {
    this.#rollbacks.push(rollback);
  }

  tell(...told: readonly Told[]): void {
    this.#diagnostics.push(...told);
  }

  /** The change; its reasons in the order in which they were added, its risk that of its riskiest step. */
  build(action: Change['action']): Difference {
    const steps = this.#steps;
    let risk: Risk = 'safe';
    for (const step of steps) if (step.risk !== risk) risk = riskier(risk, step.risk);
    const reasonCode = this.#reasons[0]?.reasonCode ?? 'differs';
    const change = { id: this.id, action, reason: inWords(this.#reasons), reasonCode, risk, fields: this.#fields };
    const rollbacks = this.#rollbacks.length === 0 ? {} : { rollbacks: this.#rollbacks };
    return { change, steps, ...rollbacks, diagnostics: this.#diagnostics };
  }
}

/** Reasons that are put into words. */
const named = 3;

const order: readonly Risk[] = ['safe', 'disruptive', 'destructive'];

/** The first reasons in words; the fields show all. */
function inWords(all: readonly Reason[]): string {
  const reasons = new Set<string>();
  for (const { reason } of all) reasons.add(reason);
  const most = reasons.size === named + 1 ? reasons.size : named;
  let text = '';
  let shown = 0;
  for (const reason of reasons) {
    if (shown === most) return `${text}; and ${reasons.size - most} more`;
    text = shown === 0 ? reason : `${text}; ${reason}`;
    shown += 1;
  }
  return text;
}

function riskier(one: Risk, other: Risk): Risk {
  return order.indexOf(one) >= order.indexOf(other) ? one : other;
}

/** The id of a worker's change, by the name of its machine. */
export function workerId(machine: string): string {
  return `worker/${machine}`;
}

/** The change of a machine that should have been looked at and could not be: nothing is concluded from that. */
export function unseenMachine(id: string, machine: string, unreached: Unreached): Difference {
  return {
    change: {
      id,
      action: 'unknown',
      reason: 'its machine could not be looked at',
      reasonCode: 'machine-unreached',
      risk: 'safe',
      fields: [],
    },
    steps: [],
    diagnostics: [machineUnreached(machine, unreached)],
  };
}

/** What kept us from looking, and what helps against just that. */
export function machineUnreached(machine: string, { reason, error }: Unreached): Diagnostic {
  const named = reason.includes(machine) ? reason : `${machine}: ${reason}`;
  const otherwise = "Where there is no way in, the machine's administrator runs what scaleout script MACHINE prints.";
  // A sandbox that lacks the machine has no administrator of it either.
  const rest = error?.code === 'sandbox.no-such-machine' ? '' : ` ${otherwise}`;
  const remedy = (error?.remedy ?? 'Mend the access, then plan again').replace(/[^.]$/, '$&.');
  return diagnostic('plan.machine-unreached', error === undefined ? named : `${named} [${error.code}]`, {
    severity: 'warning',
    remedy: `${remedy}${rest}`,
  });
}

export function notAdministrator(machine: string): Diagnostic {
  return diagnostic('plan.not-administrator', `The account is no administrator of ${machine}.`, {
    severity: 'warning',
  });
}

/** Adds the keys of a config file that differ as one reason, and each as a field. */
export function addConfigReason(
  change: ChangeBuilder,
  file: 'MasterSettings' | 'WorkerSettings',
  differences: readonly ConfigDifference[],
): void {
  if (differences.length === 0) return;
  const keys = listed(differences.map(({ key }) => key));
  const verb = differences.length === 1 ? 'differs' : 'differ';
  change.addReason({ reason: `${keys} of ${file}.config ${verb}`, reasonCode: 'config-differs' });
  for (const { key, before, after } of differences) change.addField({ path: `${file}.${key}`, before, after });
}
