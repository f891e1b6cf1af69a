import type { ErrorEntry } from './entry.js';

/** Errors of editing the topology file. */
export const editErrors = {
  'edit.impossible': {
    exitCode: 3,
    recovery: 'lasting',
    summary: 'The change cannot be made in the text of the topology file',
    remedy:
      'Nothing was written. Make the change in an editor, and look at it with scaleout validate and scaleout plan.',
  },
} as const satisfies Record<string, ErrorEntry>;
