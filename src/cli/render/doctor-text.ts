import { type DoctorDocument, type DoctorFinding, noTopology } from '../../doctor/doctor-document.js';
import { type CopiedInto, copied, shellOf } from '../../text/copied.js';
import { paragraph } from '../../text/layout.js';
import { printable } from '../../text/printable.js';
import { type Screen, type Style, style } from '../../text/screen.js';
import { moment } from '../../text/times.js';
import { catalogText, counted, firstOf } from '../../text/words.js';

/** Targets, names and pieces of evidence are shown up to here, then counted. */
const most = { targets: 8, evidence: 8, reasons: 12 };

export interface DoctorTextOptions {
  /** With every check that was made; else only what is wrong and what could not be looked at. */
  readonly all: boolean;
  /** Of the reader's shell, into which our own commands are copied; default: the one that this runs on. */
  readonly platform?: NodeJS.Platform;
}

/** The document as a person reads it at night: causes with what follows from them, then what could not be looked at. */
export function doctorText(
  document: DoctorDocument,
  screen: Screen,
  options: DoctorTextOptions = { all: false },
): string {
  const paint = style(screen.colors);
  const blocks = [
    headText(document, paint, screen),
    ...alike(document.findings).map((group) => findingText(group, options.platform ?? process.platform, screen)),
    options.all ? madeText(document, paint, screen) : '',
    unknownText(document, paint, screen),
    summaryText(document, paint, screen),
  ];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

function headText({ topology, catalog, log, checkedAt }: DoctorDocument, paint: Style, screen: Screen): string {
  if (log !== undefined) return painted('', log, paint.bold, screen);
  const where = catalog === undefined ? '' : `${catalogText(catalog)}, `;
  const name = topology === undefined ? '' : `${paint.bold(printable(topology.name))}: `;
  return paragraph('', `${name}${where}${moment(checkedAt)}`, screen);
}

/** A paragraph that is painted, but for its head. */
function painted(head: string, text: string, paint: (text: string) => string, screen: Screen): string {
  const [first = '', ...others] = paragraph(head, printable(text), screen).split('\n');
  return [head + paint(first.slice(head.length)), ...others.map(paint)].join('\n');
}

/** Findings of one check that say the same of several targets: five workers with one trouble are read once. */
interface Alike {
  readonly finding: DoctorFinding;
  readonly others: readonly DoctorFinding[];
}

function alike(findings: readonly DoctorFinding[]): readonly Alike[] {
  const groups = new Map<string, DoctorFinding[]>();
  for (const finding of findings) {
    const { id, severity, cause, remedy } = finding;
    const key = JSON.stringify([id, severity, cause, remedy]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [finding]);
    else group.push(finding);
  }
  return [...groups.values()].flatMap(([finding, ...others]) => (finding === undefined ? [] : [{ finding, others }]));
}

function findingText({ finding, others }: Alike, platform: NodeJS.Platform, screen: Screen): string {
  const paint = style(screen.colors);
  const { id, target, severity, summary, evidence, cause, remedy, command, page } = finding;
  const consequences = [finding, ...others].flatMap((one) => one.consequences);
  const colour = severity === 'error' ? paint.red : paint.yellow;
  const head = (word: string) => `  ${word.padEnd(8)} `;
  const part = (word: string, text: string) => paragraph(head(word), printable(text), screen);
  const also = firstOf(
    others.map((one) => bare(one.target)),
    most.targets,
  );
  return [
    paragraph(
      `${colour(paint.bold(severity.padEnd(7)))} `,
      `${paint.bold(printable(target))}  ${paint.dim(printable(id))}`,
      screen,
    ),
    painted('  ', summary, isOfTime.test(id) ? colour : same, screen),
    ...evidence.slice(0, most.evidence).map(({ read, where, value }) => part('Read', `${read} = ${value} (${where})`)),
    ...(evidence.length > most.evidence ? [part('', `and ${evidence.length - most.evidence} more`)] : []),
    ...(others.length > 0 ? [part('Also at', also)] : []),
    part('Why', cause),
    part('Do', remedy),
    ...(command === undefined ? [] : [copied(head('Run'), command, typedInto(command, platform), screen)]),
    ...consequencesText(consequences).map((text, at) => part(at === 0 ? 'Hence' : '', text)),
    painted(head('Page'), page, paint.dim, screen),
  ].join('\n');
}

const same = (text: string) => text;

/** What a certificate that ends soon, or has ended, is told by: its colour shows how near that is. */
const isOfTime = /\.certificate-(ends|expired)$/;

/** What a finding's command is copied into: T-SQL, our own into the reader's shell, and all else on a Windows machine. */
export function typedInto(command: string, platform: NodeJS.Platform): CopiedInto {
  if (command.startsWith('scaleout ')) return shellOf(platform);
  return /^(?:USE|EXEC|SELECT|ALTER|CREATE|DROP|GRANT|DECLARE|IF|BEGIN|UPDATE|DELETE|INSERT|OPEN|--)\b|^--/.test(
    command,
  )
    ? 'sql'
    : 'powershell';
}

/** Those of one check in one line, with all that follows from them. */
function consequencesText(consequences: readonly DoctorFinding[]): readonly string[] {
  const all = consequences.flatMap(withInner);
  const byId = new Map<string, DoctorFinding[]>();
  for (const one of all) byId.set(one.id, [...(byId.get(one.id) ?? []), one]);
  return [...byId].map(([id, [first, ...others]]) => {
    if (first !== undefined && others.length === 0) return `${first.summary} [${id}]`;
    const targets = [first, ...others].flatMap((one) => one?.target ?? []);
    return `${id} at ${counted(targets.length, 'target')}: ${firstOf(targets.map(bare), most.targets)}`;
  });
}

/** The machine of `worker/ETL01`. */
function bare(target: string): string {
  return target.slice(target.indexOf('/') + 1);
}

function withInner(finding: DoctorFinding): readonly DoctorFinding[] {
  return [finding, ...finding.consequences.flatMap(withInner)];
}

/** What was looked at and found right, by target. */
function madeText({ checks }: DoctorDocument, paint: Style, screen: Screen): string {
  const byTarget = new Map<string, string[]>();
  for (const { id, target, result } of checks) {
    if (result === 'ok') byTarget.set(target, [...(byTarget.get(target) ?? []), id]);
  }
  return [...byTarget]
    .map(([target, ids]) =>
      [
        paragraph(`${paint.green('ok'.padEnd(7))} `, printable(target), screen),
        paragraph('  ', ids.join(', '), screen),
      ].join('\n'),
    )
    .join('\n');
}

/** By their reasons: a machine that does not answer keeps many checks from being made. */
function unknownText({ checks }: DoctorDocument, paint: Style, screen: Screen): string {
  const byReason = new Map<string, { readonly targets: Set<string>; readonly ids: Set<string>; count: number }>();
  for (const { id, target, result, reason = 'no reason was given' } of checks) {
    if (result !== 'unknown') continue;
    const group = byReason.get(reason) ?? { targets: new Set(), ids: new Set(), count: 0 };
    group.targets.add(target);
    group.ids.add(id);
    group.count += 1;
    byReason.set(reason, group);
  }
  if (byReason.size === 0) return '';
  const groups = [...byReason].sort(([, one], [, other]) => other.count - one.count);
  const lines = groups.slice(0, most.reasons).map(([reason, { targets, ids, count }]) => {
    if (reason === noTopology) return paragraph('  ', `${noTopology}: scaleout import makes one`, screen);
    const what = ids.size === 1 ? [...ids].join() : counted(count, 'check');
    const text = `${firstOf([...targets], 3)}: ${what}: ${reason}`;
    return paragraph('  ', printable(text), screen);
  });
  const more = groups.length - most.reasons;
  return [
    `${paint.magenta(paint.bold('?'.padEnd(7)))} could not be looked at`,
    ...lines,
    ...(more > 0 ? [paragraph('  ', `and ${counted(more, 'more reason')}: --json has them all`, screen)] : []),
  ].join('\n');
}

function summaryText({ summary, findings, log }: DoctorDocument, paint: Style, screen: Screen): string {
  const { ok, warning, error, unknown } = summary;
  const counts = `${ok} ok, ${counted(warning, 'warning')}, ${counted(error, 'error')}, ${unknown} unknown`;
  if (log !== undefined && findings.length === 0 && ok > 0) {
    return paragraph(
      '',
      'None of its lines says one of the known causes. That proves nothing: look at all that can be looked at with scaleout doctor.',
      screen,
    );
  }
  if (findings.length > 0) {
    return paragraph('', `${paint.bold(counted(alike(findings).length, 'cause'))} found. Checks: ${counts}.`, screen);
  }
  if (ok === 0) return painted('', `Nothing could be looked at. Checks: ${counts}.`, paint.yellow, screen);
  if (unknown > 0) return paragraph('', `Nothing was found in what could be looked at. Checks: ${counts}.`, screen);
  return painted('', `Nothing was found. Checks: ${counts}.`, paint.green, screen);
}
