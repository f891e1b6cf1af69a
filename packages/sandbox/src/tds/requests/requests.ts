import type { Request, RpcParameter, SqlMessage } from '../../engine.js';
import { ByteReader, malformed } from '../wire/bytes.js';
import { type Message, packetType } from '../wire/packets.js';
import { readParameterType } from './parameter-types.js';

/** What a message of a logged-in client asks for. */
export type ClientRequest =
  | { readonly type: 'execute'; readonly requests: readonly Request[] }
  | { readonly type: 'transaction'; readonly request: TransactionRequest }
  | { readonly type: 'attention' }
  /** Well formed, but not offered here. */
  | { readonly type: 'refused'; readonly error: SqlMessage };

export function readRequest(message: Message): ClientRequest {
  switch (message.type) {
    case packetType.batch: {
      const reader = afterHeaders(message.payload);
      return { type: 'execute', requests: [{ type: 'batch', text: reader.text(Math.floor(reader.remaining / 2)) }] };
    }
    case packetType.rpc: {
      const calls = readProcedureCalls(afterHeaders(message.payload));
      return 'error' in calls ? { type: 'refused', error: calls.error } : { type: 'execute', requests: calls.requests };
    }
    case packetType.transaction:
      return readTransactionRequest(afterHeaders(message.payload));
    case packetType.attention:
      return { type: 'attention' };
    case packetType.bulkLoad:
      return { type: 'refused', error: notOffered('Bulk load') };
    default:
      throw malformed(`a message of type ${message.type} came from a logged-in client`);
  }
}

/** The number is that of a user's own message: SQL Server has none for what it does itself. */
function notOffered(what: string): SqlMessage {
  return { number: 50_000, state: 1, class: 16, text: `${what} is not offered by this server.`, line: 1 };
}

/** ALL_HEADERS (MS-TDS 2.2.5.3) say which transaction and which notification the request is in: of no use here. */
function afterHeaders(payload: Buffer): ByteReader {
  const reader = new ByteReader(payload);
  const length = reader.uint32();
  if (length < 4) {
    throw malformed(`the headers of a request have ${length} bytes`);
  }
  reader.skip(length - 4);
  return reader;
}

/** Procedures that have a number on the wire (MS-TDS 2.2.6.6). */
const numbered: readonly (string | undefined)[] = [
  undefined,
  'sp_cursor',
  'sp_cursoropen',
  'sp_cursorprepare',
  'sp_cursorexecute',
  'sp_cursorprepexec',
  'sp_cursorunprepare',
  'sp_cursorfetch',
  'sp_cursoroption',
  'sp_cursorclose',
  'sp_executesql',
  'sp_prepare',
  'sp_execute',
  'sp_prepexec',
  'sp_prepexecrpc',
  'sp_unprepare',
];

/** In place of a name's length: a number follows. */
const byNumber = 0xffff;

/** Where a parameter's name would begin: the next call follows (TDS 7.0, TDS 7.2), or follows and is not to be run. */
const nextCall: readonly number[] = [0x80, 0xff];
const nextCallWithoutRun = 0xfe;

const output = 0x01;
const useDefault = 0x02;
const encrypted = 0x08;

/** All calls of one RPC message, in order; or the error that SQL Server would give for a parameter of unknown type. */
function readProcedureCalls(
  reader: ByteReader,
): { readonly requests: readonly Request[] } | { readonly error: SqlMessage } {
  const requests: Request[] = [];
  let more = true;
  while (more) {
    const procedure = readProcedureName(reader);
    // WITH RECOMPILE and the two about metadata change nothing in an answer.
    reader.skip(2);
    const parameters: ReadParameter[] = [];
    while (reader.remaining > 0 && !startsCall(reader.peek())) {
      const parameter = readParameter(reader);
      if ('unknownType' in parameter) {
        return { error: unknownType(parameters.length + 1, parameter) };
      }
      parameters.push(parameter);
    }
    requests.push({ type: 'rpc', procedure, parameters: givenParameters(parameters) });
    more = reader.remaining > 0 && reader.uint8() !== nextCallWithoutRun && reader.remaining > 0;
  }
  return { requests };
}

function startsCall(byte: number | undefined): boolean {
  return byte !== undefined && (nextCall.includes(byte) || byte === nextCallWithoutRun);
}

function readProcedureName(reader: ByteReader): string {
  const length = reader.uint16();
  if (length !== byNumber) {
    return reader.text(length);
  }
  const number = reader.uint16();
  const name = numbered[number];
  if (name === undefined) {
    throw malformed(`there is no procedure with the number ${number}`);
  }
  return name;
}

interface ReadParameter extends RpcParameter {
  readonly useDefault: boolean;
}

interface UnknownParameter {
  readonly name: string;
  readonly unknownType: number;
}

function readParameter(reader: ByteReader): ReadParameter | UnknownParameter {
  const name = reader.text(reader.uint8());
  const status = reader.uint8();
  if ((status & encrypted) !== 0) {
    throw malformed('a parameter is encrypted, which the server never agreed to');
  }
  const typeByte = reader.peek() ?? 0;
  const type = readParameterType(reader);
  if (type === undefined) {
    return { name, unknownType: typeByte };
  }
  return {
    name,
    type: type.type,
    value: type.readValue(reader),
    output: (status & output) !== 0,
    useDefault: (status & useDefault) !== 0,
  };
}

/** A parameter that is to have its default is left out, but for one by position with others behind it. */
function givenParameters(parameters: readonly ReadParameter[]): RpcParameter[] {
  const leftOut = (parameter: ReadParameter) => parameter.useDefault && !parameter.output;
  const last = parameters.findLastIndex((parameter) => !leftOut(parameter));
  return parameters
    .filter((parameter, index) => !leftOut(parameter) || (parameter.name === '' && index < last))
    .map(({ name, type, value, output }) => ({ name, type, value, output }));
}

function unknownType(position: number, { name, unknownType }: UnknownParameter): SqlMessage {
  const text =
    'The incoming tabular data stream (TDS) remote procedure call (RPC) protocol stream is incorrect. ' +
    `Parameter ${position} ("${name}"): Data type 0x${unknownType.toString(16).toUpperCase().padStart(2, '0')} is unknown.`;
  return { number: 8009, state: 1, class: 16, text, line: 1 };
}

/** A step of a transaction that a client asked for by its own message rather than in SQL (MS-TDS 2.2.6.9). */
export interface TransactionRequest {
  /** What the session is to do, as a batch. */
  readonly text: string;
  readonly ends: 'commit' | 'rollback' | undefined;
  readonly begins: boolean;
}

const kind = { begin: 5, commit: 7, rollback: 8, save: 9 } as const;

const isolationLevels: readonly (string | undefined)[] = [
  undefined,
  'READ UNCOMMITTED',
  'READ COMMITTED',
  'REPEATABLE READ',
  'SERIALIZABLE',
  'SNAPSHOT',
];

function readTransactionRequest(
  reader: ByteReader,
):
  | { readonly type: 'transaction'; readonly request: TransactionRequest }
  | { readonly type: 'refused'; readonly error: SqlMessage } {
  switch (reader.uint16()) {
    case kind.begin:
      return transaction(readBegin(reader), undefined, true);
    case kind.commit:
      return readEnd(reader, 'commit');
    case kind.rollback:
      return readEnd(reader, 'rollback');
    case kind.save:
      return transaction(`SAVE TRANSACTION ${quoted(readName(reader))}`, undefined, false);
    default:
      // Number and text as SQL Server's for a distributed transaction that it can't join.
      return {
        type: 'refused',
        error: { number: 8501, state: 1, class: 16, text: 'MSDTC on server is unavailable.', line: 1 },
      };
  }
}

function transaction(text: string, ends: TransactionRequest['ends'], begins: boolean) {
  return { type: 'transaction', request: { text, ends, begins } } as const;
}

/** The name of the transaction changes nothing but for a savepoint's, so only that is passed on. */
function readBegin(reader: ByteReader): string {
  const level = isolationLevels[reader.uint8()];
  readName(reader);
  return `${level === undefined ? '' : `SET TRANSACTION ISOLATION LEVEL ${level}; `}BEGIN TRANSACTION`;
}

function readEnd(reader: ByteReader, ends: 'commit' | 'rollback') {
  const name = readName(reader);
  const beginsAnother = reader.remaining > 0 && (reader.uint8() & 1) !== 0;
  // A rollback with a name goes back to that savepoint, and the transaction goes on.
  const toSavepoint = ends === 'rollback' && name !== '';
  const end = `${ends === 'commit' ? 'COMMIT' : 'ROLLBACK'} TRANSACTION${toSavepoint ? ` ${quoted(name)}` : ''}`;
  const text = beginsAnother ? `${end}; ${readBegin(reader)}` : end;
  return transaction(text, toSavepoint ? undefined : ends, beginsAnother);
}

function readName(reader: ByteReader): string {
  return reader.bytes(reader.uint8()).toString('utf16le');
}

function quoted(name: string): string {
  return `[${name.replaceAll(']', ']]')}]`;
}
