// src/reconciler/steps has the steps of a plan. All that belongs to an operation is in its one file: how its step is
// built, what it says to a person, how it is performed, whether it still stands and why it may be gone. Its arguments
// are in schemas/plan.schema.json. step.ts is what every operation is, steps.ts the list of them all; machine-step.ts,
// worker-row.ts and at-work.ts hold what several share. A new operation is a member of the schema, a file here and a
// line in steps.ts.

import type { Catalog, CatalogObservation } from '../../domain/catalog.js';
import type { Step } from '../../domain/documents.js';
import type { Machines } from '../../domain/machines.js';
import type { WorkerRow } from '../../domain/rows.js';
import type { Diagnostic } from '../../errors/errors.js';
import { valueWords } from '../../text/words.js';

/** How the world is before a step: as it was planned, already as wanted, or changed by somebody else. */
export type Precondition =
  | { readonly state: 'asPlanned' }
  | { readonly state: 'already'; readonly yields?: Yields }
  | { readonly state: 'moved'; readonly detail: string };

export const asPlanned: Precondition = { state: 'asPlanned' };
export const already: Precondition = { state: 'already' };

/** UTF-16 code units of a value that a step's words show. */
export const longestValue = 48;

/** `Tags is "night"`, where the catalog has it already: an empty text and NULL are the same there. */
export function sameText(name: string, now: string | null, wanted: string | null): string | undefined {
  return (now ?? '') === (wanted ?? '') ? `${name} is ${valueWords(now)}` : undefined;
}

/** What a step hands to later ones: their `inputs` name it. */
export type Yields = {
  readonly workerAgentId?: string;
  readonly lastOnline?: string | null;
  readonly thumbprint?: string;
  readonly certificate?: string;
  readonly [configKey: `config.${string}`]: string;
};

/** The arguments that earlier steps yield, by name: the id of the step that does. */
export function inputsOf(step: Step): Readonly<Record<string, string>> {
  return 'inputs' in step ? step.inputs : noInputs;
}

const noInputs = {};

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
  /** Tells the user of what goes wrong meanwhile: it may end the step later. */
  readonly trouble: (found: Diagnostic) => void;
  /** Told by a step that takes a worker out of service: from right before it disables the worker until that is enabled again. */
  readonly outOfService: (isOut: boolean) => void;
}

/** What a write did. Nothing: it was done, and yields nothing. */
export interface Performed {
  /** The world was as wanted already: the operation found out itself. */
  readonly already?: boolean;
  readonly yields?: Yields;
}

/** The arguments that must be there when a step is carried out, and that an earlier step may yield: not those that may be null. */
export type LateArguments<S extends Step> = S extends { readonly inputs?: infer Inputs }
  ? {
      readonly [Name in keyof NonNullable<Inputs> & keyof S['arguments'] as null extends S['arguments'][Name]
        ? never
        : Name]: NonNullable<S['arguments'][Name]>;
    }
  : unknown;

/** A step that can be carried out: what earlier steps yield is among its arguments. */
export type ReadyStep<S extends Step> = S & { readonly arguments: LateArguments<S> };

/** What is known of a step without carrying it out. */
export interface Operation<S extends Step> {
  /** What the step does, safe to print: `enable the worker`, `ETL09: start SSISScaleOutWorker160`. */
  describe(step: S): string;
  /** What another plan cannot bring back, a clause: said where the step is destructive. Undefined: nothing. */
  loses?(step: S): string | undefined;
  /** The row that it is about, where that is known, and the machine that the row had. */
  row?(step: S): { readonly id: string | undefined; readonly machineName?: string | null };
  /** What shows that somebody did it already, a phrase; `row` is the one that it is about. Undefined: nothing does. */
  done?(step: S, catalog: CatalogObservation, row: WorkerRow | undefined): string | undefined;
  /** Thumbprints of the certificates that it brings into use. */
  certificates?(step: S): readonly string[];
  /**
   * What it does to the service of its worker, for `policy.rollout`. `takesOutTogether`: with all others, however many may be
   * out. `optional`: the worker takes work whether it succeeds or not. Undefined: it is one of the steps in between.
   */
  rollout?(step: S): 'takesOut' | 'takesOutTogether' | 'bringsBack' | 'optional' | undefined;
}

/**
 * What is carried out without a person. `check` reads the world right before the write and again when the outcome of a write is unknown;
 * `perform` writes once and ends when the world shows the effect. Neither repeats anything.
 */
export interface Automation<S extends Step> extends Operation<S> {
  /** Its `perform` compares with what the step expects: `check` is asked only when an outcome is unknown. */
  readonly comparesItself?: true;
  /** It mostly waits: it does not count as one of the steps that may be under way at one time. */
  readonly waits?: true;
  /** Never asked for a second time in a run: the first call may still be under way where nothing is seen of it yet. */
  readonly onlyOnce?: true;
  /** Whether a failure of it says nothing of what the steps before it did: they are not taken back for it. */
  readonly provesNothing?: (error: unknown) => boolean;
  /** What is left behind where it is cut off; absent: nobody knows. */
  readonly cutOff?: string;
  check(step: ReadyStep<S>, world: World, signal: AbortSignal): Promise<Precondition>;
  perform(step: ReadyStep<S>, world: World, signal: AbortSignal): Promise<Performed | undefined>;
}

/** Names the late arguments, so that they can be looked for; an operation that has none says nothing. */
type Late<S extends Step> = keyof LateArguments<S> extends never
  ? { readonly late?: undefined }
  : { readonly late: { readonly [Name in keyof LateArguments<S>]: true } };

export type AutomatedOperation<S extends Step> = Automation<S> & Late<S>;
