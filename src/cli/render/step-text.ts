import { counted } from '../../counted.js';
import type { Event, EventBody } from '../../reconciler/events.js';
import { printable } from '../../text/printable.js';
import { style } from './style.js';

type StepEnd = Extract<EventBody, { readonly type: 'step_complete' | 'step_errored' | 'step_skipped' }>;
type StepProgress = Omit<Extract<Event, { readonly type: 'step_progress' }>, 'time'>;
type ApplySummary = Omit<Extract<Event, { readonly type: 'apply_summary' }>, 'time'>;

/** What a long step waits for. */
export function progressText({ step, message }: StepProgress, colors: boolean): string {
  return `  ${style(colors).dim('waiting')}  ${printable(step)}: ${printable(message)}\n`;
}

/** The line, or for a failure the lines, that tell how a step ended; `byHand` says what a person has to do. */
export function stepText(event: StepEnd, colors: boolean, byHand?: string): string {
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
        `  ${isCutOff(code) ? yellow('cut off') : `${red('failed')} `}  ${step}: ${summary} ${dim(`[${code}]`)}`,
        `             ${printable(detail)}`,
      ];
      return `${[...lines, `             What to do: ${remedy}`].join('\n')}\n`;
    }
    case 'step_skipped':
      return `  ${yellow('skipped')}  ${step}: ${printable(event.reason)}\n`;
  }
}

/** Whether a step ended because the user said so. */
function isCutOff(code: string): boolean {
  return code === 'command.interrupted' || code === 'guard.drain-stopped';
}

/** The last lines of an apply. */
export function summaryText(summary: ApplySummary, colors: boolean): string {
  const { green, red, yellow } = style(colors);
  const { done, errored, skipped, manual = 0, unresolved } = summary;
  const counts = [
    `${counted(done, 'step')} done`,
    ...(errored > 0 ? [`${errored} ${summary.result === 'interrupted' ? 'cut off or failed' : 'failed'}`] : []),
    ...(skipped > 0 ? [`${skipped} skipped`] : []),
    ...(manual > 0 ? [`${manual} left to a person`] : []),
    ...(unresolved > 0 ? [`${unresolved} left unknown (marked ? above)`] : []),
  ].join(', ');
  const after = 'Run scaleout plan to see what remains.';
  switch (summary.result) {
    case 'done':
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

/** No step, and yet not done: the exit code 6 would be a riddle without it. */
function nothingApplied(unresolved: number): string {
  const what = unresolved === 1 ? '1 part could not be compared' : `${unresolved} parts could not be compared`;
  return `there was no step to carry out, but ${what} (marked ? above), so the topology may not hold yet. Exit code 6.`;
}
