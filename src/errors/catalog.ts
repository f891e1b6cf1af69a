import { catalogConnectionErrors } from './catalog-connection.js';
import type { ErrorEntry } from './entry.js';

/** What the procedures of SSISDB refuse. Nothing was written then. */
const catalogRefusals = {
  'catalog.sql-login-refused': {
    exitCode: 6,
    recovery: 'lasting',
    leavesAsFound: true,
    summary: 'The procedure takes no SQL Server login',
    remedy: 'Use a Windows account: catalog.authentication of type integrated or ntlm.',
  },
  'catalog.not-ssis-admin': {
    exitCode: 6,
    recovery: 'lasting',
    leavesAsFound: true,
    summary: 'The login is not a member of ssis_admin',
    remedy: 'Add its user to the role ssis_admin in SSISDB (ALTER ROLE ssis_admin ADD MEMBER ...).',
  },
  'catalog.sysadmin-required': {
    exitCode: 6,
    recovery: 'lasting',
    leavesAsFound: true,
    summary: 'Enabling Scale Out needs a member of sysadmin',
    remedy: 'Run this once as a member of sysadmin; everything after needs ssis_admin alone.',
  },
  'catalog.master-not-installed': {
    exitCode: 6,
    recovery: 'passing',
    leavesAsFound: true,
    summary: 'The Scale Out Master is not installed beside SSISDB',
    remedy:
      "Install the feature Scale Out Master on the SQL Server's own machine (each node of a failover cluster), then run the command again.",
  },
  'catalog.worker-not-found': {
    exitCode: 6,
    recovery: 'passing',
    leavesAsFound: true,
    summary: 'The catalog has no such worker',
    remedy: 'Somebody removed it meanwhile. Run scaleout plan again.',
  },
  'catalog.worker-limit': {
    exitCode: 6,
    recovery: 'lasting',
    leavesAsFound: true,
    summary: 'The edition of SQL Server allows no more workers',
    remedy: 'Disable or remove a worker, or use an edition that allows more.',
  },
  'catalog.value-refused': {
    exitCode: 6,
    recovery: 'lasting',
    leavesAsFound: true,
    summary: 'The procedure takes no such value',
    remedy: 'Correct the value in the topology; the message names it.',
  },
  'catalog.value-too-long': {
    exitCode: 6,
    recovery: 'lasting',
    leavesAsFound: true,
    summary: 'The value is too long for the catalog',
    remedy: 'Shorten it: a display name has at most 256 characters.',
  },
  'catalog.setting-missing': {
    exitCode: 6,
    recovery: 'lasting',
    leavesAsFound: true,
    summary: 'The catalog has no such setting',
    remedy: 'The schema of SSISDB is older than the server: upgrade it with the SSISDB Upgrade Wizard.',
  },
  'catalog.in-use': {
    exitCode: 6,
    recovery: 'passing',
    leavesAsFound: true,
    summary: 'The catalog does other work that stands in the way',
    remedy: 'Wait until the running operations have ended (catalog.operations), then run the command again.',
  },
  'catalog.refused': {
    exitCode: 6,
    recovery: 'passing',
    leavesAsFound: true,
    summary: 'A procedure of SSISDB refused the call',
    remedy: 'Do what the message says, then run scaleout plan.',
  },
} as const satisfies Record<string, ErrorEntry>;

/** Errors of requests to SSISDB, whatever they ask. */
const catalogRequestErrors = {
  'catalog.other-shape': {
    exitCode: 4,
    recovery: 'passing',
    summary: 'This SSISDB lacks something that scaleout works with',
    remedy:
      'The message names what is missing and the version that was found. Look for a newer release of scaleout, or finish the upgrade of SSISDB (catalog.check_schema_version). Where the login may not see it: add its user to ssis_admin. Then report the message.',
  },
  'catalog.no-rights': {
    exitCode: 4,
    recovery: 'passing',
    summary: 'The login may not see the workers',
    remedy:
      'Make it a member of ssis_cluster_executor in SSISDB to look, or of ssis_admin to apply. Without such a right the catalog shows no rows instead of an error.',
  },
  'catalog.connection-lost': {
    exitCode: 4,
    recovery: 'passing',
    summary: 'The connection to the server broke off',
    remedy: 'Look for a restart, a failover or a network fault, then run the command again.',
  },
  'catalog.timeout': {
    exitCode: 4,
    recovery: 'passing',
    summary: 'The server did not answer in time',
    remedy: 'Look for blocked or overloaded sessions (sys.dm_exec_requests), then run the command again.',
  },
  'catalog.permission-denied': {
    exitCode: 4,
    recovery: 'lasting',
    leavesAsFound: true,
    summary: 'The login lacks a permission in SSISDB',
    remedy: 'Add its user to the role ssis_admin in SSISDB, or use a login that is in it.',
  },
  'catalog.deadlock': {
    exitCode: 4,
    recovery: 'passing',
    leavesAsFound: true,
    summary: 'The request was chosen as the victim of a deadlock, again and again',
    remedy: 'Find out who holds locks in SSISDB, then run the command again. Nothing was written by this request.',
  },
  'catalog.lock-timeout': {
    exitCode: 4,
    recovery: 'passing',
    leavesAsFound: true,
    summary: 'The request waited for a lock too long',
    remedy: 'Find out who holds locks in SSISDB, then run the command again. Nothing was written by this request.',
  },
  'catalog.read-only': {
    exitCode: 6,
    recovery: 'passing',
    summary: 'The database cannot be written to',
    remedy: 'Connect to the primary replica (the listener of the availability group), or make the database writable.',
  },
  'catalog.server-busy': {
    exitCode: 4,
    recovery: 'passing',
    summary: 'The server has no room for the request now',
    remedy: 'Wait and run the command again, with a smaller --parallelism if it goes on.',
  },
  'catalog.no-space': {
    exitCode: 6,
    recovery: 'passing',
    summary: "SSISDB or its log is full, or its files can't be written",
    remedy: "Make room on the disk or back up the log, and read the server's error log.",
  },
  'catalog.row-unreadable': {
    exitCode: 4,
    recovery: 'lasting',
    summary: 'The row of a worker cannot be read',
    remedy:
      "Nothing is done to that worker. Have a sysadmin look at its row in SSISDB's internal.worker_agents; if nobody needs it, delete it with catalog.delete_worker_agent. A worker that still runs makes a new row by itself.",
  },
  'catalog.unexpected-answer': {
    exitCode: 4,
    recovery: 'passing',
    summary: 'The server answered something that scaleout does not understand',
    remedy: 'Report it with the output of --log-level debug and the version of the server.',
  },
  'catalog.sql-error': {
    exitCode: 4,
    recovery: 'passing',
    summary: 'SQL Server reported an error',
    remedy: 'Do what the message says; sys.messages and the documentation of that number tell more.',
  },
  'catalog.outcome-unknown': {
    exitCode: 6,
    recovery: 'passing',
    outcomeUnknown: true,
    summary: 'It is not known whether a write took effect',
    remedy: 'Run scaleout plan: it shows what the catalog holds now and what remains to be done.',
  },
  'catalog.note-too-long': {
    exitCode: 3,
    recovery: 'lasting',
    summary: 'The catalog has no room for so many suspensions, approvals or acknowledgements',
    remedy:
      'Give shorter reasons, or end suspensions and acknowledgements that are not needed any more: scaleout resume, or the page.',
  },
  'catalog.write-without-effect': {
    exitCode: 6,
    recovery: 'passing',
    summary: 'The catalog reported success, but does not show what was written',
    remedy: 'Another person or program may change the same thing. Find out who, then run scaleout plan.',
  },
} as const satisfies Record<string, ErrorEntry>;

/** Errors of reaching, reading and writing SSISDB. */
export const catalogErrors = {
  ...catalogConnectionErrors,
  ...catalogRequestErrors,
  ...catalogRefusals,
} as const satisfies Record<string, ErrorEntry>;
