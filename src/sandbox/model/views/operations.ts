import {
  bigint,
  datetimeoffset,
  int,
  nvarchar,
  optional,
  required,
  sid,
  smallint,
  sysname,
  uniqueidentifier,
} from '../columns.js';
import { numberField, textField } from '../rows/fields.js';
import { bigintOf, bytesOf, instantField, readsOperation } from './operation-fields.js';
import type { View } from './view.js';

export const operations: View = {
  schema: 'catalog',
  name: 'operations',
  columns: [
    required('operation_id', bigint),
    required('operation_type', smallint),
    optional('created_time', datetimeoffset),
    optional('object_type', smallint),
    optional('object_id', bigint),
    optional('object_name', nvarchar(260)),
    required('status', int),
    optional('start_time', datetimeoffset),
    optional('end_time', datetimeoffset),
    required('caller_sid', sid),
    required('caller_name', sysname),
    optional('process_id', int),
    optional('stopped_by_sid', sid),
    optional('stopped_by_name', nvarchar(128)),
    optional('server_name', nvarchar(128)),
    optional('machine_name', nvarchar(128)),
    optional('operation_guid', uniqueidentifier),
  ],
  *rows({ store }, { login, offset }) {
    for (const [id, row] of store.rows('operations')) {
      if (!readsOperation(row, login)) continue;
      yield [
        BigInt(id),
        numberField(row, 'operationType'),
        instantField(row, 'createdTime', offset),
        numberField(row, 'objectType'),
        bigintOf(row, 'objectId'),
        textField(row, 'objectName'),
        numberField(row, 'status'),
        instantField(row, 'startTime', offset),
        instantField(row, 'endTime', offset),
        bytesOf(row, 'callerSid'),
        textField(row, 'callerName'),
        numberField(row, 'processId'),
        bytesOf(row, 'stoppedBySid'),
        textField(row, 'stoppedByName'),
        textField(row, 'serverName'),
        textField(row, 'machineName'),
        textField(row, 'operationGuid'),
      ];
    }
  },
};
