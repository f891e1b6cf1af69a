import type { ErrorEntry } from './entry.js';

/** Errors of requests to SSISDB, whatever they ask. */
export const catalogRequestErrors = {
  'catalog.other-shape': {
    exitCode: 4,
    summary: 'This SSISDB lacks something that scaleout works with',
    remedy:
      'The message names what is missing and the version that was found. Look for a newer release of scaleout, or finish the upgrade of SSISDB (catalog.check_schema_version). Where the login may not see it: add its user to ssis_admin. Then report the message.',
  },
  'catalog.no-rights': {
    exitCode: 4,
    summary: 'The login may not see the workers',
    remedy:
      'Make it a member of ssis_admin in SSISDB (or of sysadmin). Without that right the catalog shows no rows instead of an error.',
  },
  'catalog.connection-lost': {
    exitCode: 4,
    summary: 'The connection to the server broke off',
    remedy: 'Look for a restart, a failover or a network fault, then run the command again.',
  },
  'catalog.timeout': {
    exitCode: 4,
    summary: 'The server did not answer in time',
    remedy: 'Look for blocked or overloaded sessions (sys.dm_exec_requests), then run the command again.',
  },
  'catalog.permission-denied': {
    exitCode: 4,
    summary: 'The login lacks a permission in SSISDB',
    remedy: 'Add its user to the role ssis_admin in SSISDB, or use a login that is in it.',
  },
  'catalog.deadlock': {
    exitCode: 4,
    summary: 'The request was chosen as the victim of a deadlock, again and again',
    remedy: 'Find out who holds locks in SSISDB, then run the command again. Nothing was written by this request.',
  },
  'catalog.lock-timeout': {
    exitCode: 4,
    summary: 'The request waited for a lock too long',
    remedy: 'Find out who holds locks in SSISDB, then run the command again. Nothing was written by this request.',
  },
  'catalog.read-only': {
    exitCode: 6,
    summary: 'The database cannot be written to',
    remedy: 'Connect to the primary replica (the listener of the availability group), or make the database writable.',
  },
  'catalog.server-busy': {
    exitCode: 4,
    summary: 'The server has no room for the request now',
    remedy: 'Wait and run the command again, with a smaller --parallelism if it goes on.',
  },
  'catalog.no-space': {
    exitCode: 6,
    summary: "SSISDB or its log is full, or its files can't be written",
    remedy: "Make room on the disk or back up the log, and read the server's error log.",
  },
  'catalog.unexpected-answer': {
    exitCode: 4,
    summary: 'The server answered something that scaleout does not understand',
    remedy: 'Report it with the output of --log-level debug and the version of the server.',
  },
  'catalog.sql-error': {
    exitCode: 4,
    summary: 'SQL Server reported an error',
    remedy: 'Do what the message says; sys.messages and the documentation of that number tell more.',
  },
  'catalog.outcome-unknown': {
    exitCode: 6,
    summary: 'It is not known whether a write took effect',
    remedy: 'Run scaleout plan: it shows what the catalog holds now and what remains to be done.',
  },
  'catalog.note-too-long': {
    exitCode: 3,
    summary: 'The catalog has no room for so many suspensions or approvals',
    remedy: 'Give shorter reasons, or end suspensions that are not needed any more: scaleout resume.',
  },
  'catalog.write-without-effect': {
    exitCode: 6,
    summary: 'The catalog reported success, but does not show what was written',
    remedy: 'Look for someone else who changes the same thing, then run scaleout plan.',
  },
} as const satisfies Record<string, ErrorEntry>;
