import type { Column, SqlType, SqlValue } from '../../src/engine.js';
import { instantOf } from '../../src/instant.js';
import type { Database, Procedure, SessionContext, Table } from '../../src/sql/database.js';

const nvarchar = (length: number | 'max'): SqlType => ({ kind: 'nvarchar', length });
const column = (name: string, type: SqlType, nullable = false): Column => ({ name, type, nullable });

export const guid = (number: number): string =>
  `${number.toString(16).toUpperCase().padStart(8, '0')}-0000-4000-8000-000000000001`;

const seen = instantOf(Date.UTC(2026, 0, 2, 3, 4, 5));

/** Workers 1 to 4; the third has no name, the fourth is off. */
const workerRows: readonly (readonly SqlValue[])[] = [
  [guid(1), true, 'ETL01', 10, { ...seen, offset: 120 }, '1.50'],
  [guid(2), true, 'etl02 ', 20, { ...seen, offset: 120 }, '2.25'],
  [guid(3), true, null, 30, { ...seen, offset: 120 }, null],
  [guid(4), false, 'ETL04', 20, { ...seen, offset: 120 }, '10.00'],
];

const workerColumns: readonly Column[] = [
  column('Id', { kind: 'uniqueidentifier' }),
  column('IsEnabled', { kind: 'bit' }),
  column('Name', nvarchar(256), true),
  column('Load', { kind: 'int' }),
  column('Seen', { kind: 'datetimeoffset', scale: 7 }),
  column('Price', { kind: 'decimal', precision: 9, scale: 2 }, true),
];

const taskColumns: readonly Column[] = [
  column('TaskId', { kind: 'bigint' }),
  column('WorkerId', { kind: 'uniqueidentifier' }, true),
  column('Status', { kind: 'int' }),
];

const taskRows: readonly (readonly SqlValue[])[] = [
  [1n, guid(1), 2],
  [2n, guid(1), 5],
  [3n, guid(2), 2],
  [4n, null, 5],
  [5n, guid(9), 2],
];

export interface SmallDatabase extends Database {
  /** Names of the tables whose rows were all read, and how often a key was looked up. */
  readonly scans: string[];
  readonly lookups: SqlValue[];
  /** What the procedures were called with. */
  readonly calls: { readonly name: string; readonly arguments: Readonly<Record<string, SqlValue>> }[];
}

/** A world of a few tables and procedures: dbo.workers, dbo.tasks, dbo.secret, dbo.big. */
export function createSmallDatabase(bigRows = 0): SmallDatabase {
  const scans: string[] = [];
  const lookups: SqlValue[] = [];
  const calls: { name: string; arguments: Readonly<Record<string, SqlValue>> }[] = [];
  const big = Array.from({ length: bigRows }, (_, index): readonly SqlValue[] => [
    guid(index + 1),
    true,
    `WORKER${index}`,
    index % 100,
    { ticks: seen.ticks + BigInt(index) * 10_000_000n, offset: 0 },
    '1.00',
  ]);
  const byGuid = (rows: readonly (readonly SqlValue[])[]) => new Map(rows.map((row) => [row[0], row]));
  const workersById = byGuid(workerRows);
  const bigById = byGuid(big);
  const keyed = (rows: readonly (readonly SqlValue[])[], index: ReturnType<typeof byGuid>, name: string): Table => ({
    columns: workerColumns,
    rows() {
      scans.push(name);
      return rows;
    },
    key: {
      column: 0,
      find(value) {
        lookups.push(value);
        return index.get(value);
      },
    },
  });
  const tables = new Map<string, Table>([
    ['workers', keyed(workerRows, workersById, 'workers')],
    ['big', keyed(big, bigById, 'big')],
    ['tasks', { columns: taskColumns, rows: () => taskRows }],
    ['secret', { columns: taskColumns, rows: () => taskRows }],
  ]);
  const record = (name: string, values: ReadonlyMap<string, SqlValue>) =>
    calls.push({ name, arguments: Object.fromEntries(values) });
  const procedures = new Map<string, Procedure>(
    (
      [
        {
          name: 'enable',
          parameters: [{ name: '@Id', type: { kind: 'uniqueidentifier' } }],
          run(call) {
            record('enable', call.arguments);
            if (call.arguments.get('@id') === null) {
              call.raise({ number: 27_100, state: 1, class: 16, text: 'Id is null.' });
              return 1;
            }
            return 0;
          },
        },
        {
          name: 'start',
          parameters: [
            { name: '@Name', type: nvarchar(5) },
            { name: '@Count', type: { kind: 'int' }, defaultValue: 7 },
            { name: '@Started', type: { kind: 'bigint' }, output: true },
          ],
          run(call) {
            record('start', call.arguments);
            call.setOutput('@Started', 42n);
            call.raise({ number: 0, state: 1, class: 0, text: 'started' });
            return 3;
          },
        },
        { name: 'forbidden', parameters: [], run: () => 0 },
      ] satisfies readonly Procedure[]
    ).map((procedure) => [procedure.name, procedure]),
  );
  return {
    scans,
    lookups,
    calls,
    serverName: 'SMALL\\ONE',
    versionText: 'Microsoft SQL Server 2022 (small)',
    databases: ['master', 'SSISDB', 'closed'],
    table: ({ name, schema, database }, context) =>
      (schema ?? 'dbo').toLowerCase() === 'dbo' && isHere(database, context)
        ? tables.get(name.toLowerCase())
        : undefined,
    procedure: ({ name, schema }) =>
      (schema ?? 'dbo').toLowerCase() === 'dbo' ? procedures.get(name.toLowerCase()) : undefined,
    databaseDenied: (database, context) =>
      database === 'closed'
        ? { number: 916, state: 1, class: 14, text: `The server principal "${context.loginName}" may not.` }
        : undefined,
    selectDenied: ({ name }) =>
      name.toLowerCase() === 'secret'
        ? { number: 229, state: 5, class: 14, text: "The SELECT permission was denied on the object 'secret'." }
        : undefined,
    serverProperty: (name) =>
      name.toLowerCase() === 'productversion' ? { type: nvarchar(128), value: '16.0.1000.6' } : null,
    isServerRoleMember: (role) => (role === 'sysadmin' ? true : null),
    isDatabaseRoleMember: (role) => (role === 'ssis_admin' ? false : null),
    loginSid: (login) => (login === null || login === 'sa' ? Uint8Array.of(1) : null),
    executeDenied: ({ name }) =>
      name === 'forbidden'
        ? { number: 229, state: 5, class: 14, text: "The EXECUTE permission was denied on the object 'forbidden'." }
        : undefined,
  };
}

function isHere(database: string | undefined, context: SessionContext): boolean {
  return (database ?? context.database).toLowerCase() === 'ssisdb';
}
