import type {
  Column,
  Engine,
  LoginRequest,
  Reply,
  Request,
  RpcParameter,
  Session,
  SqlMessage,
  SqlValue,
} from '../../src/engine.js';
import { typed, wideColumns, wideRow } from './typed-values.js';

export const password = 'Pa$$wörd 1';
export const sqlUser = 'scaleout';

/** What the engine saw, for tests to look at. */
export interface Seen {
  readonly logins: LoginRequest[];
  readonly requests: Request[];
  readonly closed: number[];
  resets: number;
  aborted: number;
  /** Rows that were given to the wire in the current statement. */
  rows: number;
  /** The statement waits until the client has taken what was sent. */
  held: boolean;
}

type Statement = (
  reply: Reply,
  words: readonly string[],
  session: SessionState,
  signal: AbortSignal,
) => void | Promise<void>;

interface SessionState {
  database: string;
  readonly seen: Seen;
}

/** An engine that answers a fixed set of statements, each the first word of a batch. */
export function createCannedEngine(): Engine & { readonly seen: Seen } {
  const seen: Seen = { logins: [], requests: [], closed: [], resets: 0, aborted: 0, rows: 0, held: false };
  let sessions = 50;
  return {
    seen,
    serverName: 'SANDBOX\\SQL1',
    productVersion: '16.0.4135.4',
    login: (request) => {
      seen.logins.push(request);
      const { credentials, database } = request;
      if (credentials.type === 'sql' && (credentials.user !== sqlUser || credentials.password !== password)) {
        return { accepted: false, error: error(18_456, 14, `Login failed for user '${credentials.user}'.`) };
      }
      if (database === 'absent') {
        return { accepted: false, error: error(4060, 11, 'Cannot open database "absent" requested by the login.') };
      }
      sessions += 1;
      return { accepted: true, session: createSession(sessions, database || 'master', seen), messages: [] };
    },
    windowsPassword: (domain, user) =>
      domain.toUpperCase() === 'CORP' && user.toLowerCase() === 'dba' ? password : undefined,
  };
}

function createSession(id: number, database: string, seen: Seen): Session {
  const state: SessionState = { database, seen };
  return {
    id,
    get database() {
      return state.database;
    },
    execute: async (request, reply, signal) => {
      seen.requests.push(request);
      if (request.type === 'rpc') {
        callProcedure(request.procedure, request.parameters, reply);
        return;
      }
      for (const statement of request.text.split(';').map((text) => text.trim())) {
        const words = statement.split(/\s+/);
        await (statements[words[0]?.toLowerCase() ?? ''] ?? unknown)(reply, words, state, signal);
      }
    },
    reset: () => {
      seen.resets += 1;
      state.database = database;
    },
    close: () => {
      seen.closed.push(id);
    },
  };
}

function error(number: number, severity: number, text: string): SqlMessage {
  return { number, state: 1, class: severity, text, line: 1 };
}

const unknown: Statement = (reply, words) => {
  reply.message(error(2812, 16, `Could not find stored procedure '${words[0]}'.`));
  reply.done({ failed: true });
};

const statements: Readonly<Record<string, Statement>> = {
  set: (reply) => reply.done(),
  begin: (reply) => reply.done(),
  commit: (reply) => reply.done(),
  save: (reply) => reply.done(),
  rollback: (reply) => reply.done(),
  // tedious gives initial statements and "select @@version"-like probes in one batch.
  select: (reply, words) =>
    oneRow(reply, [{ name: 'value', type: { kind: 'int' }, nullable: false }], [Number(words[1])]),
  database: (reply, _words, { database }) =>
    oneRow(reply, [{ name: 'name', type: { kind: 'nvarchar', length: 128 }, nullable: true }], [database]),
  use: (reply, [, to = ''], state) => {
    reply.databaseChanged(state.database, to);
    state.database = to;
    reply.done();
  },
  print: (reply, words) => {
    reply.message({ number: 0, state: 1, class: 0, text: words.slice(1).join(' '), line: 3 });
    reply.done();
  },
  raise: (reply, [, severity = '16']) => {
    reply.message({ ...error(50_001, Number(severity), 'raised'), procedure: 'catalog.p', line: 7 });
    reply.done({ failed: true });
  },
  update: (reply) => reply.done({ rowCount: 3 }),
  throw: () => {
    throw new Error('the disk is full');
  },
  misfit: (reply) => {
    reply.columns([{ name: 'value', type: { kind: 'int' }, nullable: true }]);
    reply.row([1]);
    reply.row(['not a number']);
    reply.done({ rowCount: 2 });
  },
  types: (reply, [, last]) => oneRow(reply, typedColumns, last === 'null' ? typedColumns.map(() => null) : typedValues),
  many: async (reply, [, count = '10', width = '8'], { seen }) => {
    const columns = wideColumns(Number(width));
    reply.columns(columns);
    for (let index = 0; index < Number(count); index += 1) {
      reply.row(wideRow(columns, index));
      seen.rows = index + 1;
      if (index % 1000 === 999) {
        seen.held = true;
        await reply.drained?.();
        seen.held = false;
      }
    }
    reply.done({ rowCount: Number(count) });
  },
  long: (reply, [, length = '10']) =>
    oneRow(
      reply,
      [{ name: 'text', type: { kind: 'nvarchar', length: 'max' }, nullable: true }],
      ['x'.repeat(Number(length))],
    ),
  exec: (reply) => {
    reply.beginProcedure();
    oneRow(reply, [{ name: 'inner', type: { kind: 'int' }, nullable: true }], [5]);
    reply.beginProcedure();
    reply.done({ rowCount: 2 });
    reply.endProcedure(0, []);
    reply.endProcedure(7, []);
  },
  wait: (reply, [, rows = '0'], { seen }, signal) =>
    new Promise((resolve) => {
      reply.columns([{ name: 'text', type: { kind: 'nvarchar', length: 4000 }, nullable: true }]);
      for (let index = 0; index < Number(rows); index += 1) {
        reply.row(['row '.repeat(700)]);
      }
      const stop = () => {
        seen.aborted += 1;
        resolve();
      };
      if (signal.aborted) {
        stop();
      }
      signal.addEventListener('abort', stop, { once: true });
    }),
};

/** `echo` and `sp_executesql` give their parameters back as one row, and those for output with a value of their own. */
function callProcedure(procedure: string, parameters: readonly RpcParameter[], reply: Reply): void {
  if (!['echo', 'sp_executesql'].includes(procedure)) {
    reply.message(error(2812, 16, `Could not find stored procedure '${procedure}'.`));
    return;
  }
  reply.beginProcedure();
  const given = procedure === 'echo' ? parameters : parameters.slice(2);
  if (given.length > 0) {
    const columns = given.map(({ name, type }) => ({ name: name.slice(1), type, nullable: true }));
    oneRow(
      reply,
      columns,
      given.map(({ value }) => value),
    );
  }
  reply.endProcedure(
    given.length,
    given.filter(({ output }) => output).map(({ name, type, value }) => ({ name, type, value })),
  );
}

function oneRow(reply: Reply, columns: readonly Column[], values: readonly SqlValue[]): void {
  reply.columns(columns);
  reply.row(values);
  reply.done({ rowCount: 1 });
}

const typedColumns: readonly Column[] = typed.map(([name, type]) => ({ name, type, nullable: true }));
const typedValues: readonly SqlValue[] = typed.map(([, , value]) => value);
