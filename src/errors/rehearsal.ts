import type { ErrorEntry } from './entry.js';

/** Errors, warnings and notes of a rehearsal. */
export const rehearsalErrors = {
  'rehearsal.machine-unseen': {
    exitCode: 0,
    summary: 'The twin has machines that nobody looked at',
    remedy: 'What the plan has a person do there is not tried. Look at these machines by yourself before the change.',
  },
  'rehearsal.part-unseen': {
    exitCode: 0,
    summary: 'The twin has a part of a machine that could not be read',
    remedy: 'The rehearsal takes such a part for right. Mend what keeps it from being read, and rehearse again.',
  },
  'rehearsal.work-unseen': {
    exitCode: 0,
    summary: 'The twin does not know what runs',
    remedy:
      'Expect drains to take longer than in the rehearsal. Rehearse with a login that is in ssis_admin or ssis_logreader to see what runs.',
  },
  'rehearsal.placement-unseen': {
    exitCode: 0,
    summary: 'The twin does not know which workers may run what is pending',
    remedy: 'Nothing has to be done. Such a package may wait longer, or run on another worker, than in the rehearsal.',
  },
  'rehearsal.not-shown': {
    exitCode: 0,
    summary: 'The twin cannot show a part of what was seen',
    remedy: 'Judge by yourself whether it matters to the plan: the rehearsal says nothing of it.',
  },
  'rehearsal.unexplained': {
    exitCode: 0,
    summary: 'The live fleet is not as the rules of the twin have it',
    remedy:
      'Run scaleout doctor. After a restart the twin goes by its rules, so what the rehearsal says of this machine from then on may be wrong.',
  },
  'rehearsal.unlike': {
    exitCode: 5,
    recovery: 'lasting',
    leavesAsFound: true,
    summary: 'The twin is not as the live world, so nothing was tried on it',
    remedy:
      'What differs is named: leave that out with --exclude and rehearse the rest, or rehearse a part with --target. What the plan says of it holds all the same. Where policy.requireRehearsal is set, an apply of it is refused.',
  },
  'rehearsal.unfinished': {
    exitCode: 6,
    recovery: 'lasting',
    leavesAsFound: true,
    summary: 'The rehearsal did not come to its end',
    remedy:
      'Nothing is known of what comes after that moment. Look at the steps that were under way; rehearse a part with --target.',
  },
  'rehearsal.gave-up': {
    exitCode: 0,
    summary: 'A package runs longer than its drain waits',
    remedy: 'Apply at another time, when the package does not run, or give policy.drain.timeout more than it takes.',
  },
  'rehearsal.by-hand': {
    exitCode: 0,
    summary: 'Steps of a person were not rehearsed',
    remedy:
      'Have somebody ready who does them when the apply comes to them: scaleout script prints what is to be run on a machine.',
  },
  'rehearsal.none-working': {
    exitCode: 0,
    summary: 'For some time no worker could take work',
    remedy:
      'Apply when no package has to start then, or let policy.rollout.maxUnavailable take out fewer workers at one time.',
  },
  'rehearsal.times-assumed': {
    exitCode: 0,
    summary: 'Times were assumed',
    remedy: 'You need not do anything. Take the times of the rehearsal as about so long.',
  },
  'rehearsal.new-packages': {
    exitCode: 0,
    summary: 'Packages that start meanwhile are not in the rehearsal',
    remedy: 'Look in the schedule for what starts within that time. A drain waits for it too.',
  },
  'rehearsal.service-start': {
    exitCode: 0,
    summary: 'No twin can tell whether a service starts',
    remedy:
      'You need not do anything before. Where a service does not start in the apply, its step fails, and the error says what to look at.',
  },
  'rehearsal.package-lost': {
    exitCode: 0,
    summary: 'A package is not waited for to its end, and may be lost',
    remedy: 'Apply at another time, when the package does not run.',
  },
  'rehearsal.service-down': {
    exitCode: 0,
    summary: 'A service is down, and nobody knows whether it starts',
    remedy:
      'Look before the apply: scaleout doctor says what the machine has noted of it, for example a locked account. The rehearsal takes it that the service starts.',
  },
} as const satisfies Record<string, ErrorEntry>;
