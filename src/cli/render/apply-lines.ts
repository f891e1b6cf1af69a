import type { EventBody } from '../../domain/documents.js';
import { recoveryOf } from '../../errors/errors.js';
import { copied, shellOf } from '../../text/copied.js';
import { paragraph } from '../../text/layout.js';
import { printable } from '../../text/printable.js';
import { type Screen, style } from '../../text/screen.js';
import { elapsed } from '../../text/times.js';
import { widthOf } from '../../text/width.js';
import { counted, padded, withMore } from '../../text/words.js';
import { type ShownHealth, unhealthyText } from './health-text.js';

export type StepEnd = Extract<EventBody, { readonly type: 'step_complete' | 'step_errored' | 'step_skipped' }>;
type StepProgress = Extract<EventBody, { readonly type: 'step_progress' }>;
type StepTrouble = Extract<EventBody, { readonly type: 'step_trouble' }>;
export type ApplySummary = Extract<EventBody, { readonly type: 'apply_summary' }>;

/** The commands that go on from where an apply has ended, as they were given. */
export interface NextCommands {
  /** Shows what is not done yet. */
  readonly remains: string;
  readonly goesOn: string;
}

/** What stands before each line, and as wide as that below it. */
function head(word: string, paint: (text: string) => string): string {
  return `  ${paint(word)}${padded('', 9 - word.length)}`;
}

const below = padded('', 11);

/** What a long step waits for. */
export function progressText({ step, message }: StepProgress, screen: Screen): string {
  const { dim } = style(screen.colors);
  return `${paragraph(head('waiting', dim), `${printable(step)}: ${printable(message)}`, screen)}\n`;
}

/** What goes wrong while a step waits. */
export function troubleText({ step, diagnostic: { detail, remedy } }: StepTrouble, screen: Screen): string {
  const lines = [
    paragraph(head('trouble', style(screen.colors).yellow), `${printable(step)}: ${printable(detail)}`, screen),
    paragraph(`${below}What to do: `, printable(remedy), screen),
  ];
  return `${lines.join('\n')}\n`;
}

/** What is known of a step that ended: what a person has to do, and which step it took back. */
export interface StepAbout {
  readonly byHand?: string | undefined;
  readonly undoes?: string | undefined;
}

/** The line, or for a failure the lines, that tell how a step ended. */
export function stepText(event: StepEnd, screen: Screen, { byHand, undoes }: StepAbout = {}): string {
  const { green, red, yellow, dim } = style(screen.colors);
  const step = printable(event.step);
  switch (event.type) {
    case 'step_complete': {
      if (event.outcome === 'manual') {
        const what = byHand === undefined ? '' : `: on ${byHand}`;
        return `${paragraph(head('by hand', yellow), `${step}${what}`, screen)}\n`;
      }
      const note = event.outcome === 'already' ? ' (it was so already)' : '';
      if (undoes !== undefined) {
        const what = `${step}: ${printable(undoes)} is taken back${note}`;
        return `${paragraph(head('undone', yellow), `${what} ${dim(elapsed(event.durationMs))}`, screen)}\n`;
      }
      return `${paragraph(head('done', green), `${step}${note} ${dim(elapsed(event.durationMs))}`, screen)}\n`;
    }
    case 'step_errored': {
      const { summary, code, detail, remedy } = event.diagnostic;
      const back = undoes === undefined ? '' : ` (to take ${printable(undoes)} back)`;
      const word = recoveryOf(code) === 'cutOff' ? head('cut off', yellow) : head('failed', red);
      const lines = [
        paragraph(word, `${step}${back}: ${printable(summary)} ${dim(`[${printable(code)}]`)}`, screen),
        paragraph(below, printable(detail), screen),
        paragraph(`${below}What to do: `, printable(remedy), screen),
      ];
      return `${lines.join('\n')}\n`;
    }
    case 'step_skipped':
      return skippedText([event.step], event.reason, screen);
  }
}

/** Steps that were skipped for one reason, one after the other. */
export function skippedText(steps: readonly string[], reason: string, screen: Screen): string {
  const of = steps.length === 1 ? '' : `${counted(steps.length, 'step')}: `;
  const text = `${of}${withMore(steps.map(printable), mostSkipped).join(', ')}: ${printable(reason)}`;
  return `${paragraph(head('skipped', style(screen.colors).yellow), text, screen)}\n`;
}

/** Steps that one line names; events and the history have all. */
const mostSkipped = 10;

/**
 * The last lines of an apply: what it came to, and what is to be done next. Empty where the plan above ends with that. `edited`: the
 * file that was changed before it.
 */
export function summaryText(
  summary: ApplySummary & { readonly takenBack: number },
  next: NextCommands,
  screen: Screen,
  edited?: string,
): string {
  const { green, red, yellow } = style(screen.colors);
  const {
    done,
    errored,
    skipped,
    manual = 0,
    unresolved,
    suspended = 0,
    notRotated = 0,
    rolledBack = 0,
    takenBack,
  } = summary;
  const ended = [
    ...(errored > 0 ? [`${errored} ${summary.result === 'interrupted' ? 'cut off or failed' : 'failed'}`] : []),
    ...(skipped > 0 ? [`${skipped} skipped`] : []),
    ...(manual > 0 ? [`${manual} left to a person`] : []),
    ...(suspended > 0 ? [`${suspended} left out (suspended)`] : []),
    ...(unresolved > 0 ? [`${unresolved} left unknown (marked ? above)`] : []),
    ...(notRotated > 0 ? [`${notRotated} not done (told above)`] : []),
    ...(takenBack > 0 ? [`${takenBack} taken back (marked undone above)`] : []),
    ...(rolledBack > 0 ? [`${counted(rolledBack, 'rollback')} (what had begun of it is undone)`] : []),
  ];
  const counts = [`${counted(done, 'step')} done`, ...ended].join(', ');
  // The noun stands with the first number.
  const undone = ended.join(', ').replace(/^(\d+)/, (_, first) => counted(Number(first), 'step'));
  const remains = withCommand('', next.remains, 'shows what remains', screen);
  const goesOn = (when = '') => withCommand(when, next.goesOn, 'goes on from there', screen);
  const shown = (line: string, ...after: readonly string[]) =>
    `\n${[paragraph('', line, screen), ...after].join('\n')}\n`;
  switch (summary.result) {
    case 'done':
      if (done === 0 && manual > 0) return shown(`${yellow('Left to a person:')} ${leftToPerson(manual)}`, remains);
      return done === 0 ? '' : shown(`${green('Applied:')} ${counts} in ${elapsed(summary.durationMs)}.`);
    case 'partial':
      if (done + errored + skipped === 0) {
        const why = notRotated > 0 ? nothingRotated(notRotated) : nothingApplied(unresolved);
        return shown(`${yellow('Nothing applied:')} ${why}`);
      }
      // Nothing has failed: it is told above what is to be done for the rest.
      if (errored + skipped + unresolved === 0 && notRotated > 0) {
        return shown(`${yellow('Applied in part:')} ${counts}.`);
      }
      return shown(
        done === 0 ? `${yellow('Nothing was applied:')} ${undone}.` : `${yellow('Applied in part:')} ${counts}.`,
        remains,
        goesOn(errored > 0 ? 'When what failed is mended, ' : ''),
      );
    case 'interrupted':
      return shown(`${yellow('Interrupted:')} ${counts}.`, remains, goesOn());
    case 'refused':
      return shown(
        edited === undefined
          ? `${red('Refused:')} nothing was changed.`
          : `${red('Refused:')} nothing of the farm was changed; ${printable(edited)} was, before.`,
      );
  }
}

/** A sentence about a command; where a line does not hold it, the command is lines of its own, which can be copied. */
function withCommand(before: string, command: string, does: string, screen: Screen): string {
  const sentence = `${before}${command} ${does}.`;
  const { columns, given } = screen;
  if (columns === undefined || widthOf(sentence) <= columns) return paragraph('', sentence, screen);
  const head = paragraph('', `${before === '' ? 'This' : `${before}this`} ${does}:`, screen);
  return `${head}\n${copied('  ', command, shellOf(given?.platform ?? process.platform), screen)}`;
}

/** How the fleet fares after steps that were carried out, where it is not healthy. */
export function healthAfter({ done, errored }: ApplySummary, health: ShownHealth | undefined, screen: Screen): string {
  const text = done + errored === 0 ? '' : unhealthyText(health, screen);
  if (text === '') return '';
  // Where a step has waited in vain, hope would be out of place.
  const isSilent = health?.since !== undefined && errored === 0;
  return `\n${text}\n${isSilent ? `${paragraph('  ', style(screen.colors).dim(soon), screen)}\n` : ''}`;
}

const soon =
  'What was just mended is heard of with its next heartbeat, within a minute or so: scaleout status looks again.';

/** Nothing failed, and yet the topology does not hold: exit code 0 alone would hide it. */
function leftToPerson(manual: number): string {
  const what = manual === 1 ? 'the step by hand above is' : `the ${manual} steps by hand above are`;
  return `nothing was changed; ${what} to be done by an administrator of the machine, and until then the topology does not hold.`;
}

/** The same of a rotation that nothing could be done of. */
function nothingRotated(notRotated: number): string {
  const what = notRotated === 1 ? '1 thing that was asked for is' : `${notRotated} things that were asked for are`;
  return `there was no step to carry out, and ${what} not done (told above). Exit code 6.`;
}

/** No step, and yet not done: the exit code 6 would be a riddle without it. */
function nothingApplied(unresolved: number): string {
  const what = unresolved === 1 ? '1 part could not be compared' : `${unresolved} parts could not be compared`;
  return `there was no step to carry out, but ${what} (marked ? above), so the topology may not hold yet. Exit code 6.`;
}
