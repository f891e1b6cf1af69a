import type { MachineStatus } from '../../status/machine-status.js';
import type { StatusDocument, WorkerStatus } from '../../status/status-document.js';
import { paragraph } from '../../text/layout.js';
import { printable } from '../../text/printable.js';
import { type Screen, type Style, style } from '../../text/screen.js';
import { type Cell, table } from '../../text/table.js';
import { age, moment } from '../../text/times.js';
import { catalogText, counted, padded, quoted, withMore } from '../../text/words.js';
import { diagnosticsText } from './diagnostic-text.js';
import { healthPaint, healthText } from './health-text.js';
import { suspensionText } from './suspension-text.js';

/** The status as a person reads it: the master, then a table of workers. `doctor`: the command that looks at more. */
export function statusText(status: StatusDocument, screen: Screen, options: { readonly doctor?: string } = {}): string {
  const paint = style(screen.colors);
  const { catalog } = status;
  const head = `${paint.bold(status.topology.name)}: ${catalogText(catalog)}, ${moment(status.observedAt)}`;
  const blocks = [
    [head, healthText(status.health, screen), ...causesText(status.diagnostics ?? [], screen)].join('\n'),
    masterText(status, paint),
    heldText(status),
    workersText(status, paint, screen),
    machinesText(status.machines ?? [], paint, screen),
    diagnosticsText(status.diagnostics ?? [], screen),
    status.health.state === 'healthy'
      ? ''
      : `${options.doctor ?? 'scaleout doctor'} looks at more, and says what to do.`,
  ];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

/** Causes are shown up to here at the head; all of them are told with their remedies at the end. */
const mostCauses = 3;

function causesText(diagnostics: NonNullable<StatusDocument['diagnostics']>, screen: Screen): readonly string[] {
  const causes = diagnostics.filter(({ code }) => code === 'plan.cause').map(({ detail }) => printable(detail));
  return withMore(causes, mostCauses).map((cause) => paragraph('  Cause: ', cause, screen));
}

/** What is held back, as far as it stands in the catalog; empty where nothing is. */
function heldText({ suspensions = [], waiting = [] }: StatusDocument): string {
  const known = [...suspensions.map((one) => `  ${suspensionText(one)}`), ...waiting.map(waitingText)];
  return known.length === 0 ? '' : [...known, '  What else a watch holds back its own /status and log say.'].join('\n');
}

/** What a watch has said that waits, and how to let it go on. */
function waitingText({
  fingerprint,
  since,
  said,
  what,
  approvedBy,
}: NonNullable<StatusDocument['waiting']>[number]): string {
  return [
    `  A plan waits for an approval since ${moment(since)}: ${printable(what)}`,
    `  The watch last said so at ${moment(said)}.`,
    approvedBy === undefined
      ? `  Approve it with: scaleout approve ${fingerprint.slice(0, 8)}`
      : `  Approved by ${printable(approvedBy)}: the watch carries it out when it looks again.`,
  ].join('\n');
}

function masterText({ catalog, scaleOut, master, nodes }: StatusDocument, paint: Style): string {
  const state = {
    enabled: paint.green('enabled'),
    neverEnabled: paint.red('off (never enabled)'),
    disabled: paint.red('off (was enabled once)'),
  };
  const seen =
    master.lastOnlineAge !== null
      ? `last seen ${age(master.lastOnlineAge)} ago`
      : master.lastOnline === null
        ? 'never seen'
        : `last seen at a time that cannot be read: ${quoted(master.lastOnline)}`;
  const online =
    master.online === null ? paint.dim('unknown') : master.online ? paint.green('online') : paint.red('offline');
  const mode = { server: 'on the server', scaleOut: 'on the workers' };
  const lines: readonly (readonly [string, string])[] = [
    ['Scale Out', state[scaleOut.state]],
    ['Master', `${online}, ${seen}${master.machineName === null ? '' : `, on ${printable(master.machineName)}`}`],
    ...(nodes.length === 0 ? [] : [['Nodes', nodesText(nodes, paint)] as const]),
    ['Address', printable(master.address ?? '(none)')],
    ['Port', master.port === null ? '(none)' : String(master.port)],
    ['Certificate', printable(master.certificateThumbprint ?? '(none)')],
    ['Log database', printable(master.logDatabaseServer ?? '(none)')],
    [
      'Executions',
      scaleOut.defaultExecutionMode === null
        ? '(this catalog has no default)'
        : `${mode[scaleOut.defaultExecutionMode]} by default`,
    ],
    ['SQL Server', printable(`${catalog.serverName}, ${catalog.productVersion}, ${catalog.edition}`)],
    ['Connected as', printable(catalog.login)],
  ];
  return lines.map(([name, value]) => `  ${padded(name, 13)} ${value}`).join('\n');
}

function nodesText(nodes: StatusDocument['nodes'], paint: Style): string {
  return nodes
    .map(({ machine, health }) => `${printable(machine)} ${healthPaint(health.state, paint)(health.state)}`)
    .join(', ');
}

function workersText({ workers }: StatusDocument, paint: Style, screen: Screen): string {
  if (workers.length === 0) return '  No workers: none is listed, and the catalog has none.';
  const enabled = workers.filter((worker) => worker.enabled === true);
  const online = enabled.filter((worker) => worker.online === true);
  const noted = workers.some((worker) => notes[worker.standing] !== '');
  const rows = workers.map((worker) => cells(worker, paint, noted));
  const heads = [
    'WORKER',
    'ENABLED',
    'ONLINE',
    'LAST SEEN',
    'RUNNING',
    'HEALTH',
    ...(noted ? ['NOTE'] : []),
    'ACCOUNT',
    'NAME',
    'DESCRIPTION',
  ];
  const count = `${counted(workers.length, 'worker')}, ${enabled.length} enabled, ${online.length} of those online`;
  return `${table(heads, rows, screen)}\n\n${count}`;
}

const notes = {
  registered: '',
  stale: 'stale: a newer row is online',
  ambiguous: 'ambiguous: several rows, the live one cannot be told',
  cloned: 'another machine has the same AgentId',
  sharedName: 'a name cut off after 15 characters: several machines can have it',
  claimedTwice: 'fits two workers of the topology',
  awaitingRegistration: 'awaiting registration',
  unreadable: 'its row cannot be read',
  unmanaged: 'not in the topology',
} as const satisfies Record<WorkerStatus['standing'], string>;

function cells(worker: WorkerStatus, paint: Style, noted: boolean): readonly Cell[] {
  const text = (value: string | null) => ({ text: printable(value ?? '-').replaceAll('\n', ' ') });
  const known = (value: boolean | null, good: (text: string) => string, bad: (text: string) => string): Cell =>
    value === null ? { text: '-' } : { text: value ? 'yes' : 'no', paint: value ? good : bad };
  const unread = worker.lastOnline === null ? '-' : `unreadable: ${quoted(worker.lastOnline)}`;
  const seen = worker.lastOnlineAge === null ? unread : `${age(worker.lastOnlineAge)} ago`;
  const running = worker.workerAgentId === null ? '-' : (worker.runningExecutions ?? '?');
  return [
    text(worker.machine ?? '(no name)'),
    known(worker.enabled, paint.green, paint.yellow),
    known(worker.online, paint.green, paint.red),
    { text: seen },
    { text: String(running) },
    healthCell(worker, paint),
    ...(noted ? [{ text: notes[worker.standing], paint: paint.yellow }] : []),
    text(worker.userAccount),
    text(worker.displayName),
    text(worker.description),
  ];
}

/** A worker that is out of service is not unhealthy, and a row that was left behind is neither. */
function healthCell({ health, enabled }: WorkerStatus, paint: Style): Cell {
  if (health === undefined) return { text: '-' };
  if (health.state === 'healthy' && enabled !== true) return { text: 'disabled', paint: paint.dim };
  return { text: health.state, paint: healthPaint(health.state, paint) };
}

/** A table of the machines: a line for each service, or why there is none. */
function machinesText(machines: readonly MachineStatus[], paint: Style, screen: Screen): string {
  if (machines.length === 0) return '';
  const heads = ['MACHINE', 'SERVICE', 'STATE', 'STARTS', 'CERTIFICATE ENDS', 'ACCOUNT'];
  return table(
    heads,
    machines.flatMap((machine) => rowsOf(machine, paint)),
    screen,
  );
}

function rowsOf({ machine, state, services }: MachineStatus, paint: Style): readonly (readonly Cell[])[] {
  const name = { text: printable(machine) };
  const none = { text: '-' };
  if (state === 'manual') return [[name, { text: 'by hand: not looked at' }, none, none, none, none]];
  if (state === 'unreached') {
    return [[name, { text: 'could not be looked at', paint: paint.red }, none, none, none, none]];
  }
  if (services.length === 0) {
    return [[name, { text: 'no Scale Out service', paint: paint.yellow }, none, none, none, none]];
  }
  return services.map((service) => [
    name,
    { text: printable(service.name) },
    { text: service.state, paint: service.state === 'running' ? paint.green : paint.red },
    { text: service.startMode, paint: service.startMode === 'automatic' ? paint.green : paint.yellow },
    { text: service.certificate === null ? '-' : service.certificate.notAfter.slice(0, 10) },
    { text: printable(service.account) },
  ]);
}
