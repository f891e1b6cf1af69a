import type { Column, Reply, SqlMessage, SqlType, SqlValue } from '../../engine.js';
import type { TdsVersion } from '../login/prelogin.js';
import { type WireType, wireTypeOf } from '../types/wire-type.js';
import type { ByteWriter } from '../wire/bytes.js';
import type { Answer } from '../wire/messages.js';
import {
  command,
  type Done,
  doneStatus,
  doneToken,
  writeDatabaseChange,
  writeDone,
  writeMessage,
  writeReturnStatus,
} from './tokens.js';

/** From this class on the server ends the connection after the message. */
const fatalClass = 20;

interface ReplyOptions {
  readonly answer: Answer;
  readonly serverName: string;
  readonly version: TdsVersion;
  /** Waits until the client has taken what was sent. */
  readonly drained: () => Promise<void>;
}

/** A batch, or a call with the names of its parameters: their statements and ends look different. */
export type Scope = { readonly type: 'batch' } | { readonly type: 'rpc'; readonly parameterNames: readonly string[] };

/** The tokens of one message, which answers one request or several calls one after the other. */
export interface TokenReply {
  /** For the session to answer one request with. */
  forRequest(scope: Scope): Reply;
  /** Ends that request's part; also right where the session failed in the middle. */
  endRequest(scope: Scope): void;
  /** Writes tokens that are not a request's own; they come before the end of the message. */
  between(write: (answer: Answer) => void): void;
  /** Writes the end of the message. */
  finish(): void;
  /** An error was sent. */
  failed(): boolean;
  /** An error was sent after which the connection has to end. */
  fatal(): boolean;
}

export function createTokenReply({ answer, serverName, version, drained }: ReplyOptions): TokenReply {
  const { tokens } = answer;
  /** The last end of a statement or procedure, held back until it is known whether more follows. */
  let held: Done | undefined;
  let result: ResultSet | undefined;
  let depth = 0;
  let errorSinceEnd = false;
  let failed = false;
  let fatal = false;

  function release(): void {
    if (held !== undefined) {
      writeDone(tokens, { ...held, status: held.status | doneStatus.more });
      held = undefined;
    }
  }

  function hold(token: number, status: number, commandNumber: number, rowCount: number): void {
    release();
    held = { token, status: errorSinceEnd ? status | doneStatus.error : status, command: commandNumber, rowCount };
    errorSinceEnd = false;
    result = undefined;
    answer.sendFull();
  }

  function message(sqlMessage: SqlMessage): void {
    release();
    writeMessage(tokens, sqlMessage, serverName);
    if (sqlMessage.class > 10) {
      errorSinceEnd = true;
      failed = true;
      fatal ||= sqlMessage.class >= fatalClass;
    }
  }

  function row(values: readonly SqlValue[]): void {
    const start = tokens.length;
    try {
      result?.writeRow(tokens, values);
    } catch (error) {
      // Half a row would make nonsense of all that follows.
      tokens.truncate(start);
      throw error;
    }
    answer.sendFull();
  }

  function endProcedure(scope: Scope, status: number, outputs: readonly OutputValue[]): void {
    depth = Math.max(0, depth - 1);
    if (depth > 0) {
      // To the outer procedure this was one of its statements.
      hold(doneToken.inProcedure, doneStatus.final, command.execute, 0);
      return;
    }
    release();
    writeReturnStatus(tokens, status);
    if (scope.type === 'rpc') {
      outputs.forEach((output, position) => {
        const ordinal = scope.parameterNames.findIndex((name) => sameName(name, output.name));
        writeReturnValue(tokens, output, ordinal < 0 ? position : ordinal, version);
      });
    }
    hold(doneToken.procedure, doneStatus.final, command.none, 0);
  }

  return {
    forRequest: (scope) => ({
      columns: (columns) => {
        release();
        result = resultSetOf(columns, version);
        result.writeColumns(tokens);
      },
      row,
      done: ({ rowCount, failed: statementFailed = false } = {}) => {
        const token = scope.type === 'rpc' || depth > 0 ? doneToken.inProcedure : doneToken.statement;
        const status = (rowCount === undefined ? 0 : doneStatus.count) | (statementFailed ? doneStatus.error : 0);
        hold(token, status, result === undefined ? command.none : command.select, rowCount ?? 0);
      },
      message,
      beginProcedure: () => {
        depth += 1;
      },
      endProcedure: (status, outputs) => endProcedure(scope, status, outputs),
      databaseChanged: (from, to) => {
        release();
        writeDatabaseChange(tokens, to, from, serverName);
      },
      drained,
    }),
    endRequest: (scope) => {
      depth = 0;
      const end = scope.type === 'rpc' ? doneToken.procedure : doneToken.statement;
      // A batch may end with a procedure, a call always does.
      if (held === undefined || errorSinceEnd || (scope.type === 'rpc' && held.token !== end)) {
        hold(end, doneStatus.final, command.none, 0);
      }
    },
    between: (write) => {
      release();
      write(answer);
    },
    finish: () => {
      const status = errorSinceEnd ? doneStatus.error : doneStatus.final;
      writeDone(tokens, held ?? { token: doneToken.statement, status, command: command.none, rowCount: 0 });
    },
    failed: () => failed,
    fatal: () => fatal,
  };
}

function sameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

const metadataToken = 0x81;
const rowToken = 0xd1;

/** Flags of a column (MS-TDS 2.2.7.4): may be null, and nobody knows whether it can be written. */
const nullable = 0x01;
const updatableUnknown = 0x08;

/** The columns of a result as one client sees them; the way of each value is chosen once, not once a row. */
interface ResultSet {
  writeColumns(writer: ByteWriter): void;
  writeRow(writer: ByteWriter, values: readonly SqlValue[]): void;
}

function resultSetOf(columns: readonly Column[], version: TdsVersion): ResultSet {
  const types: readonly WireType[] = columns.map(({ type, nullable }) => wireTypeOf(type, version, nullable));
  return {
    writeColumns: (writer) => {
      writer.uint8(metadataToken);
      writer.uint16(columns.length);
      columns.forEach((column, index) => {
        // No user type.
        writer.uint32(0);
        writer.uint16(updatableUnknown | (column.nullable ? nullable : 0));
        types[index]?.writeInfo(writer);
        writer.shortText(column.name);
      });
    },
    writeRow: (writer, values) => {
      writer.uint8(rowToken);
      for (let index = 0; index < types.length; index += 1) {
        types[index]?.writeValue(writer, values[index] ?? null);
      }
    },
  };
}

const returnValueToken = 0xac;
const outputParameter = 0x01;

interface OutputValue {
  readonly name: string;
  readonly type: SqlType;
  readonly value: SqlValue;
}

/** RETURNVALUE of an output parameter (MS-TDS 2.2.7.19); `ordinal` is its place among the call's parameters, from 0. */
function writeReturnValue(writer: ByteWriter, output: OutputValue, ordinal: number, version: TdsVersion): void {
  const type = wireTypeOf(output.type, version);
  writer.uint8(returnValueToken);
  writer.uint16(ordinal);
  writer.shortText(output.name);
  writer.uint8(outputParameter);
  // User type, then flags.
  writer.uint32(0);
  writer.uint16(0);
  type.writeInfo(writer);
  type.writeValue(writer, output.value);
}
