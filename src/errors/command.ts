import type { ErrorEntry } from './entry.js';

/** Errors of the command line and of the process itself. */
export const commandErrors = {
  'command.unexpected': {
    exitCode: 1,
    recovery: 'passing',
    summary: 'Something unexpected went wrong inside scaleout',
    remedy: 'Run the command again with --log-level debug and report what it prints.',
  },
  'command.usage': {
    exitCode: 3,
    recovery: 'lasting',
    summary: 'The command line is wrong',
    remedy: 'See scaleout --help, or scaleout COMMAND --help.',
  },
  'command.target-unknown': {
    exitCode: 3,
    recovery: 'lasting',
    summary: 'No such target',
    remedy:
      'Name a target as the plan does: scaleOut, catalog/defaultExecutionMode, catalog/masterAddress, master/<MACHINE> or worker/<MACHINE>.',
  },
  'command.output-unwritable': {
    exitCode: 3,
    recovery: 'lasting',
    summary: 'The output file could not be written',
    remedy: 'Check the path and the rights on its folder.',
  },
  'command.output-lost': {
    exitCode: 1,
    recovery: 'passing',
    summary: 'The output could not be written',
    remedy:
      'Nobody has seen what was to be printed. Free the disk that it goes to, or send it elsewhere, then run the command again.',
  },
  'command.output-exists': {
    exitCode: 3,
    recovery: 'lasting',
    summary: 'The output file is there already',
    remedy: 'Name another file, or write over it with --force.',
  },
  'command.file-late': {
    exitCode: 4,
    recovery: 'passing',
    summary: 'The file system gave no answer',
    remedy: 'Check whether the disk or the share answers, and the network that leads to it.',
  },
  'command.secret-exposed': {
    exitCode: 0,
    summary: 'A secret lies in a file that everyone on this machine may read',
    remedy:
      'Let its owner alone read it: chmod 600 FILE. In Kubernetes: defaultMode: 0440 on the volume, and an fsGroup.',
  },
  'command.interrupted': {
    exitCode: 130,
    recovery: 'cutOff',
    summary: 'Interrupted',
    remedy: 'Nothing more was started. Run scaleout plan to see what remains to be done.',
  },
  'command.script-incomplete': {
    exitCode: 4,
    recovery: 'passing',
    summary: 'The script cannot be made: it would lack something',
    remedy: 'Run it where a node of the master can be reached, with access to it in the topology.',
  },
} as const satisfies Record<string, ErrorEntry>;

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
    recovery: 'lasting',
    summary: 'The history cannot be read',
    remedy: 'Check the rights on its folder and files, or name another folder with --history DIR.',
  },
  'history.no-such-apply': {
    exitCode: 3,
    recovery: 'lasting',
    summary: 'The history has no apply of that number',
    remedy: 'Run scaleout history to see the numbers that there are.',
  },
} as const satisfies Record<string, ErrorEntry>;
