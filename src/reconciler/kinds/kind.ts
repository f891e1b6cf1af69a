import type { Diagnostic } from '../../diagnostic.js';
import type { Topology } from '../../topology/topology.js';
import type { CatalogObservation } from '../catalog.js';
import type { MasterView } from '../machine-state/master-view.js';
import type { AgentIdOf, MatchedWorkers } from '../matched-workers.js';
import type { Observation } from '../observation.js';
import type { Change, Step } from '../plan-document.js';

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
  readonly diagnostics: readonly Diagnostic[];
}

/** Something to tell although nothing differs. */
export interface Remark {
  readonly remarks: readonly Diagnostic[];
}

export type KindResult = Difference | Remark;

/**
 * One kind of thing that is reconciled. `diff` is pure: the same context gives the same differences in the same order.
 * A field that the topology does not name is never part of a difference.
 */
export interface Kind {
  readonly name: string;
  diff(context: DiffContext): readonly KindResult[];
}

/** What the plan as a whole does to the workers that can take work: those enabled and online. */
export interface Availability {
  /** True where there are such workers now and the plan would leave none. */
  readonly noneLeft: boolean;
  /** The step that must have enabled a worker before any is disabled, since without it none would be left. */
  readonly enableFirst?: string;
}
