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
  'edit.file-changed': {
    exitCode: 5,
    recovery: 'passing',
    summary: 'Somebody has changed the topology file meanwhile',
    remedy: 'Nothing was written. Run the command again: it reads the file anew, and shows what it would change then.',
  },
  'edit.file-unwritable': {
    exitCode: 3,
    recovery: 'lasting',
    summary: 'The topology file cannot be replaced',
    remedy:
      'Nothing was written. Give the account that runs scaleout the right to write the file and into its folder, take away the mark that makes it read-only, or print a patch with --patch.',
  },
  'edit.no-terminal': {
    exitCode: 5,
    recovery: 'lasting',
    summary: 'There is no terminal on which to confirm the edit',
    remedy: 'Nothing was written. Add --yes to write without a question, or print a patch with --patch.',
  },
  'edit.declined': {
    exitCode: 5,
    recovery: 'lasting',
    summary: 'The edit was not confirmed',
    remedy: 'Nothing was written. Run the command again and answer yes to write it.',
  },
  'edit.worker-listed': {
    exitCode: 3,
    recovery: 'lasting',
    summary: 'The topology lists this worker already',
    remedy: 'Change its entry with scaleout set.',
  },
  'edit.not-removed': {
    exitCode: 3,
    recovery: 'lasting',
    summary: 'An apply would leave the worker in the catalog',
    remedy:
      'Nothing was written. Add --absent: the entry gets state: absent, and the apply removes the worker. Or leave out --apply.',
  },
  'edit.machine-not-ready': {
    exitCode: 4,
    recovery: 'passing',
    summary: 'The machine is not ready to be a worker',
    remedy:
      'Nothing was written. Mend what is named, then run the command again; --no-check adds the entry without a look at anything.',
  },
  'edit.plan-refused': {
    exitCode: 5,
    recovery: 'lasting',
    summary: 'Every plan of the file would be refused for the new worker',
    remedy:
      'Nothing was written. Mend what is named, then run the command again; --no-check adds the entry without a look at anything.',
  },
  'edit.certificate-unknown': {
    exitCode: 4,
    recovery: 'passing',
    summary: 'Which certificate the worker uses cannot be read from its machine',
    remedy:
      'Nothing was written. Name the certificate with --thumbprint HEX, or its file (.cer) with --certificate FILE.',
  },
  'edit.secret-in-patch': {
    exitCode: 3,
    recovery: 'lasting',
    summary: 'The patch would show a secret',
    remedy:
      'Leave out --patch, so that the file itself is changed; then commit that. Change the secret: whoever has the file or its history knows it.',
  },
} as const satisfies Record<string, ErrorEntry>;
