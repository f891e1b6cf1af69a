import type { ErrorEntry } from './entry.js';

/** Errors of reaching, reading and writing SSISDB. */
export const catalogErrors = {} as const satisfies Record<string, ErrorEntry>;
