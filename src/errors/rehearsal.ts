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
} as const satisfies Record<string, ErrorEntry>;
