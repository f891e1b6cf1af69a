import type { Request } from '../../engine.js';
import type { Scope, TokenReply } from '../tokens/reply.js';
import { writeByteChange } from '../tokens/tokens.js';
import type { TransactionRequest } from './transactions.js';

const nothing = Buffer.alloc(0);

/** What is told to the client of its transaction (ENVCHANGE kinds). */
const change = { begin: 8, commit: 9, rollback: 10 } as const;

/** Carries out transaction requests as batches of the session, and tells the client each transaction's number. */
export interface TransactionSteps {
  step(request: TransactionRequest, reply: TokenReply, signal: AbortSignal): Promise<void>;
  /** The session was reset: its transaction is over. */
  forget(): void;
}

export function createTransactionSteps(
  execute: (request: Request, scope: Scope, reply: TokenReply, signal: AbortSignal) => Promise<void>,
  nextTransaction: () => bigint,
): TransactionSteps {
  let current = nothing;
  return {
    step: async ({ text, ends, begins }, reply, signal) => {
      await execute({ type: 'batch', text }, { type: 'batch' }, reply, signal);
      if (reply.failed() || signal.aborted) {
        return;
      }
      reply.between(({ tokens }) => {
        if (ends !== undefined) {
          writeByteChange(tokens, change[ends], nothing, current);
          current = nothing;
        }
        if (begins) {
          current = Buffer.alloc(8);
          current.writeBigUInt64LE(nextTransaction());
          writeByteChange(tokens, change.begin, current, nothing);
        }
      });
    },
    forget: () => {
      current = nothing;
    },
  };
}
