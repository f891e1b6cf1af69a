import { nvarchar, required } from '../columns.js';
import { textField } from '../rows/fields.js';
import type { View } from './view.js';

/** The catalog's own properties and the one of the master's that says whether Scale Out is on, as UNION sorts them. */
export const catalogProperties: View = {
  schema: 'catalog',
  name: 'catalog_properties',
  columns: [required('property_name', nvarchar(256)), required('property_value', nvarchar(256))],
  rows({ store }) {
    const rows = [...store.rows('catalogProperties')].map(([name, row]) => [name, textField(row, 'value') ?? '']);
    const enabled = store.get('masterProperties', 'IS_SCALEOUT_ENABLED');
    if (enabled) rows.push(['IS_SCALEOUT_ENABLED', textField(enabled, 'value') ?? '']);
    return rows.sort(([one = ''], [other = '']) => (one < other ? -1 : 1));
  },
};
