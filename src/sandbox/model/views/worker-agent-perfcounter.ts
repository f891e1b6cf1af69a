import { datetimeoffset, float, nvarchar, required, uniqueidentifier } from '../columns.js';
import { numberField, textField, timeField } from '../rows/fields.js';
import { instantAt } from '../time-text.js';
import type { View } from './view.js';
import { seesWorkers } from './worker-agents.js';

/** Only rows that the state has: which counters a worker reports is not public, so the sandbox's report none. */
export const workerAgentPerfcounter: View = {
  schema: 'catalog',
  name: 'worker_agent_perfcounter',
  columns: [
    required('WorkerAgentId', uniqueidentifier),
    required('PerfCounterName', nvarchar('max')),
    required('PerfCounterValue', float),
    required('TimeStamp', datetimeoffset),
  ],
  *rows({ store }, { login, offset }) {
    if (!seesWorkers(login)) return;
    for (const row of store.rows('perfCounters').values()) {
      yield [
        textField(row, 'workerAgentId'),
        textField(row, 'name'),
        numberField(row, 'value'),
        instantAt(timeField(row, 'timeStamp') ?? 0, offset),
      ];
    }
  },
};
