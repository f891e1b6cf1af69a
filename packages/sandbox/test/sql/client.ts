import type { Column, Instant, Reply, RpcParameter, Session, SqlMessage, SqlType, SqlValue } from '../../src/engine.js';
import { instantOf } from '../../src/instant.js';
import { type ApplicationLocks, createApplicationLocks } from '../../src/sql/application-locks.js';
import type { Database } from '../../src/sql/database.js';
import { createSession } from '../../src/sql/session.js';
import { createSmallDatabase } from './small-database.js';

export interface Result {
  readonly columns: readonly Column[];
  readonly rows: (readonly SqlValue[])[];
}

export interface Answer {
  readonly results: Result[];
  readonly messages: SqlMessage[];
  /** Of each statement that counted rows. */
  readonly counts: number[];
  readonly returnStatus: number[];
  readonly outputs: { readonly name: string; readonly type: SqlType; readonly value: SqlValue }[];
  readonly databases: string[];
  /** All that was replied, in order, by name. */
  readonly events: string[];
}

export interface Client {
  readonly session: Session;
  batch(text: string, signal?: AbortSignal): Promise<Answer>;
  rpc(procedure: string, parameters: readonly RpcParameter[], signal?: AbortSignal): Promise<Answer>;
  /** The rows of the only result of a batch without errors. */
  rows(text: string): Promise<(readonly SqlValue[])[]>;
  /** The only value of the only row. */
  value(text: string): Promise<SqlValue>;
  /** The numbers of the errors of a batch. */
  errors(text: string): Promise<number[]>;
}

export interface ClientOptions {
  readonly database?: Database;
  readonly locks?: ApplicationLocks;
  readonly id?: number;
  readonly now?: () => Instant;
  readonly sleep?: Parameters<typeof createSession>[0]['sleep'];
}

/** 2026-01-02 03:04:15.1234567 +02:00. */
export const clientNow: Instant = { ticks: instantOf(Date.UTC(2026, 0, 2, 1, 4, 15)).ticks + 1_234_567n, offset: 120 };

export function connect({
  database = createSmallDatabase(),
  locks = createApplicationLocks(),
  id = 51,
  now = () => clientNow,
  sleep,
}: ClientOptions = {}): Client {
  const session = createSession({
    database,
    id,
    loginName: 'CORP\\dba',
    hostName: 'DESK',
    appName: 'tests',
    defaultDatabase: 'SSISDB',
    now,
    locks,
    ...(sleep && { sleep }),
  });
  return clientOf(session);
}

/** A client of a session that there is. */
export function clientOf(session: Session): Client {
  const never = new AbortController().signal;
  const send = async (request: Parameters<Session['execute']>[0], signal = never): Promise<Answer> => {
    const answer = emptyAnswer();
    await session.execute(request, recorder(answer), signal);
    return answer;
  };
  const batch = (text: string, signal?: AbortSignal) => send({ type: 'batch', text }, signal);
  const rows = async (text: string) => {
    const { results, messages } = await batch(text);
    const [result, ...others] = results;
    if (messages.some((message) => message.class > 10) || result === undefined || others.length > 0) {
      throw new Error(`expected one result, got ${results.length} and ${JSON.stringify(messages)}`);
    }
    return result.rows;
  };
  return {
    session,
    batch,
    rpc: (procedure, parameters, signal) => send({ type: 'rpc', procedure, parameters }, signal),
    rows,
    async value(text) {
      const [row, ...more] = await rows(text);
      if (row?.length !== 1 || more.length > 0)
        throw new Error(`expected one value, got ${JSON.stringify([row, ...more])}`);
      return row[0] ?? null;
    },
    async errors(text) {
      const { messages } = await batch(text);
      return messages.filter((message) => message.class > 10).map(({ number }) => number);
    },
  };
}

function emptyAnswer(): Answer {
  return { results: [], messages: [], counts: [], returnStatus: [], outputs: [], databases: [], events: [] };
}

function recorder(answer: Answer): Reply {
  const { results, messages, counts, returnStatus, outputs, databases, events } = answer;
  let depth = 0;
  return {
    columns(columns) {
      events.push('columns');
      results.push({ columns, rows: [] });
    },
    row(values) {
      results.at(-1)?.rows.push([...values]);
    },
    done({ rowCount, failed } = {}) {
      events.push(failed ? 'failed' : rowCount === undefined ? 'done' : `done ${rowCount}`);
      if (rowCount !== undefined) counts.push(rowCount);
    },
    message(message) {
      events.push(`message ${message.number}`);
      messages.push(message);
    },
    beginProcedure() {
      depth += 1;
      events.push('begin');
    },
    endProcedure(status, values) {
      depth -= 1;
      if (depth < 0) throw new Error('a procedure ended that had not begun');
      events.push(`end ${status}`);
      returnStatus.push(status);
      outputs.push(...values);
    },
    databaseChanged(from, to) {
      databases.push(`${from} to ${to}`);
    },
  };
}

export const parameter = (name: string, type: SqlType, value: SqlValue, output = false): RpcParameter => ({
  name,
  type,
  value,
  output,
});

export const text = (value: string, name = ''): RpcParameter =>
  parameter(name, { kind: 'nvarchar', length: value.length > 4000 ? 'max' : Math.max(1, value.length) }, value);
