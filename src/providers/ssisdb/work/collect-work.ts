import { ScaleoutError } from '../../../errors.js';
import type { WorkerRow } from '../../../reconciler/worker-row.js';
import type { LeasedTask, WorkElsewhere, WorkerExecution, WorkerWork } from '../../../reconciler/worker-work.js';
import { ifVisible, rightsOf, seesExecutions } from '../observation/rights.js';
import type { Collector } from '../request/sql-server.js';
import { nullableText, seconds, utcText } from '../values.js';
import { checkWorkersVisible } from '../workers/check-workers-visible.js';
import { workerRow } from '../workers/worker-row.js';
import { workSets } from './work.sql.js';

/** Makes a worker's work of the rows of `workSql`. Throws `catalog.no-rights` at the end. */
export function collectWork(): Collector<WorkerWork> {
  let session: readonly unknown[] | undefined;
  let row: WorkerRow | null = null;
  const executions: WorkerExecution[] = [];
  let elsewhere: WorkElsewhere | undefined;
  const leases: LeasedTask[] = [];

  return {
    onRow(set, values) {
      if (set === workSets.rights) session = values;
      else if (set === workSets.row) row = workerRow(values);
      else if (set === workSets.executions) executions.push(executionOf(values));
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
