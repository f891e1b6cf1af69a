import { type Random, randomPassword } from '../random.js';
import { randomAccountSid, randomLoginSid } from '../security/sid.js';
import type { Row } from '../store.js';

/** The sandbox's Windows domain. */
const domain = 'SANDBOX';

interface FreshLogin {
  readonly name: string;
  readonly serverRoles?: readonly string[];
  /** Absent: no user in SSISDB. */
  readonly databaseRoles?: readonly string[];
  readonly disabled?: boolean;
  readonly sid?: string;
}

/** One login for each set of rights that a client may have. A name with a backslash is a Windows login. */
const freshLoginList: readonly FreshLogin[] = [
  { name: 'sa', serverRoles: ['sysadmin'], disabled: true, sid: '01' },
  { name: 'scaleout', serverRoles: ['sysadmin'], databaseRoles: [] },
  // configure_catalog refuses SQL logins: whoever does everything is a Windows login.
  { name: `${domain}\\scaleout`, serverRoles: ['sysadmin'], databaseRoles: [] },
  { name: 'operator', databaseRoles: ['ssis_admin'] },
  { name: `${domain}\\operator`, databaseRoles: ['ssis_admin'] },
  { name: 'executor', databaseRoles: ['ssis_cluster_executor'] },
  { name: 'reader', databaseRoles: [] },
  { name: 'outsider' },
];

export function freshLogins(random: Random): Record<string, Row> {
  const rows = freshLoginList.map(({ name, serverRoles = [], databaseRoles, disabled = false, sid }): Row => {
    const isWindows = name.includes('\\');
    return {
      name,
      kind: isWindows ? 'windows' : 'sql',
      password: randomPassword(random),
      serverRoles,
      databaseRoles: databaseRoles ?? null,
      sid: sid ?? (isWindows ? randomAccountSid(random) : randomLoginSid(random)),
      disabled,
    };
  });
  return Object.fromEntries(rows.map((row) => [String(row.name), row]));
}
