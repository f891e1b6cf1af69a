import type { ErrorEntry } from './entry.js';

/** Errors of the topology file. */
export const topologyErrors = {} as const satisfies Record<string, ErrorEntry>;
