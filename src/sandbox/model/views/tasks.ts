import { bit, datetimeoffset, int, nvarchar, optional, required, uniqueidentifier } from '../columns.js';
import { flagField, numberField, textField } from '../rows/fields.js';
import type { Row } from '../store.js';
import { instantAt } from '../time-text.js';
import { instantField } from './operation-fields.js';
import type { View } from './view.js';

/** The table that tells who has a task that was pulled and not yet reported on. */
export const tasks: View = {
  schema: 'internal',
  name: 'tasks',
  sysadminOnly: true,
  columns: [
    required('TaskId', uniqueidentifier),
    optional('JobId', uniqueidentifier),
    required('TaskType', int),
    optional('InputData', nvarchar('max')),
    required('MaxExecutedCount', int),
    required('ExecutedCount', int),
    required('Status', int),
    optional('IsCritical', bit),
    required('Priority', int),
    optional('ReadyForDispatchTime', datetimeoffset),
    required('LastUpdatedTime', datetimeoffset),
    required('CreatedTime', datetimeoffset),
    optional('WorkerAgentId', uniqueidentifier),
    optional('ExpiredTime', datetimeoffset),
    optional('CreateWorkerAgentId', uniqueidentifier),
    optional('IsCancelled', bit),
    optional('LastPickupTime', datetimeoffset),
    optional('CandidateWorkerAgentId', uniqueidentifier),
  ],
  *rows({ store, life }, { offset }) {
    for (const [id, row] of store.rows('tasks')) {
      const at = (name: string) => instantField(row, name, offset);
      // Reports renew the lease of a task that is held; the row has it as of the last change.
      const held = life.held(id);
      yield [
        id,
        textField(row, 'jobId'),
        0,
        inputOf(row),
        numberField(row, 'maxExecutedCount') ?? 1,
        numberField(row, 'executedCount') ?? 0,
        numberField(row, 'status'),
        false,
        0,
        at('readyForDispatchTime'),
        held === undefined ? (at('lastUpdatedTime') ?? at('createdTime')) : instantAt(held.lastContact, offset),
        at('createdTime'),
        textField(row, 'workerAgentId'),
        held === undefined ? at('expiredTime') : instantAt(held.leaseEnd, offset),
        null,
        flagField(row, 'isCancelled'),
        at('lastPickupTime'),
        null,
      ];
    }
  },
};

function inputOf(row: Row): string {
  const inputs = [{ name: 'execution_id', value: String(numberField(row, 'executionId') ?? '') }];
  const stopId = numberField(row, 'stopId');
  if (stopId !== null) inputs.push({ name: 'stop_id', value: String(stopId) });
  return JSON.stringify(inputs);
}
