import { instantAt } from '../../instant.js';
import {
  datetime,
  int,
  nvarchar,
  optional,
  required,
  sid,
  sysname,
  tinyint,
  uniqueidentifier,
  type View,
  type Viewer,
} from '../model.js';
import { isSysadmin, type Login, type Logins } from '../security.js';
import { flagField, type Json, type Row, type Store, textField, timeField } from '../store.js';

/*
 * SQL Server Agent, as msdb shows it: jobs (table `agentJobs`) with their steps, proxies (`agentProxies`) and how a job ended
 * last. Its tables are granted to nobody, so that they take db_datareader in msdb or sysadmin.
 */

function readsAgent(login: Login | undefined): boolean {
  return isSysadmin(login) || (login?.agentRoles.includes('db_datareader') ?? false);
}

/** A GUID that a name always gets: the agent's own ids are nobody's business here. */
function idOf(kind: string, name: string): string {
  let hash = 0xcbf29ce484222325n;
  for (const character of `${kind}/${name}`) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(character.codePointAt(0) ?? 0)) * 0x100000001b3n);
  }
  const hex = hash.toString(16).toUpperCase().padStart(16, '0');
  return `00000000-0000-4000-${hex.slice(0, 4)}-${hex.slice(4)}`;
}

const numberOf = (store: Store, table: string, name: string): number | null => {
  const index = [...store.rows(table).keys()].findIndex((key) => key.toUpperCase() === name.toUpperCase());
  return index < 0 ? null : index + 1;
};

function stepsOf(row: Row): readonly Row[] {
  const { steps } = row;
  const isRow = (step: Json): step is Row => typeof step === 'object' && step !== null && !Array.isArray(step);
  return Array.isArray(steps) ? steps.filter(isRow) : [];
}

function ownerSid(row: Row, logins: Logins): Uint8Array {
  const sidText = textField(row, 'ownerSid');
  const named = logins.named(textField(row, 'owner') ?? 'sa')?.sid;
  return sidText === null ? (named ?? new Uint8Array(16)) : Buffer.from(sidText, 'hex');
}

const jobs: View = {
  schema: 'dbo',
  name: 'sysjobs',
  database: 'msdb',
  readableBy: readsAgent,
  columns: [
    required('job_id', uniqueidentifier),
    required('name', sysname),
    required('enabled', tinyint),
    optional('description', nvarchar(512)),
    required('owner_sid', sid),
    required('date_created', datetime),
  ],
  *rows({ store, logins }, { offset }) {
    for (const [name, row] of store.rows('agentJobs')) {
      const created = instantAt((timeField(row, 'created') ?? 0) + offset * 60_000, 0);
      yield [idOf('job', name), name, row.enabled === false ? 0 : 1, null, ownerSid(row, logins), created];
    }
  },
};

const jobSteps: View = {
  schema: 'dbo',
  name: 'sysjobsteps',
  database: 'msdb',
  readableBy: readsAgent,
  columns: [
    required('job_id', uniqueidentifier),
    required('step_id', int),
    required('step_name', sysname),
    required('subsystem', nvarchar(40)),
    optional('command', nvarchar('max')),
    optional('proxy_id', int),
  ],
  *rows({ store }) {
    for (const [job, row] of store.rows('agentJobs')) {
      for (const [index, step] of stepsOf(row).entries()) {
        const proxy = textField(step, 'proxy');
        yield [
          idOf('job', job),
          index + 1,
          textField(step, 'name') ?? `Step ${index + 1}`,
          textField(step, 'subsystem') ?? 'TSQL',
          textField(step, 'command'),
          proxy === null ? null : numberOf(store, 'agentProxies', proxy),
        ];
      }
    }
  },
};

/** `lastRun` where the row has it; else a job that is enabled ran each midnight since it was made. */
function lastRunOf(row: Row, { now, offset }: Viewer): number | null {
  const told = timeField(row, 'lastRun');
  if (told !== null) return told;
  if (row.enabled === false || flagField(row, 'neverRan')) return null;
  const day = 86_400_000;
  const midnight = Math.floor((now + offset * 60_000) / day) * day - offset * 60_000;
  return midnight > (timeField(row, 'created') ?? now) ? midnight : null;
}

const outcomes: Readonly<Record<string, number>> = { failed: 0, succeeded: 1, cancelled: 3 };

const jobServers: View = {
  schema: 'dbo',
  name: 'sysjobservers',
  database: 'msdb',
  readableBy: readsAgent,
  columns: [
    required('job_id', uniqueidentifier),
    required('server_id', int),
    required('last_run_outcome', tinyint),
    required('last_run_date', int),
    required('last_run_time', int),
    required('last_run_duration', int),
  ],
  *rows({ store }, viewer) {
    for (const [name, row] of store.rows('agentJobs')) {
      const last = lastRunOf(row, viewer);
      const outcome = outcomes[textField(row, 'lastOutcome') ?? 'succeeded'] ?? 5;
      // The server's own time of day, as numbers: 20260101, 13005.
      const text = last === null ? '' : new Date(last + viewer.offset * 60_000).toISOString().replace(/\D/g, '');
      yield [idOf('job', name), 0, last === null ? 5 : outcome, Number(text.slice(0, 8)), Number(text.slice(8, 14)), 0];
    }
  },
};

const proxies: View = {
  schema: 'dbo',
  name: 'sysproxies',
  database: 'msdb',
  readableBy: readsAgent,
  columns: [
    required('proxy_id', int),
    required('name', sysname),
    required('credential_id', int),
    required('enabled', tinyint),
  ],
  rows: ({ store }) => [...store.rows('agentProxies').keys()].map((name, index) => [index + 1, name, index + 1, 1]),
};

/** Shown to a sysadmin alone (ALTER ANY CREDENTIAL). A proxy has one of its own, with its name. */
const credentials: View = {
  schema: 'sys',
  name: 'credentials',
  columns: [required('credential_id', int), required('name', sysname), optional('credential_identity', nvarchar(4000))],
  rows: ({ store }, { login }) =>
    isSysadmin(login)
      ? [...store.rows('agentProxies')].map(([name, row], index) => [index + 1, name, textField(row, 'account')])
      : [],
};

export const agentViews: readonly View[] = [jobs, jobSteps, jobServers, proxies, credentials];
