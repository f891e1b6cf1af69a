import type { Diagnostic } from '../../errors/errors.js';
import type { HeldChange } from '../../reconciler/hold/hold.js';
import { paragraph } from '../../text/layout.js';
import { printable } from '../../text/printable.js';
import type { Screen } from '../../text/screen.js';
import { localMoment, moment } from '../../text/times.js';
import { counted, withMore } from '../../text/words.js';
import { conditionMessage } from '../../watch/log/condition-line.js';
import { withoutMoments } from '../../watch/log/repeats.js';
import { endedHow } from '../../watch/log/run-line.js';
import { placeText, stuckText } from '../../watch/log/watch-log.js';
import type { ReconcileResult, WatchEvent } from '../../watch/watch-event.js';
import type { Terminal } from '../terminal.js';

/** A line for each thing that is new, as a person reads it: what is as before is not told again. */
export function watchView(terminal: Terminal): (event: WatchEvent) => void {
  const last = new Map<string, string>();
  const line = (topology: string, text: string) =>
    terminal.print(watchLine(`${topology}: ${text}`, terminal.screen.out));
  return (event) => {
    if (event.type !== 'reconciled') {
      const text = textOf(event);
      if (text !== undefined) line(event.topology, text);
      return;
    }
    const text = `${resultText(event.result)}${healthText(event.result.condition)}`;
    const what = withoutMoments(text);
    const isNews = last.get(event.topology) !== what || event.result.outcome !== undefined;
    last.set(event.topology, what);
    if (isNews) line(event.topology, text);
  };
}

/** When it was told, and below one another what: `2026-11-24 03:15:09 +01:00 warehouse: in sync`. */
export function watchLine(text: string, screen: Screen): string {
  const time = localMoment(new Date(screen.now()).toISOString(), screen);
  const [first = '', ...rest] = paragraph('', `${time} ${printable(text)}`, {
    ...screen,
    columns: under(screen),
  }).split('\n');
  return `${[first, ...rest.map((line) => `  ${line}`)].join('\n')}\n`;
}

/** What goes on in a further line is indented by two. */
function under({ columns }: Screen): number | undefined {
  return columns === undefined ? undefined : columns - 2;
}

function textOf(event: Exclude<WatchEvent, { readonly type: 'reconciled' }>): string | undefined {
  switch (event.type) {
    case 'watch_started':
      return `watching ${event.file}, mode ${event.mode}`;
    case 'topology_loaded':
      return [`loaded, SHA-256 ${event.sha256.slice(0, 12)}`, ...(event.diagnostics ?? []).map(diagnosticText)].join(
        '. ',
      );
    case 'topology_bad':
      return `the file is bad, the last good one is kept to: ${event.diagnostics.map(placedText).join(' ')}`;
    case 'leading':
      return event.isLeader ? 'leading' : `standing by${event.detail === undefined ? '' : `: ${event.detail}`}`;
    case 'apply_event':
      return stepText(event.event);
    case 'watch_stuck':
      return stuckText(event);
    case 'watch_stopped':
      return 'stopped';
    case 'reconcile_started':
      return undefined;
  }
}

/** In sync is no all-clear. */
function healthText(condition: ReconcileResult['condition']): string {
  const isWell = condition.health.state === 'healthy' && condition.findings.length === 0;
  return isWell ? '' : `; ${conditionMessage(condition)}`;
}

type ApplyEvent = Extract<WatchEvent, { readonly type: 'apply_event' }>['event'];

function stepText(event: ApplyEvent): string | undefined {
  switch (event.type) {
    case 'step_complete':
      return `${event.step} ${event.outcome}`;
    case 'step_errored':
      return `${event.step} ${endedHow(event.diagnostic)}: ${diagnosticText(event.diagnostic)}`;
    case 'diagnostic':
      return diagnosticText(event.diagnostic);
    default:
      return undefined;
  }
}

function resultText({ result, held, outcome, plan, diagnostics }: ReconcileResult): string {
  switch (result) {
    case 'in-sync':
      return 'in sync';
    case 'failed':
      return `cannot look: ${diagnostics.map(diagnosticText).join(' ')}`;
    case 'held':
      return `${counted(held.length, 'change')} held: ${heldText(held, plan)}`;
    case 'applied':
    case 'interrupted':
    case 'partial': {
      const unknown = plan?.changes.filter(({ action }) => action === 'unknown').map(({ id }) => id) ?? [];
      const parts = [
        outcome === undefined ? '' : stepsText(outcome),
        unknown.length === 0 ? '' : `unknown: ${unknown.join(', ')}`,
        held.length === 0 ? '' : `held: ${heldText(held, plan)}`,
      ];
      return `${result}, ${parts.filter((part) => part !== '').join('; ')}`;
    }
  }
}

/** Held changes that are named; the others are counted. */
const named = 5;

function stepsText({ result, done, errored, skipped }: NonNullable<ReconcileResult['outcome']>): string {
  const ended = `${counted(done, 'step')} done`;
  if (result === 'interrupted') return `${ended}, ${errored} cut off or failed, ${skipped} not begun`;
  return `${ended}, ${errored} failed`;
}

/** What differs and what holds it. Without the moments of a back-off: they would make each line news. */
function heldText(held: readonly HeldChange[], plan: ReconcileResult['plan']): string {
  const reasons = new Map(plan?.changes.map(({ id, reason }) => [id, reason]));
  const shown = held.map(({ id, by, reason, until }) => {
    const differs = reasons.get(id);
    const end = until === undefined || by === 'backoff' ? '' : ` (until ${moment(until)})`;
    return `${id}${differs === undefined ? '' : ` (${differs})`} by ${by}, ${reason}${end}`;
  });
  return withMore(shown, named).join('; ');
}

function placedText(found: Diagnostic): string {
  const place = placeText(found);
  return `${place === undefined ? '' : `${place}: `}${diagnosticText(found)}`;
}

function diagnosticText({
  summary,
  detail,
  code,
}: Pick<Diagnostic, 'summary' | 'detail'> & { readonly code: string }): string {
  return `${summary}: ${detail} [${code}]`;
}
