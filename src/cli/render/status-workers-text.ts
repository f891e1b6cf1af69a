import { kindOf } from '../../status/filter-status.js';
import type { StatusDocument } from '../../status/status-document.js';
import type { WorkerStatus } from '../../status/worker-status.js';
import { paragraph } from '../../text/layout.js';
import { printable } from '../../text/printable.js';
import { type Screen, type Style, style } from '../../text/screen.js';
import { type Cell, table } from '../../text/table.js';
import { age, localMoment } from '../../text/times.js';
import { counted, firstOf, listed, quoted } from '../../text/words.js';
import { certificateCell } from './certificate-cell.js';
import { healthPaint } from './health-text.js';
import { versionText } from './version-text.js';

export interface WorkersOptions {
  /** More columns, and every worker. */
  readonly wide?: boolean;
  /** Every worker, however many are alike. */
  readonly all?: boolean;
}

/** Of more workers than these, those that are well are counted. */
const mostShown = 40;

/** Workers named in one phrase. */
const named = 5;

/** A table of the workers, what is special about some of them, and how many there are. */
export function workersText(
  status: StatusDocument,
  screen: Screen,
  { wide = false, all = false }: WorkersOptions,
): string {
  const { workers, filter } = status;
  const paint = style(screen.colors);
  if (workers.length === 0) return paragraph('', noWorkers(status), screen);
  const isSummed = !wide && !all && workers.length > mostShown;
  const summed = isSummed ? workers.filter(isPlain) : [];
  const shown = isSummed ? workers.filter((worker) => !isPlain(worker)) : workers;
  const heads = ['WORKER', 'HEALTH', 'ENABLED', 'ONLINE', 'LAST SEEN', 'RUNNING', 'NAME'];
  const more = wide ? ['VERSION', 'CERTIFICATE ENDS', 'ACCOUNT', 'DESCRIPTION'] : [];
  const maintained = new Set(status.maintenances?.map(({ target, state }) => (state === 'back' ? '' : target)));
  const rows = shown.map((worker) => [
    ...cells(worker, { wide, isMaintained: maintained.has(worker.target ?? '') }, screen, paint),
    ...(wide ? wideCells(worker, status.observedAt, screen) : []),
  ]);
  const blocks = [
    shown.length === 0 ? '' : table([...heads, ...more], rows, screen),
    notesText(shown, screen, paint),
    filter?.unhealthy === true ? reasonsText(shown, screen) : '',
    summed.length === 0 ? '' : paragraph('', summary(summed, shown.length > 0), screen),
    paragraph('', countText(status), screen),
  ];
  return blocks.filter((block) => block !== '').join('\n\n');
}

/** As it should be in every respect, so that a count says as much as a line. */
function isPlain(worker: WorkerStatus): boolean {
  return kindOf(worker) === 'healthy' && worker.online === true && isUsual(worker);
}

function isUsual({ standing }: WorkerStatus): boolean {
  return standing === 'registered' || standing === 'notCompared';
}

function summary(workers: readonly WorkerStatus[], isRest: boolean): string {
  const ages = workers.flatMap(({ lastOnlineAge }) => lastOnlineAge ?? []);
  const oldest = Math.max(...ages);
  const running = workers.map(({ runningExecutions }) => runningExecutions);
  const executions = running.some((count) => count === null)
    ? 'what they run cannot be seen'
    : `${counted(
        running.reduce<number>((sum, count) => sum + (count ?? 0), 0),
        'execution',
      )} running on them`;
  const who = `${isRest ? 'The other ' : ''}${counted(workers.length, 'worker')}`;
  const are = workers.length === 1 ? 'is' : 'are';
  return `${who} ${are} healthy, enabled and online: last seen ${age(oldest)} ago at most, ${executions}. --all lists them.`;
}

/** Why none is shown. */
function noWorkers({ filter, health }: StatusDocument): string {
  if (filter === undefined) return 'No workers: none is listed, and the catalog has none.';
  if (filter.unhealthy !== true) return 'No worker is among what was asked for.';
  const part = filter.include === undefined && filter.exclude === undefined ? '' : ' of the chosen part';
  if (health.state === 'healthy') return `Nothing${part} is unhealthy, as far as it was looked at.`;
  return `No worker${part} is unhealthy, as far as it was looked at. What is wrong is told above.`;
}

/** What a filter hides is in the count of what is hidden. */
function countText({ workers, filter }: StatusDocument): string {
  const enabled = workers.filter((worker) => worker.enabled === true);
  const online = enabled.filter((worker) => worker.online === true);
  const shown = filter === undefined ? '' : ' shown';
  return `${counted(workers.length, 'worker')}${shown}, ${enabled.length} enabled, ${online.length} of those online`;
}

const notes = {
  registered: '',
  notCompared: '',
  stale: 'stale: a newer row is online',
  leaving: 'leaves for good (state: absent): apply removes it',
  ambiguous: 'ambiguous: several rows, the live one cannot be told',
  cloned: 'another machine has the same AgentId',
  sharedName: 'a name cut off after 15 characters: several machines can have it',
  claimedTwice: 'fits two workers of the topology',
  awaitingRegistration: 'awaiting registration: the catalog has no row of it',
  unreadable: 'its row cannot be read',
  unmanaged: 'not in the topology',
} as const satisfies Record<WorkerStatus['standing'], string>;

/** What the sign beside a worker stands for, a line each kind. */
function notesText(workers: readonly WorkerStatus[], screen: Screen, paint: Style): string {
  const kinds = [...new Set(workers.filter((worker) => !isUsual(worker)).map(({ standing }) => standing))];
  return kinds
    .map((standing) => {
      const names = workers.filter((worker) => worker.standing === standing).map(nameOf);
      return paragraph(paint.yellow('! '), `${firstOf(names, named)}: ${notes[standing]}`, screen);
    })
    .join('\n');
}

/** Why each of them is not healthy. */
function reasonsText(workers: readonly WorkerStatus[], screen: Screen): string {
  return workers
    .flatMap((worker) =>
      worker.health?.reason === undefined
        ? []
        : [paragraph(`  ${nameOf(worker)}: `, printable(worker.health.reason), screen)],
    )
    .join('\n');
}

function nameOf({ machine, workerAgentId }: WorkerStatus): string {
  return printable(machine ?? workerAgentId ?? '(no name)').replaceAll('\n', ' ');
}

function cells(
  worker: WorkerStatus,
  { wide, isMaintained }: { readonly wide: boolean; readonly isMaintained: boolean },
  screen: Screen,
  paint: Style,
): readonly Cell[] {
  const known = (value: boolean | null, good: (text: string) => string, bad: (text: string) => string): Cell =>
    value === null ? { text: '-' } : { text: value ? 'yes' : 'no', paint: value ? good : bad };
  const unread = worker.lastOnline === null ? '-' : `unreadable: ${quoted(worker.lastOnline)}`;
  const seen = worker.lastOnlineAge === null ? unread : seenText(worker.lastOnline, worker.lastOnlineAge, wide, screen);
  const running = worker.workerAgentId === null ? '-' : (worker.runningExecutions ?? '?');
  const name = printable(worker.machine ?? '(no name)');
  return [
    isUsual(worker) ? { text: name } : { text: `${name}!`, paint: paint.yellow },
    healthCell(worker, isMaintained, paint),
    known(worker.enabled, paint.green, paint.yellow),
    known(worker.online, paint.green, paint.red),
    { text: seen },
    { text: String(running) },
    textCell(worker.displayName),
  ];
}

/** By the clock of the SQL Server, whatever that of the reader shows. */
function seenText(lastOnline: string | null, seconds: number, wide: boolean, screen: Screen): string {
  const ago = `${age(seconds)} ago`;
  return wide && lastOnline !== null ? `${localMoment(lastOnline, screen)} (${ago})` : ago;
}

function wideCells(worker: WorkerStatus, observedAt: string, screen: Screen): readonly Cell[] {
  return [
    { text: versionText(worker.version) },
    certificateCell(worker.certificate, observedAt, screen),
    textCell(worker.userAccount),
    textCell(worker.description),
  ];
}

function textCell(value: string | null): Cell {
  return { text: printable(value ?? '-').replaceAll('\n', ' ') };
}

/** A worker that is out of service is not unhealthy, and a row that was left behind is neither. */
function healthCell({ health, enabled, standing }: WorkerStatus, isMaintained: boolean, paint: Style): Cell {
  if (health === undefined) return { text: '-' };
  // Nobody waits for it: whether it can work is not asked.
  if (standing === 'leaving') return { text: 'leaving', paint: paint.dim };
  if (health.state === 'healthy' && enabled !== true)
    return { text: isMaintained ? 'maintenance' : 'disabled', paint: paint.dim };
  return { text: health.state, paint: healthPaint(health.state, paint) };
}

/** What a filter leaves out, and of that what is not well. */
export function hiddenText({ filter }: StatusDocument, screen: Screen): string {
  if (filter === undefined) return '';
  const { healthy, disabled, leftBehind, unhealthy, nodes, machines, diagnostics } = filter.hidden;
  const of = (count: number, what: string, plural?: string) => (count === 0 ? [] : [counted(count, what, plural)]);
  const parts = [
    ...of(healthy, 'healthy worker'),
    ...of(disabled, 'disabled worker'),
    ...of(unhealthy, 'worker that is not healthy', 'workers that are not healthy'),
    ...of(leftBehind, 'row that was left behind', 'rows that were left behind'),
    ...of(nodes, 'node of the master', 'nodes of the master'),
    ...of(machines, 'machine'),
    ...of(diagnostics, 'message about others', 'messages about others'),
  ];
  const options = [
    ...(filter.unhealthy === true ? ['--unhealthy'] : []),
    ...(filter.include === undefined ? [] : ['--target']),
    ...(filter.exclude === undefined ? [] : ['--exclude']),
  ];
  const what = parts.length === 0 ? 'nothing' : listed(parts);
  const paint = style(screen.colors);
  const text = paragraph(
    '',
    `Left out by ${listed(options)}: ${what}. The health at the top is that of the whole farm.`,
    screen,
  );
  return unhealthy > 0 ? paint.yellow(text) : text;
}
