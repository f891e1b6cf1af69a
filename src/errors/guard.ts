import type { ErrorEntry } from './entry.js';

/** Errors of rules that refuse a plan or a step. */
export const guardErrors = {} as const satisfies Record<string, ErrorEntry>;
