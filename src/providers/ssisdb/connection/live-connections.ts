import type { Socket } from 'node:net';
import type sql from 'mssql';
import type { ServerMessage } from '../errors/sql-failure.js';
import { guardAnswers } from './guard-answers.js';
import { limitLogin } from './limit-login.js';

/** A connection of tedious. */
type TediousConnection = Parameters<NonNullable<sql.config['beforeConnect']>>[0];

interface ErrorToken {
  readonly number: number;
  readonly state: number;
  readonly class: number;
  readonly message: string;
  readonly procName?: string;
}

/** The connections that tedious has open or is opening. */
export interface LiveConnections {
  /** For mssql's `beforeConnect`. */
  readonly watch: (connection: TediousConnection) => void;
  /** What the server said when it refused a login: tedious' own error has the text of one message, and no number. */
  loginMessagesOf(error: unknown): readonly ServerMessage[];
  /** Drops all of them, whatever they are doing. */
  drop(): void;
}

/** A login may take `limit` milliseconds. `onEnd` is told of each connection that ended, whoever ended it. */
export function createLiveConnections(limit: number, onEnd: () => void = () => undefined): LiveConnections {
  const live = new Set<TediousConnection>();
  const loginMessages = new WeakMap<object, readonly ServerMessage[]>();
  let dropped = false;
  return {
    watch(connection) {
      live.add(connection);
      guardAnswers(connection);
      limitLogin(connection, limit);
      connection.once('end', () => {
        live.delete(connection);
        onEnd();
      });
      const messages: ServerMessage[] = [];
      const onMessage = (token: ErrorToken) => messages.push(serverMessage(token));
      connection.on('errorMessage', onMessage);
      connection.once('connect', (error?: Error) => {
        connection.off('errorMessage', onMessage);
        if (error !== undefined) loginMessages.set(error, messages);
        // tedious goes on connecting after it was closed while it looked up a name.
        else if (dropped) connection.close();
      });
    },
    loginMessagesOf(error) {
      const original = (error as { readonly originalError?: unknown } | undefined)?.originalError ?? error;
      return typeof original === 'object' && original !== null ? (loginMessages.get(original) ?? []) : [];
    },
    drop() {
      dropped = true;
      for (const connection of [...live]) {
        // A login under way ends by an error of its socket alone.
        (connection as { readonly socket?: Socket }).socket?.destroy(new Error('closed'));
        connection.close();
      }
    },
  };
}

function serverMessage(token: ErrorToken): ServerMessage {
  const { number, state, message, procName } = token;
  return { number, state, class: token.class, text: message, procedure: procName ?? '' };
}
