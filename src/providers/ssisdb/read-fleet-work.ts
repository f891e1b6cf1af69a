import { type FleetExecution, type FleetWork, packageKey, type TaskHolder } from '../../domain/fleet-work.js';
import type { Known } from '../../domain/known.js';
import { workerAgentId } from '../../domain/rows.js';
import { ScaleoutError } from '../../errors/errors.js';
import { counted } from '../../text/words.js';
import { nullableText, seconds, utcText } from './read-workers.js';
import type { Collector, SqlServer } from './request/sql-server.js';
import { ifVisible, rightsColumns, rightsOf, seesExecutions } from './rights.js';

/** Executions under way: far more than a fleet has. Where there are more, none of them is told. */
export const mostExecutions = 20_000;

/** Runs of one package. */
export const mostRuns = 20;

/** Runs of all packages; the newest of each come first, so that every package has some before one has all. */
const mostRows = 20_000;

/** How many of the last numbers of operations are looked at, so that a catalog of years is not read through. */
export const lastOperations = 20_000;

/**
 * Status 5 is pending, 2 runs, 8 stops. An execution of the server names no worker, and is never pending for longer than its
 * process takes to begin; one of Scale Out names none until a worker reports on it.
 */
const isUnderWay = '(status = 5 AND worker_agent_id IS NULL) OR (status IN (2, 8) AND worker_agent_id IS NOT NULL)';

/**
 * What all workers have to do, and how long such packages ran, in one request; the result sets come in the order of `sets`.
 * For SQL Server 2017 and later. Ages and durations are in milliseconds by the server's clock. A start is when it was asked to
 * start, of those that run as of those that ended: both include what they waited for a worker.
 *
 * The number of an execution is the key of its table, so that the bound on it is what spares the server the rest.
 *
 * Who has a task comes last, as in `workSql`: what is pulled or reported while this runs is then seen in one place at least. These
 * tables are granted to nobody, so whether we may read them is asked first.
 */
export const fleetWorkSql = `
DECLARE @now datetimeoffset(7) = SYSDATETIMEOFFSET();
DECLARE @reads_tasks int = CASE
  WHEN HAS_PERMS_BY_NAME(N'internal.executions', N'OBJECT', N'SELECT') = 1
    AND HAS_PERMS_BY_NAME(N'internal.tasks', N'OBJECT', N'SELECT') = 1 THEN 1 ELSE 0 END;
DECLARE @from bigint = (SELECT MAX(execution_id) FROM catalog.executions) - ${lastOperations};

SELECT
  CONVERT(nvarchar(33), @now, 126) AS observed_at,
  @reads_tasks AS reads_tasks,
  ${rightsColumns};

SELECT TOP (${mostExecutions + 1})
  CONVERT(nvarchar(20), execution_id) AS execution_id, folder_name, project_name, package_name, status, worker_agent_id,
  CONVERT(nvarchar(33), start_time, 126) AS started,
  DATEDIFF_BIG(millisecond, start_time, @now) AS age
FROM catalog.executions AS work
WHERE ${isUnderWay}
ORDER BY start_time, work.execution_id;

SELECT TOP (${mostRows}) folder_name, project_name, package_name, duration
FROM (
  SELECT
    work.folder_name, work.project_name, work.package_name,
    DATEDIFF_BIG(millisecond, past.start_time, past.end_time) AS duration,
    ROW_NUMBER() OVER (
      PARTITION BY work.folder_name, work.project_name, work.package_name ORDER BY past.execution_id DESC
    ) AS run
  FROM (
    SELECT DISTINCT folder_name, project_name, package_name
    FROM catalog.executions
    WHERE ${isUnderWay}
  ) AS work
  JOIN catalog.executions AS past
    ON past.folder_name = work.folder_name AND past.project_name = work.project_name
    AND past.package_name = work.package_name
  WHERE past.execution_id > @from AND past.status = 7 AND past.worker_agent_id IS NOT NULL
    AND past.executed_count = 1 AND past.end_time >= past.start_time
) AS runs
WHERE run <= ${mostRuns}
ORDER BY run;

IF @reads_tasks = 1
  SELECT TOP (${mostExecutions + 1})
    CONVERT(nvarchar(20), e.execution_id) AS execution_id, t.WorkerAgentId, t.Status,
    DATEDIFF_BIG(millisecond, SYSDATETIMEOFFSET(), t.ExpiredTime) AS lease_left
  FROM internal.tasks AS t
  JOIN internal.executions AS e ON e.job_id = t.JobId
  WHERE t.Status IN (2, 3) AND t.WorkerAgentId IS NOT NULL AND t.ExpiredTime > SYSDATETIMEOFFSET()
  ORDER BY t.LastPickupTime, t.TaskId;
`;

/** The numbers of the result sets; the last one comes only to those who may read the internal tables. */
const sets = { session: 0, executions: 1, runs: 2, holders: 3 } as const;

/** What all workers have to do, in one request of at most so many milliseconds. */
export function readFleetWork(server: SqlServer, limit: number, signal: AbortSignal): Promise<FleetWork> {
  const what = 'reading what all workers run';
  return server.read({ kind: 'query', text: fleetWorkSql, parameters: [], what, limit }, collectFleetWork, signal);
}

export function collectFleetWork(): Collector<FleetWork> {
  let session: readonly unknown[] | undefined;
  const executions: FleetExecution[] = [];
  const durations = new Map<string, number[]>();
  const holders = new Map<string, TaskHolder>();
  let held = 0;
  return {
    onRow(set, values) {
      if (set === sets.session) session = values;
      else if (set === sets.executions) executions.push(executionOf(values));
      else if (set === sets.holders) {
        held += 1;
        holders.set(String(values[0]), holderOf(values));
      } else {
        const key = packageKey(packageOf(values));
        const runs = durations.get(key) ?? [];
        durations.set(key, runs);
        runs.push(seconds(values[3]));
      }
    },
    end() {
      if (session === undefined) {
        throw new ScaleoutError(
          'catalog.unexpected-answer',
          'What the workers run came without the rights of the login.',
        );
      }
      const [observedAt, readsTasks, ...others] = session;
      const rights = rightsOf(others);
      const seen = <T>(value: T) =>
        ifVisible(seesExecutions(rights), 'ssis_admin, ssis_logreader and sysadmin', rights, value);
      const isWhole = Number(readsTasks) === 1 && held <= mostExecutions;
      const told = isWhole
        ? executions.map((one) => ({ ...one, heldBy: holders.get(one.executionId) ?? null }))
        : executions;
      return {
        observedAt: utcText(String(observedAt)),
        executions: executions.length > mostExecutions ? tooMany : seen(told),
        durations: seen(durations),
      };
    },
  };
}

const tooMany: Known<never> = {
  known: false,
  reason: `more than ${counted(mostExecutions, 'execution')} run or wait, and no more are read`,
};

function packageOf([folder, project, name]: readonly unknown[]) {
  return { folder: String(folder), project: String(project), package: String(name) };
}

function executionOf([executionId, ...values]: readonly unknown[]): FleetExecution {
  const [, , , status, worker, started, age] = values;
  const agent = nullableText(worker);
  return {
    executionId: String(executionId),
    ...packageOf(values),
    status: Number(status) === 5 ? 'pending' : Number(status) === 8 ? 'stopping' : 'running',
    worker: agent === null ? null : workerAgentId(agent),
    started: started === null ? null : utcText(String(started)),
    age: age === null ? null : seconds(age),
  };
}

function holderOf([, worker, status, left]: readonly unknown[]): TaskHolder {
  return {
    worker: workerAgentId(String(worker)),
    status: Number(status) === 2 ? 'pulled' : 'running',
    leaseLeft: seconds(left),
  };
}
