import { type DoctorDocument, type DoctorFinding, noTopology } from '../../doctor/doctor-document.js';
import { alikeFindings, bareTarget } from '../../reconciler/diagnosis/alike.js';
import { type CopiedInto, copied, shellOf } from '../../text/copied.js';
import { paragraph } from '../../text/layout.js';
import { printable } from '../../text/printable.js';
import { type Screen, type Style, style } from '../../text/screen.js';
import { moment } from '../../text/times.js';
import { catalogText, counted, firstOf, severitiesText } from '../../text/words.js';
import { comparedLine } from './compared-line.js';

/** Targets, names and pieces of evidence are shown up to here, then counted. */
const most = { targets: 8, evidence: 8, reasons: 12 };

export interface DoctorTextOptions {
  /** With every check that was made; else only what is wrong and what could not be looked at. */
  readonly all: boolean;
  /** Of the reader's shell, into which our own commands are copied; default: the one that this runs on. */
  readonly platform?: NodeJS.Platform;
  /** The command that compares with the topology; absent: there is none that could. */
  readonly plan?: string | undefined;
}

/** The document as a person reads it at night: causes with what follows from them, then what could not be looked at. */
export function doctorText(
  document: DoctorDocument,
  screen: Screen,
  options: DoctorTextOptions = { all: false },
): string {
  const paint = style(screen.colors);
  const { platform = process.platform } = options;
  const groups = alike(document.findings);
  const once = oneApply(document.findings);
  const blocks = [
    headText(document, paint, screen),
    ...groups.map((group) => findingText(group, { platform, once }, screen)),
    onceText(groups, { platform, once }, screen),
    options.all ? madeText(document, paint, screen) : '',
    unknownText(document, paint, screen),
    summaryText(document, groups, paint, screen),
    comparedText(document, options.plan, screen),
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
  return alikeFindings(findings, ({ severity, acknowledged }) =>
    [severity, ...Object.values(acknowledged ?? {})].join(' '),
  ).map(([finding, ...others]) => ({ finding, others }));
}

interface Copying {
  readonly platform: NodeJS.Platform;
  /** The apply that does what several findings ask of an apply each. */
  readonly once: string | undefined;
}

/** One that takes in what somebody has suspended is done by itself alone. */
const ofApply = /^scaleout apply\b(?!.* --include-suspended)/;

/** The apply of all where several targets are mended by one each; undefined where none or one is. */
function oneApply(findings: readonly DoctorFinding[]): string | undefined {
  const [first, ...others] = findings.flatMap(({ command }) =>
    command !== undefined && ofApply.test(command) ? [command.replace(/ --target \S+/, '')] : [],
  );
  return others.length > 0 && others.every((other) => other === first) ? first : undefined;
}

/** What is mended by one apply, once for all of it. */
function onceText(groups: readonly Alike[], { platform, once }: Copying, screen: Screen): string {
  if (once === undefined) return '';
  const mended = groups.filter(({ finding: { command } }) => command !== undefined && ofApply.test(command)).length;
  const [what, it] =
    mended === groups.length
      ? [mended === 1 ? 'At all of its targets the cause is' : `All ${mended} causes are`, 'It']
      : [`${counted(mended, 'cause')} of the ${groups.length} ${mended === 1 ? 'is' : 'are'}`, 'It'];
  return [
    paragraph(
      '',
      `${what} mended by one apply. ${it} does all else that the topology asks for, too: scaleout plan shows it first.`,
      screen,
    ),
    copied(`  ${'Run'.padEnd(8)} `, once, typedInto(once, platform), screen),
  ].join('\n');
}

function runText({ command }: DoctorFinding, { platform, once }: Copying, head: string, screen: Screen) {
  if (command === undefined) return [];
  if (once !== undefined && ofApply.test(command))
    return [paragraph(head, 'the apply at the end, once for all', screen)];
  return [copied(head, command, typedInto(command, platform), screen)];
}

function findingText({ finding, others }: Alike, copying: Copying, screen: Screen): string {
  const paint = style(screen.colors);
  const { id, target, severity, summary, evidence, cause, remedy, page, acknowledged } = finding;
  const consequences = [finding, ...others].flatMap((one) => one.consequences);
  const colour = severity === 'error' ? paint.red : paint.yellow;
  const head = (word: string) => `  ${word.padEnd(8)} `;
  const part = (word: string, text: string) => paragraph(head(word), printable(text), screen);
  const also = firstOf(others.map(bareTarget), most.targets);
  return [
    paragraph(
      `${colour(paint.bold(severity.padEnd(7)))} `,
      `${paint.bold(printable(target))}  ${paint.dim(printable(id))}`,
      screen,
    ),
    painted('  ', summary, isOfTime.test(id) ? colour : same, screen),
    ...(acknowledged === undefined ? [] : [part('Known', acknowledgedText(acknowledged))]),
    ...evidence.slice(0, most.evidence).map(({ read, where, value }) => part('Read', `${read} = ${value} (${where})`)),
    ...(evidence.length > most.evidence ? [part('', `and ${evidence.length - most.evidence} more`)] : []),
    ...(others.length > 0 ? [part('Also at', also)] : []),
    part('Why', cause),
    part('Do', remedy),
    ...runText(finding, copying, head('Run'), screen),
    ...consequencesText(consequences).map((text, at) => part(at === 0 ? 'Hence' : '', text)),
    painted(head('Page'), page, paint.dim, screen),
  ].join('\n');
}

/** Somebody knows of it: it is there, and counts, all the same. */
function acknowledgedText({ who, until, reason }: NonNullable<DoctorFinding['acknowledged']>): string {
  return `acknowledged by ${who} until ${moment(until)}: ${reason}`;
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
    const targets = [first, ...others].flatMap((one) => (one === undefined ? [] : [bareTarget(one)]));
    return `${id} at ${counted(targets.length, 'target')}: ${firstOf(targets, most.targets)}`;
  });
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

/** That nothing is wrong is one thing, that all is as the topology says another: neither was compared here. */
function comparedText({ topology, log }: DoctorDocument, plan: string | undefined, screen: Screen): string {
  if (plan === undefined || topology === undefined || log !== undefined) return '';
  return comparedLine(topology.file, plan, screen);
}

function summaryText(
  { summary, findings, log }: DoctorDocument,
  groups: readonly Alike[],
  paint: Style,
  screen: Screen,
): string {
  const { ok, warning, error, unknown } = summary;
  const counts = `${ok} ok, ${warning} with a warning, ${error} with an error, ${unknown} unknown`;
  if (log !== undefined && findings.length === 0 && ok > 0) {
    return paragraph(
      '',
      'None of its lines says one of the known causes. That proves nothing: look at all that can be looked at with scaleout doctor.',
      screen,
    );
  }
  if (findings.length > 0) {
    const errors = groups.filter(({ finding: { severity } }) => severity === 'error').length;
    const severities = severitiesText(errors, groups.length - errors);
    const causes = paint.bold(counted(groups.length, 'cause'));
    const known = groups.filter(({ finding: { acknowledged } }) => acknowledged !== undefined).length;
    const acknowledged = known === 0 ? '' : `, ${known === groups.length ? 'all' : `${known} of them`} acknowledged`;
    return paragraph('', `${causes} found (${severities})${acknowledged}. Checks: ${counts}.`, screen);
  }
  if (ok === 0) return painted('', `Nothing could be looked at. Checks: ${counts}.`, paint.yellow, screen);
  if (unknown > 0) return paragraph('', `Nothing was found in what could be looked at. Checks: ${counts}.`, screen);
  return painted('', `Nothing was found. Checks: ${counts}.`, paint.green, screen);
}
