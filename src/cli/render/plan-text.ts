// src/cli/render makes the screens, one file each: pure functions from documents to text, with or without colours. What
// is foreign goes through printable.

import type { Plan } from '../../domain/documents.js';
import { summaryOf } from '../../reconciler/plan/plan.js';
import { paragraph } from '../../text/layout.js';
import { printable } from '../../text/printable.js';
import { type Screen, type Style, style } from '../../text/screen.js';
import { localMoment } from '../../text/times.js';
import { catalogText, counted, withMore } from '../../text/words.js';
import { changesText, unmanagedText } from './change-text.js';
import { diagnosticsText } from './diagnostic-text.js';
import { unhealthyText } from './health-text.js';
import { rollbacksText } from './rollback-text.js';
import { rolloutText } from './rollout-text.js';
import { byHandText, riskText, stepsText } from './step-text.js';
import { suspensionText } from './suspension-text.js';

/** Said beside the summary, since without it a plan with nothing to do looks like an all-clear. */
const leftOutCode = 'plan.target-left-out';

/** Said where it is shown who suspended what. */
const suspendedCode = 'plan.suspended';

/** Suspensions are shown up to here, then counted. */
const namedSuspensions = 12;

/** Targets are named up to here. */
const namedTargets = 5;

/** Digits of a fingerprint where it does not fit: scaleout approve takes eight. */
const shownDigits = 16;

export interface PlanTextOptions {
  /** Ids that `--target` named. */
  readonly include?: readonly string[];
  /** Each change by itself, also where several are equal. */
  readonly expand?: boolean;
  /** With every step. */
  readonly steps?: boolean;
  /** The fingerprint as a whole, on as many lines as it needs. */
  readonly whole?: boolean;
}

/** A plan as a person reads it. */
export function planText(plan: Plan, screen: Screen, options: PlanTextOptions = {}): string {
  const { include = [], expand = false, steps = false, whole = false } = options;
  const blocks = [
    headText(plan, screen),
    changesText(
      plan.changes.filter(({ action }) => action !== 'unmanaged'),
      plan.steps,
      screen,
      expand,
    ),
    unmanagedText(
      plan.changes.filter(({ action }) => action === 'unmanaged'),
      screen,
      expand,
    ),
    suspensionsText(plan, screen),
    byHandText(plan.steps, screen, expand),
    steps ? stepsText(plan.steps, screen) : '',
    rolloutText(plan, screen),
    rollbacksText(plan, screen, steps),
    diagnosticsText(
      plan.diagnostics.filter(({ code }) => code !== leftOutCode && code !== suspendedCode),
      screen,
    ),
    summaryText(plan, include, screen, whole),
    // What differs is one thing, whether anything can run another: no outage looks like a good night.
    unhealthyText(plan.health, screen),
  ];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

function headText({ topology, catalog, observedAt }: Plan, screen: Screen): string {
  const name = style(screen.colors).bold(printable(topology.name));
  const against = `(${printable(topology.file)}) against ${catalogText(catalog)}, ${localMoment(observedAt, screen)}`;
  const [first = '', ...rest] = paragraph('', `${name} ${against}`, screen).split('\n');
  return [first, ...rest.map((line) => `  ${line}`)].join('\n');
}

/** Who asked that what is left alone, until when, and why, a line each; then what is left out for it. */
function suspensionsText({ topology, suspensions = [], diagnostics }: Plan, screen: Screen): string {
  const lines = suspensions.map((one) =>
    paragraph('  ', suspensionText({ ...one, topology: topology.name }, screen), screen),
  );
  const left = diagnostics.flatMap(({ code, detail }) =>
    code === suspendedCode
      ? [
          paragraph('  ', printable(detail), screen),
          ...hintsOf(suspensions).map((hint) => paragraph('  ', hint, screen)),
        ]
      : [],
  );
  return [...withMore(lines, namedSuspensions), ...left].join('\n');
}

/** How what is left out is taken in again: of a maintenance its worker stays disabled whatever is taken in. */
function hintsOf(suspensions: NonNullable<Plan['suspensions']>): readonly string[] {
  const isAny = (isMaintained: boolean) => suspensions.some(({ drained }) => (drained !== undefined) === isMaintained);
  return [
    ...(isAny(false) ? ['scaleout resume ends a suspension; --include-suspended takes it in once.'] : []),
    ...(isAny(true) ? ['scaleout undrain ends a maintenance, and brings the worker back.'] : []),
  ];
}

function leftOut(plan: Plan): readonly string[] {
  return plan.diagnostics.filter(({ code }) => code === leftOutCode).map(({ detail }) => printable(detail));
}

/** What the plan comes to: the counts, the risk, what the choice of targets has left out, the fingerprint. */
function summaryText(plan: Plan, include: readonly string[], screen: Screen, whole: boolean): string {
  const paint = style(screen.colors);
  const verdict = paragraph('', verdictText(plan, include, paint), screen);
  const left = leftOut(plan).map((detail) => paragraph('', detail, screen));
  if (!plan.applyable || plan.steps.length === 0) return [verdict, ...left].join('\n');
  const risk = riskSummary(plan, paint);
  return [
    verdict,
    ...(risk === '' ? [] : [paragraph('Risk of the changes: ', risk, screen)]),
    ...left,
    fingerprintText(plan.fingerprint, screen, whole),
  ].join('\n');
}

/** `3 to add, 1 to change, 0 to remove` */
export function countsText({ summary }: Plan): string {
  const { add, change, remove, unknown, unmanaged, manual, suspended = 0 } = summary;
  const counts = [
    add > 0 ? `${add} to add` : '',
    `${change} to change`,
    `${remove} to remove`,
    unknown > 0 ? `${unknown} unknown` : '',
    unmanaged > 0 ? `${unmanaged} unmanaged` : '',
    manual > 0 ? `${manual} by hand` : '',
    suspended > 0 ? `${suspended} suspended` : '',
  ];
  return counts.filter((part) => part !== '').join(', ');
}

/** How the plan ends, in one sentence. */
export function verdictText(plan: Plan, include: readonly string[], paint: Style): string {
  const { summary, applyable, steps } = plan;
  const counts = countsText(plan);
  if (!applyable) return paint.red(`Plan refused: ${counts}. Nothing of it can be applied; see the errors above.`);
  if (steps.length > 0) return `${paint.bold('Plan:')} ${counts}; ${counted(steps.length, 'step')}.`;
  if (summary.unknown > 0) return paint.yellow(`Nothing can be done now: ${counts}.`);
  if ((summary.suspended ?? 0) > 0) return paint.yellow('Nothing to do now: what differs is suspended.');
  if (leftOut(plan).length === 0) return paint.green(`Nothing to do: ${holdsText(plan)}`);
  const chosen = include.length === 0 || include.length > namedTargets ? 'the chosen part' : include.join(', ');
  return paint.yellow(`Nothing to do for ${printable(chosen)}.`);
}

/** What holds where nothing differs: what the catalog has besides is not of the topology. */
function holdsText({ changes }: Plan): string {
  const besides = changes.filter(({ action }) => action === 'unmanaged');
  if (besides.length === 0) return 'all is as the topology says.';
  const workers = besides.filter(({ reasonCode }) => reasonCode === 'not-listed').length;
  const rows = besides.length - workers;
  const parts = [
    ...(workers > 0 ? [`${counted(workers, 'worker')} of the catalog ${workers === 1 ? 'is' : 'are'} not in it`] : []),
    ...(rows > 0
      ? [`${counted(rows, workers > 0 ? 'further row' : 'row')} of the catalog ${rows === 1 ? 'is' : 'are'} left alone`]
      : []),
  ];
  return `what the topology lists is as it says. ${parts.join(', and ')}.`;
}

/** `1 destructive (needs --allow-destructive), 2 disruptive, 4 safe.` Empty where no change is counted. */
export function riskSummary({ changes, steps, summary }: Plan, paint: Style): string {
  // Plans of older versions have no such counts.
  const { destructive, disruptive, safe } = (summary.risks ?? summaryOf(changes, steps).risks)?.changes ?? none;
  const parts = [
    ...(destructive > 0 ? [`${destructive} ${riskText('destructive', paint)} (needs --allow-destructive)`] : []),
    ...(disruptive > 0 ? [`${disruptive} ${riskText('disruptive', paint)}`] : []),
    ...(safe > 0 ? [`${safe} safe`] : []),
  ];
  return parts.length === 0 ? '' : `${parts.join(', ')}.`;
}

const none = { destructive: 0, disruptive: 0, safe: 0 };

function fingerprintText(fingerprint: string, screen: Screen, whole: boolean): string {
  const head = 'Fingerprint: ';
  const { dim } = style(screen.colors);
  if (whole) return paragraph(head, fingerprint, screen);
  const room = (screen.columns ?? Infinity) - head.length;
  return dim(`${head}${fingerprint.length <= room ? fingerprint : `${fingerprint.slice(0, shownDigits)}…`}`);
}
