import type { Catalog } from '../../domain/catalog.js';
import type { Step, Value } from '../../domain/documents.js';
import type { Machines } from '../../domain/machines.js';

/** How the world stands towards a step: as it was planned, already as wanted, or changed by somebody else. */
export type Standing =
  | { readonly state: 'asPlanned' }
  | { readonly state: 'already'; readonly yields?: Yields }
  | { readonly state: 'moved'; readonly detail: string };

export const asPlanned: Standing = { state: 'asPlanned' };
export const already: Standing = { state: 'already' };

/** What a step hands to later ones: their `inputs` name it. */
export type Yields = Readonly<Record<string, Value>>;

/** What an operation may use. */
export interface World {
  readonly catalog: Catalog;
  readonly machines: Machines;
  /** Milliseconds of a clock that never goes back. */
  readonly clock: () => number;
  /** Waits; rejects with the signal's reason when that is aborted. */
  readonly pause: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  /** Tells the user what a long step waits for. */
  readonly progress: (message: string) => void;
}

/** What a write did. Nothing: it was done, and yields nothing. */
export interface Performed {
  /** The world was as wanted already: the operation found out itself. */
  readonly already?: boolean;
  readonly yields?: Yields;
}

/**
 * What a step does. `stand` reads the world right before the write and again when the outcome of a write is unknown;
 * `perform` writes once and ends when the world shows the effect. Neither repeats anything. The step that they get has
 * its inputs among its arguments.
 */
export interface Operation {
  /** As steps name it. */
  readonly name: string;
  /** Its `perform` compares with what the step expects: `stand` is asked only when an outcome is unknown. */
  readonly comparesItself?: true;
  /** It mostly waits: it does not count as one of the steps that may be under way at one time. */
  readonly waits?: true;
  /** Never asked for a second time in a run: the first call may still be under way where nothing is seen of it yet. */
  readonly onlyOnce?: true;
  /** What is left behind where it is cut off; absent: nobody knows. */
  readonly cutOff?: string;
  stand(step: Step, world: World, signal: AbortSignal): Promise<Standing>;
  perform(step: Step, world: World, signal: AbortSignal): Promise<Performed | undefined>;
}
