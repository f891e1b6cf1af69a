import type { CatalogExamination, PendingExecution, RepeatedExecution } from '../../../domain/examination.js';
import type { Known } from '../../../domain/known.js';
import { type WorkerAgentId, workerAgentId } from '../../../domain/rows.js';
import { seconds, utcText } from '../read-workers.js';
import type { Collector } from '../request/sql-server.js';
import { ifVisible, rightsColumns, rightsOf, seesExecutions } from '../rights.js';
import { known, knownOf, notKnown, type Part, shortText } from './part.js';

const pendingRows = 200;
const repeatedRows = 50;

/** Status 5 is pending; the oldest first. Status 6 ended unexpectedly. */
const pendingIds = `SELECT TOP (${pendingRows}) execution_id
  FROM catalog.executions
  WHERE status = 5
  ORDER BY COALESCE(start_time, created_time), execution_id`;

const repeatedIds = `SELECT TOP (${repeatedRows}) execution_id
  FROM catalog.executions
  WHERE worker_agent_id IS NOT NULL AND (status = 6 OR executed_count > 1)
    AND created_time > DATEADD(day, -7, SYSDATETIMEOFFSET())
  ORDER BY created_time DESC, execution_id DESC`;

/** Executions that wait, went wrong, and were shared out; the result sets come in the order of `sets`. */
export const executionsSql = `
DECLARE @now datetimeoffset(7) = SYSDATETIMEOFFSET();

SELECT
  ${rightsColumns};

SELECT TOP (${pendingRows})
  CONVERT(nvarchar(20), execution_id) AS execution_id, folder_name, project_name, package_name,
  DATEDIFF_BIG(millisecond, COALESCE(start_time, created_time), @now) AS age
FROM catalog.executions
WHERE status = 5
ORDER BY COALESCE(start_time, created_time), execution_id;

SELECT TOP (${repeatedRows})
  CONVERT(nvarchar(20), execution_id) AS execution_id, folder_name, project_name, package_name, status, executed_count,
  worker_agent_id, CONVERT(nvarchar(33), end_time, 126) AS ended
FROM catalog.executions
WHERE worker_agent_id IS NOT NULL AND (status = 6 OR executed_count > 1) AND created_time > DATEADD(day, -7, @now)
ORDER BY created_time DESC, execution_id DESC;

SELECT worker_agent_id, COUNT(*) AS executions
FROM catalog.executions
WHERE worker_agent_id IS NOT NULL AND start_time > DATEADD(hour, -24, @now)
GROUP BY worker_agent_id;
`;

const sets = { rights: 0, pending: 1, repeated: 2, share: 3 } as const;

export interface ExecutionsPart {
  readonly rights: readonly unknown[];
  readonly pending: readonly Omit<PendingExecution, 'pinnedTo'>[];
  readonly repeated: readonly Omit<RepeatedExecution, 'taskId' | 'dumpOnError'>[];
  readonly share: ReadonlyMap<WorkerAgentId, number>;
}

export function collectExecutions(): Collector<ExecutionsPart> {
  let rights: readonly unknown[] = [];
  const pending: ExecutionsPart['pending'][number][] = [];
  const repeated: ExecutionsPart['repeated'][number][] = [];
  const share = new Map<WorkerAgentId, number>();
  return {
    onRow(set, values) {
      if (set === sets.rights) rights = values;
      else if (set === sets.pending) pending.push({ ...packageOf(values), age: seconds(values[4]) });
      else if (set === sets.repeated) {
        const [, , , , status, count, worker, ended] = values;
        repeated.push({
          ...packageOf(values),
          status: Number(status),
          executedCount: Number(count ?? 0),
          worker: worker === null ? null : workerAgentId(String(worker)),
          ended: ended === null ? null : utcText(String(ended)),
        });
      } else share.set(workerAgentId(String(values[0])), Number(values[1]));
    },
    end: () => ({ rights, pending, repeated, share }),
  };
}

function packageOf([id, folder, project, name]: readonly unknown[]) {
  return {
    executionId: String(id),
    folder: shortText(folder),
    project: shortText(project),
    package: shortText(name),
  };
}

/** More workers of one execution than anybody pins by hand. */
const pinRows = 20_000;

/**
 * What only internal tables tell of the same executions: which workers a waiting one is pinned to, and the folder of a task. They
 * are granted to nobody, so whether we may read them is asked first. The workers' row of all ones stands for any worker.
 */
export const internalSql = `
DECLARE @reads int = CASE
  WHEN HAS_PERMS_BY_NAME(N'internal.executions', N'OBJECT', N'SELECT') = 1
    AND HAS_PERMS_BY_NAME(N'internal.job_worker_agents', N'OBJECT', N'SELECT') = 1
    AND HAS_PERMS_BY_NAME(N'internal.tasks', N'OBJECT', N'SELECT') = 1
    AND HAS_PERMS_BY_NAME(N'internal.tasks_history', N'OBJECT', N'SELECT') = 1 THEN 1 ELSE 0 END;

SELECT @reads AS reads;

SELECT CONVERT(nvarchar(20), execution_id) AS execution_id
FROM catalog.execution_parameter_values
WHERE object_type = 50 AND parameter_name = N'DUMP_ON_ERROR' AND TRY_CONVERT(int, parameter_value) = 1
  AND execution_id IN (${repeatedIds});

IF @reads = 1
BEGIN
  SELECT TOP (${pinRows}) CONVERT(nvarchar(20), e.execution_id) AS execution_id, w.WorkerAgentId
  FROM internal.executions AS e
  JOIN internal.job_worker_agents AS w ON w.JobId = e.job_id
  WHERE e.execution_id IN (${pendingIds});

  SELECT CONVERT(nvarchar(20), e.execution_id) AS execution_id, t.TaskId
  FROM internal.executions AS e
  JOIN internal.tasks AS t ON t.JobId = e.job_id
  WHERE e.execution_id IN (${repeatedIds})
  ORDER BY t.CreatedTime DESC;

  SELECT CONVERT(nvarchar(20), e.execution_id) AS execution_id, t.TaskId
  FROM internal.executions AS e
  JOIN internal.tasks_history AS t ON t.JobId = e.job_id
  WHERE e.execution_id IN (${repeatedIds})
  ORDER BY t.CreatedTime DESC;
END;
`;

const internalSets = { reads: 0, dumps: 1, pins: 2 } as const;

export interface InternalPart {
  readonly isReadable: boolean;
  readonly dumps: ReadonlySet<string>;
  /** Workers of each waiting execution; undefined where there were more than were read. */
  readonly pins: ReadonlyMap<string, readonly WorkerAgentId[]> | undefined;
  readonly tasks: ReadonlyMap<string, string>;
}

export function collectInternal(): Collector<InternalPart> {
  let isReadable = false;
  const dumps = new Set<string>();
  const pins = new Map<string, WorkerAgentId[]>();
  const tasks = new Map<string, string>();
  let pinned = 0;
  return {
    onRow(set, [first, second]) {
      const id = String(first);
      if (set === internalSets.reads) isReadable = Number(first) === 1;
      else if (set === internalSets.dumps) dumps.add(id);
      else if (set === internalSets.pins) {
        pinned += 1;
        const workers = pins.get(id) ?? [];
        workers.push(workerAgentId(String(second)));
        pins.set(id, workers);
      } else if (!tasks.has(id)) tasks.set(id, String(second).toUpperCase());
    },
    end: () => ({ isReadable, dumps, pins: pinned < pinRows ? pins : undefined, tasks }),
  };
}

/** Stands for any worker in internal.job_worker_agents. */
const anyWorker = workerAgentId('11111111-1111-1111-1111-111111111111');

type Told = Pick<CatalogExamination, 'pending' | 'repeated' | 'workShare'>;

export function executionFacts(part: Part<ExecutionsPart>, internal: Part<InternalPart>, login: string): Told {
  const right = `${login} may not read catalog.executions`;
  const seen = <T>(tell: (found: ExecutionsPart) => T): Known<T> =>
    knownOf(part, right, (found) => {
      const rights = rightsOf(found.rights);
      return ifVisible(seesExecutions(rights), 'ssis_admin, ssis_logreader and sysadmin', rights, tell(found));
    });
  const inside = <T>(tell: (found: InternalPart) => Known<T>): Known<T> =>
    knownOf(internal, granted(login), (found) => (found.isReadable ? tell(found) : notKnown(granted(login))));
  return {
    pending: seen(({ pending }) =>
      pending.map((one): PendingExecution => ({ ...one, pinnedTo: inside((found) => pinsOf(one.executionId, found)) })),
    ),
    repeated: seen(({ repeated }) =>
      repeated.map(
        (one): RepeatedExecution => ({
          ...one,
          taskId: inside(({ tasks }) => known(tasks.get(one.executionId) ?? null)),
          dumpOnError: knownOf(internal, right, ({ dumps }) => known(dumps.has(one.executionId))),
        }),
      ),
    ),
    workShare: seen(({ share }) => share),
  };
}

function pinsOf(id: string, { pins }: InternalPart): Known<readonly WorkerAgentId[] | null> {
  if (pins === undefined) return notKnown('too many workers are named by executions that wait');
  const workers = pins.get(id) ?? [];
  return known(workers.length === 0 || workers.includes(anyWorker) ? null : workers);
}

function granted(login: string): string {
  return `${login} may not read SSISDB's internal tables: that takes sysadmin, db_owner, or SELECT on internal.executions, internal.job_worker_agents, internal.tasks and internal.tasks_history`;
}
