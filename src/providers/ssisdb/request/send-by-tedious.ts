import type { ConnectionPool } from 'mssql';
import { type Connection, Request, TYPES } from 'tedious';
import { type Attempt, failureOf, type ServerMessage } from '../errors/sql-failure.js';
import type { OnRow, Parameter, ParameterType, Send, SqlRequest } from './sql-request.js';

/** What mssql's pool has and its types do not name. */
interface LendingPool {
  acquire(borrower: object): Promise<Connection>;
  release(connection: Connection): unknown;
}

type DataType = (typeof TYPES)[keyof typeof TYPES];

const parameterTypes: Readonly<Record<ParameterType, readonly [type: DataType, length?: number]>> = {
  int: [TYPES.Int],
  uniqueidentifier: [TYPES.UniqueIdentifier],
  'nvarchar(255)': [TYPES.NVarChar, 255],
  'nvarchar(256)': [TYPES.NVarChar, 256],
  'nvarchar(3750)': [TYPES.NVarChar, 3750],
  // tedious writes a length beyond 4,000 as max.
  'nvarchar(max)': [TYPES.NVarChar, Number.POSITIVE_INFINITY],
};

/**
 * Sends requests of tedious on connections of mssql's pool. mssql's own requests do the same with a fifth more work,
 * which a thousand steps feel.
 */
export function sendByTedious(
  pool: ConnectionPool,
  loginMessagesOf: (error: unknown) => readonly ServerMessage[],
): Send {
  const lending = pool as unknown as LendingPool;

  return (request, onRow) => {
    let canceled = false;
    let underWay: Request | undefined;

    async function run(): Promise<Attempt<number>> {
      let connection: Connection;
      try {
        connection = await lending.acquire({});
      } catch (error) {
        return { done: false, failure: failureOf('connect', [error], loginMessagesOf(error)) };
      }
      try {
        if (canceled) return { done: false, failure: failureOf('connect', [new Error('canceled')]) };
        return await new Promise((resolve) => {
          underWay = sendOn(connection, request, onRow, resolve);
        });
      } finally {
        lending.release(connection);
      }
    }

    return {
      ended: run(),
      cancel() {
        canceled = true;
        underWay?.cancel();
      },
    };
  };
}

function sendOn(
  connection: Connection,
  { kind, text, parameters }: SqlRequest,
  onRow: OnRow,
  resolve: (outcome: Attempt<number>) => void,
): Request {
  let set = -1;
  let status = 0;
  const request = new Request(text, (error) => {
    if (error === null || error === undefined) resolve({ done: true, value: status });
    else resolve({ done: false, failure: failureOf('request', [error]) });
  });
  for (const parameter of parameters) addParameter(request, parameter);
  request.on('columnMetadata', () => {
    set += 1;
  });
  request.on('row', (columns: readonly { readonly value: unknown }[]) => {
    onRow(
      set,
      columns.map(({ value }) => value),
    );
  });
  if (kind === 'query') {
    connection.execSql(request);
    return request;
  }
  request.on('doneProc', (_rowCount, _more, returned: number | undefined) => {
    status = returned ?? status;
  });
  connection.callProcedure(request);
  return request;
}

function addParameter(request: Request, { name, type, value }: Parameter): void {
  const [driverType, length] = parameterTypes[type];
  request.addParameter(name, driverType, value, length === undefined ? {} : { length });
}
