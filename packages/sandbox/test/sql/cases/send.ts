import { Connection, type ConnectionConfiguration, Request } from 'tedious';
import type { Expected } from './case.js';

/** What a batch gave, in the terms of a case. */
export interface Sent {
  readonly types: string[][];
  readonly names: string[][];
  readonly results: Expected[][][];
  readonly errors: { number: number; severity: number; state: number; line: number; text: string }[];
  readonly printed: string[];
  readonly counts: number[];
}

/** The connection's options that the list relies on. */
export const listOptions = {
  useUTC: true,
  rowCollectionOnRequestCompletion: false,
  requestTimeout: 30_000,
  connectTimeout: 15_000,
} as const;

export function open(configuration: ConnectionConfiguration): Promise<Connection> {
  const connection = new Connection(configuration);
  // A connection that the server ends says so by an event besides failing its request.
  connection.on('error', () => {});
  return new Promise((resolve, reject) => {
    connection.connect((error) => (error ? reject(error) : resolve(connection)));
  });
}

export function close(connection: Connection): Promise<void> {
  return new Promise((resolve) => {
    connection.on('end', () => resolve());
    connection.close();
  });
}

/** Makes the session as after the login. */
export function reset(connection: Connection): Promise<void> {
  return new Promise((resolve, reject) => {
    connection.reset((error) => (error ? reject(error) : resolve()));
  });
}

interface Metadata {
  readonly colName: string;
  readonly type: { readonly name: string };
  readonly dataLength?: number;
  readonly precision?: number;
  readonly scale?: number;
}

interface Message {
  readonly number: number;
  readonly state: number;
  readonly class: number;
  readonly message: string;
  readonly lineNumber: number;
}

/** Rejects where the connection was lost. */
export function send(connection: Connection, batch: string): Promise<Sent> {
  return new Promise((resolve, reject) => {
    const sent: Sent = { types: [], names: [], results: [], errors: [], printed: [], counts: [] };
    const onError = ({ number, class: severity, state, lineNumber, message }: Message) => {
      sent.errors.push({ number, severity, state, line: lineNumber, text: message });
    };
    // SQL Server tells of a change of database, language or packet size by messages of its own: 5701, 5703.
    const onInfo = ({ number, message }: Message) => {
      if (number < 5700 || number > 5799) sent.printed.push(message);
    };
    const onDone = (count: number | undefined) => {
      if (count !== undefined) sent.counts.push(count);
    };
    const request = new Request(batch, (error) => {
      connection.off('errorMessage', onError);
      connection.off('infoMessage', onInfo);
      if (error && sent.errors.length === 0) reject(error);
      else resolve(sent);
    });
    connection.on('errorMessage', onError);
    connection.on('infoMessage', onInfo);
    request.on('columnMetadata', (found) => {
      const columns = found as unknown as readonly Metadata[];
      sent.types.push(columns.map(typeText));
      sent.names.push(columns.map(({ colName }) => colName));
      sent.results.push([]);
    });
    request.on('row', (row: readonly { value: unknown; metadata: Metadata }[]) => {
      sent.results.at(-1)?.push(row.map(({ value, metadata }) => exactly(value, metadata)));
    });
    request.on('done', onDone);
    request.on('doneInProc', onDone);
    connection.execSqlBatch(request);
  });
}

const byLength: Readonly<Record<string, Readonly<Record<number, string>>>> = {
  IntN: { 1: 'tinyint', 2: 'smallint', 4: 'int', 8: 'bigint' },
  FloatN: { 4: 'real', 8: 'float' },
  DateTimeN: { 4: 'smalldatetime', 8: 'datetime' },
  MoneyN: { 4: 'smallmoney', 8: 'money' },
};

/** A column's type as T-SQL writes it; `numeric` is `decimal` under another name. */
function typeText({ type, dataLength = 0, precision, scale }: Metadata): string {
  const sized = byLength[type.name]?.[dataLength];
  if (sized !== undefined) return sized;
  switch (type.name) {
    case 'BitN':
      return 'bit';
    case 'Variant':
      return 'sql_variant';
    case 'Decimal':
    case 'DecimalN':
    case 'Numeric':
    case 'NumericN':
      return `decimal(${precision},${scale})`;
    case 'Time':
    case 'DateTime2':
    case 'DateTimeOffset':
      return `${type.name.toLowerCase()}(${scale})`;
    case 'VarChar':
    case 'Char':
    case 'VarBinary':
    case 'Binary':
      return `${type.name.toLowerCase()}(${dataLength === 65_535 ? 'max' : dataLength})`;
    case 'NVarChar':
    case 'NChar':
      return `${type.name.toLowerCase()}(${dataLength === 65_535 ? 'max' : dataLength / 2})`;
    default:
      return type.name.toLowerCase();
  }
}

/** The driver makes numbers of decimals: exact up to 15 digits, so a case with more converts to text. */
function exactly(value: unknown, metadata: Metadata): Expected {
  if (value === null || value === undefined) return null;
  if (value instanceof Uint8Array) return `0x${Buffer.from(value).toString('hex').toUpperCase()}`;
  if (value instanceof Date) return dateText(value, metadata);
  if (typeof value === 'number' && /^(Decimal|Numeric)/.test(metadata.type.name)) return value.toFixed(metadata.scale);
  if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'string') return value;
  return String(value);
}

/** A datetimeoffset is given in UTC; its offset is for CONVERT to show. */
function dateText(value: Date, { type, scale = 0 }: Metadata): string {
  const [day = '', time = ''] = value.toISOString().slice(0, -1).split('T');
  if (type.name === 'Date') return day;
  if (type.name.startsWith('DateTimeN') || type.name === 'DateTime') return `${day} ${time}`;
  const rest = Math.round(((value as { nanosecondsDelta?: number }).nanosecondsDelta ?? 0) * 1e7);
  const fraction = `${time.slice(9)}${String(rest).padStart(4, '0')}`.slice(0, scale);
  const exact = `${time.slice(0, 8)}${scale === 0 ? '' : '.'}${fraction}`;
  return type.name === 'Time' ? exact : `${day} ${exact}`;
}
