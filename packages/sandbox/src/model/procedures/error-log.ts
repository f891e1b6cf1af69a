import type { Column } from '../../engine.js';
import { instantAt, unixMillisecondsOf } from '../../instant.js';
import { type CatalogProcedure, datetime, int, type Model, nvarchar, optional, required } from '../model.js';
import { numberField, textField, timeField } from '../store.js';

/** A line of the server's error log. */
interface Line {
  /** Unix milliseconds. */
  readonly at: number;
  readonly text: string;
}

const columns: readonly Column[] = [
  required('LogDate', datetime),
  required('ProcessInfo', nvarchar(50)),
  optional('Text', nvarchar(3950)),
];

/**
 * EXEC sys.xp_readerrorlog: log number, kind, two texts that a line must hold, from, to, order. The sandbox logs nothing but
 * failed logins: those of table `errorLog`, and those of a master's service whose account may not log in, one a minute.
 */
export const readErrorLog: CatalogProcedure = {
  schema: 'sys',
  name: 'xp_readerrorlog',
  grantedTo: 'securityadmin',
  parameters: [
    { name: '@p1', type: int, defaultValue: 0 },
    { name: '@p2', type: int, defaultValue: 1 },
    { name: '@p3', type: nvarchar(4000), defaultValue: null },
    { name: '@p4', type: nvarchar(4000), defaultValue: null },
    { name: '@p5', type: datetime, defaultValue: null },
    { name: '@p6', type: datetime, defaultValue: null },
    { name: '@p7', type: nvarchar(10), defaultValue: null },
  ],
  run(call, model) {
    const { now, offset } = call;
    const local = (name: string) => {
      const value = call.value(name);
      const isTime = typeof value === 'object' && value !== null && 'ticks' in value;
      return isTime ? unixMillisecondsOf(value) - offset * 60_000 : undefined;
    };
    const from = local('@p5') ?? Number.NEGATIVE_INFINITY;
    const to = local('@p6') ?? now;
    const wanted = [call.text('@p3'), call.text('@p4')].map((text) => (text ?? '').toUpperCase());
    const isCurrent = (call.integer('@p1') ?? 0) === 0 && (call.integer('@p2') ?? 1) === 1;
    const lines = (isCurrent ? linesOf(model, now) : []).filter(
      ({ at, text }) => at >= from && at <= to && wanted.every((part) => text.toUpperCase().includes(part)),
    );
    if (call.text('@p7')?.toLowerCase() === 'desc') lines.reverse();
    call.send(
      columns,
      lines.map(({ at, text }) => [instantAt(at + offset * 60_000, 0), 'Logon', text]),
    );
    return 0;
  },
};

function linesOf({ store, logins }: Model, now: number): Line[] {
  const told = [...store.rows('errorLog').values()].flatMap((row) =>
    failure(
      timeField(row, 'at') ?? now,
      textField(row, 'login') ?? '',
      numberField(row, 'state') ?? 5,
      textField(row, 'reason') ?? 'Could not find a login matching the name provided.',
    ),
  );
  const refused = [...store.rows('masters').values()].flatMap((row) => {
    const account = textField(row, 'userAccount') ?? '';
    const isOwn = account === '' || /^(NT (SERVICE|AUTHORITY)\\|LocalSystem$)/i.test(account);
    if (isOwn || row.service !== 'running' || logins.named(account) !== undefined) return [];
    const minutes = Array.from({ length: 60 }, (_, back) => (Math.floor(now / 60_000) - back) * 60_000);
    return minutes
      .filter((at) => at >= (timeField(row, 'startedAt') ?? 0))
      .flatMap((at) => failure(at, account, 5, 'Could not find a login matching the name provided.'));
  });
  return [...told, ...refused].sort((one, other) => one.at - other.at);
}

/** SQL Server writes two lines of a failed login, at one time. */
function failure(at: number, login: string, state: number, reason: string): readonly Line[] {
  return [
    { at, text: `Error: 18456, Severity: 14, State: ${state}.` },
    { at, text: `Login failed for user '${login}'. Reason: ${reason} [CLIENT: <local machine>]` },
  ];
}
