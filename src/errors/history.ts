import type { ErrorEntry } from './entry.js';

/** What can be wrong with the record of all applies. */
export const historyErrors = {
  'history.unwritable': {
    exitCode: 0,
    summary: 'The apply could not be written into the history',
    remedy:
      'The apply itself is not touched by that. Check the rights on the folder and its free space, name another with --history DIR, or do without by --no-history.',
  },
  'history.unreadable': {
    exitCode: 3,
    summary: 'The history cannot be read',
    remedy: 'Check the rights on its folder and files, or name another folder with --history DIR.',
  },
  'history.no-such-apply': {
    exitCode: 3,
    summary: 'The history has no apply of that number',
    remedy: 'Run scaleout history to see the numbers that there are.',
  },
} as const satisfies Record<string, ErrorEntry>;
