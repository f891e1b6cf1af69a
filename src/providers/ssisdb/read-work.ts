import type {
  LeasedTask,
  UnreadableRow,
  WorkElsewhere,
  WorkerAgentId,
  WorkerExecution,
  WorkerRow,
  WorkerWork,
} from '../../domain/rows.js';
import { ScaleoutError } from '../../errors/errors.js';
import {
  isUnreadable,
  nullableText,
  refuseUnreadable,
  seconds,
  utcText,
  workerColumns,
  workerRow,
} from './read-workers.js';
import type { Collector, SqlServer } from './request/sql-server.js';
import { checkWorkersVisible, ifVisible, rightsColumns, rightsOf, seesExecutions } from './rights.js';

/** What a worker runs, in one request of at most so many milliseconds. Throws `catalog.no-rights`. */
export function readWork(
  server: SqlServer,
  id: WorkerAgentId,
  limit: number,
  signal: AbortSignal,
): Promise<WorkerWork> {
  const parameters = [{ name: 'id', type: 'uniqueidentifier', value: id }] as const;
  const request = { kind: 'query', text: workSql, parameters, what: "reading a worker's work", limit } as const;
  return server.read(request, collectWork, signal);
}

/**
 * What worker @id runs, in one request; the result sets come in the order of `workSets`. For SQL Server 2017 and later.
 *
 * The leases come last: a task that is pulled while this runs is then seen in one place at least. internal.tasks is
 * granted to nobody, so whether we may read it is asked first; the permission is checked only when the SELECT is carried
 * out. Ages are in milliseconds by the server's clock.
 */
export const workSql = `
DECLARE @now datetimeoffset(7) = SYSDATETIMEOFFSET();
DECLARE @reads_tasks int = HAS_PERMS_BY_NAME(N'internal.tasks', N'OBJECT', N'SELECT');

SELECT
  @reads_tasks AS reads_tasks,
  ${rightsColumns};

SELECT
  ${workerColumns('@now')}
FROM catalog.worker_agents
WHERE WorkerAgentId = @id;

SELECT
  CONVERT(nvarchar(20), execution_id) AS execution_id, folder_name, project_name, package_name, status,
  CONVERT(nvarchar(33), start_time, 126) AS started,
  DATEDIFF_BIG(millisecond, start_time, @now) AS age
FROM catalog.executions
WHERE worker_agent_id = @id AND status IN (2, 8)
ORDER BY start_time, execution_id;

SELECT
  COUNT(CASE WHEN status = 5 THEN 1 END) AS pending,
  MIN(CASE WHEN status = 5 THEN DATEDIFF_BIG(millisecond, start_time, @now) END) AS youngest_pending,
  COUNT(CASE WHEN status IN (2, 8) THEN 1 END) AS running
FROM catalog.executions
WHERE (status = 5 AND worker_agent_id IS NULL) OR (status IN (2, 8) AND worker_agent_id <> @id);

IF @reads_tasks = 1
  SELECT TaskId, Status, DATEDIFF_BIG(millisecond, SYSDATETIMEOFFSET(), ExpiredTime) AS lease_left
  FROM internal.tasks
  WHERE WorkerAgentId = @id AND Status IN (2, 3) AND ExpiredTime > SYSDATETIMEOFFSET()
  ORDER BY LastPickupTime, TaskId;
`;

/** The numbers of the result sets; the last one comes only to those who may read internal.tasks. */
const workSets = { rights: 0, row: 1, executions: 2, elsewhere: 3, leases: 4 } as const;

/** Makes a worker's work of the rows of `workSql`. Throws `catalog.no-rights` at the end. */
function collectWork(): Collector<WorkerWork> {
  let session: readonly unknown[] | undefined;
  let row: WorkerRow | null = null;
  const unreadable: UnreadableRow[] = [];
  const executions: WorkerExecution[] = [];
  let elsewhere: WorkElsewhere | undefined;
  const leases: LeasedTask[] = [];

  return {
    onRow(set, values) {
      if (set === workSets.rights) session = values;
      else if (set === workSets.row) {
        const found = workerRow(values);
        if (isUnreadable(found)) unreadable.push(found);
        else row = found;
      } else if (set === workSets.executions) executions.push(executionOf(values));
      else if (set === workSets.elsewhere) elsewhere = elsewhereOf(values);
      else leases.push(leaseOf(values));
    },
    end() {
      if (session === undefined || elsewhere === undefined) {
        throw new ScaleoutError('catalog.unexpected-answer', 'What a worker runs came without its counts.');
      }
      const [readsTasks, ...others] = session;
      const rights = rightsOf(others);
      checkWorkersVisible(rights);
      refuseUnreadable(unreadable);
      const visible = seesExecutions(rights);
      const roles = 'ssis_admin, ssis_logreader and sysadmin';
      return {
        row,
        executions: ifVisible(visible, roles, rights, executions),
        elsewhere: ifVisible(visible, roles, rights, elsewhere),
        leases:
          Number(readsTasks) === 1
            ? { known: true, value: leases }
            : { known: false, reason: `the login ${rights.name} may not read internal.tasks` },
      };
    },
  };
}

function executionOf(values: readonly unknown[]): WorkerExecution {
  const [executionId, folder, project, packageName, status, started, age] = values;
  return {
    executionId: String(executionId),
    folder: String(folder),
    project: String(project),
    package: String(packageName),
    status: Number(status) === 8 ? 'stopping' : 'running',
    started: started === null ? null : utcText(String(started)),
    age: age === null ? null : seconds(age),
  };
}

function elsewhereOf([pending, youngest, running]: readonly unknown[]): WorkElsewhere {
  return {
    pending: Number(pending),
    youngestPending: nullableText(youngest) === null ? null : seconds(youngest),
    running: Number(running),
  };
}

function leaseOf([taskId, status, left]: readonly unknown[]): LeasedTask {
  return {
    taskId: String(taskId).toUpperCase(),
    status: Number(status) === 2 ? 'pulled' : 'running',
    leaseLeft: seconds(left),
  };
}
