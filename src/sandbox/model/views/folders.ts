import { bigint, datetimeoffset, nvarchar, optional, required, sid, sysname } from '../columns.js';
import { textField } from '../rows/fields.js';
import { isInRole, isSysadmin, type Login } from '../security/login.js';
import type { Row } from '../store.js';
import { bytesOf, instantField } from './operation-fields.js';
import { isGranted } from './projects.js';
import type { View } from './view.js';

export const folders: View = {
  schema: 'catalog',
  name: 'folders',
  columns: [
    required('folder_id', bigint),
    required('name', sysname),
    optional('description', nvarchar(1024)),
    required('created_by_sid', sid),
    required('created_by_name', nvarchar(128)),
    required('created_time', datetimeoffset),
  ],
  *rows({ store }, { login, offset }) {
    for (const [id, row] of store.rows('folders')) {
      if (!readsFolder(row, login)) continue;
      yield [
        BigInt(id),
        textField(row, 'name'),
        textField(row, 'description'),
        bytesOf(row, 'createdBySid'),
        textField(row, 'createdByName'),
        instantField(row, 'createdTime', offset),
      ];
    }
  },
};

/** Unlike projects, folders are not shown to an ssis_logreader. */
function readsFolder(row: Row, login: Login | undefined): boolean {
  return isSysadmin(login) || isInRole(login, 'ssis_admin') || isGranted(row, login);
}
