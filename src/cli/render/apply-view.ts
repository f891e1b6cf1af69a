import type { Emit, EventBody, Plan } from '../../domain/documents.js';
import { recoveryOf } from '../../errors/errors.js';
import { operationOf } from '../../reconciler/steps/steps.js';
import { jsonText, printable } from '../../text/printable.js';
import { type Screen, style } from '../../text/screen.js';
import { counted } from '../../text/words.js';
import type { Terminal } from '../terminal.js';
import { diagnosticsText } from './diagnostic-text.js';
import { type ShownHealth, unhealthyText } from './health-text.js';
import { planText } from './plan-text.js';

/** How an apply shows itself: as events, or as text. */
export interface ApplyView {
  readonly emit: Emit;
  planned(plan: Plan): void;
  /** The last step has ended. */
  end(): void;
}

/** One event a line, as schemas/event.schema.json says. */
export function jsonView(terminal: Terminal): ApplyView {
  let over = false;
  const emit = (event: EventBody) => {
    // The summary is the last line, whatever happens when the world is closed.
    if (over) return;
    over = event.type === 'apply_summary';
    const { type, ...rest } = event;
    terminal.out(`${jsonText({ type, time: new Date().toISOString(), formatVersion: 1, ...rest })}\n`);
  };
  return {
    emit,
    planned({ changes, summary, fingerprint, applyable, diagnostics }) {
      for (const change of changes)
        emit({ type: change.suspended === undefined ? 'planned_change' : 'suspended_change', change });
      for (const diagnostic of diagnostics) emit({ type: 'diagnostic', diagnostic });
      emit({ type: 'change_summary', summary, fingerprint, applyable });
    },
    end() {},
  };
}

/** The plan of what was chosen (ids that `--target` named), then a line for each step that ended, and on a terminal a line of progress below them. */
export function textView(terminal: Terminal, include: readonly string[]): ApplyView {
  const screen = terminal.screen.out;
  const { colors } = screen;
  const progress = progressLine(terminal);
  const show = (text: string) => {
    progress.clear();
    terminal.print(text);
  };
  const byHand = new Map<string, string>();
  let health: ShownHealth | undefined;
  return {
    planned(plan) {
      show(planText(plan, screen, { include }));
      progress.total(plan.steps.length);
      for (const step of plan.steps) if (step.manual === true) byHand.set(step.id, operationOf(step).describe(step));
    },
    emit(event) {
      switch (event.type) {
        case 'step_start':
          progress.started(event.step);
          return;
        case 'step_complete':
        case 'step_errored':
        case 'step_skipped':
          show(stepText(event, colors, byHand.get(event.step)));
          progress.ended(event.step);
          return;
        case 'step_progress':
          show(progressText(event, colors));
          return;
        case 'step_trouble':
          show(troubleText(event, colors));
          return;
        case 'diagnostic':
          show(`\n${diagnosticsText([event.diagnostic], screen)}\n`);
          return;
        case 'health':
          health = event.health;
          return;
        case 'apply_summary':
          // Where nothing was done, the plan above ends with it.
          show(`${summaryText(event, colors)}${healthAfter(event, health, screen)}`);
          return;
        default:
          return;
      }
    },
    end() {
      progress.clear();
    },
  };
}

type StepEnd = Extract<EventBody, { readonly type: 'step_complete' | 'step_errored' | 'step_skipped' }>;
type StepProgress = Extract<EventBody, { readonly type: 'step_progress' }>;
type StepTrouble = Extract<EventBody, { readonly type: 'step_trouble' }>;
type ApplySummary = Extract<EventBody, { readonly type: 'apply_summary' }>;

/** What a long step waits for. */
function progressText({ step, message }: StepProgress, colors: boolean): string {
  return `  ${style(colors).dim('waiting')}  ${printable(step)}: ${printable(message)}\n`;
}

/** What goes wrong while a step waits. */
function troubleText({ step, diagnostic: { detail, remedy } }: StepTrouble, colors: boolean): string {
  const lines = [
    `  ${style(colors).yellow('trouble')}  ${printable(step)}: ${printable(detail)}`,
    `             What to do: ${printable(remedy)}`,
  ];
  return `${lines.join('\n')}\n`;
}

/** The line, or for a failure the lines, that tell how a step ended; `byHand` says what a person has to do. */
function stepText(event: StepEnd, colors: boolean, byHand?: string): string {
  const { green, red, yellow, dim } = style(colors);
  const step = printable(event.step);
  switch (event.type) {
    case 'step_complete': {
      if (event.outcome === 'manual')
        return `  ${yellow('by hand')}  ${step}${byHand === undefined ? '' : `: on ${byHand}`}\n`;
      const note = event.outcome === 'already' ? ' (it was so already)' : '';
      return `  ${green('done')}     ${step}${note} ${dim(`${(event.durationMs / 1000).toFixed(2)} s`)}\n`;
    }
    case 'step_errored': {
      const { summary, code, detail, remedy } = event.diagnostic;
      const lines = [
        `  ${recoveryOf(code) === 'cutOff' ? yellow('cut off') : `${red('failed')} `}  ${step}: ${summary} ${dim(`[${code}]`)}`,
        `             ${printable(detail)}`,
      ];
      return `${[...lines, `             What to do: ${remedy}`].join('\n')}\n`;
    }
    case 'step_skipped':
      return `  ${yellow('skipped')}  ${step}: ${printable(event.reason)}\n`;
  }
}

/** The last lines of an apply. */
function summaryText(summary: ApplySummary, colors: boolean): string {
  const { green, red, yellow } = style(colors);
  const { done, errored, skipped, manual = 0, unresolved, suspended = 0 } = summary;
  const counts = [
    `${counted(done, 'step')} done`,
    ...(errored > 0 ? [`${errored} ${summary.result === 'interrupted' ? 'cut off or failed' : 'failed'}`] : []),
    ...(skipped > 0 ? [`${skipped} skipped`] : []),
    ...(manual > 0 ? [`${manual} left to a person`] : []),
    ...(suspended > 0 ? [`${suspended} left out (suspended)`] : []),
    ...(unresolved > 0 ? [`${unresolved} left unknown (marked ? above)`] : []),
  ].join(', ');
  const after = 'Run scaleout plan to see what remains.';
  switch (summary.result) {
    case 'done':
      if (done === 0 && manual > 0) return `\n${yellow('Left to a person:')} ${leftToPerson(manual)} ${after}\n`;
      return done === 0 ? '' : `\n${green('Applied:')} ${counts} in ${(summary.durationMs / 1000).toFixed(1)} s.\n`;
    case 'partial':
      if (done + errored + skipped === 0) return `\n${yellow('Nothing applied:')} ${nothingApplied(unresolved)}\n`;
      return `\n${yellow('Applied in part:')} ${counts}. ${after}\n`;
    case 'interrupted':
      return `\n${yellow('Interrupted:')} ${counts}. ${after}\n`;
    case 'refused':
      return `\n${red('Refused:')} nothing was changed.\n`;
  }
}

/** How the fleet fares after steps that were carried out, where it is not healthy. */
function healthAfter({ done, errored }: ApplySummary, health: ShownHealth | undefined, screen: Screen): string {
  const text = done + errored === 0 ? '' : unhealthyText(health, screen);
  if (text === '') return '';
  // Where a step has waited in vain, hope would be out of place.
  const isSilent = health?.since !== undefined && errored === 0;
  return `\n${text}\n${isSilent ? `  ${style(screen.colors).dim(soon)}\n` : ''}`;
}

const soon =
  'What was just mended is heard of with its next heartbeat, within a minute or so: scaleout status looks again.';

/** Nothing failed, and yet the topology does not hold: exit code 0 alone would hide it. */
function leftToPerson(manual: number): string {
  const what = manual === 1 ? 'the step by hand above is' : `the ${manual} steps by hand above are`;
  return `nothing was changed; ${what} to be done by an administrator of the machine, and until then the topology does not hold.`;
}

/** No step, and yet not done: the exit code 6 would be a riddle without it. */
function nothingApplied(unresolved: number): string {
  const what = unresolved === 1 ? '1 part could not be compared' : `${unresolved} parts could not be compared`;
  return `there was no step to carry out, but ${what} (marked ? above), so the topology may not hold yet. Exit code 6.`;
}

/** One line on standard error that says how far an apply is; nothing where that is not a terminal. */
interface ProgressLine {
  total(steps: number): void;
  started(step: string): void;
  ended(step: string): void;
  /** Wipes the line, so that something else can be printed in its place. */
  clear(): void;
}

const wipe = '\r\u001B[2K';

function progressLine(terminal: Terminal): ProgressLine {
  const underWay = new Set<string>();
  let all = 0;
  let done = 0;
  let shown = false;
  const width = Math.max(20, (terminal.screen.err.columns ?? 80) - 1);
  const show = () => {
    const [oldest] = underWay;
    if (oldest === undefined) return;
    const others = underWay.size > 1 ? ` and ${underWay.size - 1} more` : '';
    const text = `[${done}/${all}] ${printable(oldest)}${others} ...`;
    terminal.err(`${wipe}${text.slice(0, width)}`);
    shown = true;
  };
  const clear = () => {
    if (shown) terminal.err(wipe);
    shown = false;
  };
  if (!terminal.interactive) return { total() {}, started() {}, ended() {}, clear() {} };
  return {
    total(steps) {
      all = steps;
    },
    started(step) {
      underWay.add(step);
      show();
    },
    ended(step) {
      underWay.delete(step);
      done += 1;
      show();
    },
    clear,
  };
}
