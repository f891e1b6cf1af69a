import type { Diagnostic } from '../../errors/errors.js';
import type { HeldChange } from '../../reconciler/hold/hold.js';
import { printable } from '../../text/printable.js';
import { counted, withMore } from '../../text/words.js';
import { stuckText } from '../../watch/log/watch-log.js';
import type { ReconcileResult, WatchEvent } from '../../watch/watch-event.js';
import type { Terminal } from '../terminal.js';

/** A line for each thing that is new, as a person reads it: what is as before is not told again. */
export function watchView(terminal: Terminal): (event: WatchEvent) => void {
  const last = new Map<string, string>();
  const line = (topology: string, text: string) => {
    const time = `${new Date().toISOString().slice(0, 19)}Z`;
    terminal.out(`${time} ${printable(topology)}: ${printable(text)}\n`);
  };
  return (event) => {
    if (event.type !== 'reconciled') {
      const text = textOf(event);
      if (text !== undefined) line(event.topology, text);
      return;
    }
    const text = resultText(event.result);
    const isNews = last.get(event.topology) !== text || event.result.outcome !== undefined;
    last.set(event.topology, text);
    if (isNews) line(event.topology, text);
  };
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
      return `the file is bad, the last good one is kept to: ${event.diagnostics.map(diagnosticText).join(' ')}`;
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

type ApplyEvent = Extract<WatchEvent, { readonly type: 'apply_event' }>['event'];

function stepText(event: ApplyEvent): string | undefined {
  switch (event.type) {
    case 'step_complete':
      return `${event.step} ${event.outcome}`;
    case 'step_errored':
      return `${event.step} failed: ${diagnosticText(event.diagnostic)}`;
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
      return `${counted(held.length, 'change')} held: ${heldText(held)}`;
    case 'applied':
    case 'partial': {
      const unknown = plan?.changes.filter(({ action }) => action === 'unknown').map(({ id }) => id) ?? [];
      const parts = [
        outcome === undefined ? '' : `${counted(outcome.done, 'step')} done, ${outcome.errored} failed`,
        unknown.length === 0 ? '' : `unknown: ${unknown.join(', ')}`,
        held.length === 0 ? '' : `held: ${heldText(held)}`,
      ];
      return `${result}, ${parts.filter((part) => part !== '').join('; ')}`;
    }
  }
}

/** Held changes that are named; the others are counted. */
const named = 5;

/** Without the moments of a back-off: they would make each line news. */
function heldText(held: readonly HeldChange[]): string {
  const shown = held.map(({ id, by, reason, until }) => {
    const end = until === undefined || by === 'backoff' ? '' : ` (until ${until.slice(0, 16)}Z)`;
    return `${id} by ${by}, ${reason}${end}`;
  });
  return withMore(shown, named).join('; ');
}

function diagnosticText({
  summary,
  detail,
  code,
}: Pick<Diagnostic, 'summary' | 'detail'> & { readonly code: string }): string {
  return `${summary}: ${detail} [${code}]`;
}
