import type { ErrorEntry } from './entry.js';

/** Errors of the embedded fleet. */
export const sandboxErrors = {} as const satisfies Record<string, ErrorEntry>;
