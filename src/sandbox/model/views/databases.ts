import { instantOf } from '../../instant.js';
import type { SqlValue } from '../../sql-value.js';
import { bit, datetime, int, nvarchar, optional, required, sid, sysname, tinyint } from '../columns.js';
import { releaseNumber } from '../server.js';
import type { View } from './view.js';

/** Their ids are their places, from 1. */
export const databaseNames = ['master', 'tempdb', 'model', 'msdb', 'SSISDB'] as const;

/** The create_date that every SQL Server shows for master. */
const masterCreated = instantOf(Date.UTC(2003, 3, 8, 9, 13, 36, 390));

export const databases: View = {
  schema: 'sys',
  name: 'databases',
  columns: [
    required('name', sysname),
    required('database_id', int),
    optional('owner_sid', sid),
    required('create_date', datetime),
    required('compatibility_level', tinyint),
    optional('collation_name', sysname),
    optional('user_access', tinyint),
    optional('user_access_desc', nvarchar(60)),
    optional('is_read_only', bit),
    optional('state', tinyint),
    optional('state_desc', nvarchar(60)),
    optional('recovery_model', tinyint),
    optional('recovery_model_desc', nvarchar(60)),
  ],
  rows: ({ server }) =>
    databaseNames.map((name, index): readonly SqlValue[] => [
      name,
      index + 1,
      new Uint8Array([1]),
      masterCreated,
      Number(releaseNumber(server)),
      'SQL_Latin1_General_CP1_CI_AS',
      0,
      'MULTI_USER',
      false,
      0,
      'ONLINE',
      ...(name === 'SSISDB' || name === 'model' ? [1, 'FULL'] : [3, 'SIMPLE']),
    ]),
};
