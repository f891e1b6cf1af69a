import { bigint, bit, char, datetimeoffset, int, nvarchar, optional, required, uniqueidentifier } from '../columns.js';
import { numberField, textField } from '../rows/fields.js';
import { bigintOf } from './operation-fields.js';
import { readsProject } from './projects.js';
import type { View } from './view.js';

export const packages: View = {
  schema: 'catalog',
  name: 'packages',
  columns: [
    required('package_id', bigint),
    required('name', nvarchar(260)),
    required('package_guid', uniqueidentifier),
    optional('description', nvarchar(1024)),
    required('package_format_version', int),
    required('version_major', int),
    required('version_minor', int),
    required('version_build', int),
    optional('version_comments', nvarchar(1024)),
    required('version_guid', uniqueidentifier),
    required('project_id', bigint),
    required('entry_point', bit),
    required('validation_status', char(1)),
    optional('last_validation_time', datetimeoffset),
  ],
  *rows({ store }, { login }) {
    for (const [id, row] of store.rows('packages')) {
      const project = store.get('projects', String(numberField(row, 'projectId') ?? ''));
      if (project === undefined || !readsProject(project, store, login)) continue;
      yield [
        BigInt(id),
        textField(row, 'name'),
        textField(row, 'guid'),
        textField(row, 'description'),
        8,
        1,
        0,
        0,
        null,
        textField(row, 'guid'),
        bigintOf(row, 'projectId'),
        true,
        'N',
        null,
      ];
    }
  },
};
