import { numberField, timeField } from '../rows/fields.js';
import { failsOf, runningTimeOf } from '../rows/task.js';
import type { Row, Store } from '../store.js';
import type { LifeEvent, Moment } from './event.js';
import { endOperation, operationStatus } from './operation.js';

const executionType = 200;

/** Executions that run on the SQL Server itself: they have no job. Returned: their operations' ids. */
export function serverRuns(store: Store): readonly number[] {
  const running: number[] = [];
  for (const [key, operation] of store.rows('operations')) {
    if (operation.status !== operationStatus.running || numberField(operation, 'operationType') !== executionType)
      continue;
    const execution = store.get('executions', key);
    if (execution && execution.jobId === null) running.push(Number(key));
  }
  return running;
}

/** The end of an execution that runs on the server. */
export function serverRunEnd(id: number, moment: Moment): LifeEvent | undefined {
  const operation = moment.store.get('operations', String(id));
  const execution: Row = moment.store.get('executions', String(id)) ?? {};
  const started = operation && timeField(operation, 'startTime');
  if (started === null || started === undefined) return undefined;
  const at = Math.max(started + runningTimeOf(execution), moment.after);
  const status = failsOf(execution) ? operationStatus.failed : operationStatus.succeeded;
  return { at, apply: () => endOperation(moment.store, id, status, at) };
}
