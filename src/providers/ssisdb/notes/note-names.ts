import type { CatalogNote } from '../../../reconciler/catalog.js';

/** The extended properties of the database that hold our notes. */
export const noteNames = {
  suspensions: 'ssis-scaleout.suspensions',
  approvals: 'ssis-scaleout.approvals',
} as const satisfies Record<CatalogNote, string>;
