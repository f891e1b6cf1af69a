import type { ErrorEntry } from './entry.js';

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
    remedy: 'Let the login see the database’s properties: GRANT VIEW DEFINITION to its user in SSISDB.',
  },
  'watch.not-suspended': {
    exitCode: 3,
    recovery: 'lasting',
    summary: 'There is nothing of that name to resume',
    remedy: 'Run scaleout status: it shows what is suspended.',
  },
  'watch.http-address': {
    exitCode: 3,
    recovery: 'lasting',
    summary: 'The address for health and metrics is not an address',
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
    summary: 'The address for health and metrics cannot be listened on',
    remedy: 'Check whether another program listens there, or choose another port.',
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
    remedy: 'Check the address and whether its service takes messages from here. The watch itself goes on.',
  },
  'watch.file-events-missing': {
    exitCode: 0,
    summary: 'The system does not tell of changes of files',
    remedy:
      'Changes are found by looking every few seconds instead. On Linux, raise fs.inotify.max_user_watches and max_user_instances.',
  },
} as const satisfies Record<string, ErrorEntry>;
