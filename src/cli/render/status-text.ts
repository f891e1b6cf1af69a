import type { StatusDocument } from '../../status/status-document.js';
import { paragraph } from '../../text/layout.js';
import { printable } from '../../text/printable.js';
import { type Screen, type Style, style } from '../../text/screen.js';
import { age, localMoment, momentWithAge } from '../../text/times.js';
import { catalogText, counted, padded, quoted, withMore } from '../../text/words.js';
import { certificateEnd } from './certificate-cell.js';
import { comparedLine } from './compared-line.js';
import { diagnosticsText } from './diagnostic-text.js';
import { healthPaint, healthText } from './health-text.js';
import { machinesText } from './status-machines-text.js';
import { hiddenText, type WorkersOptions, workersText } from './status-workers-text.js';
import { suspensionText } from './suspension-text.js';

interface StatusTextOptions extends WorkersOptions {
  /** The command that looks at more; absent: there is none that could. */
  readonly doctor?: string | undefined;
  /** The command that compares with the topology; absent: there is none that could. */
  readonly plan?: string | undefined;
}

/** The status as a person reads it: whether it works, the master, the workers, their machines, what deserves a look. */
export function statusText(status: StatusDocument, screen: Screen, options: StatusTextOptions = {}): string {
  const paint = style(screen.colors);
  const { catalog, topology, diagnostics = [], health } = status;
  const name = topology === undefined ? '' : `${paint.bold(printable(topology.name))}: `;
  const head = paragraph('', `${name}${catalogText(catalog)}, ${localMoment(status.observedAt, screen)}`, screen);
  const blocks = [
    [head, ...problemsText(status, screen, paint), healthText(health, screen), ...causesText(diagnostics, screen)].join(
      '\n',
    ),
    masterText(status, screen, paint),
    heldText(status, screen),
    workersText(status, screen, options),
    machinesText(status, screen, options),
    hiddenText(status, screen),
    diagnosticsText(diagnostics, screen),
    furtherText(status, screen, options),
  ];
  const end = status.topologyProblems === undefined ? '\n' : '\n\n';
  return `${blocks.filter((block) => block !== '').join('\n\n')}${end}`;
}

/** What this does not say, and which command does. */
function furtherText(
  { health, topology }: StatusDocument,
  screen: Screen,
  { doctor, plan }: StatusTextOptions,
): string {
  const lines = [
    ...(health.state === 'healthy' || doctor === undefined
      ? []
      : [paragraph('', `${doctor} looks at more, and says what to do.`, screen)]),
    ...(topology === undefined || plan === undefined ? [] : [comparedLine(topology.file, plan, screen)]),
  ];
  return lines.join('\n');
}

/** A world that is shown beside a file with errors is no answer to whether the file holds: it is said before all else. */
function problemsText({ topologyProblems }: StatusDocument, screen: Screen, paint: Style): readonly string[] {
  if (topologyProblems === undefined) return [];
  const errors = topologyProblems.filter(({ severity }) => severity === 'error').length;
  const text = `The topology's file has ${counted(errors, 'error')}, told at the end. This is what the catalog shows: nothing is compared with the file, and no machine was looked at.`;
  return [paint.red(paragraph('', text, screen))];
}

/** Causes are shown up to here at the head; all of them are told with their remedies at the end. */
const mostCauses = 3;

function causesText(diagnostics: NonNullable<StatusDocument['diagnostics']>, screen: Screen): readonly string[] {
  const causes = diagnostics.filter(({ code }) => code === 'plan.cause').map(({ detail }) => printable(detail));
  return withMore(causes, mostCauses).map((cause) => paragraph('  Cause: ', cause, screen));
}

/** What is held back, as far as it stands in the catalog; empty where nothing is. */
function heldText({ suspensions = [], maintenances, waiting = [] }: StatusDocument, screen: Screen): string {
  const stated = new Set(maintenances?.map(({ target }) => target));
  const lines = [
    ...(maintenances ?? []).map((one) => statedText(one, screen)),
    ...suspensions
      .filter(({ target = '', drained }) => drained === undefined || !stated.has(target))
      .map((one) => suspensionText(one, screen)),
    ...waiting.flatMap((one) => waitingText(one, screen)),
  ];
  if (lines.length === 0) return '';
  const all = [...lines, 'A watch may hold back more: that stands in its own /status and in its log.'];
  return all.map((line) => paragraph('  ', line, screen)).join('\n');
}

const stateWords = {
  draining: 'It is not emptied yet',
  drained: 'It takes no work',
  over: 'Its time is over, and it is not back: scaleout undrain brings it back, and so does the next apply or watch',
  back: 'Its time is over, and it is back: the next apply or watch takes the note out of the catalog',
  unseen: 'How it stands cannot be told',
} as const satisfies Record<NonNullable<StatusDocument['maintenances']>[number]['state'], string>;

/** Who, until when, why; then how it stands. */
function statedText(one: NonNullable<StatusDocument['maintenances']>[number], screen: Screen): string {
  const { state, ...maintenance } = one;
  return `${suspensionText({ ...maintenance, topology: '' }, screen)}. ${stateWords[state]}.`;
}

/** What a watch has said that waits, and how to let it go on. */
function waitingText(
  { fingerprint, since, said, what, approvedBy, rehearsal }: NonNullable<StatusDocument['waiting']>[number],
  screen: Screen,
): readonly string[] {
  return [
    `A plan waits for an approval since ${momentWithAge(since, screen)}: ${printable(what)}`,
    `The watch last said so at ${momentWithAge(said, screen)}.`,
    approvedBy === undefined
      ? rehearsal === true
        ? `It needs a rehearsal, then: scaleout approve ${fingerprint.slice(0, 8)} --rehearsal FILE`
        : `Approve it with: scaleout approve ${fingerprint.slice(0, 8)}`
      : `Approved by ${printable(approvedBy)}: the watch carries it out when it looks again.`,
  ];
}

function masterText(status: StatusDocument, screen: Screen, paint: Style): string {
  const { catalog, scaleOut, master, nodes } = status;
  const state = {
    enabled: paint.green('enabled'),
    neverEnabled: paint.red('off (never enabled)'),
    disabled: paint.red('off (was enabled once)'),
  };
  const seen =
    master.lastOnlineAge !== null
      ? `last seen ${localMoment(master.lastOnline ?? '', screen)} (${age(master.lastOnlineAge)} ago)`
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
    ['Certificate', masterCertificate(status, screen)],
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
  return lines.map(([name, value]) => paragraph(`  ${padded(name, 13)} `, value, screen)).join('\n');
}

/** With its end, where a machine showed it. */
function masterCertificate(
  { master: { certificateThumbprint, certificate }, observedAt }: StatusDocument,
  screen: Screen,
) {
  if (certificateThumbprint === null) return '(none)';
  const end = certificate === undefined ? '' : ` (${certificateEnd(certificate, observedAt, screen)})`;
  return `${printable(certificateThumbprint)}${end}`;
}

function nodesText(nodes: StatusDocument['nodes'], paint: Style): string {
  return nodes
    .map(({ machine, health }) => `${printable(machine)} ${healthPaint(health.state, paint)(health.state)}`)
    .join(', ');
}
