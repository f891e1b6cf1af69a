import type { CatalogObservation } from './catalog.js';

/** What the world showed at one moment, and nothing that was concluded from it. */
export interface Observation {
  readonly catalog: CatalogObservation;
}
