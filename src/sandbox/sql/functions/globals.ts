import type { SqlType, SqlValue } from '../../sql-value.js';
import type { Run, Scalar } from '../expressions/scalar.js';
import { undeclaredVariable } from '../messages/syntax.js';
import { int, nvarchar, smallint } from '../types/type-name.js';
import { momentFunctions } from './dates.js';

type Global = readonly [type: SqlType, evaluate: (run: Run) => SqlValue];

/** The bits of @@OPTIONS (user options of the server configuration). */
const optionBits: Readonly<Record<string, number>> = {
  IMPLICIT_TRANSACTIONS: 2,
  CURSOR_CLOSE_ON_COMMIT: 4,
  ANSI_WARNINGS: 8,
  ANSI_PADDING: 16,
  ANSI_NULLS: 32,
  ARITHABORT: 64,
  ARITHIGNORE: 128,
  QUOTED_IDENTIFIER: 256,
  NOCOUNT: 512,
  ANSI_NULL_DFLT_ON: 1024,
  ANSI_NULL_DFLT_OFF: 2048,
  CONCAT_NULL_YIELDS_NULL: 4096,
  NUMERIC_ROUNDABORT: 8192,
  XACT_ABORT: 16384,
};

function optionsOf({ session: { options } }: Run): number {
  const on = new Set(options.switches);
  if (options.implicitTransactions) on.add('IMPLICIT_TRANSACTIONS');
  if (options.quotedIdentifier) on.add('QUOTED_IDENTIFIER');
  if (options.noCount) on.add('NOCOUNT');
  if (options.xactAbort) on.add('XACT_ABORT');
  return [...on].reduce((sum, name) => sum + (optionBits[name] ?? 0), 0);
}

/** `16.0.1000.6` as @@MICROSOFTVERSION has it: major in the high byte, minor in the next, build in the rest. */
function microsoftVersion({ session }: Run): number {
  const version = session.database.serverProperty('ProductVersion')?.value;
  const [major = 0, minor = 0, build = 0] = String(version ?? '')
    .split('.')
    .map(Number);
  return major * 2 ** 24 + minor * 2 ** 16 + build;
}

const globals: Readonly<Record<string, Global>> = {
  '@@VERSION': [nvarchar(300), ({ session }) => session.database.versionText],
  '@@SERVERNAME': [nvarchar(128), ({ session }) => session.database.serverName],
  '@@SERVICENAME': [nvarchar(128), ({ session }) => session.database.serverName.split('\\')[1] ?? 'MSSQLSERVER'],
  '@@SPID': [smallint, ({ session }) => session.id],
  '@@ROWCOUNT': [int, ({ session }) => session.rowCount],
  '@@ERROR': [int, ({ session }) => session.error],
  '@@TRANCOUNT': [int, ({ session }) => session.transactionCount],
  '@@IDENTITY': [{ kind: 'decimal', precision: 38, scale: 0 }, () => null],
  '@@LANGUAGE': [nvarchar(128), ({ session }) => session.options.language],
  '@@LANGID': [smallint, () => 0],
  '@@MAX_PRECISION': [{ kind: 'tinyint' }, () => 38],
  '@@MAX_CONNECTIONS': [int, () => 32_767],
  '@@MICROSOFTVERSION': [int, microsoftVersion],
  '@@NESTLEVEL': [int, ({ session }) => session.nestLevel],
  '@@OPTIONS': [int, optionsOf],
  '@@TEXTSIZE': [int, ({ session }) => session.options.textSize],
  '@@LOCK_TIMEOUT': [int, ({ session }) => session.options.lockTimeout],
  '@@DATEFIRST': [{ kind: 'tinyint' }, ({ session }) => session.options.dateFirst],
  '@@PROCID': [int, () => 0],
  '@@DBTS': [{ kind: 'varbinary', length: 8 }, () => new Uint8Array(8)],
  '@@FETCH_STATUS': [int, () => 0],
  '@@CURSOR_ROWS': [int, () => 0],
  '@@TIMETICKS': [int, () => 31_250],
  '@@TOTAL_ERRORS': [int, () => 0],
  '@@CPU_BUSY': [int, () => 0],
  '@@REMSERVER': [nvarchar(128), () => null],
  SYSTEM_USER: [nvarchar(128), ({ session }) => session.loginName],
  SESSION_USER: [nvarchar(128), ({ session }) => session.loginName],
  CURRENT_USER: [nvarchar(128), ({ session }) => session.loginName],
  USER: [nvarchar(128), ({ session }) => session.loginName],
};

/** `@@NAME` or a function without parentheses; undefined for a name that is neither. */
export function compileGlobal(name: string): Scalar | undefined {
  const global = globals[name.toUpperCase()];
  if (global !== undefined) return { type: global[0], nullable: false, evaluate: global[1] };
  if (name.toUpperCase() === 'CURRENT_TIMESTAMP')
    return momentFunctions.CURRENT_TIMESTAMP?.compile([], noCompilation, name);
  if (name.startsWith('@@')) throw undeclaredVariable(name);
  return undefined;
}

/** CURRENT_TIMESTAMP asks nothing of its statement. */
const noCompilation = {} as Parameters<NonNullable<(typeof momentFunctions)['GETDATE']>['compile']>[1];
