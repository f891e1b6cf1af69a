import { Connection, type ConnectionConfiguration, type ConnectionOptions, Request } from 'tedious';
import type { TdsServer } from '../../src/tds/server.js';
import { password, sqlUser } from './canned-engine.js';

export interface Login {
  readonly user?: string;
  readonly password?: string;
  readonly domain?: string;
  readonly options?: ConnectionOptions;
}

/** Connects with tedious; rejects with its error where it can't. */
export async function connect(server: TdsServer, login: Login = {}): Promise<Connection> {
  const credentials = { userName: login.user ?? sqlUser, password: login.password ?? password };
  const configuration: ConnectionConfiguration = {
    server: server.host,
    authentication:
      login.domain === undefined
        ? { type: 'default', options: credentials }
        : { type: 'ntlm', options: { ...credentials, domain: login.domain } },
    options: { port: server.port, encrypt: false, connectTimeout: 5000, cancelTimeout: 2000, ...login.options },
  };
  const connection = new Connection(configuration);
  // A connection that is ended by the server says so by an event besides failing its request.
  connection.on('error', () => {});
  await new Promise<void>((resolve, reject) => {
    connection.connect((error) => (error ? reject(error) : resolve()));
  });
  return connection;
}

export interface Answer {
  /** Rows of all results, one after the other. */
  readonly rows: readonly (readonly unknown[])[];
  /** Column names of each result. */
  readonly columns: readonly (readonly string[])[];
  readonly rowCount: number;
  readonly messages: readonly string[];
  readonly returnStatus: number | undefined;
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly error: (Error & { number?: number }) | undefined;
}

export interface Parameter {
  readonly name: string;
  readonly type: Parameters<Request['addParameter']>[1];
  readonly value: unknown;
  readonly output?: boolean;
  readonly options?: { readonly length?: number; readonly precision?: number; readonly scale?: number };
}

export type Way = 'batch' | 'sql' | 'procedure';

/** Sends one request and gathers what comes; `prepare` may take hold of the request before it is sent. */
export function send(
  connection: Connection,
  text: string,
  way: Way = 'batch',
  parameters: readonly Parameter[] = [],
  prepare: (request: Request) => void = () => {},
): Promise<Answer> {
  return new Promise((resolve) => {
    const rows: unknown[][] = [];
    const columns: string[][] = [];
    const messages: string[] = [];
    const outputs: Record<string, unknown> = {};
    let returnStatus: number | undefined;
    const onInfo = ({ message }: { message: string }) => messages.push(message);
    const request = new Request(text, (error, rowCount = 0) => {
      connection.off('infoMessage', onInfo);
      resolve({ rows, columns, rowCount, messages, returnStatus, outputs, error: error ?? undefined });
    });
    request.on('row', (row: { value: unknown }[]) => rows.push(row.map(({ value }) => value)));
    request.on('columnMetadata', (metadata) => {
      columns.push((metadata as { colName: string }[]).map(({ colName }) => colName));
    });
    request.on('returnValue', (name, value) => {
      outputs[name] = value;
    });
    request.on('doneProc', (_rowCount, _more, status) => {
      returnStatus = status;
    });
    connection.on('infoMessage', onInfo);
    for (const { name, type, value, output, options } of parameters) {
      if (output === true) {
        request.addOutputParameter(name, type, value, options);
      } else {
        request.addParameter(name, type, value, options);
      }
    }
    prepare(request);
    if (way === 'batch') {
      connection.execSqlBatch(request);
    } else if (way === 'sql') {
      connection.execSql(request);
    } else {
      connection.callProcedure(request);
    }
  });
}
