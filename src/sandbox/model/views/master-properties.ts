import { nvarchar, required } from '../columns.js';
import { lastMasterHeartbeat } from '../life/heartbeats.js';
import { textField } from '../rows/fields.js';
import { sqlTimeText } from '../time-text.js';
import type { View } from './view.js';

const hidden = new Set(['CLUSTER_LOGDB_CONNECTIONSTRING', 'EXECUTION_PASSWORD']);

export const masterProperties: View = {
  schema: 'catalog',
  name: 'master_properties',
  columns: [required('property_name', nvarchar(256)), required('property_value', nvarchar('max'))],
  *rows({ store, life }, { now, offset }) {
    for (const [name, row] of store.rows('masterProperties')) {
      if (hidden.has(name)) continue;
      const stored = textField(row, 'value') ?? '';
      const beat = name === 'LAST_ONLINE_TIME' ? lastMasterHeartbeat(life.fleet, now) : undefined;
      yield [name, beat === undefined ? stored : sqlTimeText(beat, offset)];
    }
  },
};
