import { rightsColumns } from '../observation/rights.sql.js';
import { workerColumns } from '../workers/worker-columns.sql.js';

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
export const workSets = { rights: 0, row: 1, executions: 2, elsewhere: 3, leases: 4 } as const;
