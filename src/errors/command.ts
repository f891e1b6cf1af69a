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
      'What the command printed was lost. Free space on the disk that it is written to, or write it to another place, then run the command again.',
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
  'command.worker-leaves': {
    exitCode: 3,
    recovery: 'lasting',
    summary: 'The worker leaves for good',
    remedy:
      "Run scaleout apply: it removes the worker. Where the machine cannot be reached, its administrator stops the worker's service there and sets it to manual.",
  },
} as const satisfies Record<string, ErrorEntry>;

/** What can be wrong with the record of all applies. */
export const historyErrors = {
  'history.unwritable': {
    exitCode: 0,
    summary: 'What was done could not be written into the history',
    remedy:
      'What was done is not touched by that. Check the rights on the folder and its free space, name another with --history DIR, or do without by --no-history.',
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
  'command.rehearsal-unreadable': {
    exitCode: 3,
    recovery: 'lasting',
    summary: 'The rehearsal cannot be read',
    remedy: 'Name a file that scaleout rehearse --out wrote, as it wrote it.',
  },
  'command.rehearsal-too-new': {
    exitCode: 3,
    recovery: 'lasting',
    summary: 'The rehearsal was written by a newer version of scaleout',
    remedy: 'Use that version, or rehearse again with this one.',
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
    remedy: 'You need not do anything for this plan: apply carries out its steps alone. For the rest, make a new plan.',
  },
} as const satisfies Record<string, ErrorEntry>;

/** Errors and warnings of watching. */
export const watchErrors = {
  'watch.approval-kept': {
    exitCode: 0,
    summary: 'A used approval could not be taken out of the catalog',
    remedy: 'The same plan would be carried out again without being asked for. Let the login see and write the notes.',
  },
  'watch.notes-unseen': {
    exitCode: 4,
    recovery: 'lasting',
    summary: 'Suspensions and approvals in the catalog cannot be seen',
    remedy:
      "Where a right is missing, let the login see the database's properties: GRANT VIEW DEFINITION to its user in SSISDB. Where a note has another form than scaleout writes, another program or person has written it: look at it in sys.extended_properties of SSISDB. Then drop it with sys.sp_dropextendedproperty, which needs ALTER on the database SSISDB: a member of db_owner has that.",
  },
  'watch.approval-unknown': {
    exitCode: 5,
    recovery: 'lasting',
    summary: 'No plan of that fingerprint waits for an approval',
    remedy:
      'See which one waits: scaleout status, or the log or /status of the watch. For a plan that no watch has told of yet, give all 64 digits and --ahead.',
  },
  'watch.approval-ambiguous': {
    exitCode: 5,
    recovery: 'lasting',
    summary: 'Several plans that wait begin with these digits',
    remedy: 'Give more digits of the fingerprint.',
  },
  'watch.not-approved': {
    exitCode: 5,
    recovery: 'lasting',
    summary: 'There is no such approval to take back',
    remedy:
      'Nothing is to be done: a watch carries out nothing without one. scaleout status shows which plans wait, and scaleout history what was carried out.',
  },
  'watch.approval-used': {
    exitCode: 5,
    recovery: 'lasting',
    summary: 'The plan of that fingerprint was carried out already',
    remedy:
      'There is nothing left to approve. If the same difference comes back, the watch asks for an approval again.',
  },
  'watch.nothing-to-watch': {
    exitCode: 3,
    recovery: 'passing',
    summary: 'There is no topology in the folder to watch',
    remedy:
      'Put a file *.yaml or *.yml into it, with a name that begins with no dot; or name another folder, or a file.',
  },
  'watch.not-suspended': {
    exitCode: 3,
    recovery: 'lasting',
    summary: 'There is nothing of that name to resume',
    remedy: 'Run scaleout status: it shows what is suspended.',
  },
  'watch.not-in-maintenance': {
    exitCode: 3,
    recovery: 'lasting',
    summary: 'The worker is in no maintenance',
    remedy: 'Run scaleout status: it shows which workers are. A suspension is ended by scaleout resume.',
  },
  'watch.http-address': {
    exitCode: 3,
    recovery: 'lasting',
    summary: 'The address to listen on is not an address',
    remedy: 'Write a port, or host and port: 9090, 127.0.0.1:9090, [::]:9090. Port 0: the system chooses one.',
  },
  'watch.http-token-needed': {
    exitCode: 3,
    recovery: 'lasting',
    summary: 'An address that others can reach needs a token',
    remedy: 'Name a token by --token-file or SCALEOUT_WATCH_TOKEN, or listen on 127.0.0.1.',
  },
  'watch.http-unavailable': {
    exitCode: 4,
    recovery: 'passing',
    summary: 'The address of the page, of health and metrics cannot be listened on',
    remedy: 'Check whether another program listens there, or choose another port.',
  },
  'watch.http-tls': {
    exitCode: 3,
    recovery: 'lasting',
    summary: 'The certificate and the key cannot be used for TLS',
    remedy:
      'Name a certificate with its chain by --tls-certificate and its private key by --tls-key, both in PEM and the key without a password.',
  },
  'watch.secret-missing': {
    exitCode: 4,
    recovery: 'lasting',
    summary: 'A secret that watch needs is not there',
    remedy: 'Set the variable or make the file that is named, for the account that runs scaleout.',
  },
  'watch.secret-unusable': {
    exitCode: 4,
    recovery: 'lasting',
    summary: 'A secret that watch needs cannot be used',
    remedy: 'A token, an address or a key stands alone, as UTF-8 text. Addresses of webhooks begin with https://.',
  },
  'watch.stuck': {
    exitCode: 4,
    recovery: 'passing',
    summary: 'The watch made no progress',
    remedy:
      'Another replica takes its place, where there is one. Look at what its log says last, and at the disks, the catalog and the machines it waits for; restart it where it does not go on by itself.',
  },
  'watch.notify-failed': {
    exitCode: 0,
    summary: 'A notification could not be delivered',
    remedy:
      'Check the address and whether its service takes messages from here. Where a certificate authority of your own signed its certificate, name that in the variable NODE_EXTRA_CA_CERTS (a file in PEM). The watch itself goes on.',
  },
  'watch.file-events-missing': {
    exitCode: 0,
    summary: 'The system does not tell of changes of files',
    remedy:
      'Changes are found by looking every few seconds instead. On Linux, raise fs.inotify.max_user_watches and max_user_instances.',
  },
} as const satisfies Record<string, ErrorEntry>;
