import type { Engine, LoginRequest, Reply, Request, RpcParameter, Session } from '../../../src/sandbox/engine.js';
import { instantOf } from '../../../src/sandbox/instant.js';
import type { Column, SqlMessage, SqlType, SqlValue } from '../../../src/sandbox/sql-value.js';

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

export function error(number: number, severity: number, text: string): SqlMessage {
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

const moment = { ...instantOf(Date.UTC(2026, 6, 5, 21, 30, 15, 123)), offset: 0 };

/** One column of every type, with a value that shows each mistake: sign, byte order, padding, rounding, code page. */
export const typed: readonly (readonly [name: string, type: SqlType, value: SqlValue])[] = [
  ['bit', { kind: 'bit' }, true],
  ['tinyint', { kind: 'tinyint' }, 200],
  ['smallint', { kind: 'smallint' }, -12_345],
  ['int', { kind: 'int' }, -1_234_567_890],
  ['bigint', { kind: 'bigint' }, -9_223_372_036_854_775_807n],
  ['real', { kind: 'real' }, 1.5],
  ['float', { kind: 'float' }, -0.1],
  ['decimal9', { kind: 'decimal', precision: 9, scale: 2 }, '-12.50'],
  ['decimal19', { kind: 'decimal', precision: 19, scale: 4 }, '123456789012.3456'],
  ['decimal38', { kind: 'decimal', precision: 38, scale: 0 }, '99999999999999999999999999999999999999'],
  ['guid', { kind: 'uniqueidentifier' }, '01234567-89AB-CDEF-0123-456789ABCDEF'],
  ['date', { kind: 'date' }, moment],
  ['datetime', { kind: 'datetime' }, moment],
  ['datetime2', { kind: 'datetime2', scale: 7 }, { ticks: moment.ticks + 4567n, offset: 0 }],
  ['time', { kind: 'time', scale: 3 }, moment],
  ['datetimeoffset', { kind: 'datetimeoffset', scale: 7 }, { ticks: moment.ticks, offset: 120 }],
  ['char', { kind: 'char', length: 5 }, 'ab'],
  ['nchar', { kind: 'nchar', length: 5 }, 'żó'],
  ['varchar', { kind: 'varchar', length: 20 }, 'Größe € ż'],
  ['varcharmax', { kind: 'varchar', length: 'max' }, 'é'.repeat(9000)],
  ['nvarchar', { kind: 'nvarchar', length: 20 }, 'Łódź 🙂'],
  ['nvarcharmax', { kind: 'nvarchar', length: 'max' }, ''],
  ['binary', { kind: 'binary', length: 4 }, Uint8Array.of(1, 2)],
  ['varbinary', { kind: 'varbinary', length: 10 }, Uint8Array.of(255, 0)],
  ['varbinarymax', { kind: 'varbinary', length: 'max' }, new Uint8Array(9000).fill(7)],
  ['variant', { kind: 'sql_variant' }, { type: { kind: 'nvarchar', length: 128 }, value: 'SANDBOX' }],
];

const typedColumns: readonly Column[] = typed.map(([name, type]) => ({ name, type, nullable: true }));
const typedValues: readonly SqlValue[] = typed.map(([, , value]) => value);

const wideTypes: readonly SqlType[] = [
  { kind: 'uniqueidentifier' },
  { kind: 'bit' },
  { kind: 'nvarchar', length: 256 },
  { kind: 'nvarchar', length: 'max' },
  { kind: 'nvarchar', length: 256 },
  { kind: 'int' },
  { kind: 'datetimeoffset', scale: 7 },
  { kind: 'bigint' },
];

export function wideColumns(count: number): readonly Column[] {
  return Array.from({ length: count }, (_, index) => ({
    name: `c${index}`,
    type: wideTypes[index % wideTypes.length] ?? { kind: 'int' },
    nullable: true,
  }));
}

export function wideRow(columns: readonly Column[], index: number): readonly SqlValue[] {
  return columns.map(({ type }) => {
    switch (type.kind) {
      case 'uniqueidentifier':
        return `01234567-89AB-CDEF-0123-${index.toString(16).toUpperCase().padStart(12, '0')}`;
      case 'bit':
        return index % 2 === 0;
      case 'int':
        return index;
      case 'bigint':
        return BigInt(index);
      case 'datetimeoffset':
        return moment;
      default:
        return `Loader ${index}`;
    }
  });
}
