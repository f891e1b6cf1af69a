import type { ErrorEntry } from './entry.js';

/** What the procedures of SSISDB refuse. Nothing was written then. */
export const catalogRefusals = {
  'catalog.sql-login-refused': {
    exitCode: 6,
    summary: 'The procedure takes no SQL Server login',
    remedy: 'Use a Windows account: catalog.authentication of type integrated or ntlm.',
  },
  'catalog.not-ssis-admin': {
    exitCode: 6,
    summary: 'The login is not a member of ssis_admin',
    remedy: 'Add its user to the role ssis_admin in SSISDB (ALTER ROLE ssis_admin ADD MEMBER ...).',
  },
  'catalog.sysadmin-required': {
    exitCode: 6,
    summary: 'Enabling Scale Out needs a member of sysadmin',
    remedy: 'Run this once as a member of sysadmin; everything after needs ssis_admin alone.',
  },
  'catalog.master-not-installed': {
    exitCode: 6,
    summary: 'The Scale Out Master is not installed beside SSISDB',
    remedy:
      "Install the feature Scale Out Master on the SQL Server's own machine (each node of a failover cluster), then run the command again.",
  },
  'catalog.worker-not-found': {
    exitCode: 6,
    summary: 'The catalog has no such worker',
    remedy: 'Somebody removed it meanwhile. Run scaleout plan again.',
  },
  'catalog.worker-limit': {
    exitCode: 6,
    summary: 'The edition of SQL Server allows no more workers',
    remedy: 'Disable or remove a worker, or use an edition that allows more.',
  },
  'catalog.value-refused': {
    exitCode: 6,
    summary: 'The procedure takes no such value',
    remedy: 'Correct the value in the topology; the message names it.',
  },
  'catalog.value-too-long': {
    exitCode: 6,
    summary: 'The value is too long for the catalog',
    remedy: 'Shorten it: a display name has at most 256 characters.',
  },
  'catalog.setting-missing': {
    exitCode: 6,
    summary: 'The catalog has no such setting',
    remedy: 'The schema of SSISDB is older than the server: upgrade it with the SSISDB Upgrade Wizard.',
  },
  'catalog.in-use': {
    exitCode: 6,
    summary: 'The catalog does other work that stands in the way',
    remedy: 'Wait until the running operations have ended (catalog.operations), then run the command again.',
  },
  'catalog.refused': {
    exitCode: 6,
    summary: 'A procedure of SSISDB refused the call',
    remedy: 'Do what the message says, then run scaleout plan.',
  },
} as const satisfies Record<string, ErrorEntry>;
