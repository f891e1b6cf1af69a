// src/cli/render makes the screens, one file each: pure functions from documents to text, with or without colours. What
// is foreign goes through printable.

import type { Change, Plan, Step, Value } from '../../domain/documents.js';
import { operationOf } from '../../reconciler/steps/steps.js';
import { printable } from '../../text/printable.js';
import { type Screen, type Style, style } from '../../text/screen.js';
import { localMoment } from '../../text/times.js';
import { catalogText, counted, padded, withMore } from '../../text/words.js';
import { diagnosticsText } from './diagnostic-text.js';
import { unhealthyText } from './health-text.js';
import { suspensionText } from './suspension-text.js';

/** Said beside the summary, since without it a plan with nothing to do looks like an all-clear. */
const leftOutCode = 'plan.target-left-out';

/** Said where it is shown who suspended what. */
const suspendedCode = 'plan.suspended';

/** Unmanaged workers are named up to here, then counted. */
const namedUnmanaged = 12;

/** Suspensions are shown up to here, then counted. */
const namedSuspensions = 12;

/** Targets are named up to here. */
const namedTargets = 5;

/** Characters of a value that are shown; a description may have millions, which --json has whole. */
const longestValue = 1_000;

export interface PlanTextOptions {
  /** Ids that `--target` named. */
  readonly include?: readonly string[];
}

/** A plan as a person reads it. */
export function planText(plan: Plan, screen: Screen, options: PlanTextOptions = {}): string {
  const paint = style(screen.colors);
  const shown = plan.changes.filter((change) => change.action !== 'unmanaged');
  const width = Math.min(Math.max(0, ...shown.map((change) => printable(change.id).length)), 48);
  const blocks = [
    `${paint.bold(printable(plan.topology.name))} (${printable(plan.topology.file)}) against ${catalogText(plan.catalog)}, ${localMoment(plan.observedAt, screen)}`,
    shown.map((change) => changeText(change, width, paint)).join('\n'),
    unmanagedText(plan.changes.filter((change) => change.action === 'unmanaged')),
    suspensionsText(plan),
    byHandText(plan.steps),
    diagnosticsText(
      plan.diagnostics.filter(({ code }) => code !== leftOutCode && code !== suspendedCode),
      screen,
    ),
    [summaryText(plan, options.include ?? [], paint), ...leftOut(plan)].join(' '),
    // What differs is one thing, whether anything can run another: no outage looks like a good night.
    unhealthyText(plan.health, screen),
  ];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

function changeText(change: Change, width: number, paint: Style): string {
  const mark = {
    add: paint.green('+'),
    update: paint.yellow('~'),
    remove: paint.red('-'),
    unknown: paint.magenta('?'),
    unmanaged: ' ',
  }[change.action];
  const warning =
    change.risk === 'safe'
      ? ''
      : ` ${change.risk === 'destructive' ? paint.red('[destructive]') : paint.yellow('[disruptive]')}`;
  const suspended = change.suspended === undefined ? '' : ` ${paint.yellow(suspendedMark(change.suspended))}`;
  const head = `  ${mark} ${paint.bold(padded(printable(change.id), width))}  ${printable(change.reason)}${warning}${suspended}`;
  const longest = Math.max(0, ...change.fields.map((field) => printable(field.path).length));
  const fields = change.fields.map(({ path, before, after }) => {
    const name = padded(`${printable(path)}:`, longest + 1);
    return `      ${name} ${paint.dim(valueText(before))} ${paint.dim('->')} ${valueText(after)}`;
  });
  return [head, ...fields].join('\n');
}

function suspendedMark({ through }: NonNullable<Change['suspended']>): string {
  return through === undefined ? '[suspended]' : `[needs ${printable(through)}, which is suspended]`;
}

/** Who asked that what is left alone, until when, and why, a line each; then what is left out for it. */
function suspensionsText({ topology, suspensions = [], diagnostics }: Plan): string {
  const lines = suspensions.map((one) => `  ${suspensionText({ ...one, topology: topology.name })}`);
  const left = diagnostics.flatMap(({ code, detail }) =>
    code === suspendedCode ? [`  ${printable(detail)}`, `  ${takeInHint}`] : [],
  );
  return [...withMore(lines, namedSuspensions), ...left].join('\n');
}

const takeInHint = 'scaleout resume ends a suspension; --include-suspended takes it in once.';

function valueText(value: Value): string {
  if (value === null) return '(none)';
  if (typeof value !== 'string') return String(value);
  const beginning = value.slice(0, longestValue).replace(/[\ud800-\udbff]$/, '');
  const rest = value.length - beginning.length;
  const more = rest > 0 && value.length > longestValue ? ` and ${counted(rest, 'character')} more` : '';
  return `${printable(JSON.stringify(more === '' ? value : beginning))}${more}`;
}

function unmanagedText(changes: readonly Change[]): string {
  if (changes.length === 0) return '';
  const names = changes.map((change) => {
    const note = change.reasonCode === 'not-listed' ? '' : ` (${change.reason})`;
    return printable(`${change.id}${note}`);
  });
  return `  Not in the topology, left alone: ${withMore(names, namedUnmanaged).join(', ')}`;
}

/** What a person has to do, a line for each step; empty where there is none. */
function byHandText(steps: readonly Step[]): string {
  const manual = steps.filter((step) => step.manual === true);
  if (manual.length === 0) return '';
  // One script does what several steps ask for.
  const lines = new Set(manual.map((step) => `  ${operationOf(step).describe(step)}`));
  return ['By hand, by an administrator of the machine:', ...lines].join('\n');
}

function leftOut(plan: Plan): readonly string[] {
  return plan.diagnostics.filter(({ code }) => code === leftOutCode).map(({ detail }) => printable(detail));
}

function summaryText(plan: Plan, include: readonly string[], paint: Style): string {
  const { summary, applyable, steps } = plan;
  const { suspended = 0 } = summary;
  const counts = [
    summary.add > 0 ? `${summary.add} to add` : '',
    `${summary.change} to change`,
    `${summary.remove} to remove`,
    summary.unknown > 0 ? `${summary.unknown} unknown` : '',
    summary.unmanaged > 0 ? `${summary.unmanaged} unmanaged` : '',
    summary.manual > 0 ? `${summary.manual} by hand` : '',
    suspended > 0 ? `${suspended} suspended` : '',
  ].filter((part) => part !== '');
  if (!applyable)
    return paint.red(`Plan refused: ${counts.join(', ')}. Nothing of it can be applied; see the errors above.`);
  if (steps.length === 0 && summary.unknown === 0) {
    if (suspended > 0) return paint.yellow('Nothing to do now: what differs is suspended.');
    if (leftOut(plan).length === 0) return paint.green('Nothing to do: all is as the topology says.');
    const chosen = include.length === 0 || include.length > namedTargets ? 'the chosen part' : include.join(', ');
    return paint.yellow(`Nothing to do for ${printable(chosen)}.`);
  }
  if (steps.length === 0) return paint.yellow(`Nothing can be done now: ${counts.join(', ')}.`);
  return `${paint.bold('Plan:')} ${counts.join(', ')}; ${counted(steps.length, 'step')}.\n${paint.dim(`Fingerprint: ${plan.fingerprint}`)}`;
}
