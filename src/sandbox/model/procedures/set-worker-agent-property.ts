import { nvarchar } from '../columns.js';
import type { CatalogProcedure } from './procedure.js';
import { invalidValue, statementTerminated, truncated } from './refusals.js';
import { existingWorker, givenWorker, workerParameter } from './worker.js';

const fields: ReadonlyMap<string, string> = new Map([
  ['tags', 'tags'],
  ['displayname', 'displayName'],
  ['description', 'description'],
]);

/** Characters of the column DisplayName; the other two are nvarchar(max). */
const displayNameLength = 256;

export const setWorkerAgentProperty: CatalogProcedure = {
  schema: 'catalog',
  name: 'set_worker_agent_property',
  grantedTo: 'ssis_admin',
  parameters: [
    workerParameter,
    { name: '@PropertyName', type: nvarchar(256) },
    { name: '@PropertyValue', type: nvarchar('max') },
  ],
  run(call, { store }) {
    const id = givenWorker(call);
    if (typeof id !== 'string') return id;
    const property = call.text('@PropertyName');
    // Trailing spaces do not count in a comparison of T-SQL.
    const field = property === null ? undefined : fields.get(property.trimEnd().toLowerCase());
    if (field === undefined) return call.refuse(invalidValue(property ?? ''));
    const worker = existingWorker(id, call, store);
    if ('refused' in worker) return worker.refused;
    const value = call.text('@PropertyValue');
    if (field === 'displayName' && value !== null && value.trimEnd().length > displayNameLength) {
      call.refuse(truncated('DisplayName', value.slice(0, displayNameLength)));
      call.say(statementTerminated());
      return 1;
    }
    store.put('workerAgents', id, { ...worker.row, [field]: value });
    return 0;
  },
};
