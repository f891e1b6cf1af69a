import type { ConnectionPool, ISqlType } from 'mssql';
import { type Attempt, failureOf } from '../errors/sql-failure.js';
import type { DriverModule, OnRow, ParameterType, Send, SqlRequest } from './sql-request.js';

/** Sends requests of mssql, whatever driver is beneath it: it is used for ODBC. */
export function sendByMssql(pool: ConnectionPool, module: DriverModule): Send {
  return (request, onRow) => {
    const driverRequest = new module.Request(pool);
    return { ended: run(driverRequest, request, onRow, module), cancel: () => driverRequest.cancel() };
  };
}

async function run(
  driverRequest: InstanceType<DriverModule['Request']>,
  request: SqlRequest,
  onRow: OnRow,
  module: DriverModule,
): Promise<Attempt<number>> {
  const errors: unknown[] = [];
  let status = 0;
  let set = -1;
  // The pool has the stream mode on: rows and errors are events.
  driverRequest.on('error', (error: unknown) => errors.push(error));
  driverRequest.on('recordset', () => {
    set += 1;
  });
  driverRequest.on('row', (values: readonly unknown[]) => onRow(set, values));
  try {
    for (const { name, type, value } of request.parameters) driverRequest.input(name, typeOf(type, module), value);
    if (request.kind === 'query') await driverRequest.query(request.text);
    else status = Number((await driverRequest.execute(request.text)).returnValue ?? 0);
  } catch (error) {
    errors.push(error);
  }
  if (errors.length === 0) return { done: true, value: status };
  const stage = errors.every((error) => error instanceof module.RequestError) ? 'request' : 'connect';
  return { done: false, failure: failureOf(stage, errors) };
}

function typeOf(type: ParameterType, { TYPES, MAX }: DriverModule): ISqlType {
  switch (type) {
    case 'int':
      return TYPES.Int();
    case 'uniqueidentifier':
      return TYPES.UniqueIdentifier();
    case 'nvarchar(255)':
      return TYPES.NVarChar(255);
    case 'nvarchar(256)':
      return TYPES.NVarChar(256);
    case 'nvarchar(3750)':
      return TYPES.NVarChar(3750);
    case 'nvarchar(max)':
      return TYPES.NVarChar(MAX);
  }
}
