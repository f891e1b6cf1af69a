import type { CatalogExamination, CatalogGrowth, PackageJob } from '../../../domain/examination.js';
import type { Known } from '../../../domain/known.js';
import type { Collector } from '../request/sql-server.js';
import { flag, known, knownOf, notKnown, type Part, shortText } from './part.js';
import type { ServerPart } from './server-part.js';

const jobRows = 500;

/**
 * Jobs of SQL Server Agent that start packages of the catalog, with whom they run as and what that account is, and the job that cleans
 * SSISDB. msdb's tables are granted to nobody, so whether we may read them is asked first. A member of sysadmin that a job belongs to
 * runs its steps as the service of SQL Server Agent, which is one too.
 */
export const jobsSql = `
DECLARE @reads int = CASE
  WHEN HAS_PERMS_BY_NAME(N'msdb.dbo.sysjobs', N'OBJECT', N'SELECT') = 1
    AND HAS_PERMS_BY_NAME(N'msdb.dbo.sysjobsteps', N'OBJECT', N'SELECT') = 1
    AND HAS_PERMS_BY_NAME(N'msdb.dbo.sysjobservers', N'OBJECT', N'SELECT') = 1
    AND HAS_PERMS_BY_NAME(N'msdb.dbo.sysproxies', N'OBJECT', N'SELECT') = 1 THEN 1 ELSE 0 END;

SELECT @reads AS reads, CONVERT(nvarchar(33), GETDATE(), 126) AS local_now,
  HAS_PERMS_BY_NAME(NULL, NULL, N'VIEW ANY DEFINITION') AS sees_logins,
  HAS_PERMS_BY_NAME(DB_NAME(), N'DATABASE', N'VIEW DEFINITION') AS sees_users,
  (SELECT COUNT(*) FROM sys.database_role_members AS m
    JOIN sys.database_principals AS u ON u.principal_id = m.member_principal_id
    JOIN sys.database_principals AS r ON r.principal_id = m.role_principal_id
    WHERE r.name IN (N'ssis_admin', N'ssis_cluster_executor') AND u.type IN ('G', 'X', 'R')) AS groups_in_roles;

IF @reads = 1
BEGIN
  SELECT j.enabled, CONVERT(nvarchar(33), j.date_created, 126) AS created, v.last_run_outcome, v.last_run_date, v.last_run_time
  FROM msdb.dbo.sysjobs AS j
  LEFT JOIN msdb.dbo.sysjobservers AS v ON v.job_id = j.job_id
  WHERE j.name = N'SSIS Server Maintenance Job';

  SELECT TOP (${jobRows}) j.name AS job_name, t.step_name, j.enabled, SUSER_SNAME(j.owner_sid) AS owner_name, t.proxy_id,
    c.credential_identity,
    IS_SRVROLEMEMBER(N'sysadmin', COALESCE(c.credential_identity, SUSER_SNAME(j.owner_sid))) AS is_sysadmin,
    (SELECT COUNT(*) FROM sys.database_role_members AS m
      JOIN sys.database_principals AS u ON u.principal_id = m.member_principal_id
      JOIN sys.database_principals AS r ON r.principal_id = m.role_principal_id
      WHERE r.name IN (N'ssis_admin', N'ssis_cluster_executor')
        AND u.sid = CASE WHEN t.proxy_id IS NULL THEN j.owner_sid ELSE SUSER_SID(c.credential_identity) END) AS memberships
  FROM msdb.dbo.sysjobs AS j
  JOIN msdb.dbo.sysjobsteps AS t ON t.job_id = j.job_id
  LEFT JOIN msdb.dbo.sysproxies AS p ON p.proxy_id = t.proxy_id
  LEFT JOIN sys.credentials AS c ON c.credential_id = p.credential_id
  WHERE t.subsystem = N'SSIS' AND t.command LIKE N'%/ISSERVER%'
  ORDER BY j.name, t.step_id;
END;
`;

const sets = { session: 0, maintenance: 1, steps: 2 } as const;

export interface JobsPart {
  readonly session: readonly unknown[];
  readonly maintenance: readonly unknown[] | undefined;
  readonly steps: readonly (readonly unknown[])[];
}

export function collectJobs(): Collector<JobsPart> {
  let session: readonly unknown[] = [];
  let maintenance: readonly unknown[] | undefined;
  const steps: (readonly unknown[])[] = [];
  return {
    onRow(set, values) {
      if (set === sets.session) session = values;
      else if (set === sets.maintenance) maintenance = values;
      else steps.push(values);
    },
    end: () => ({ session, maintenance, steps }),
  };
}

/** The jobs, and how SSISDB grows: its size comes from `server`. */
export function jobFacts(
  part: Part<JobsPart>,
  server: Part<ServerPart>,
  login: string,
): Pick<CatalogExamination, 'jobs' | 'growth'> {
  const right = `${login} may not read the jobs in msdb: that takes sysadmin, or SELECT on msdb.dbo.sysjobs, sysjobsteps, sysjobservers and sysproxies, as db_datareader has it`;
  const told = <T>(tell: (found: JobsPart) => T): Known<T> =>
    knownOf(part, right, (found) => (flag(found.session[0]) === true ? known(tell(found)) : notKnown(right)));
  return {
    jobs: told((found) => found.steps.map((step) => jobOf(step, found))),
    growth: {
      ...settingsOf(server),
      maintenance: told(maintenanceOf),
      eventMessages: sizeOf(server, login, ['event_messages', 'event_messages_scaleout']),
      perfCounters: sizeOf(server, login, ['worker_agent_perfcounter']),
    },
  };
}

function jobOf(step: readonly unknown[], { session }: JobsPart): PackageJob {
  const [job, name, enabled, owner, proxy, identity, sysadmin, memberships] = step;
  const hasProxy = proxy !== null && proxy !== undefined;
  const account = hasProxy ? identity : owner;
  return {
    job: shortText(job),
    step: shortText(name),
    enabled: Number(enabled) === 1,
    runsAs: account === null || account === undefined ? '' : shortText(account),
    mayRun: mayRun(account, sysadmin, Number(memberships), session),
  };
}

/** No where all is seen that could say yes: an account may be in a role by a group too. */
function mayRun(account: unknown, sysadmin: unknown, memberships: number, session: readonly unknown[]): boolean | null {
  if (flag(sysadmin) === true || memberships > 0) return true;
  if (account === null || account === undefined) return null;
  const [, , seesLogins, seesUsers, groups] = session;
  if (flag(seesLogins) !== true || flag(seesUsers) !== true || Number(groups) > 0) return null;
  return false;
}

function maintenanceOf({ maintenance, session }: JobsPart): ReturnType<typeof job> | null {
  return maintenance === undefined ? null : job(maintenance, String(session[1]));
}

function job([enabled, created, outcome, date, time]: readonly unknown[], now: string) {
  const lastRun = Number(date ?? 0) > 0 ? timeOfNumbers(Number(date), Number(time ?? 0)) : null;
  const ageOf = (text: string) => (Date.parse(`${localTime(now)}Z`) - Date.parse(`${localTime(text)}Z`)) / 1000;
  return {
    enabled: Number(enabled) === 1,
    age: ageOf(String(created)),
    lastRun,
    lastRunAge: lastRun === null ? null : ageOf(lastRun),
    lastSucceeded: lastRun === null ? null : Number(outcome) === 1,
  };
}

/** The agent keeps a time as two numbers: 20260101 and 13005. */
function timeOfNumbers(date: number, time: number): string {
  const [day, clock] = [String(date).padStart(8, '0'), String(time).padStart(6, '0')];
  return `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}T${clock.slice(0, 2)}:${clock.slice(2, 4)}:${clock.slice(4)}`;
}

/** Style 126 of a datetime, cut to seconds. */
function localTime(text: string): string {
  return text.slice(0, 19);
}

function settingsOf(server: Part<ServerPart>): Pick<CatalogGrowth, 'retention' | 'cleanupEnabled'> {
  if (!server.read) return { retention: null, cleanupEnabled: null };
  const { properties } = server.value;
  const days = Number(properties.get('RETENTION_WINDOW') || Number.NaN);
  const cleanup = properties.get('OPERATION_CLEANUP_ENABLED')?.toUpperCase();
  return {
    retention: Number.isFinite(days) ? days : null,
    cleanupEnabled: cleanup === undefined || cleanup === '' ? null : cleanup === 'TRUE' || cleanup === '1',
  };
}

/** The first table has to be seen; a further one may not be there. */
function sizeOf(server: Part<ServerPart>, login: string, tables: readonly [string, ...string[]]): Known<number> {
  const right = `${login} is not shown internal.${tables[0]}: that takes VIEW DEFINITION on SSISDB`;
  return knownOf(server, right, ({ sizes }) =>
    sizes.has(tables[0]) ? known(tables.reduce((sum, table) => sum + (sizes.get(table) ?? 0), 0)) : notKnown(right),
  );
}
