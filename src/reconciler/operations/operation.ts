import type { Catalog } from '../catalog.js';
import type { Step } from '../plan-document.js';

/** How the world stands towards a step: as it was planned, already as wanted, or changed by somebody else. */
export type Standing =
  | { readonly state: 'asPlanned' }
  | { readonly state: 'already' }
  | { readonly state: 'moved'; readonly detail: string };

export const asPlanned: Standing = { state: 'asPlanned' };
export const already: Standing = { state: 'already' };

/**
 * What a step does. `stand` reads the world right before the write and again when the outcome of a write is unknown;
 * `perform` writes once and ends when the catalog shows the effect (see Catalog). Neither repeats anything.
 */
export interface Operation {
  /** As steps name it. */
  readonly name: string;
  stand(step: Step, catalog: Catalog, signal: AbortSignal): Promise<Standing>;
  perform(step: Step, catalog: Catalog, signal: AbortSignal): Promise<void>;
}
