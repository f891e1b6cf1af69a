import type { ErrorEntry } from './entry.js';

/** Errors of plans that were saved, and are read or applied later. */
export const savedPlanErrors = {
  'command.plan-unreadable': {
    exitCode: 3,
    recovery: 'lasting',
    summary: 'The plan file cannot be read',
    remedy: 'Name a file that scaleout plan --out wrote, as it wrote it.',
  },
  'command.plan-too-new': {
    exitCode: 3,
    recovery: 'lasting',
    summary: 'The plan was written by a newer version of scaleout',
    remedy: 'Use that version to apply or show it, or plan again with this one.',
  },
  'guard.plan-tampered': {
    exitCode: 5,
    recovery: 'lasting',
    summary: 'The saved plan is not as scaleout wrote it',
    remedy: 'A plan is not edited by hand: change the topology and plan again.',
  },
  'guard.plan-topology-changed': {
    exitCode: 5,
    recovery: 'lasting',
    summary: 'The topology has changed since the plan was made',
    remedy: 'Plan again, and look at what has become of it. Another file is named with -f.',
  },
  'guard.plan-other-catalog': {
    exitCode: 5,
    recovery: 'lasting',
    summary: 'The saved plan was made for another catalog',
    remedy: 'Apply it to the catalog that it was made for, with the same --sandbox where there was one, or plan again.',
  },
  'guard.plan-stale': {
    exitCode: 5,
    recovery: 'lasting',
    summary: 'What the saved plan was made from has changed since',
    remedy: 'Nothing was changed. Plan again, and look at the difference; scaleout show still shows the old plan.',
  },
  'guard.plan-used': {
    exitCode: 5,
    recovery: 'lasting',
    summary: 'The saved plan has been used already',
    remedy: 'A plan is carried out once, also where that was cut short: plan again for what remains.',
  },
  'plan.also-drifted': {
    exitCode: 0,
    summary: 'More differs now than the saved plan was made for',
    remedy: 'Nothing is to be done for this plan: only its own steps are carried out. Plan again for the rest.',
  },
} as const satisfies Record<string, ErrorEntry>;
