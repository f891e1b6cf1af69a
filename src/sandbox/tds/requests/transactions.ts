import type { SqlMessage } from '../../sql-value.js';
import type { ByteReader } from '../wire/byte-reader.js';

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

export function readTransactionRequest(
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
