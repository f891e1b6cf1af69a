import {
  bigint,
  bit,
  char,
  datetimeoffset,
  int,
  nvarchar,
  optional,
  required,
  sid,
  sysname,
  uniqueidentifier,
  type View,
} from '../model.js';
import { isInRole, isSysadmin, type Login } from '../security.js';
import { listField, numberField, type Row, type Store, textField } from '../store.js';
import { bigintOf, bytesOf, instantField } from './operations.js';

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
function isGranted(folder: Row, login: Login | undefined): boolean {
  if (login === undefined) return false;
  return listField(folder, 'grantedTo').some(
    (name) => name === 'public' || name.toUpperCase() === login.name.toUpperCase(),
  );
}

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
