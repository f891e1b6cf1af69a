import { catalogConnectionErrors } from './catalog-connection.js';
import { catalogRefusals } from './catalog-refusals.js';
import { catalogRequestErrors } from './catalog-requests.js';
import type { ErrorEntry } from './entry.js';

/** Errors of reaching, reading and writing SSISDB. */
export const catalogErrors = {
  ...catalogConnectionErrors,
  ...catalogRequestErrors,
  ...catalogRefusals,
} as const satisfies Record<string, ErrorEntry>;
