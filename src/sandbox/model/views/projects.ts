import { bigint, char, datetimeoffset, int, nvarchar, optional, required, sid, sysname } from '../columns.js';
import { listField, numberField, textField } from '../rows/fields.js';
import { isInRole, isSysadmin, type Login } from '../security/login.js';
import type { Row, Store } from '../store.js';
import { bigintOf, bytesOf, instantField } from './operation-fields.js';
import type { View } from './view.js';

export const projects: View = {
  schema: 'catalog',
  name: 'projects',
  columns: [
    required('project_id', bigint),
    required('folder_id', bigint),
    required('name', sysname),
    optional('description', nvarchar(1024)),
    optional('project_format_version', int),
    required('deployed_by_sid', sid),
    required('deployed_by_name', nvarchar(128)),
    required('last_deployed_time', datetimeoffset),
    required('created_time', datetimeoffset),
    required('object_version_lsn', bigint),
    required('validation_status', char(1)),
    optional('last_validation_time', datetimeoffset),
  ],
  *rows({ store }, { login, offset }) {
    for (const [id, row] of store.rows('projects')) {
      if (!readsProject(row, store, login)) continue;
      yield [
        BigInt(id),
        bigintOf(row, 'folderId'),
        textField(row, 'name'),
        textField(row, 'description'),
        1,
        bytesOf(row, 'deployedBySid'),
        textField(row, 'deployedByName'),
        instantField(row, 'lastDeployedTime', offset),
        instantField(row, 'lastDeployedTime', offset),
        bigintOf(row, 'versionLsn'),
        'N',
        null,
      ];
    }
  },
};

/** A project's rights are its folder's: to read, and to execute. */
export function readsProject(project: Row, store: Store, login: Login | undefined): boolean {
  return isInRole(login, 'ssis_logreader') || executesProject(project, store, login);
}

export function executesProject(project: Row, store: Store, login: Login | undefined): boolean {
  if (isSysadmin(login) || isInRole(login, 'ssis_admin')) return true;
  const folder = store.get('folders', String(numberField(project, 'folderId') ?? ''));
  return folder !== undefined && isGranted(folder, login);
}

/** The folder's grantedTo: names of logins, or `public`. */
export function isGranted(folder: Row, login: Login | undefined): boolean {
  if (login === undefined) return false;
  return listField(folder, 'grantedTo').some(
    (name) => name === 'public' || name.toUpperCase() === login.name.toUpperCase(),
  );
}
