import type { ErrorEntry } from './entry.js';

/** Errors of the sandbox. */
export const sandboxErrors = {
  'sandbox.not-installed': {
    exitCode: 3,
    recovery: 'lasting',
    summary: 'The sandbox is not installed',
    remedy:
      'It is a file of its own, as scaleout is: npm install --global ./ssis-scaleout-sandbox-VERSION.tgz, of the version that scaleout has (with the same --prefix, or without --global, as scaleout was installed). In a clone of the repository npm pack --workspace packages/sandbox makes the file.',
  },
  'sandbox.not-a-sandbox': {
    exitCode: 3,
    recovery: 'lasting',
    summary: 'The directory holds other files and is not a sandbox',
    remedy: 'Name a directory that does not exist yet, or an empty one. Nothing was written into this one.',
  },
  'sandbox.not-empty': {
    exitCode: 3,
    recovery: 'lasting',
    summary: 'The directory is not empty',
    remedy: 'Name a directory that does not exist yet, or an empty one. Nothing was written into this one.',
  },
  'sandbox.no-sandbox': {
    exitCode: 3,
    recovery: 'lasting',
    summary: 'There is no sandbox in that directory',
    remedy: 'Check the path. scaleout sandbox serve DIR makes a new sandbox.',
  },
  'sandbox.other-world': {
    exitCode: 3,
    recovery: 'lasting',
    summary: 'The sandbox is of another world',
    remedy: 'A world is chosen when a sandbox is made: name a directory that does not exist yet, or leave out --world.',
  },
  'sandbox.directory-unusable': {
    exitCode: 3,
    recovery: 'lasting',
    summary: 'The directory of the sandbox cannot be used',
    remedy: 'Name a directory on a local disk that this account may create, read and write.',
  },
  'sandbox.shared-directory': {
    exitCode: 0,
    summary: 'Others may change the sandbox',
    remedy: 'Name a directory of your own that others may not write into: chmod 700 DIR.',
  },
  'sandbox.state-damaged': {
    exitCode: 4,
    recovery: 'passing',
    summary: 'The state of the sandbox is damaged',
    remedy:
      'Mend the line that is named, or restore the file from a copy, or make it afresh: scaleout sandbox reset DIR.',
  },
  'sandbox.journal-cut-off': {
    exitCode: 0,
    summary: 'The last change of the sandbox was cut off while it was written',
    remedy:
      'Nothing has to be done: nobody was told that it was done. Run scaleout plan to see where the sandbox stands.',
  },
  'sandbox.state-too-new': {
    exitCode: 4,
    recovery: 'passing',
    summary: 'The state of the sandbox was written by a newer scaleout',
    remedy: 'Use that version, or start with a new directory.',
  },
  'sandbox.write-failed': {
    exitCode: 4,
    recovery: 'passing',
    summary: 'The sandbox could not write its state',
    remedy: 'Make room on the disk and check the rights on the directory, then run the command again.',
  },
  'sandbox.already-served': {
    exitCode: 5,
    recovery: 'lasting',
    summary: 'Another process serves this sandbox',
    remedy: 'Connect to that process, or stop it first.',
  },
  'sandbox.held': {
    exitCode: 5,
    recovery: 'lasting',
    summary: 'Another process holds the sandbox and does not answer',
    remedy: 'Wait until that process has ended, or end it, then run the command again.',
  },
  'sandbox.port-in-use': {
    exitCode: 5,
    recovery: 'lasting',
    summary: 'The port is in use',
    remedy: 'Name another --port, or leave it out: then the system chooses a free one.',
  },
  'sandbox.cannot-listen': {
    exitCode: 3,
    recovery: 'lasting',
    summary: 'The sandbox could not listen on the address',
    remedy: 'Choose another --port, or leave it out so that the system chooses a free one.',
  },
  'sandbox.drill-unknown': {
    exitCode: 3,
    recovery: 'lasting',
    summary: 'No such drill',
    remedy: 'See scaleout sandbox drill --list.',
  },
  'sandbox.drill-refused': {
    exitCode: 3,
    recovery: 'lasting',
    summary: 'The drill could not be made or undone',
    remedy:
      'Nothing was changed. scaleout sandbox drill DIR --list shows the drills, what each breaks, and which are made.',
  },
  'sandbox.add-refused': {
    exitCode: 3,
    recovery: 'lasting',
    summary: 'The machine could not be added to the sandbox',
    remedy:
      'Nothing was changed. Name a machine by its Windows name, and where somebody else set up the master leave out --master.',
  },
  'sandbox.drill-unanswered': {
    exitCode: 5,
    recovery: 'lasting',
    summary: 'The process that serves the sandbox does not know what was asked of it',
    remedy: 'It is of another version of scaleout: end it, and serve the sandbox anew.',
  },
  'sandbox.no-such-machine': {
    exitCode: 4,
    recovery: 'lasting',
    summary: 'The sandbox has no machine of that name',
    remedy: 'Correct the name in the topology, or give the sandbox that machine: scaleout sandbox add DIR MACHINE.',
  },
  'sandbox.wire-protocol': {
    exitCode: 1,
    recovery: 'passing',
    summary: 'A client of the sandbox sent something that is not TDS',
    remedy: 'Connect with a client of SQL Server; only that connection was closed, the sandbox goes on.',
  },
  'sandbox.wire-value': {
    exitCode: 1,
    recovery: 'passing',
    summary: 'A value of the sandbox does not fit the type of its column',
    remedy: 'Report this as a fault of the sandbox, with the statement that was sent.',
  },
} as const satisfies Record<string, ErrorEntry>;
