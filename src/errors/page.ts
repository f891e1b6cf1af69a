import type { ErrorEntry } from './entry.js';

/** What the page refuses that no command could be asked for. */
export const pageErrors = {
  'page.no-topology': {
    exitCode: 3,
    recovery: 'lasting',
    summary: 'There is no such topology here',
    remedy: 'Load the page anew: it shows the topologies that are watched now.',
  },
  'page.request-wrong': {
    exitCode: 3,
    recovery: 'lasting',
    summary: 'What was asked for cannot be done so',
    remedy: 'Correct what is named, and ask again.',
  },
  'page.digits-needed': {
    exitCode: 5,
    recovery: 'lasting',
    summary: 'A plan with destructive steps is approved by typing the first digits of its fingerprint',
    remedy: 'Read the plan. Then type its first six digits, or more of them.',
  },
  'page.no-finding': {
    exitCode: 5,
    recovery: 'lasting',
    summary: 'There is no such finding now',
    remedy: 'Look at the findings again: it is gone, or its machine could not be looked at.',
  },
  'page.not-acknowledged': {
    exitCode: 5,
    recovery: 'lasting',
    summary: 'The finding is not acknowledged',
    remedy: 'Nothing is to be done. Its time is over, or somebody has taken it back.',
  },
  'page.at-work': {
    exitCode: 5,
    recovery: 'passing',
    summary: 'The page is carrying something out for this topology already',
    remedy: 'Wait until that has ended: the page shows how far it is.',
  },
  'page.busy': {
    exitCode: 5,
    recovery: 'passing',
    summary: 'Too much of it is asked for at one time',
    remedy: 'Wait a few seconds, and ask again.',
  },
  'page.stopping': {
    exitCode: 5,
    recovery: 'passing',
    summary: 'The process that serves the page is ending',
    remedy: 'Ask again when it has been started anew, or use the command line.',
  },
} as const satisfies Record<string, ErrorEntry>;
