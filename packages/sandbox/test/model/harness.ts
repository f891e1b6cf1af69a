import { createHash } from 'node:crypto';
import type { SqlMessage, SqlValue } from '../../src/engine.js';
import { instantOf } from '../../src/instant.js';
import { freshContent } from '../../src/model/fresh/content.js';
import type { FleetDescription } from '../../src/model/fresh/fleet-description.js';
import type { Random } from '../../src/model/identifiers.js';
import { createStore, type Row, type RowChange, type Store, type StoreContent } from '../../src/model/store.js';
import { createWorld, type World } from '../../src/model/world.js';
import type { ObjectName, SessionContext } from '../../src/sql/database.js';

/** A fixed start: 2024-05-01T08:00:00Z. */
export const start = Date.UTC(2024, 4, 1, 8);

/** Bytes that look random and are the same in every run. */
export function repeatableRandom(seed = 'seed'): Random {
  let count = 0;
  return (size) => {
    const blocks: Buffer[] = [];
    for (let length = 0; length < size; length += 32) {
      blocks.push(createHash('sha256').update(`${seed}/${count++}`).digest());
    }
    return Buffer.concat(blocks).subarray(0, size);
  };
}

interface Outcome {
  readonly status: number;
  readonly messages: readonly SqlMessage[];
  readonly outputs: Readonly<Record<string, SqlValue>>;
  /** The numbers of the errors. */
  readonly errors: readonly number[];
}

type Arguments = Readonly<Record<string, SqlValue>>;

export interface Harness {
  readonly world: World;
  readonly store: Store;
  readonly journal: readonly RowChange[];
  /** Moves the clock. */
  wait(seconds: number): void;
  now(): number;
  as(login: string, database?: string): Client;
}

export interface Client {
  readonly context: SessionContext;
  exec(procedure: string, values?: Arguments): Outcome;
  /** Rows as objects; undefined where the view cannot be named. */
  select(view: string): readonly Readonly<Record<string, SqlValue>>[] | undefined;
  rows(view: string): readonly Readonly<Record<string, SqlValue>>[];
}

export function fleet(change: Partial<FleetDescription> = {}): FleetDescription {
  return {
    serverName: 'SQLETL01',
    masterMachines: ['SQLETL01'],
    workers: [{ machine: 'ETL01' }, { machine: 'ETL02' }],
    joined: true,
    createdAt: instantOf(start),
    ...change,
  };
}

export function freshHarness(
  change: Partial<FleetDescription> = {},
  edit: (content: Editable) => void = () => {},
): Harness {
  const content = JSON.parse(JSON.stringify(freshContent(fleet(change), repeatableRandom()))) as Editable;
  edit(content);
  return harnessOver(content);
}

/** The state as a person edits it. */
export type Editable = Record<string, Record<string, Record<string, unknown>>>;

export function harnessOver(content: StoreContent | Editable, at = start): Harness {
  let now = at;
  const journal: RowChange[] = [];
  const store = createStore(content as StoreContent, (change) => journal.push(change));
  const world = createWorld(store, () => instantOf(now), repeatableRandom(`world of ${at}`));
  return {
    world,
    store,
    journal,
    wait(seconds) {
      now += seconds * 1000;
    },
    now: () => now,
    as: (login, database = 'SSISDB') => clientOf(world, login, database, () => now),
  };
}

function clientOf(world: World, loginName: string, database: string, now: () => number): Client {
  const contextNow = (): SessionContext => ({
    id: 51,
    loginName,
    hostName: 'TEST',
    appName: 'test',
    database,
    now: instantOf(now()),
  });
  const select: Client['select'] = (view) => {
    const table = world.database.table(objectName(view), contextNow());
    if (table === undefined) return undefined;
    return [...table.rows()].map((values) =>
      Object.fromEntries(table.columns.map((column, index) => [column.name, values[index] ?? null])),
    );
  };
  return {
    get context() {
      return contextNow();
    },
    exec: (procedure, values = {}) => execute(world, contextNow(), procedure, values),
    select,
    rows(view) {
      const rows = select(view);
      if (rows === undefined) throw new Error(`${view}: no such object`);
      return rows;
    },
  };
}

function execute(world: World, context: SessionContext, procedure: string, values: Arguments): Outcome {
  const name = objectName(procedure);
  const denied = world.database.executeDenied(name, context);
  if (denied) return { status: -1, messages: [denied], outputs: {}, errors: [denied.number] };
  const found = world.database.procedure(name, context);
  if (found === undefined) throw new Error(`${procedure}: no such procedure`);
  const messages: SqlMessage[] = [];
  const outputs: Record<string, SqlValue> = {};
  const given = new Map(Object.entries(values).map(([key, value]) => [key.toLowerCase(), value]));
  for (const { name: parameter, defaultValue } of found.parameters) {
    const key = parameter.toLowerCase();
    if (!given.has(key)) given.set(key, defaultValue ?? null);
  }
  const status = found.run({
    context,
    arguments: given,
    signal: new AbortController().signal,
    setOutput: (key, value) => {
      outputs[key] = value;
    },
    send: () => undefined,
    raise: (message) => messages.push(message),
  });
  if (typeof status !== 'number') throw new Error(`${procedure}: answers later`);
  const errors = messages.filter((message) => message.class > 10).map((message) => message.number);
  return { status, messages, outputs, errors };
}

export function objectName(text: string): ObjectName {
  const parts = text.split('.');
  const name = parts.pop() ?? '';
  const schema = parts.pop();
  const database = parts.pop();
  return { name, ...(schema && { schema }), ...(database && { database }) };
}

/** The worker agent id of a machine of the fleet. */
export function agentOf(harness: Harness, machine: string): string {
  const row: Row | undefined = harness.store.get('machines', machine);
  return String(row?.agentId);
}
