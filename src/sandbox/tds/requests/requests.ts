import type { Request } from '../../engine.js';
import type { SqlMessage } from '../../sql-value.js';
import { ByteReader, malformed } from '../wire/byte-reader.js';
import { type Message, packetType } from '../wire/packets.js';
import { readProcedureCalls } from './rpc.js';
import { readTransactionRequest, type TransactionRequest } from './transactions.js';

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
