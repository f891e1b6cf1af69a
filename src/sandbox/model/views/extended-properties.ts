import { int, nvarchar, required, sysname, tinyint, variant } from '../columns.js';
import { textField } from '../rows/fields.js';
import { catalogDatabase } from '../security/roles.js';
import type { View } from './view.js';

/** Properties of the database SSISDB itself, which is of class 0; nothing else in the sandbox has some. */
export const extendedProperties: View = {
  schema: 'sys',
  name: 'extended_properties',
  columns: [
    required('class', tinyint),
    required('class_desc', nvarchar(60)),
    required('major_id', int),
    required('minor_id', int),
    required('name', sysname),
    { name: 'value', type: variant, nullable: true },
  ],
  *rows({ store }, { database }) {
    if (database !== catalogDatabase) return;
    for (const [key, row] of store.rows('extendedProperties')) {
      const value = textField(row, 'value');
      const shown = value === null ? null : { type: nvarchar(4000), value };
      yield [0, 'DATABASE', 0, 0, textField(row, 'name') ?? key, shown];
    }
  },
};
