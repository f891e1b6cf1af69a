import type { Request, RpcParameter } from '../../engine.js';
import type { SqlMessage } from '../../sql-value.js';
import { type ByteReader, malformed } from '../wire/byte-reader.js';
import { readParameterType } from './parameter-types.js';

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
export function readProcedureCalls(
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
